import type { DatasetDocument } from '../../api/types.ts'

export const documentKinds = [
  'specification',
  'dictionary',
  'guide',
  'mapping',
  'agreement',
  'other',
] as const satisfies readonly DatasetDocument['kind'][]
type MediaType = DatasetDocument['mediaType']

/** The files that are taken, by the ends of their names: what a browser says of a file differs from machine to machine. */
const mediaTypes: Readonly<Record<string, MediaType>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  zip: 'application/zip',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  txt: 'text/plain',
  csv: 'text/csv',
  md: 'text/markdown',
  json: 'application/json',
}

export const documentEnds = Object.keys(mediaTypes)

export function mediaTypeOf(fileName: string): MediaType | undefined {
  return mediaTypes[endOf(fileName)]
}

/** The kind of a document's file in one word, as its name ends. */
export function endOf(fileName: string): string {
  return fileName.includes('.') ? (fileName.split('.').at(-1) ?? '').toLowerCase() : ''
}

/** A title to begin with: the name of the file without its end. */
export function titleFrom(fileName: string): string {
  const end = endOf(fileName)
  const name = end === '' ? fileName : fileName.slice(0, -end.length - 1)
  return name
    .normalize('NFC')
    .replaceAll(/[_\s]+/g, ' ')
    .trim()
}
