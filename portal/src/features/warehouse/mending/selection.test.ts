import { expect, test } from 'vitest'
import { boundsOf, holds, moved, only, stepped } from './selection.ts'

const size = { rows: 3, columns: 2 }

test('stays inside the grid', () => {
  const corner = only({ row: 2, column: 1 })
  expect(moved(corner, { rows: 1, columns: 1 }, size, false)).toEqual(corner)
  expect(moved(corner, { rows: -9, columns: 0 }, size, false)).toEqual(only({ row: 0, column: 1 }))
})

test('grows from where it began', () => {
  const grown = moved(only({ row: 1, column: 1 }), { rows: -1, columns: -1 }, size, true)
  expect(boundsOf(grown)).toEqual({ top: 0, bottom: 1, left: 0, right: 1 })
  expect(holds(grown, { row: 0, column: 1 })).toBe(true)
  expect(holds(grown, { row: 2, column: 1 })).toBe(false)
})

test('steps in reading order and leaves at the ends', () => {
  expect(stepped(only({ row: 0, column: 1 }), 1, size)).toEqual(only({ row: 1, column: 0 }))
  expect(stepped(only({ row: 2, column: 1 }), 1, size)).toBeUndefined()
  expect(stepped(only({ row: 0, column: 0 }), -1, size)).toBeUndefined()
})
