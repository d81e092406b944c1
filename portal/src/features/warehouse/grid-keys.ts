import type { KeyboardEvent } from 'react'

const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** A table whose cells take the arrow keys is a grid to assistive technology (ARIA authoring practices). */
export const gridProps = { role: 'grid', 'aria-rowcount': -1, onKeyDown: onGridKey } as const

/** Arrow keys go from cell to cell; Ctrl-C takes the cell's value. One cell at a time is in the tab order. */
function onGridKey(event: KeyboardEvent<HTMLTableElement>): void {
  const cell = event.target
  if (!(cell instanceof HTMLTableCellElement) || cell.tagName !== 'TD') return
  const move = moves[event.key]
  if (move !== undefined) {
    event.preventDefault()
    go(event.currentTarget, cell, move)
  }
  const copies = event.key === 'c' && (event.ctrlKey || event.metaKey) && (getSelection()?.isCollapsed ?? true)
  if (copies) void navigator.clipboard.writeText(cell.dataset['copy'] ?? '')
}

function go(table: HTMLTableElement, from: HTMLTableCellElement, move: readonly [number, number]): void {
  const row = from.parentElement
  const [body] = table.tBodies
  if (!(row instanceof HTMLTableRowElement) || body === undefined) return
  const rowIndex = [...body.rows].indexOf(row)
  const to = body.rows[rowIndex + move[0]]?.cells[from.cellIndex + move[1]]
  if (to === undefined) return
  from.tabIndex = -1
  to.tabIndex = 0
  to.focus()
}
