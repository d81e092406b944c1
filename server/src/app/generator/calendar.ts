import { entry } from './random.ts'

/** Every day from 1 January of the first year to the last day, as text; days are numbered from 0. */
export interface Calendar {
  readonly days: readonly string[]
  readonly firstYear: number
  readonly lastYear: number
  readonly yearStarts: readonly number[]
}

const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && leap ? 29 : entry(MONTHS, month - 1)
}

const two = (number: number) => String(number).padStart(2, '0')

export function calendar(firstYear: number, lastDay: string): Calendar {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(lastDay)) throw new RangeError(`not a day (yyyy-mm-dd): ${lastDay}`)
  const lastYear = Number(lastDay.slice(0, 4))
  const days: string[] = []
  const yearStarts: number[] = []
  for (let year = firstYear; year <= lastYear; year += 1) {
    yearStarts.push(days.length)
    for (let month = 1; month <= 12; month += 1) {
      for (let day = 1; day <= daysIn(year, month); day += 1) days.push(`${String(year)}-${two(month)}-${two(day)}`)
    }
  }
  const end = days.indexOf(lastDay)
  if (end < 0) throw new RangeError(`no such day, or before ${String(firstYear)}: ${lastDay}`)
  return { days: days.slice(0, end + 1), firstYear, lastYear, yearStarts }
}

/** The numbers of the first day of a year and of the day after its last day (or after the calendar's last). */
export function daysOfYear({ days, firstYear, yearStarts }: Calendar, year: number): { from: number; to: number } {
  const from = entry(yearStarts, year - firstYear)
  return { from, to: Math.min(yearStarts[year - firstYear + 1] ?? days.length, days.length) }
}
