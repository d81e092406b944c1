import { describe, expect, it } from 'vitest'
import { addDays, addWorkingDays, calendarFaults, isWorkingDay, workingDaysBetween } from './calendar.ts'
import type { Certainty, WorkingCalendar } from './calendar.ts'

/** The spring of 2026 and the turn of the years around it, as the notices have them. */
const calendar: WorkingCalendar = {
  kinds: new Map([
    ...(['2026-01-01', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'] as const).map(
      (day) => [day, 'holiday'] as const,
    ),
    ...(['2026-04-26', '2026-04-30', '2026-05-01', '2026-09-01', '2026-09-02'] as const).map(
      (day) => [day, 'holiday'] as const,
    ),
    ...(['2026-01-02', '2026-08-31'] as const).map((day) => [day, 'swapped-off'] as const),
    ...(['2026-01-10', '2026-08-22'] as const).map((day) => [day, 'swapped-on'] as const),
    ['2026-04-27', 'substitute'],
  ]),
  years: new Map([
    [2026, 'whole'],
    [2027, 'partial'],
  ]),
}
const at = (local: string) => new Date(`${local}+07:00`)
/** The last day that is still in time. */
const lastDay = ({ at: end }: { at: Date }) => new Date(end.getTime() + 7 * 3_600_000 - 1).toISOString().slice(0, 10)

it.each([
  ['2026-03-02', true, 'a Monday'],
  ['2026-03-07', false, 'a Saturday'],
  ['2026-02-17', false, 'Tết'],
  ['2026-01-02', false, 'a Friday that was swapped'],
  ['2026-01-10', true, 'the Saturday that was worked for it'],
  ['2026-04-27', false, 'a Monday off for a holiday on Sunday'],
])('%s is a working day: %s, for it is %s', (day, expected) => {
  expect(isWorkingDay(calendar, day)).toBe(expected)
})

it.each([
  ['2026-03-02T08:00:00', 2, '2026-03-04', 'Monday to Wednesday'],
  ['2026-03-02T23:59:59', 2, '2026-03-04', 'the hour of the first day does not matter'],
  ['2026-03-05T08:00:00', 2, '2026-03-09', 'over a weekend'],
  ['2026-03-06T17:00:00', 2, '2026-03-10', 'Friday afternoon'],
  ['2026-03-07T09:00:00', 2, '2026-03-10', 'received on a Saturday'],
  ['2026-02-12T09:00:00', 2, '2026-02-23', 'over the nine days of Tết'],
  ['2026-02-18T09:00:00', 2, '2026-02-24', 'received in the middle of Tết'],
  ['2026-04-24T09:00:00', 2, '2026-04-29', 'over the Hùng Kings and their Monday'],
  ['2026-04-29T09:00:00', 2, '2026-05-05', 'over 30 April and 1 May'],
  ['2026-08-28T09:00:00', 2, '2026-09-04', 'over National Day and the Monday swapped before it'],
  ['2026-08-21T09:00:00', 2, '2026-08-24', 'the Saturday that is worked counts'],
  ['2026-01-08T09:00:00', 2, '2026-01-10', 'due on a Saturday that is worked'],
  ['2026-03-02T08:00:00', 15, '2026-03-23', 'three weeks'],
])('two working days and more: from %s, %i days, the last is %s (%s)', (from, count, expected) => {
  const deadline = addWorkingDays(calendar, at(from), count)
  expect(lastDay(deadline)).toBe(expected)
  expect(deadline.certainty).toBe('whole')
})

it.each([
  ['2026-03-02T08:00:00', 10, '2026-03-12', 'whatever days lie between'],
  ['2026-03-02T08:00:00', 12, '2026-03-16', 'a Saturday: on the Monday after'],
  ['2026-02-06T08:00:00', 10, '2026-02-23', 'the first day of Tết: after it'],
])('a limit in plain days: from %s, %i days, the last is %s (%s)', (from, count, expected) => {
  expect(lastDay(addDays(calendar, at(from), count))).toBe(expected)
})

it.each<[string, string, Certainty]>([
  ['2026-03-02T08:00:00', 'a year known wholly', 'whole'],
  ['2026-12-31T08:00:00', 'one that runs into a year not known wholly', 'partial'],
  ['2027-06-01T08:00:00', 'a year not known wholly', 'partial'],
  ['2027-12-31T08:00:00', 'one that runs into a year nobody recorded', 'weekdays'],
  ['2040-03-01T08:00:00', 'a year nobody recorded', 'weekdays'],
])('a count from %s, %s, is said to be %s', (from, _why, expected) => {
  expect(addWorkingDays(calendar, at(from), 2).certainty).toBe(expected)
})

describe('working days between two instants', () => {
  it.each([
    ['2026-03-02T08:00:00', '2026-03-02T18:00:00', 0],
    ['2026-03-02T08:00:00', '2026-03-04T08:00:00', 2],
    ['2026-03-06T08:00:00', '2026-03-09T08:00:00', 1],
    ['2026-02-13T08:00:00', '2026-02-23T08:00:00', 1],
    ['2026-03-04T08:00:00', '2026-03-02T08:00:00', -2],
  ])('from %s to %s: %i', (from, to, expected) => {
    expect(workingDaysBetween(calendar, at(from), at(to)).count).toBe(expected)
  })

  it('are as many as were added, from any day of the year', () => {
    for (let day = 0; day < 360; day += 1) {
      const from = new Date(at('2026-01-01T10:00:00').getTime() + day * 86_400_000)
      const { at: end } = addWorkingDays(calendar, from, 2)
      expect(workingDaysBetween(calendar, from, new Date(end.getTime() - 1)).count).toBe(2)
    }
  })
})

it.each([
  [[{ day: '2026-01-01', kind: 'holiday' }], []],
  [[{ day: '2025-12-31', kind: 'holiday' }], ['otherYear']],
  [
    [
      { day: '2026-01-01', kind: 'holiday' },
      { day: '2026-01-01', kind: 'substitute' },
    ],
    ['repeated'],
  ],
  [[{ day: '2026-01-05', kind: 'swapped-on' }], ['workedWeekday']],
  [[{ day: '2026-01-10', kind: 'swapped-off' }], ['restedWeekend']],
  [[{ day: '2026-01-11', kind: 'substitute' }], ['restedWeekend']],
] as const)('the days %j break the rules %j', (days, rules) => {
  expect(calendarFaults(2026, days).map(({ rule }) => rule)).toEqual(rules)
})
