import type { Marker } from '../../../access/index.ts'
import { degreeInText } from '../../../law/index.ts'
import type { Archive } from '../zip.ts'
import { findInProperties, textsOf } from './workbook-markers.ts'

/** A stamp stands on the first page or on each. */
const firstParagraphs = 20

/** Text documents and spreadsheets of other makes: their properties, their beginning and their page headers. */
export async function findInOfficeDocument(archive: Archive): Promise<Marker | undefined> {
  const pages = archive.names.filter((name) => /^word\/(?:header|footer)\d*\.xml$/.test(name))
  const bodies = ['word/document.xml', 'content.xml'].filter((name) => archive.has(name))
  return (
    (await findInProperties(archive)) ??
    (await findInParts(archive, pages, 'page-header')) ??
    (await findInParts(archive, bodies, 'text'))
  )
}

async function findInParts(
  archive: Archive,
  parts: readonly string[],
  kind: 'page-header' | 'text',
): Promise<Marker | undefined> {
  for (const part of parts) {
    const texts = await textsOf(archive, part)
    for (const [place, { text }] of texts.slice(0, firstParagraphs).entries()) {
      const degree = degreeInText(text)
      if (degree !== undefined) return { kind, degree, place: kind === 'text' ? { row: place + 1 } : {} }
    }
  }
  return undefined
}
