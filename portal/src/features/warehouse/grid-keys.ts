import type { KeyboardEvent } from 'react'

const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

export type Copied = 'cell' | 'row'

/**
 * A table whose cells take the arrow keys is a grid to assistive technology (ARIA authoring practices). Home and End go
 * to the ends of the row; Ctrl-C takes the cell's value, Shift-C the row as JSON.
 */
export function gridProps(onCopied: (what: Copied) => void) {
  return {
    role: 'grid',
    'aria-rowcount': -1,
    onKeyDown: (event: KeyboardEvent<HTMLTableElement>) => {
      onGridKey(event, onCopied)
    },
  } as const
}

/** One cell at a time is in the tab order. */
function onGridKey(event: KeyboardEvent<HTMLTableElement>, onCopied: (what: Copied) => void): void {
  const cell = event.target
  if (!(cell instanceof HTMLTableCellElement) || cell.tagName !== 'TD') return
  const to = target(event.currentTarget, cell, event.key)
  if (to !== undefined) {
    event.preventDefault()
    cell.tabIndex = -1
    to.tabIndex = 0
    to.focus()
    return
  }
  const what = copies(event)
  if (what === undefined) return
  const text = what === 'cell' ? cell.dataset['copy'] : cell.parentElement?.dataset['copy']
  void navigator.clipboard.writeText(text ?? '').then(() => {
    onCopied(what)
  })
}

function copies({ key, ctrlKey, metaKey }: KeyboardEvent): Copied | undefined {
  if (key === 'C' && !ctrlKey && !metaKey) return 'row'
  return key === 'c' && (ctrlKey || metaKey) && (getSelection()?.isCollapsed ?? true) ? 'cell' : undefined
}

function target(table: HTMLTableElement, from: HTMLTableCellElement, key: string): HTMLTableCellElement | undefined {
  const row = from.parentElement
  const [body] = table.tBodies
  if (!(row instanceof HTMLTableRowElement) || body === undefined) return undefined
  if (key === 'Home') return row.cells[0]
  if (key === 'End') return row.cells[row.cells.length - 1]
  const move = moves[key]
  if (move === undefined) return undefined
  const rowIndex = [...body.rows].indexOf(row)
  return body.rows[rowIndex + move[0]]?.cells[from.cellIndex + move[1]]
}
