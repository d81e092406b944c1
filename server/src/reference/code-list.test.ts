import { expect, it } from 'vitest'
import { versionAt } from './code-list.ts'

const versions = [
  { version: 'ba', validFrom: '2026-04-30', validTo: null },
  { version: 'hai', validFrom: '2025-07-01', validTo: '2026-04-30' },
  { version: 'mot', validFrom: '2004-01-01', validTo: '2025-07-01' },
]

it.each([
  ['2003-12-31', undefined],
  ['2004-01-01', 'mot'],
  ['2025-06-30', 'mot'],
  ['2025-07-01', 'hai'],
  ['2026-04-29', 'hai'],
  ['2026-04-30', 'ba'],
  ['2099-01-01', 'ba'],
])('on %s the version in force is %s', (day, expected) => {
  expect(versionAt(versions, day)?.version).toBe(expected)
})
