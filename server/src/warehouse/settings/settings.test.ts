import { expect, it } from 'vitest'
import { asksFirst, defaultSettings } from './settings.ts'

const usual = defaultSettings({ deletionShare: 20 })
const none = defaultSettings({ deletionShare: 0 })
const strict = { deletionPercent: 0, deletionMinimum: 0 }

it.each([
  ['a fifth of the rows may go', false, usual, [200, 1000]],
  ['more than a fifth asks first', true, usual, [201, 1000]],
  ['few rows may go whatever their share', false, usual, [99, 100]],
  ['from a hundred rows on the share counts', true, usual, [100, 100]],
  ['of a kind whose rows never end by a full load, each deletion asks', true, none, [1, 1000]],
  ['no deletion asks, however strict', false, strict, [0, 1000]],
  ['a single deletion asks when set so', true, strict, [1, 1000]],
  ['with the share at 100 nothing asks', false, { ...strict, deletionPercent: 100 }, [1000, 1000]],
] as const)('%s', (_what, expected, settings, [deleted, records]) => {
  expect(asksFirst(settings, deleted, records)).toBe(expected)
})
