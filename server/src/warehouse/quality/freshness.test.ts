import { expect, it } from 'vitest'
import type { UpdateFrequency } from '../../catalogue/index.ts'
import { freshnessOf } from './freshness.ts'

const at = (local: string) => new Date(`${local}+07:00`)

it.each([
  ['continuous', '2026-03-10T08:00:00', '2026-03-11T08:00:00'],
  ['daily', '2026-03-10T08:00:00', '2026-03-11T08:00:00'],
  ['weekly', '2026-03-10T08:00:00', '2026-03-17T08:00:00'],
  ['monthly', '2026-03-10T08:00:00', '2026-04-10T08:00:00'],
  ['monthly', '2026-01-31T08:00:00', '2026-02-28T08:00:00'],
  ['monthly', '2028-01-31T08:00:00', '2028-02-29T08:00:00'],
  ['monthly', '2026-01-29T08:00:00', '2026-02-28T08:00:00'],
  ['monthly', '2026-02-28T08:00:00', '2026-03-28T08:00:00'],
  ['monthly', '2026-12-31T23:59:59', '2027-01-31T23:59:59'],
  // Before seven in the morning it is still the day before in Greenwich.
  ['monthly', '2026-01-31T01:00:00', '2026-02-28T01:00:00'],
  ['monthly', '2026-03-01T01:00:00', '2026-04-01T01:00:00'],
  ['monthly', '2026-05-01T00:00:00', '2026-06-01T00:00:00'],
  ['quarterly', '2025-11-30T08:00:00', '2026-02-28T08:00:00'],
  ['quarterly', '2026-01-31T08:00:00', '2026-04-30T08:00:00'],
  ['yearly', '2028-02-29T08:00:00', '2029-02-28T08:00:00'],
  ['yearly', '2026-03-10T08:00:00', '2027-03-10T08:00:00'],
] satisfies [UpdateFrequency, string, string][])(
  'expects a %s dataset of %s again by %s, by the calendar of the city (Điều 17.3)',
  (frequency, last, due) => {
    expect(freshnessOf(frequency, at(last), at(last))).toEqual({ state: 'on-time', dueAt: at(due) })
  },
)

/** Seven days have a last fifth of 33 hours 36 minutes. */
it.each([
  ['2026-03-10T08:00:00.000', 'on-time'],
  ['2026-03-15T22:23:59.999', 'on-time'],
  ['2026-03-15T22:24:00.000', 'due-soon'],
  ['2026-03-17T07:59:59.999', 'due-soon'],
  ['2026-03-17T08:00:00.000', 'overdue'],
  ['2027-01-01T00:00:00.000', 'overdue'],
])('says at %s that a weekly dataset of 10 March is %s (Điều 17.3)', (now, state) => {
  expect(freshnessOf('weekly', at('2026-03-10T08:00:00'), at(now)).state).toBe(state)
})

it.each(['continuous', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly'] satisfies UpdateFrequency[])(
  'calls a %s dataset that was never filled just that',
  (frequency) => {
    expect(freshnessOf(frequency, undefined, at('2026-03-10T08:00:00'))).toEqual({ state: 'never', dueAt: null })
  },
)

it('expects a dataset that changes on occasion at no time', () => {
  const never = { state: 'on-change', dueAt: null }
  expect(freshnessOf('on-change', at('1999-01-01T00:00:00'), at('2026-03-10T08:00:00'))).toEqual(never)
  expect(freshnessOf('on-change', undefined, at('2026-03-10T08:00:00'))).toEqual(never)
})

it.each([
  ['2026-03-10T08:00:00', 'never'],
  ['2026-03-27T00:00:00', 'due-soon'],
  ['2026-04-01T00:00:00', 'overdue'],
])(
  'expects a dataset in force since 1 March and never delivered a period later: at %s it is %s (Điều 17.3)',
  (now, state) => {
    const since = at('2026-03-01T00:00:00')
    expect(freshnessOf('monthly', undefined, at(now), since)).toEqual({ state, dueAt: at('2026-04-01T00:00:00') })
  },
)
