import { expect, it } from 'vitest'
import { fixedClock, localDay, startOfDay, writtenInstant } from './clock.ts'

it.each([
  ['2026-01-31T16:59:59.999Z', '2026-01-31', 'the last millisecond before midnight in the city'],
  ['2026-01-31T17:00:00.000Z', '2026-02-01', 'midnight in the city'],
  ['2026-01-31T23:59:59.999Z', '2026-02-01', 'before midnight in Greenwich'],
  ['2026-02-01T00:00:00.000Z', '2026-02-01', 'midnight in Greenwich'],
  ['2025-12-31T17:00:00.000Z', '2026-01-01', 'the new year'],
  ['2028-02-28T17:00:00.000Z', '2028-02-29', 'a leap day'],
  ['2026-07-01T16:59:59.999Z', '2026-07-01', 'no summer time'],
])('takes %s for the local day %s (%s)', (instant, day) => {
  expect(localDay(new Date(instant))).toBe(day)
})

it.each(['2026-01-01', '2026-02-28', '2028-02-29', '2026-12-31'])(
  'begins the local day %s at its first instant',
  (day) => {
    const start = startOfDay(day)
    expect(start.toISOString()).toMatch(/T17:00:00\.000Z$/)
    expect(localDay(start)).toBe(day)
    expect(localDay(new Date(start.getTime() - 1)) < day).toBe(true)
  },
)

it('is written by the time of the city, the day in front of the month', () => {
  expect(writtenInstant(new Date('2026-01-31T17:04:05.678Z'))).toEqual({ time: '00:04:05', day: '01/02/2026' })
})

it('stands still until it is moved, and nobody can move it through an instant it gave out', () => {
  const clock = fixedClock('2026-05-01T00:00:00Z')
  clock.now().setFullYear(1999)
  expect(clock.now().toISOString()).toBe('2026-05-01T00:00:00.000Z')
  clock.moveTo('2026-06-01T08:00:00+07:00')
  expect(clock.now().toISOString()).toBe('2026-06-01T01:00:00.000Z')
})
