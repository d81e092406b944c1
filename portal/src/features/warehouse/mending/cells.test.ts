import { expect, test } from 'vitest'
import type { WaitingRow } from '../../../api/types.ts'
import { blockOf, discardOf, nextFault, pasteOf, type GridField } from './cells.ts'
import { DraftBook } from './draft-book.ts'
import { only } from './selection.ts'

const field = (name: string): GridField => ({
  ...{ name, title: name, titleEn: name },
  ...{ type: 'text', key: false, required: false },
})
const fields = [field('ma'), field('ten'), field('tuoi')]
const waiting = (row: number, faulty: string | null): WaitingRow => ({
  ...{ row, raw: null, discarded: false, settledBy: null, edited: {} },
  values: { ma: String(row), ten: 'An', tuoi: null },
  faults: faulty === null ? [] : [{ field: faulty, rule: 'required', message: '' }],
})
const rows = [waiting(2, 'ten'), waiting(5, null), waiting(9, 'tuoi')]
const newBook = () => new DraftBook(() => Promise.resolve({ open: 3, edited: 0, settled: 0 }))

test('a block goes where it fits; what hangs over the edge is left', () => {
  const block = [
    ['a', 'b', 'c'],
    ['d', 'e', 'f'],
  ]
  const changes = pasteOf(newBook(), { rows, fields }, only({ row: 2, column: 1 }), block)
  expect(changes).toEqual([
    { row: 9, field: 'ten', before: 'An', after: 'a' },
    { row: 9, field: 'tuoi', before: '', after: 'b' },
  ])
})

test('one cell fills all that are chosen', () => {
  const selection = { anchor: { row: 0, column: 1 }, head: { row: 2, column: 1 } }
  const changes = pasteOf(newBook(), { rows, fields }, selection, [['Bình']])
  expect(changes.map(({ row, after }) => [row, after])).toEqual([
    [2, 'Bình'],
    [5, 'Bình'],
    [9, 'Bình'],
  ])
})

test('copies what is typed, not what was sent', () => {
  const book = newBook()
  book.apply([{ row: 2, field: 'ten', before: 'An', after: 'Ân' }])
  expect(blockOf(book, rows, fields, { anchor: { row: 0, column: 0 }, head: { row: 1, column: 1 } })).toEqual([
    ['2', 'Ân'],
    ['5', 'An'],
  ])
})

test('goes from fault to fault, past those typed over and rows given up', () => {
  const book = newBook()
  expect(nextFault(book, { rows, fields }, { row: 0, column: 0 })).toEqual({ row: 0, column: 1 })
  book.apply([{ row: 2, field: 'ten', before: 'An', after: 'Ân' }])
  expect(nextFault(book, { rows, fields }, { row: 0, column: 0 })).toEqual({ row: 2, column: 2 })
  book.apply(discardOf(book, rows.slice(2), true))
  expect(nextFault(book, { rows, fields }, { row: 0, column: 0 })).toBeUndefined()
})
