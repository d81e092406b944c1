import { Readable } from 'node:stream'
import type { Structure } from '../../catalogue/index.ts'
import type { ByteSource } from '../../platform/index.ts'
import { cellText } from './cell.ts'
import { utf8Of } from './decoding.ts'
import { detectDelimiter, detectHeader } from './detection.ts'
import type { Reason } from './detection.ts'
import { detectEncoding } from './encoding-detection.ts'
import { readGeoJsonTable, readJsonTable, readNdjsonTable } from './json-table.ts'
import { plainProfile } from './profile.ts'
import type { Encoding, Format, Profile, ProfileInput } from './profile.ts'
import { foreignKind, headOf, sampleRows, splitRows } from './sample.ts'
import type { SampleRow } from './sample.ts'
import { SampleSink } from './sample-sink.ts'
import type { XlsxRow } from './xlsx-rows.ts'
import { sheetNamed, withWorkbook } from './xlsx-table.ts'
import { UnreadableError } from './zip.ts'
import type { Rule } from '../checking/fault.ts'

/** How a file is laid out, before anything is said of its columns and values; a refusal where it cannot be read at all. */
export interface Layout {
  readonly settings: Partial<Profile>
  readonly rows: readonly SampleRow[]
  readonly sheets: readonly string[]
  readonly reasons: readonly Reason[]
  /** The first row names the members of objects; there is no header to choose. */
  readonly isKeyed: boolean
  /** Sheets that fit the structure equally well while none is named; only their sender can tell which is meant. */
  readonly rivals: readonly string[]
  readonly refusal: Refusal | undefined
}

export interface Refusal {
  readonly rule: Rule
  readonly value: string
}

/** Looks at the start of a file. What is said of it is not asked again. */
export async function layoutOf(source: ByteSource, said: ProfileInput, structure: Structure): Promise<Layout> {
  const head = await headOf(source)
  if (head.bytes.length === 0) return refused({ rule: 'empty', value: '' })
  const foreign = foreignKind(head.bytes)
  if (foreign !== undefined) return refused({ rule: 'unreadable', value: foreign })
  if (startsWith(head.bytes, zip)) return xlsxLayout(source, said, structure)
  const encoding = said.encoding ?? detectEncoding(head.bytes, head.isWhole).known
  const format = encoding === undefined ? 'csv' : jsonFormat(await decoded(head.bytes, encoding))
  if (format === 'csv' || encoding === undefined) return csvLayout(head, said)
  return jsonLayout(head.bytes, { format, encoding }, structure)
}

const zip = Buffer.of(0x50, 0x4b, 0x03, 0x04)
const startsWith = (bytes: Buffer, mark: Buffer) => bytes.subarray(0, mark.length).equals(mark)

