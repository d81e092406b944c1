import { expect, it } from 'vitest'
import { dayOf } from './xlsx-rows.ts'

it.each([
  [1, false, '1900-01-01'],
  [59, false, '1900-02-28'],
  [61, false, '1900-03-01'],
  [46053, false, '2026-01-31'],
  [46053.5, false, '2026-01-31T12:00:00'],
  [0, true, '1904-01-01'],
  [44591, true, '2026-01-31'],
])('day %f of a sheet (1904: %s) is %s', (serial, is1904, day) => {
  expect(dayOf(serial, is1904)).toBe(day)
})

it('makes no day of 0, of a time alone, nor of the 29 February 1900', () => {
  expect([0, 0.75, 60, 60.5, -1, 2_958_466, Number.NaN].map((serial) => dayOf(serial, false))).toEqual(
    Array(7).fill(undefined),
  )
})
