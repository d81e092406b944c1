import type { Field, WaitingRow } from '../../../api/types.ts'
import { cellOf, isDiscarded, sentCell, type Change, type DraftBook, type Overlay } from './draft-book.ts'
import { boundsOf, type Selection } from './selection.ts'

export type GridField = Pick<Field, 'name' | 'title' | 'titleEn' | 'type' | 'key' | 'required'>

export type RowFault = WaitingRow['faults'][number]

/** What a cell shows beside its text. */
export interface CellLook {
  readonly text: string
  readonly faults: readonly RowFault[]
  /** Typed over, so that its fault may be mended. */
  readonly mended: boolean
}

export function lookOf(row: WaitingRow, overlay: Overlay, field: GridField): CellLook {
  const text = cellOf(row, overlay, field.name)
  return { text, faults: faultsIn(row, field.name), mended: text !== sentCell(row, field.name) }
}

/** Faults name one field, or several as of a key of several fields. */
export function faultsIn(row: WaitingRow, field: string): RowFault[] {
  return row.faults.filter((fault) => fault.field?.split(', ').includes(field) === true)
}

/** Faults of the row as a whole, which no cell can show. */
export function rowFaults(row: WaitingRow): RowFault[] {
  return row.faults.filter((fault) => fault.field === null)
}

/** The chosen cells as text, for the clipboard. */
export function blockOf(
  book: DraftBook,
  rows: readonly WaitingRow[],
  fields: readonly GridField[],
  selection: Selection,
): string[][] {
  const { top, bottom, left, right } = boundsOf(selection)
  return rows
    .slice(top, bottom + 1)
    .map((row) => fields.slice(left, right + 1).map((field) => cellOf(row, book.overlay(row.row), field.name)))
}

/** What putting a block at the chosen place changes; one cell fills all that are chosen. */
export function pasteOf(
  book: DraftBook,
  grid: { rows: readonly WaitingRow[]; fields: readonly GridField[] },
  selection: Selection,
  block: readonly (readonly string[])[],
): Change[] {
  const { top, bottom, left, right } = boundsOf(selection)
  const single = block.length === 1 && block[0]?.length === 1
  const height = single ? bottom - top + 1 : block.length
  const width = single ? right - left + 1 : Math.max(...block.map((cells) => cells.length))
  return grid.rows.slice(top, top + height).flatMap((row, down) =>
    grid.fields.slice(left, left + width).flatMap((field, across) => {
      const after = single ? block[0]?.[0] : block[down]?.[across]
      if (after === undefined) return []
      return [{ row: row.row, field: field.name, before: cellOf(row, book.overlay(row.row), field.name), after }]
    }),
  )
}

export function discardOf(book: DraftBook, rows: readonly WaitingRow[], discarded: boolean): Change[] {
  return rows.map((row) => ({
    ...{ row: row.row, field: null },
    ...{ before: isDiscarded(row, book.overlay(row.row)), after: discarded },
  }))
}

/** The next faulty cell after a place that nobody has typed over, going round at the end. */
export function nextFault(
  book: DraftBook,
  grid: { rows: readonly WaitingRow[]; fields: readonly GridField[] },
  from: { row: number; column: number },
): { row: number; column: number } | undefined {
  const { rows, fields } = grid
  const all = rows.length * fields.length
  const start = from.row * fields.length + Math.min(from.column, fields.length - 1)
  for (let step = 1; step <= all; step += 1) {
    const at = (start + step) % all
    const place = { row: Math.floor(at / fields.length), column: at % fields.length }
    const row = rows[place.row]
    const field = fields[place.column]
    if (row === undefined || field === undefined || isDiscarded(row, book.overlay(row.row))) continue
    const look = lookOf(row, book.overlay(row.row), field)
    if (look.faults.length > 0 && !look.mended) return place
  }
  return undefined
}
