/** A place in the grid: row and column of what is on screen, from 0. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** The cells between the one where the choice began and the one where it stands. */
export interface Selection {
  readonly anchor: Place
  readonly head: Place
}

export interface Size {
  readonly rows: number
  readonly columns: number
}

export const atStart: Selection = { anchor: { row: 0, column: 0 }, head: { row: 0, column: 0 } }

export function boundsOf({ anchor, head }: Selection) {
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.column, head.column),
    right: Math.max(anchor.column, head.column),
  }
}

export function holds(selection: Selection, { row, column }: Place): boolean {
  const { top, bottom, left, right } = boundsOf(selection)
  return row >= top && row <= bottom && column >= left && column <= right
}

export function only(place: Place): Selection {
  return { anchor: place, head: place }
}

/** Moves within the grid; with `extends` the choice grows instead. */
export function moved(
  selection: Selection,
  by: { rows: number; columns: number },
  size: Size,
  grows: boolean,
): Selection {
  const head = {
    row: clamp(selection.head.row + by.rows, size.rows),
    column: clamp(selection.head.column + by.columns, size.columns),
  }
  return grows ? { anchor: selection.anchor, head } : only(head)
}

/** The next or previous cell in reading order; undefined past either end. */
export function stepped({ head }: Selection, by: 1 | -1, { rows, columns }: Size): Selection | undefined {
  const at = head.row * columns + head.column + by
  if (at < 0 || at >= rows * columns) return undefined
  return only({ row: Math.floor(at / columns), column: at % columns })
}

function clamp(at: number, length: number): number {
  return Math.max(0, Math.min(length - 1, at))
}
