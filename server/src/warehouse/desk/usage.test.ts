import { expect, it } from 'vitest'
import { everyDay, usageFilter } from './usage.view.ts'

it('counts use over ninety local days, today among them (Điều 7.2)', () => {
  // Early morning in the city is still the day before in Greenwich.
  expect(usageFilter(new Date('2026-03-31T18:00:00Z')).since.toISOString()).toBe('2026-01-01T17:00:00.000Z')
  const days = everyDay(usageFilter(new Date('2026-03-31T18:00:00Z')).since, [
    { day: '2026-03-31', reads: 2, rows: 70 },
  ])
  expect(days).toHaveLength(90)
  expect(days[0]).toEqual({ day: '2026-01-02', reads: 0, rows: 0 })
  expect(days.slice(-2)).toEqual([
    { day: '2026-03-31', reads: 2, rows: 70 },
    { day: '2026-04-01', reads: 0, rows: 0 },
  ])
})
