import type { Marker } from '../../../access/index.ts'
import { degreeInFileName } from '../../../law/index.ts'
import type { ByteSource } from '../../../platform/index.ts'
import { CsvScanner, splitRecord } from '../csv-scanner.ts'
import { utf8Of } from '../decoding.ts'
import { detectDelimiter } from '../detection.ts'
import { detectEncoding } from '../encoding-detection.ts'
import type { Delimiter, Encoding, ProfileInput } from '../profile.ts'
import { foreignKind, headOf, splitRows } from '../sample.ts'
import { openArchive, UnreadableError } from '../zip.ts'
import { findInJson } from './json-markers.ts'
import type { JsonForm } from './json-markers.ts'
import { findInOfficeDocument } from './office-markers.ts'
import { findInPdf } from './pdf-markers.ts'
import { RowMarkers } from './row-markers.ts'
import { findInWorkbook } from './workbook-markers.ts'

export interface MarkerSearch {
  readonly source: ByteSource
  readonly fileName: string | null
  /** `start`: what stands before the data, and its first rows; `whole`: all that can bear a mark. */
  readonly extent: 'start' | 'whole'
  /** How the file is read, as far as that is known. */
  readonly profile?: ProfileInput | null | undefined
}

const zip = Buffer.of(0x50, 0x4b, 0x03, 0x04)
const firstObjects = 300

/** The first marker of a state secret on a file (Điều 1.2); a file that nobody can read has none but its name. */
export async function findMarker(search: MarkerSearch): Promise<Marker | undefined> {
  const { source, fileName } = search
  const degree = fileName === null ? undefined : degreeInFileName(fileName)
  if (degree !== undefined) return { kind: 'file-name', degree, place: {} }
  const { bytes, isWhole } = await headOf(source)
  if (bytes.subarray(0, zip.length).equals(zip)) return findInArchive(search)
  const foreign = foreignKind(bytes)
  if (foreign !== undefined) return foreign === 'pdf' ? findInPdf(source) : undefined
  return findInText(search, bytes, isWhole)
}

/** Whether a file that is no data, like a document of a dataset, bears one. */
export async function bearsMark(source: ByteSource, fileName: string): Promise<boolean> {
  return (await findMarker({ source, fileName, extent: 'whole' })) !== undefined
}

async function findInArchive({ source, extent }: MarkerSearch): Promise<Marker | undefined> {
  try {
    const archive = await openArchive(source)
    try {
      const isWorkbook = archive.has('xl/workbook.xml')
      return await (isWorkbook ? findInWorkbook(archive, extent === 'whole') : findInOfficeDocument(archive))
    } finally {
      archive.close()
    }
  } catch (error) {
    if (error instanceof UnreadableError) return undefined
    throw error
  }
}

async function findInText(search: MarkerSearch, head: Buffer, isWhole: boolean): Promise<Marker | undefined> {
  const { source, extent, profile } = search
  const encoding = detectEncoding(head, isWhole).known ?? profile?.encoding
  // What no reader here decodes is looked at as the Vietnamese encoding of Windows.
  if (encoding === undefined)
    return findInTable(search, { text: new TextDecoder('windows-1258').decode(head), isWhole }, undefined)
  const text = await decoded(head, encoding)
  const form = jsonForm(text)
  if (form === undefined) return findInTable(search, { text, isWhole }, encoding)
  return findInJson({ source, form, encoding, most: extent === 'whole' ? undefined : firstObjects })
}

async function decoded(bytes: Buffer, encoding: Encoding): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of utf8Of([bytes], encoding)) chunks.push(chunk)
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
}

function jsonForm(text: string): JsonForm | undefined {
  const start = text.trimStart()
  if (/^\[\s*(?:\{|\])/.test(start)) return 'json'
  if (!/^\{\s*"/.test(start)) return undefined
  return /"features"\s*:\s*\[/.test(start) ? 'geojson' : 'ndjson'
}

/** What was read of the file, and whether that is all of it. */
interface Head {
  readonly text: string
  readonly isWhole: boolean
}

async function findInTable(
  search: MarkerSearch,
  { text, isWhole }: Head,
  encoding: Encoding | undefined,
): Promise<Marker | undefined> {
  const { source, extent, profile } = search
  const delimiters = new Set([profile?.delimiter, detectDelimiter(text, isWhole).delimiter])
  for (const delimiter of delimiters) {
    if (delimiter === undefined) continue
    const markers = new RowMarkers()
    const found = findInRows(markers, text, delimiter)
    if (found) return found
    if (!markers.looksOn || extent === 'start' || encoding === undefined) continue
    const later = await findInStream(markers, source, { delimiter, encoding })
    if (later) return later
  }
  return undefined
}

function findInRows(markers: RowMarkers, text: string, delimiter: Delimiter): Marker | undefined {
  for (const row of splitRows(text, delimiter, true)) {
    const found = markers.take(row)
    if (found) return found
  }
  return markers.end()
}

/** Every row once more, as records of the whole file; those that are no rows by their beginning. */
async function findInStream(
  markers: RowMarkers,
  source: ByteSource,
  { delimiter, encoding }: { readonly delimiter: Delimiter; readonly encoding: Encoding },
): Promise<Marker | undefined> {
  let found: Marker | undefined
  const take = (number: number, record: string) => {
    found ??= markers.take({ number, cells: splitRecord(record, delimiter) })
  }
  const scanner = new CsvScanner(
    {
      header: () => undefined,
      row: (number, bytes) => {
        take(number, bytes.toString('utf8'))
      },
      fault: (number, _fault, sample) => {
        take(number, sample)
      },
    },
    { delimiter },
  )
  for await (const chunk of utf8Of(source.stream(), encoding)) {
    scanner.push(chunk)
    if (found) return found
  }
  scanner.end()
  return found
}
