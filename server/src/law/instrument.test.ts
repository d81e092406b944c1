import { expect, it } from 'vitest'
import { newId } from '../platform/index.ts'
import { isInForce } from './instrument.ts'
import { anInstrument } from './testing.ts'

it.each([
  ['2025-12-31', null, false],
  ['2026-01-01', null, true],
  ['2030-01-01', null, true],
  ['2026-05-31', '2026-06-01', true],
  ['2026-06-01', '2026-06-01', false],
])('an instrument in force from 2026-01-01, on %s, with the end %s: %s', (day, effectiveTo, expected) => {
  const instrument = { ...anInstrument({ effectiveTo }), id: newId<'instrument'>(new Date(0)) }
  expect(isInForce(instrument, day)).toBe(expected)
})
