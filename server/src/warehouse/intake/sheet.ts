import type { Field } from '../../catalogue/index.ts'
import type { Mark, StagedColumn } from '../storage/staging.store.ts'
import type { Fault, Rule } from '../checking/fault.ts'
import { cellText } from './cell.ts'
import type { Cell } from './cell.ts'
import { converterFor } from './conversion.ts'
import type { Converter } from './conversion.ts'
import type { Conversion, ConversionKind, Converted } from './converted.ts'
import { splitRecord } from './csv-scanner.ts'
import { mergeHeadings, resolveColumns } from './header.ts'
import type { ExpectedColumns, ResolvedColumn } from './header.ts'
import { convertNative } from './native.ts'
import type { Profile } from './profile.ts'
import { RowBuffer } from './row-buffer.ts'
import type { TableSink } from './table.ts'

/** What reading a file gave: how many rows it sent, and the rows that are no rows at all. */
export interface Reading {
  readonly sent: number
  readonly staged: number
  readonly faults: readonly Fault[]
  readonly counts: ReadonlyMap<Rule, number>
  /** Values written in another way than they came, by field and kind. */
  readonly conversions: readonly Conversion[]
  /** Nothing of the file can be taken. */
  readonly isRefused: boolean
  /** Whether some text has marks apart from their letters, which the profile did not ask to put together. */
  readonly isDecomposed: boolean
}

/** Faults listed one by one per rule; beyond it they are only counted. */
export const listedFaults = 10_000

export interface SheetOptions {
  readonly expected: ExpectedColumns
  readonly profile: Profile
  /** Whether records that are no rows are marked with their whole text, so that somebody can mend them. */
  readonly keepsBroken: boolean
}

interface Column extends ResolvedColumn {
  readonly convert: Converter | undefined
}

/** Collects what a reader finds: rows as bytes ready for COPY, faults as faults, cells only a reader can judge as marks. */
export class Sheet implements TableSink {
  readonly #options: SheetOptions
  readonly #rows: RowBuffer
  readonly #faults: Fault[] = []
  readonly #counts = new Map<Rule, number>()
  readonly #conversions = new Map<Field, Map<ConversionKind, number>>()
  #columns: readonly Column[] | undefined
  #marks: Mark[] = []
  #width = 0
  #takesBytes = false
  #hasMarksApart = false
  #staged = 0
  #broken = 0
  isRefused = false

  constructor(options: SheetOptions) {
    this.#options = options
    this.#rows = new RowBuffer(this.delimiter)
  }

  get sent(): number {
    return this.#staged + this.#broken
  }

  /** What is staged, in the order of the file; undefined before its header. */
  get columns(): readonly StagedColumn[] | undefined {
    return this.#columns?.map(({ staged }) => staged)
  }

  /** What stands between the cells of the rows taken. */
  get delimiter(): string {
    return this.#options.profile.format === 'csv' ? this.#options.profile.delimiter : ','
  }

