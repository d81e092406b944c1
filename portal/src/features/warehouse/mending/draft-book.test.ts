import { expect, test, vi } from 'vitest'
import type { QuarantineCounts } from '../../../api/types.ts'
import { cellOf, DraftBook, isDiscarded, type Edit } from './draft-book.ts'

const counts: QuarantineCounts = { open: 3, edited: 1, settled: 0 }
const row = {
  row: 7,
  values: { ten: 'An', tuoi: 'x' },
  edited: { tuoi: '12' },
  raw: null,
  discarded: false,
  faults: [],
  settledBy: null,
}
const typed = (field: string, before: string, after: string) => ({ row: 7, field, before, after })

test('a cell is what was typed last, then what was typed before, then what was sent', () => {
  const book = new DraftBook(() => Promise.resolve(counts))
  expect(cellOf(row, book.overlay(7), 'ten')).toBe('An')
  expect(cellOf(row, book.overlay(7), 'tuoi')).toBe('12')
  book.apply([typed('tuoi', '12', '13')])
  expect(cellOf(row, book.overlay(7), 'tuoi')).toBe('13')
})

test('a step of several cells is taken back and done again as one', () => {
  const book = new DraftBook(() => Promise.resolve(counts))
  book.apply([typed('ten', 'An', 'Ân'), typed('tuoi', '12', '13'), { row: 7, field: null, before: false, after: true }])
  expect(isDiscarded(row, book.overlay(7))).toBe(true)
  expect(book.undo()).toMatchObject({ row: 7, field: 'ten' })
  expect(cellOf(row, book.overlay(7), 'ten')).toBe('An')
  expect(isDiscarded(row, book.overlay(7))).toBe(false)
  book.redo()
  expect(cellOf(row, book.overlay(7), 'tuoi')).toBe('13')
})

test('sends each row once with all that was typed over it, an empty cell as null', async () => {
  const sent: Edit[][] = []
  const book = new DraftBook((rows) => {
    sent.push(rows)
    return Promise.resolve(counts)
  })
  book.apply([typed('ten', 'An', '')])
  book.apply([typed('tuoi', '12', '13')])
  expect(book.state().save).toBe('typing')
  await book.flush()
  expect(sent).toEqual([[{ row: 7, values: { ten: null, tuoi: '13' } }]])
  expect(book.state()).toMatchObject({ save: 'saved', counts })
})

test('keeps what could not be sent, and what was typed meanwhile wins', async () => {
  const sent: Edit[][] = []
  let fails = true
  const book = new DraftBook((rows) => {
    sent.push(rows)
    if (!fails) return Promise.resolve(counts)
    book.apply([typed('ten', 'Ân', 'Ấn')])
    return Promise.reject(new Error('no answer'))
  }, 1)
  book.apply([typed('ten', 'An', 'Ân'), typed('tuoi', '12', '13')])
  await expect(book.flush()).rejects.toThrow('no answer')
  fails = false
  await vi.waitFor(() => {
    expect(book.state().save).toBe('saved')
  })
  expect(sent.at(-1)).toEqual([{ row: 7, values: { ten: 'Ấn', tuoi: '13' } }])
})

test('a change that changes nothing is none', () => {
  const book = new DraftBook(() => Promise.resolve(counts))
  book.apply([typed('ten', 'An', 'An')])
  expect(book.state()).toMatchObject({ save: 'saved', canUndo: false })
})
