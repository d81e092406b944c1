import type { ClipboardEvent, KeyboardEvent, MouseEvent } from 'react'
import { flushSync } from 'react-dom'
import { formatBlock, parseBlock } from './block.ts'
import { blockOf } from './cells.ts'
import { commandOf } from './grid-keys.ts'
import { only, type Place } from './selection.ts'
import { begin, obey, put, type Grid } from './use-grid.ts'

/** What a table needs to be worked in as a grid: keys, mouse and clipboard, heard once for all cells. */
export function gridEvents(grid: Grid) {
  const { selection, size, typing, go } = grid
  return {
    role: 'grid',
    onKeyDown: (event: KeyboardEvent<HTMLTableElement>) => {
      if (typing !== null || !isCell(event.target)) return
      // An input method is about to compose a letter: it needs somewhere to compose it.
      if (event.key === 'Process') {
        flushSync(() => {
          begin(grid, '')
        })
        return
      }
      const command = commandOf(event, selection, size)
      if (command === undefined || command.kind === 'leave') return
      event.preventDefault()
      obey(grid, command)
    },
    onMouseDown: (event: MouseEvent<HTMLTableElement>) => {
      const place = placeOf(event.target)
      if (place === undefined || event.button !== 0) return
      event.preventDefault()
      if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
      go(event.shiftKey ? { anchor: selection.anchor, head: place } : only(place))
    },
    onMouseOver: (event: MouseEvent<HTMLTableElement>) => {
      const place = event.buttons === 1 && typing === null ? placeOf(event.target) : undefined
      if (place !== undefined) go({ anchor: selection.anchor, head: place })
    },
    onDoubleClick: (event: MouseEvent<HTMLTableElement>) => {
      if (placeOf(event.target) !== undefined) begin(grid, null)
    },
    onCopy: (event: ClipboardEvent<HTMLTableElement>) => {
      if (typing !== null) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', formatBlock(blockOf(grid.book, grid.rows, grid.fields, selection)))
    },
    onPaste: (event: ClipboardEvent<HTMLTableElement>) => {
      if (typing !== null) return
      event.preventDefault()
      put(grid, parseBlock(event.clipboardData.getData('text/plain')))
    },
  }
}

function isCell(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.dataset['cell'] !== undefined
}

function placeOf(target: EventTarget): Place | undefined {
  if (!(target instanceof Element) || target.closest('input') !== null) return undefined
  const [row, column] = target.closest<HTMLElement>('[data-cell]')?.dataset['cell']?.split(':').map(Number) ?? []
  return row === undefined || column === undefined ? undefined : { row, column }
}