  header(rows: readonly (readonly string[])[]): void {
    if (this.isRefused) return
    const { profile, expected } = this.#options
    const headings = mergeHeadings(rows)
    const resolved = resolveColumns(headings, profile, expected)
    if (resolved === undefined) {
      this.#refuse('header', headings.join(', ').slice(0, 500).toWellFormed())
      return
    }
    this.#width = headings.length
    this.#columns = resolved.map((column) => ({
      ...column,
      convert: column.field && converterFor(column.field, profile),
    }))
    this.#takesBytes =
      this.#columns.length === headings.length && this.#columns.every(({ convert }) => convert === undefined)
  }

  row(number: number, bytes: Buffer): void {
    if (this.isRefused) return
    const isApart = this.#hasMarksApart && this.#options.profile.compose && hasMarksApart(bytes)
    if (this.#takesBytes && !isApart) {
      this.#staged += 1
      this.#rows.append(number, bytes)
    } else {
      this.cells(number, splitRecord(bytes.toString('utf8'), this.delimiter))
    }
  }

  cells(number: number, cells: readonly Cell[]): void {
    if (this.isRefused || this.#columns === undefined) return
    const broken = this.#brokenBy(cells)
    if (broken !== undefined) {
      this.fault(
        number,
        broken,
        cells
          .map(cellText)
          .join(' | ')
          .slice(0, 500)
          .toWellFormed()
          .replaceAll(/\p{Cc}/gu, '·'),
      )
      return
    }
    this.#staged += 1
    const row = this.#columns.map((column) => this.#cell(number, column, cells[column.place] ?? null))
    this.#rows.appendCells(number, row)
  }

  expectedHeadings(): readonly string[] {
    const { profile, expected } = this.#options
    return profile.columns?.map(({ source }) => source) ?? expected.fields.map(({ name }) => name)
  }

  geometryHeading(): string {
    const { profile, expected } = this.#options
    const field = expected.fields.find(({ type }) => type === 'geometry')?.name
    return profile.columns?.find((column) => column.field === field)?.source ?? field ?? 'geometry'
  }

  fault(number: number, rule: Rule, sample: string): void {
    if (this.isRefused) return
    const value = sample === '' ? null : sample
    if (this.#columns === undefined) {
      this.#refuse(rule, sample)
      return
    }
    this.#broken += 1
    this.#add({ row: number, rule, field: '', value })
    if (this.#options.keepsBroken) this.#marks.push({ row: number, rule, field: '', value: sample })
  }

  /** The end of the file: a file without anything is a fault, one without rows may be. */
  close(): void {
    if (this.isRefused || this.sent > 0) return
    if (this.#columns === undefined) this.#refuse('empty', '')
    else if (!this.#options.expected.allowsNoRows) this.#refuse('noRows', '')
  }

  /** A fault of the file as a whole: nothing of it is taken. */
  refuse(rule: Rule, sample: string): void {
    if (!this.isRefused) this.#refuse(rule, sample)
  }

  looksAt(bytes: Buffer): void {
    this.#hasMarksApart ||= hasMarksApart(bytes)
  }

  takeRows(): Buffer {
    return this.#rows.take()
  }

  get marks(): number {
    return this.#marks.length
  }

  takeMarks(): Mark[] {
    const taken = this.#marks
    this.#marks = []
    return taken
  }

  reading(): Reading {
    return {
      ...{ sent: this.sent, staged: this.#staged, faults: this.#faults, counts: this.#counts },
      conversions: [...this.#conversions].flatMap(([field, kinds]) =>
        [...kinds].map(([kind, count]) => ({ field: field.name, kind, count })),
      ),
      isRefused: this.isRefused,
      isDecomposed: this.#hasMarksApart && !this.#options.profile.compose,
    }
  }

  /** Values beyond the header, and what is no text, make a row none. */
  #brokenBy(cells: readonly Cell[]): Rule | undefined {
    if (cells.length > this.#width && cells.slice(this.#width).some((cell) => cellText(cell) !== ''))
      return 'fieldCount'
    return cells.some((cell) => !isText(cellText(cell))) ? 'notText' : undefined
  }

  #cell(row: number, { field, convert }: Column, cell: Cell): string | null {
    const text = cellText(cell)
    const isError = typeof cell === 'object' && cell?.kind === 'error'
    if (text === '' && !isError) return null
    if (field === undefined) return text
    if (cell === null || typeof cell === 'string') {
      if (!this.#hasMarksApart && this.#options.profile.format !== 'csv') this.#hasMarksApart = marksApart.test(text)
      const composed = this.#compose(field, text)
      return convert === undefined ? composed : this.#take(row, field, composed, convert(composed))
    }
    const converted = convertNative(field, cell)
    if (cell.isFormula && !('mark' in converted)) this.#count(field, 'formula')
    return this.#take(row, field, text, converted)
  }

  #compose(field: Field, cell: string): string {
    if (!this.#hasMarksApart || !this.#options.profile.compose) return cell
    const composed = cell.normalize('NFC')
    if (composed !== cell) this.#count(field, 'compose')
    return composed
  }

  #take(row: number, field: Field, cell: string, converted: Converted | undefined): string {
    if (converted === undefined) return cell
    if ('mark' in converted) this.#marks.push({ row, rule: converted.mark, field: field.name, value: cell })
    else if (converted.kind !== 'none') this.#count(field, converted.kind)
    return converted.text
  }

  #count(field: Field, kind: ConversionKind): void {
    const kinds = this.#conversions.get(field) ?? new Map<ConversionKind, number>()
    this.#conversions.set(field, kinds.set(kind, (kinds.get(kind) ?? 0) + 1))
  }

  /** Without a header nothing else of the file can be understood. */
  #refuse(rule: Rule, sample: string): void {
    this.isRefused = true
    this.#add({ row: 1, rule, field: '', value: sample === '' ? null : sample })
  }

  #add(fault: Fault): void {
    const count = (this.#counts.get(fault.rule) ?? 0) + 1
    this.#counts.set(fault.rule, count)
    if (count <= listedFaults) this.#faults.push(fault)
  }
}

/** Cells of formats that escape may hold what no file of text can: control characters, halves of pairs. */
function isText(cell: string): boolean {
  for (let at = 0; at < cell.length; at += 1) {
    const code = cell.charCodeAt(at)
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return false
  }
  return cell.isWellFormed()
}

const marksApart = /[\u0300-\u036F]/

/** Combining marks (U+0300–U+036F) begin with one of two bytes in UTF-8, which begin hardly anything else. */
function hasMarksApart(bytes: Buffer): boolean {
  return bytes.includes(0xcc) || bytes.includes(0xcd)
}
