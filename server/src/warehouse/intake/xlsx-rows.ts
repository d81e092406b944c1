import { SaxesParser } from 'saxes'
import type { Cell, NativeCell } from './cell.ts'
import { localName, partsOf } from './xlsx-workbook.ts'
import type { Workbook } from './xlsx-workbook.ts'
import { UnreadableError } from './zip.ts'
import type { Archive } from './zip.ts'

/** A row of a sheet under the number a person sees beside it. */
export interface XlsxRow {
  readonly number: number
  readonly cells: readonly Cell[]
}

const mostColumns = 16_384
const dayMilliseconds = 86_400_000

/** Column number of a place like `BC12`, from 0. */
export function columnOf(place: string): number {
  let column = 0
  for (let at = 0; at < place.length; at += 1) {
    const letter = place.charCodeAt(at) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}

/** A day number of a spreadsheet as yyyy-mm-dd, with its time when it has one; undefined for what is no day. */
export function dayOf(serial: number, is1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_465) return undefined
  // Of 1900, day 0 is what an empty cell amounts to, day 60 the 29 February that never was; days before it count from one later.
  if (!is1904 && (serial < 1 || Math.floor(serial) === 60)) return undefined
  const days = is1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  const instant = new Date(Date.UTC(1899, 11, 30) + Math.round(days * dayMilliseconds)).toISOString()
  return instant.endsWith('T00:00:00.000Z') ? instant.slice(0, 10) : instant.slice(0, 19)
}

/** Collects the rows of one sheet as its XML comes by. */
class RowCollector {
  readonly #workbook: Workbook
  readonly #texts: readonly string[]
  readonly rows: XlsxRow[] = []
  #number = 0
  #cells: Cell[] = []
  #column = -1
  #type = 'n'
  #style = 0
  #value = ''
  #hasFormula = false
  #isValue = false

  constructor(workbook: Workbook, texts: readonly string[]) {
    this.#workbook = workbook
    this.#texts = texts
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      this.#number = attributes['r'] === undefined ? this.#number + 1 : Number(attributes['r'])
      this.#cells = []
      this.#column = -1
    } else if (name === 'c') {
      this.#column = attributes['r'] === undefined ? this.#column + 1 : columnOf(attributes['r'])
      this.#type = attributes['t'] ?? 'n'
      this.#style = Number(attributes['s'] ?? '0')
      ;[this.#value, this.#hasFormula] = ['', false]
    } else if (name === 'f') this.#hasFormula = true
    this.#isValue = name === 'v' || name === 't'
  }

  text(part: string): void {
    if (this.#isValue) this.#value += part
  }

  close(name: string): void {
    this.#isValue = false
    if (name === 'c') this.#takeCell()
    else if (name === 'row') this.rows.push({ number: this.#number, cells: this.#cells })
  }

  #takeCell(): void {
    if (this.#column < 0 || this.#column >= mostColumns) throw new UnreadableError('too many columns')
    const cell = this.#cell()
    if (cell === null) return
    while (this.#cells.length < this.#column) this.#cells.push(null)
    this.#cells[this.#column] = cell
  }

  #cell(): Cell {
    const isFormula = this.#hasFormula
    if (this.#type === 'e') return { text: this.#value, kind: 'error', isFormula }
    if (this.#value === '') return isFormula ? { text: '', kind: 'error', isFormula } : null
    if (this.#type === 's' || this.#type === 'str' || this.#type === 'inlineStr') {
      const text = this.#type === 's' ? (this.#texts[Number(this.#value)] ?? '') : this.#value
      return isFormula ? { text, kind: 'text', isFormula } : text
    }
    if (this.#type === 'b') return { text: this.#value === '1' ? 'true' : 'false', kind: 'boolean', isFormula }
    if (this.#type === 'd') return { text: this.#value.slice(0, 10), kind: 'day', isFormula }
    return this.#numberCell(isFormula)
  }

  #numberCell(isFormula: boolean): NativeCell {
    const isDay = this.#workbook.isDayStyle[this.#style] ?? false
    const day = isDay ? dayOf(Number(this.#value), this.#workbook.is1904) : undefined
    return day === undefined ? { text: this.#value, kind: 'number', isFormula } : { text: day, kind: 'day', isFormula }
  }
}

/** The rows of a sheet, in portions as they are unpacked. */
export async function* rowsOfSheet(
  archive: Archive,
  entry: string,
  workbook: Workbook,
  texts: readonly string[],
): AsyncGenerator<readonly XlsxRow[], void> {
  const collector = new RowCollector(workbook, texts)
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    collector.open(localName(name), attributes)
  })
  parser.on('text', (part) => {
    collector.text(part)
  })
  parser.on('closetag', ({ name }) => {
    collector.close(localName(name))
  })
  parser.on('error', (cause) => {
    throw new UnreadableError('XML', { cause })
  })
  for await (const part of partsOf(archive, entry)) {
    parser.write(part)
    if (collector.rows.length > 0) yield collector.rows.splice(0)
  }
  parser.close()
  if (collector.rows.length > 0) yield collector.rows.splice(0)
}
