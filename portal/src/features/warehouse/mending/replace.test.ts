import { expect, test } from 'vitest'
import type { WaitingRow } from '../../../api/types.ts'
import { DraftBook } from './draft-book.ts'
import { replacementsOf } from './replace.ts'

const row = (number: number, ten: string | null): WaitingRow => ({
  ...{ row: number, raw: null, discarded: number === 9, settledBy: null, edited: {}, faults: [] },
  values: { ten },
})
const rows = [row(2, 'P. Bến Thành'), row(3, 'P. Tân Định'), row(4, null), row(9, 'P. Sài Gòn')]
const book = new DraftBook(() => Promise.resolve({ open: 4, edited: 0, settled: 0 }))
const replaced = (find: string, put: string, whole = false) =>
  replacementsOf(book, rows, { column: 'ten', find, put, whole }).map(({ row: at, after }) => [at, after])

test('replaces a part of the cells that hold it, and leaves rows that are given up', () => {
  expect(replaced('P. ', 'Phường ')).toEqual([
    [2, 'Phường Bến Thành'],
    [3, 'Phường Tân Định'],
  ])
})

test('replaces whole cells only, when asked to', () => {
  expect(replaced('P. ', 'Phường ', true)).toEqual([])
  expect(replaced('P. Tân Định', 'Phường Tân Định', true)).toEqual([[3, 'Phường Tân Định']])
})

test('fills empty cells', () => {
  expect(replaced('', 'Chưa rõ')).toEqual([[4, 'Chưa rõ']])
})
