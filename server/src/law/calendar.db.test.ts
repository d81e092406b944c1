import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { createJournal } from '../journal/index.ts'
import { aLog } from '../journal/testing.ts'
import { createLog, fixedClock } from '../platform/index.ts'
import { addWorkingDays, isWorkingDay } from './calendar.ts'
import type { CalendarInput } from './calendar.service.ts'
import { createLaw } from './index.ts'
import { anActor, anInstrument } from './testing.ts'

const testing = await createTestDatabase()
const { database } = testing
const clock = fixedClock('2026-11-28T03:00:00Z')
const law = createLaw({
  database,
  journal: createJournal({ database, clock, log: createLog('silent'), ...aLog }),
  clock,
})
const { id: instrument } = await law.register(anActor(), anInstrument({ number: '9999/TB-BNV', kind: 'other' }))

/** Weekdays off, and weekend days worked (with +), as the notices of each year give them. */
const known: Readonly<Record<number, string>> = {
  2021: '01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03',
  2022: '01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02',
  2023: '01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04',
  2024: '01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 +05-04 09-02 09-03',
  2025: '01-01 01-27 01-28 01-29 01-30 01-31 04-07 +04-26 04-30 05-01 05-02 09-01 09-02',
  2026: '01-01 01-02 +01-10 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 +08-22 08-31 09-01 09-02 11-24',
}

describe('the calendar that is shipped', () => {
  it.each(Object.entries(known))('has the days off and the days worked of %s', async (year, days) => {
    const calendar = await law.workingCalendar()
    const found: string[] = []
    for (let at = Date.parse(`${year}-01-01`); at <= Date.parse(`${year}-12-31`); at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10)
      const isWeekend = [0, 6].includes(new Date(at).getUTCDay())
      if (isWorkingDay(calendar, day) === isWeekend) found.push(`${isWeekend ? '+' : ''}${day.slice(5)}`)
    }
    expect(found).toEqual(days.split(' '))
    expect(calendar.years.get(Number(year))).toBe('whole')
  })

  it('says of each day what it rests on, and of each year that is not whole what is missing', async () => {
    const years = await law.listCalendarYears()
    expect(years.map(({ year }) => year)).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027])
    expect(years.filter(({ completeness }) => completeness === 'partial').map(({ year }) => year)).toEqual([
      2019, 2020, 2027,
    ])
    for (const { completeness, note, noteEn, days } of years) {
      expect(days.every(({ basis }) => /\d+\/|28\/2026/.test(basis))).toBe(true)
      expect(note === '' && noteEn === '').toBe(completeness === 'whole')
    }
  })
})

const input = (over: Partial<CalendarInput> = {}): CalendarInput => ({
  ...{ year: 2027, instrument, completeness: 'whole', note: '', noteEn: '' },
  days: ['2027-02-05', '2027-02-08', '2027-02-09'].map((day) => ({
    ...{ day, kind: 'holiday', name: 'Tết Âm lịch', nameEn: 'Lunar New Year', basis: 'Thông báo 9999/TB-BNV' },
  })),
  ...over,
})

describe('recording a year', () => {
  it('counts from then on, and leaves what was and what is in the journal (Điều 13.3)', async () => {
    const from = new Date('2027-02-04T03:00:00Z')
    const before = addWorkingDays(await law.workingCalendar(), from, 2)
    const year = await law.recordCalendarYear(anActor(), input())
    const after = addWorkingDays(await law.workingCalendar(), from, 2)
    expect([before.certainty, after.certainty]).toEqual(['partial', 'whole'])
    expect([before.at, after.at]).toEqual([new Date('2027-02-09T17:00:00Z'), new Date('2027-02-11T17:00:00Z')])
    expect(year).toMatchObject({ year: 2027, version: 2, instrument })
    const entries = await testing.asAdmin(`SELECT payload FROM journal.entries WHERE event = 'law.calendar.recorded'`)
    expect(entries).toMatchObject([
      { payload: { before: { version: 1 }, after: { version: 2 }, number: '9999/TB-BNV' } },
    ])
  })

  it('may be of a year that was not there', async () => {
    await expect(law.getCalendarYear(2028)).rejects.toMatchObject({ code: 'law.calendarYearMissing' })
    await law.recordCalendarYear(anActor(), input({ year: 2028, days: [{ ...day('2028-01-03'), kind: 'holiday' }] }))
    expect(await law.getCalendarYear(2028)).toMatchObject({ version: 1, days: [{ day: '2028-01-03' }] })
  })

  it.each<[string, Partial<CalendarInput>, object]>([
    ['a day of another year', { days: [{ ...day('2026-01-01'), kind: 'holiday' }] }, { code: 'law.calendarInvalid' }],
    ['a weekday worked', { days: [{ ...day('2027-01-04'), kind: 'swapped-on' }] }, { code: 'law.calendarInvalid' }],
    ['a part without saying what is missing', { completeness: 'partial' }, { code: 'law.calendarInvalid' }],
    [
      'an instrument nobody registered',
      { instrument: '00000000-0000-7000-8000-000000000000' },
      { code: 'law.instrumentNotFound' },
    ],
  ])('is refused with %s', async (_what, over, problem) => {
    await expect(law.recordCalendarYear(anActor(), input(over))).rejects.toMatchObject(problem)
  })
})

function day(of: string) {
  return { day: of, name: 'Ngày nghỉ', nameEn: 'Day off', basis: 'Thông báo 9999/TB-BNV' }
}
