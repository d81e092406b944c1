import { expect, test } from 'vitest'
import { rateOf } from './rate.ts'

test('tells the rate once half a second has been seen', () => {
  expect(rateOf([{ at: 0, sent: 0 }])).toBeNull()
  expect(
    rateOf([
      { at: 0, sent: 1000 },
      { at: 2000, sent: 9000 },
    ]),
  ).toBe(4000)
})

test('a line that stands still has no rate', () => {
  expect(
    rateOf([
      { at: 0, sent: 1000 },
      { at: 3000, sent: 1000 },
    ]),
  ).toBeNull()
})
