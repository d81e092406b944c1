import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent, type MouseEvent } from 'react'
import { flushSync } from 'react-dom'
import type { WaitingRow } from '../../../api/types.ts'
import { formatBlock, parseBlock } from './block.ts'
import { blockOf, discardOf, nextFault, pasteOf, type GridField } from './cells.ts'
import { cellOf, isDiscarded, type Change, type DraftBook } from './draft-book.ts'
import { commandOf, type Command } from './grid-keys.ts'
import { atStart, boundsOf, moved, only, stepped, type Place, type Selection } from './selection.ts'

/** How typing in a cell ended, and so where to go from it. */
export type Ending = 'down' | 'next' | 'previous' | 'stay' | 'cancel'

interface GridInput {
  readonly book: DraftBook
  readonly rows: readonly WaitingRow[]
  readonly fields: readonly GridField[]
}

/** The grid as its user works in it: which cells are chosen, whether one is being typed in, and what keys do. */
export function useGrid({ book, rows, fields }: GridInput) {
  const table = useRef<HTMLTableElement>(null)
  const takesFocus = useRef(false)
  const [chosen, setSelection] = useState<Selection>(atStart)
  const [typing, setTyping] = useState<string | null>(null)
  const size = { rows: rows.length, columns: fields.length }
  const selection = moved(chosen, { rows: 0, columns: 0 }, size, true)
  const { head } = selection

  useEffect(() => {
    if (!takesFocus.current || typing !== null) return
    takesFocus.current = false
    table.current?.querySelector<HTMLElement>(`[data-cell="${String(head.row)}:${String(head.column)}"]`)?.focus()
  }, [head.row, head.column, typing])

  const go = (to: Selection) => {
    takesFocus.current = true
    setSelection(to)
  }
  const begin = (text: string | null) => {
    const row = rows[head.row]
    const field = fields[head.column]
    if (row === undefined || field === undefined) return
    setSelection(only(head))
    setTyping(text ?? cellOf(row, book.overlay(row.row), field.name))
  }
  const put = (block: readonly (readonly string[])[]) => {
    const changes = pasteOf(book, { rows, fields }, selection, block)
    book.apply(changes)
    return changes.length
  }
  const showStep = (change: Change | undefined) => {
    const row = rows.findIndex((each) => each.row === change?.row)
    const column = fields.findIndex((each) => each.name === change?.field)
    if (row >= 0) go(only({ row, column: Math.max(0, column) }))
  }
  const discard = (at: readonly WaitingRow[]) => {
    const kept = at.some((row) => !isDiscarded(row, book.overlay(row.row)))
    book.apply(discardOf(book, at, kept))
  }
  const chosenRows = () => rows.slice(boundsOf(selection).top, boundsOf(selection).bottom + 1)
  const obey = (command: Command) => {
    switch (command.kind) {
      case 'move':
        go(command.to)
        return
      case 'edit':
        begin(command.text)
        return
      case 'clear':
        put([['']])
        return
      case 'discard':
        discard(chosenRows())
        return
      case 'nextFault':
        goToFault()
        return
      case 'undo':
        showStep(book.undo())
        return
      case 'redo':
        showStep(book.redo())
        return
      case 'cancel':
        go(only(head))
        return
      case 'leave':
    }
  }
  const goToFault = () => {
    const to = nextFault(book, { rows, fields }, head)
    if (to !== undefined) go(only(to))
  }
  /** Ends typing in a cell; what was typed is kept unless it was called off. */
  const end = (text: string, how: Ending) => {
    const row = rows[head.row]
    const field = fields[head.column]
    setTyping(null)
    if (how !== 'cancel' && row !== undefined && field !== undefined) {
      const before = cellOf(row, book.overlay(row.row), field.name)
      book.apply([{ row: row.row, field: field.name, before, after: text }])
    }
    if (how !== 'stay') go(after(selection, how, size))
  }
  return {
    table,
    selection,
    typing,
    end,
    begin,
    goToFault,
    undo: () => {
      showStep(book.undo())
    },
    redo: () => {
      showStep(book.redo())
    },
    discard,
    gridProps: {
      role: 'grid',
      onKeyDown: (event: KeyboardEvent<HTMLTableElement>) => {
        if (typing !== null || !isCell(event.target)) return
        // An input method is about to compose a letter: it needs somewhere to compose it.
        if (event.key === 'Process') {
          flushSync(() => {
            begin('')
          })
          return
        }
        const command = commandOf(event, selection, size)
        if (command === undefined || command.kind === 'leave') return
        event.preventDefault()
        obey(command)
      },
      onMouseDown: (event: MouseEvent<HTMLTableElement>) => {
        const place = placeOf(event.target)
        if (place === undefined || event.button !== 0) return
        event.preventDefault()
        go(event.shiftKey ? { anchor: selection.anchor, head: place } : only(place))
      },
      onMouseOver: (event: MouseEvent<HTMLTableElement>) => {
        const place = event.buttons === 1 && typing === null ? placeOf(event.target) : undefined
        if (place !== undefined) go({ anchor: selection.anchor, head: place })
      },
      onDoubleClick: (event: MouseEvent<HTMLTableElement>) => {
        if (placeOf(event.target) !== undefined) begin(null)
      },
      onCopy: (event: ClipboardEvent<HTMLTableElement>) => {
        if (typing !== null) return
        event.preventDefault()
        event.clipboardData.setData('text/plain', formatBlock(blockOf(book, rows, fields, selection)))
      },
      onPaste: (event: ClipboardEvent<HTMLTableElement>) => {
        if (typing !== null) return
        event.preventDefault()
        put(parseBlock(event.clipboardData.getData('text/plain')))
      },
    },
  }
}

export type Grid = ReturnType<typeof useGrid>

function after(selection: Selection, how: Ending, size: { rows: number; columns: number }): Selection {
  const here = only(selection.head)
  if (how === 'down') return moved(here, { rows: 1, columns: 0 }, size, false)
  if (how === 'next') return stepped(here, 1, size) ?? here
  return how === 'previous' ? (stepped(here, -1, size) ?? here) : here
}

function isCell(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.dataset['cell'] !== undefined
}

function placeOf(target: EventTarget): Place | undefined {
  if (!(target instanceof Element) || target.closest('input') !== null) return undefined
  const [row, column] = target.closest<HTMLElement>('[data-cell]')?.dataset['cell']?.split(':').map(Number) ?? []
  return row === undefined || column === undefined ? undefined : { row, column }
}
