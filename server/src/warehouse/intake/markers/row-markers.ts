import type { Marker } from '../../../access/index.ts'
import { degreeInText, degreeInValue, namesDegree } from '../../../law/index.ts'

/** A row of a table as text, under the number a person finds it by. */
export interface TextRow {
  readonly number: number
  readonly cells: readonly string[]
}

/** Rows looked at to tell where the header is. */
const lookedAt = 40
/** Rows of a header, at most: words count down to its last. */
const mostHeaderRows = 3
/** A title has few cells, a header nearly as many as the rows below it. */
const headerShare = 0.6
const mostCharacters = 2_000

/**
 * Finds markers in the rows of one table as they come: words above and in the header, and below it values of columns that ask for
 * a degree of secrecy.
 */
export class RowMarkers {
  readonly #sheet: number | undefined
  readonly #columns = new Set<number>()
  #first: TextRow[] | undefined = []

  /** @param sheet the number of the sheet the table stands on */
  constructor(sheet?: number) {
    this.#sheet = sheet
  }

  /** Whether later rows can have a marker. */
  get looksOn(): boolean {
    return this.#first !== undefined || this.#columns.size > 0
  }

  take(row: TextRow): Marker | undefined {
    if (this.#first === undefined) return this.#valueIn(row)
    this.#first.push(row)
    return this.#first.length < lookedAt ? undefined : this.#judge(this.#first)
  }

  /** All rows came, or all that are looked at. */
  end(): Marker | undefined {
    return this.#first && this.#judge(this.#first)
  }

  #judge(rows: readonly TextRow[]): Marker | undefined {
    this.#first = undefined
    const upper = rows.slice(0, headerPlace(rows) + mostHeaderRows)
    for (const { number, cells } of upper) {
      for (const [place, cell] of cells.entries()) {
        // Below a heading that asks for degrees a cell is a value.
        if (this.#columns.has(place)) continue
        const degree = degreeInText(cell.slice(0, mostCharacters))
        if (degree !== undefined) return { kind: 'text', degree, place: this.#place(number, place) }
        if (namesDegree(cell)) this.#columns.add(place)
      }
    }
    for (const row of rows) {
      const found = this.#valueIn(row)
      if (found) return found
    }
    return undefined
  }

  #valueIn({ number, cells }: TextRow): Marker | undefined {
    for (const place of this.#columns) {
      const cell = cells[place] ?? ''
      const degree = namesDegree(cell) ? degreeInText(cell) : degreeInValue(cell)
      if (degree !== undefined) return { kind: 'classification', degree, place: this.#place(number, place) }
    }
    return undefined
  }

  #place(row: number, column: number) {
    return { ...(this.#sheet === undefined ? {} : { sheet: this.#sheet }), row, column: column + 1 }
  }
}

function headerPlace(rows: readonly TextRow[]): number {
  const widths = rows.map(({ cells }) => cells.filter((cell) => cell !== '').length)
  const usual = [...widths].sort((left, right) => left - right)[Math.floor(widths.length / 2)] ?? 0
  const place = widths.findIndex((width) => width >= Math.max(1, usual * headerShare))
  return Math.max(0, place)
}
