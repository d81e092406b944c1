import type { WaitingRow } from '../../../api/types.ts'
import { cellOf, isDiscarded, type Change, type DraftBook } from './draft-book.ts'

export interface Replacement {
  readonly column: string
  /** Empty: fills empty cells. */
  readonly find: string
  readonly put: string
  /** Only cells that are exactly this. */
  readonly whole: boolean
}

/** What a replacement would change; rows that are given up stay as they are. */
export function replacementsOf(
  book: DraftBook,
  rows: readonly WaitingRow[],
  { column, find, put, whole }: Replacement,
): Change[] {
  return rows.flatMap((row) => {
    const overlay = book.overlay(row.row)
    if (isDiscarded(row, overlay)) return []
    const before = cellOf(row, overlay, column)
    const matches = whole || find === '' ? before === find : before.includes(find)
    const after = whole || find === '' ? put : before.replaceAll(find, put)
    return matches && before !== after ? [{ row: row.row, field: column, before, after }] : []
  })
}
