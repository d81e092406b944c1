import type { Structure } from '../../catalogue/index.ts'
import { cellText } from './cell.ts'
import type { Cell } from './cell.ts'
import type { SampleRow } from './sample.ts'
import type { TableSink } from './table.ts'

/** Collects the first objects of a file of objects; the first row has their names. */
export class SampleSink implements TableSink {
  readonly rows: SampleRow[] = []
  readonly isRefused = false
  readonly #structure: Structure

  constructor(structure: Structure) {
    this.#structure = structure
  }

  header([names = []]: readonly (readonly string[])[]): void {
    this.rows.push({ number: 0, cells: names })
  }

  cells(number: number, cells: readonly Cell[]): void {
    this.rows.push({ number, cells: cells.map(cellText), natives: cells })
  }

  expectedHeadings(): readonly string[] {
    return []
  }

  geometryHeading(): string {
    return this.#structure.fields.find(({ type }) => type === 'geometry')?.name ?? 'geometry'
  }

  row(): void {
    // Objects come as cells.
  }

  fault(): void {
    // What is wrong is told when the file is read.
  }

  refuse(): void {
    // The sample ends where it is cut.
  }

  looksAt(): void {
    // Marks are looked for in the cells.
  }
}
