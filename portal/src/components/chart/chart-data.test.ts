import { expect, test } from 'vitest'
import { nextPoint } from './chart-data.ts'

test.each([
  ['ArrowRight', 0, 1],
  ['ArrowRight', 2, 2],
  ['ArrowLeft', 0, 0],
  ['Home', 2, 0],
  ['End', 0, 2],
  ['a', 1, undefined],
])('%s leads from point %i of three to %s', (key, at, expected) => {
  expect(nextPoint(key, at, 3)).toBe(expected)
})

test('a chart without points leads nowhere', () => {
  expect(nextPoint('End', 0, 0)).toBeUndefined()
})
