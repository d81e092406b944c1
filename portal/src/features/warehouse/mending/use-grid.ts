import { useEffect, useId, useState } from 'react'
import type { WaitingRow } from '../../../api/types.ts'
import { discardOf, nextFault, pasteOf, type GridField } from './cells.ts'
import { cellOf, isDiscarded, type Change, type DraftBook } from './draft-book.ts'
import type { Command } from './grid-keys.ts'
import { atStart, boundsOf, moved, only, stepped, type Selection, type Size } from './selection.ts'

/** How typing in a cell ended, and so where to go from it. */
export type Ending = 'down' | 'next' | 'previous' | 'stay' | 'cancel'

interface GridContent {
  readonly book: DraftBook
  readonly rows: readonly WaitingRow[]
  readonly fields: readonly GridField[]
}

/** The grid as its user works in it: which cells are chosen, whether one is being typed in, and what can be done. */
export interface Grid extends GridContent {
  readonly id: string
  readonly size: Size
  readonly selection: Selection
  /** The text a cell opens with while it is typed in. */
  readonly typing: string | null
  readonly go: (to: Selection) => void
  readonly setTyping: (text: string | null) => void
}

export function cellId(grid: string, { row, column }: { row: number; column: number }): string {
  return `${grid}-${String(row)}-${String(column)}`
}

export function useGrid(content: GridContent): Grid {
  const id = useId()
  const [chosen, setChosen] = useState<Selection>(atStart)
  const [asked, setAsked] = useState(0)
  const [typing, setTyping] = useState<string | null>(null)
  const size = { rows: content.rows.length, columns: content.fields.length }
  const selection = moved(chosen, { rows: 0, columns: 0 }, size, true)
  const focused = cellId(id, selection.head)
  useEffect(() => {
    if (asked > 0 && typing === null) document.getElementById(focused)?.focus()
  }, [asked, focused, typing])
  return {
    ...content,
    ...{ id, size, selection, typing, setTyping },
    go: (to) => {
      setChosen(to)
      setAsked(asked + 1)
    },
  }
}

/** Opens the chosen cell to be typed in. */
export function begin(grid: Grid, text: string | null): void {
  const { head } = grid.selection
  const row = grid.rows[head.row]
  const field = grid.fields[head.column]
  if (row === undefined || field === undefined) return
  grid.go(only(head))
  grid.setTyping(text ?? cellOf(row, grid.book.overlay(row.row), field.name))
}

/** Ends typing in a cell; what was typed is kept unless it was called off. */
export function end(grid: Grid, text: string, how: Ending): void {
  const { head } = grid.selection
  const row = grid.rows[head.row]
  const field = grid.fields[head.column]
  grid.setTyping(null)
  if (how !== 'cancel' && row !== undefined && field !== undefined) {
    const before = cellOf(row, grid.book.overlay(row.row), field.name)
    grid.book.apply([{ row: row.row, field: field.name, before, after: text }])
  }
  if (how !== 'stay') grid.go(placeAfter(only(head), how, grid.size))
}

export function put(grid: Grid, block: readonly (readonly string[])[]): void {
  grid.book.apply(pasteOf(grid.book, grid, grid.selection, block))
}

export function goToFault(grid: Grid): void {
  const to = nextFault(grid.book, grid, grid.selection.head)
  if (to !== undefined) grid.go(only(to))
}

/** Gives rows up, or takes them back when all of them are given up. */
export function discard(grid: Grid, rows: readonly WaitingRow[]): void {
  const anyKept = rows.some((row) => !isDiscarded(row, grid.book.overlay(row.row)))
  grid.book.apply(discardOf(grid.book, rows, anyKept))
}

export function undo(grid: Grid): void {
  showStep(grid, grid.book.undo())
}

export function redo(grid: Grid): void {
  showStep(grid, grid.book.redo())
}

export function obey(grid: Grid, command: Command): void {
  const { top, bottom } = boundsOf(grid.selection)
  const doings: { [Kind in Command['kind']]: (command: Extract<Command, { kind: Kind }>) => void } = {
    move: ({ to }) => {
      grid.go(to)
    },
    edit: ({ text }) => {
      begin(grid, text)
    },
    clear: () => {
      put(grid, [['']])
    },
    discard: () => {
      discard(grid, grid.rows.slice(top, bottom + 1))
    },
    nextFault: () => {
      goToFault(grid)
    },
    undo: () => {
      undo(grid)
    },
    redo: () => {
      redo(grid)
    },
    cancel: () => {
      grid.go(only(grid.selection.head))
    },
    leave: () => undefined,
  }
  const doing = doings[command.kind] as (command: Command) => void
  doing(command)
}

/** Shows where a step was taken back or done again. */
function showStep(grid: Grid, change: Change | undefined): void {
  const row = grid.rows.findIndex((each) => each.row === change?.row)
  const column = grid.fields.findIndex((each) => each.name === change?.field)
  if (row >= 0) grid.go(only({ row, column: Math.max(0, column) }))
}

function placeAfter(here: Selection, how: Ending, size: Size): Selection {
  if (how === 'down') return moved(here, { rows: 1, columns: 0 }, size, false)
  if (how === 'next') return stepped(here, 1, size) ?? here
  return how === 'previous' ? (stepped(here, -1, size) ?? here) : here
}
