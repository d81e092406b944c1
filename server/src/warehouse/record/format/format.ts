import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Field } from '../../../catalogue/index.ts'
import { csvLine, guard } from '../../../platform/index.ts'
import { warehouseProblems } from '../../warehouse.errors.ts'
import { workbook } from './workbook.ts'
import type { Texts } from './workbook.ts'

export const formats = ['json', 'csv', 'ndjson', 'geojson', 'xlsx'] as const
export type Format = (typeof formats)[number]

export const mediaTypes: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export const byteOrderMark = '\uFEFF'

/** Whether rows are asked of the database as their texts; otherwise as JSON objects. */
export function takesTexts(format: Format): boolean {
  return format === 'csv' || format === 'xlsx'
}

/** What the caller would have best (RFC 9110 §12.5.1): the format named, else the best of `Accept`, else JSON. */
export function negotiate(accept: string | undefined, named: Format | undefined): Format {
  if (named !== undefined) return named
  if (accept === undefined || accept === '*/*') return 'json'
  const ranges = accept.split(',').map(readRange)
  const weights = formats.map((format) => ({ format, weight: weightOf(ranges, format) }))
  const best = Math.max(...weights.map(({ weight }) => weight))
  return weights.find(({ weight }) => weight === best && weight > 0)?.format ?? 'json'
}

interface Range {
  readonly type: string
  readonly quality: number
}

function readRange(text: string): Range {
  const [type = '', ...parameters] = text
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/)
  const quality = parameters.map((each) => /^q=([01](?:\.\d{0,3})?)$/.exec(each)?.[1]).find(Boolean)
  return { type, quality: quality === undefined ? 1 : Number(quality) }
}

/** The most exact range counts. */
function weightOf(ranges: readonly Range[], format: Format): number {
  const [type = ''] = mediaTypes[format].split(';')
  const [family = ''] = type.split('/')
  const other = format === 'ndjson' ? 'application/ndjson' : type
  const match = (...types: string[]) => ranges.find((range) => types.includes(range.type))
  return (match(type, other) ?? match(`${family}/*`) ?? match('*/*'))?.quality ?? 0
}

/** The one field that says where a row lies, among those shown. */
export function geometryField(fields: readonly Field[]): Field {
  const field = fields.find(({ type }) => type === 'geometry')
  if (!field) throw warehouseProblems.noGeometry()
  return field
}

/** Rows of a page as the database wrote them (`takesTexts`), as the bytes of a format that is not JSON. */
export async function formatRows(
  format: Exclude<Format, 'json' | 'geojson'>,
  fields: readonly Field[],
  bodies: readonly string[],
  withMark: boolean,
): Promise<string | Buffer> {
  if (format === 'ndjson') return bodies.map((body) => `${body}\n`).join('')
  const rows = bodies.map((body) => JSON.parse(body) as Texts)
  if (format === 'xlsx') return buffer(workbook(fields, Readable.from(rows)))
  const isText = fields.map(({ type }) => type === 'text')
  const lines = rows.map((row) =>
    csvLine(row.map((text, place) => (text !== null && isText[place] ? guard(text) : text))),
  )
  return `${withMark ? byteOrderMark : ''}${csvLine(fields.map(({ name }) => name))}${lines.join('')}`
}
