import { expect, it } from 'vitest'
import { asksFirst, defaultSettings } from './settings.ts'

it.each([
  ['a fifth of the rows may go', false, defaultSettings, 200, 1000],
  ['more than a fifth asks first', true, defaultSettings, 201, 1000],
  ['few rows may go whatever their share', false, defaultSettings, 99, 100],
  ['from a hundred rows on the share counts', true, defaultSettings, 100, 100],
  ['no deletion asks, however strict', false, { deletionPercent: 0, deletionMinimum: 0 }, 0, 1000],
  ['a single deletion asks when set so', true, { deletionPercent: 0, deletionMinimum: 0 }, 1, 1000],
  ['with the share at 100 nothing asks', false, { deletionPercent: 100, deletionMinimum: 0 }, 1000, 1000],
])('%s', (_what, expected, settings, deleted, records) => {
  expect(asksFirst(settings, deleted, records)).toBe(expected)
})
