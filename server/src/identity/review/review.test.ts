import { expect, it } from 'vitest'
import { deadlineOf, quarterAt } from './review.ts'

it.each([
  ['2025-12-31T16:59:59Z', '2025-Q4', '2025-09-30T17:00:00Z'],
  ['2025-12-31T17:00:00Z', '2026-Q1', '2025-12-31T17:00:00Z'],
  ['2026-03-31T16:59:59Z', '2026-Q1', '2025-12-31T17:00:00Z'],
  ['2026-11-27T00:00:00Z', '2026-Q4', '2026-09-30T17:00:00Z'],
])('%s lies in %s, which began at %s', (at, quarter, begins) => {
  expect(quarterAt(new Date(at))).toEqual({ quarter, begins: new Date(begins) })
})

it('gives thirty whole days, to the end of the last', () => {
  expect(deadlineOf(new Date('2026-03-31T17:00:10Z'))).toEqual(new Date('2026-05-01T17:00:00Z'))
})
