import { expect, test } from 'vitest'
import { commandOf } from './grid-keys.ts'
import { only } from './selection.ts'

const size = { rows: 5, columns: 3 }
const at = only({ row: 1, column: 2 })
const press = (key: string, held: { shift?: boolean; ctrl?: boolean; alt?: boolean } = {}) =>
  commandOf(
    { key, shiftKey: held.shift === true, ctrlKey: held.ctrl === true, metaKey: false, altKey: held.alt === true },
    at,
    size,
  )

test('arrows, Tab, Home and End move; Ctrl goes to the edge', () => {
  expect(press('ArrowDown')).toEqual({ kind: 'move', to: only({ row: 2, column: 2 }) })
  expect(press('ArrowUp', { ctrl: true })).toEqual({ kind: 'move', to: only({ row: 0, column: 2 }) })
  expect(press('Tab')).toEqual({ kind: 'move', to: only({ row: 2, column: 0 }) })
  expect(press('Home')).toEqual({ kind: 'move', to: only({ row: 1, column: 0 }) })
})

test('Tab past the last cell leaves the grid', () => {
  const last = only({ row: 4, column: 2 })
  const tab = { key: 'Tab', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }
  expect(commandOf(tab, last, size)).toEqual({ kind: 'leave' })
})

test('a letter begins to type, Enter opens what is there', () => {
  expect(press('đ')).toEqual({ kind: 'edit', text: 'đ' })
  expect(press('Enter')).toEqual({ kind: 'edit', text: null })
})

test('Ctrl with Z, Y and Delete; Alt with the arrow down; other shortcuts stay with the browser', () => {
  expect(press('z', { ctrl: true })).toEqual({ kind: 'undo' })
  expect(press('Z', { ctrl: true, shift: true })).toEqual({ kind: 'redo' })
  expect(press('Delete', { ctrl: true })).toEqual({ kind: 'discard' })
  expect(press('ArrowDown', { alt: true })).toEqual({ kind: 'nextFault' })
  expect(press('c', { ctrl: true })).toBeUndefined()
  expect(press('f', { ctrl: true })).toBeUndefined()
})