/** A text that begins like JSON: a list, a collection of features, or objects line by line. */
function jsonFormat(text: string): Format {
  const start = text.trimStart()
  if (/^\[\s*(?:\{|\])/.test(start)) return 'json'
  if (!/^\{\s*"/.test(start)) return 'csv'
  return /"type"\s*:\s*"FeatureCollection"/.test(start.slice(0, 4096)) ? 'geojson' : 'ndjson'
}

async function xlsxLayout(source: ByteSource, said: ProfileInput, structure: Structure): Promise<Layout> {
  try {
    return await withWorkbook(source, async (workbook, rowsOf) => {
      const names = workbook.sheets.map(({ name }) => name)
      const named = said.sheet ?? null
      const looked = named === null ? workbook.sheets.slice(0, mostSheets) : [sheetNamed(workbook, named)]
      const filled: FilledSheet[] = []
      for (const sheet of looked) {
        const rows = await firstRows(rowsOf(sheet))
        if (rows.length > 0) filled.push({ name: sheet.name, rows, matched: detectHeader(rows, structure).matched })
      }
      const rivals = rivalsAmong(filled)
      // No sheet by somebody's word means the first, unless several could be meant.
      const isFirst = said.sheet === null && rivals.length === 0
      const best = bestSheet(isFirst ? filled.filter(({ name }) => name === names[0]) : filled)
      if (!best) return { ...refused({ rule: 'empty', value: '' }), sheets: names }
      const chosen = best.name === names[0] || rivals.length > 0 ? null : best.name
      return {
        settings: { format: 'xlsx', sheet: said.sheet === undefined ? chosen : named },
        ...{ rows: best.rows, sheets: names, isKeyed: false, rivals, refusal: undefined },
        reasons: xlsxReasons(best, filled.length, rivals),
      }
    })
  } catch (error) {
    if (error instanceof UnreadableError) return refused({ rule: 'unreadable', value: error.message })
    throw error
  }
}

const mostSheets = 20

/** A sheet that has rows, and how many fields its headings name. */
interface FilledSheet {
  readonly name: string
  readonly rows: readonly SampleRow[]
  readonly matched: number
}

/** The sheet that fits the structure best; the first of those that fit it equally. */
function bestSheet(sheets: readonly FilledSheet[]): FilledSheet | undefined {
  return sheets.reduce<FilledSheet | undefined>(
    (best, each) => (best === undefined || each.matched > best.matched ? each : best),
    undefined,
  )
}

/** Those that fit best, when they fit at all and are several. */
function rivalsAmong(sheets: readonly FilledSheet[]): string[] {
  const most = Math.max(1, ...sheets.map(({ matched }) => matched))
  const rivals = sheets.filter(({ matched }) => matched === most).map(({ name }) => name)
  return rivals.length > 1 ? rivals : []
}

function xlsxReasons({ name, matched }: FilledSheet, sheets: number, rivals: readonly string[]): Reason[] {
  const sign = rivals.length > 0 ? 'rivalSheets' : sheets > 1 && matched > 0 ? 'bestSheet' : 'firstSheet'
  return [
    { setting: 'format', value: 'xlsx', sign: 'byMagic', facts: { name: 'XLSX' } },
    { setting: 'sheet', value: name, sign, facts: { matched, sheets, names: rivals.join(', ') } },
  ]
}

async function firstRows(portions: AsyncIterable<readonly XlsxRow[]>): Promise<SampleRow[]> {
  const rows: SampleRow[] = []
  for await (const portion of portions) {
    for (const { number, cells } of portion) {
      if (cells.some((cell) => cellText(cell) !== '')) rows.push({ number, cells: cells.map(cellText), natives: cells })
    }
    if (rows.length >= sampleRows) break
  }
  return rows.slice(0, sampleRows)
}

async function jsonLayout(
  bytes: Buffer,
  settings: { format: Format; encoding: Encoding },
  structure: Structure,
): Promise<Layout> {
  const sink = new SampleSink(structure)
  const source = { bytes: bytes.length, stream: () => Readable.from([bytes], { objectMode: true }) }
  const read = { json: readJsonTable, ndjson: readNdjsonTable, geojson: readGeoJsonTable }[settings.format as 'json']
  const pieces = read(source, { ...plainProfile, ...settings }, sink)
  while ((await pieces.next()).done !== true && sink.rows.length < sampleRows);
  const sign = 'byForm'
  return {
    ...{ settings, rows: sink.rows, sheets: [], isKeyed: true, rivals: [], refusal: undefined },
    reasons: [{ setting: 'format', value: settings.format, sign, facts: { name: settings.format.toUpperCase() } }],
  }
}

function refused(refusal: Refusal): Layout {
  return { settings: {}, rows: [], sheets: [], reasons: [], isKeyed: false, rivals: [], refusal }
}

async function csvLayout(head: { bytes: Buffer; isWhole: boolean }, said: ProfileInput): Promise<Layout> {
  const guess = detectEncoding(head.bytes, head.isWhole)
  const encoding = said.encoding ?? guess.known
  if (encoding === undefined || guess.known === undefined) return refused({ rule: 'encoding', value: guess.name })
  const text = await decoded(head.bytes, encoding)
  const { delimiter, reason } = detectDelimiter(text, head.isWhole)
  const chosen = said.delimiter ?? delimiter
  const sign = guess.by === 'mark' ? 'byMark' : 'byForm'
  const reasons: Reason[] = [
    { setting: 'format', value: 'csv', sign: 'byForm', facts: { name: 'CSV' } },
    { setting: 'encoding', value: encoding, sign, facts: { name: guess.name } },
    reason,
  ]
  return {
    settings: { format: 'csv', encoding, delimiter: chosen },
    rows: splitRows(text, chosen, head.isWhole),
    sheets: [],
    isKeyed: false,
    reasons,
    rivals: [],
    refusal: undefined,
  }
}

async function decoded(bytes: Buffer, encoding: Encoding): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of utf8Of([bytes], encoding)) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('utf8')
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/** The layout as a profile, the rest as in the plain form. */
export function withLayout({ settings }: Layout): Profile {
  return { ...plainProfile, ...settings }
}
