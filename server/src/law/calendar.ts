import { localDay, startOfDay } from '../platform/index.ts'
import type { InstrumentId } from './instrument.ts'

/**
 * What a day is that its day of the week does not say: a holiday, a day off for one that fell on a weekend, and the two sides
 * of a swap of a working day with a Saturday.
 */
export const dayKinds = ['holiday', 'substitute', 'swapped-off', 'swapped-on'] as const
export type DayKind = (typeof dayKinds)[number]

export const completenesses = ['whole', 'partial'] as const
/** Whether all days off of a year are known. */
export type Completeness = (typeof completenesses)[number]

export interface CalendarDay {
  /** yyyy-mm-dd. */
  readonly day: string
  readonly kind: DayKind
  readonly name: string
  readonly nameEn: string
  /** What says so, as text. */
  readonly basis: string
}

/** A year as it was last recorded. */
export interface CalendarYear {
  readonly year: number
  readonly version: number
  readonly completeness: Completeness
  /** The instrument of the year; null where each day cites its own basis. */
  readonly instrument: InstrumentId | null
  /** What is not known of a partial year. */
  readonly note: string
  readonly noteEn: string
  readonly days: readonly CalendarDay[]
}

/** The working days of administration, as far as they are known. */
export interface WorkingCalendar {
  readonly kinds: ReadonlyMap<string, DayKind>
  readonly years: ReadonlyMap<number, Completeness>
}

/**
 * How far a count can be relied on: by years that are whole, by a year of which not all days off are known, or by days of the
 * week alone, as nothing is recorded of a year.
 */
export type Certainty = Completeness | 'weekdays'

/** A deadline: the instant at which it is over, which is the end of a working day, local time. */
export interface Deadline {
  readonly at: Date
  readonly certainty: Certainty
}

const dayMilliseconds = 86_400_000

export function makeWorkingCalendar(years: readonly CalendarYear[]): WorkingCalendar {
  return {
    kinds: new Map(years.flatMap(({ days }) => days.map(({ day, kind }) => [day, kind] as const))),
    years: new Map(years.map(({ year, completeness }) => [year, completeness])),
  }
}

export function isWorkingDay({ kinds }: WorkingCalendar, day: string): boolean {
  const kind = kinds.get(day)
  if (kind === undefined) return !isWeekend(day)
  return kind === 'swapped-on'
}

/**
 * The end of the n-th working day after the local day of an instant: that day itself is not counted, and the last one is whole
 * (Civil Code 2015, Articles 147.2 and 148).
 * @param count working days, at least 1
 */
export function addWorkingDays(calendar: WorkingCalendar, from: Date, count: number): Deadline {
  let day = localDay(from)
  const first = day
  for (let left = count; left > 0;) {
    day = nextDay(day)
    if (isWorkingDay(calendar, day)) left -= 1
  }
  return { at: startOfDay(nextDay(day)), certainty: certaintyOf(calendar, first, day) }
}

/** The end of the n-th day after, whatever days those are; where it is no working day, of the next one (Article 148.5). */
export function addDays(calendar: WorkingCalendar, from: Date, count: number): Deadline {
  const first = localDay(from)
  let day = localDay(new Date(startOfDay(first).getTime() + count * dayMilliseconds))
  while (!isWorkingDay(calendar, day)) day = nextDay(day)
  return { at: startOfDay(nextDay(day)), certainty: certaintyOf(calendar, first, day) }
}

/** Working days after the local day of one instant, up to and with that of another; negative the other way round. */
export function workingDaysBetween(
  calendar: WorkingCalendar,
  from: Date,
  to: Date,
): { readonly count: number; readonly certainty: Certainty } {
  const [first, last] = [localDay(from), localDay(to)]
  if (last < first) {
    const { count, certainty } = workingDaysBetween(calendar, to, from)
    return { count: -count, certainty }
  }
  let count = 0
  for (let day = first; day < last;) {
    day = nextDay(day)
    if (isWorkingDay(calendar, day)) count += 1
  }
  return { count, certainty: certaintyOf(calendar, first, last) }
}

export type CalendarRule = 'otherYear' | 'repeated' | 'workedWeekday' | 'restedWeekend'

/** The rules that the days of a year break, by day. */
export function calendarFaults(
  year: number,
  days: readonly Pick<CalendarDay, 'day' | 'kind'>[],
): { readonly day: string; readonly rule: CalendarRule }[] {
  const seen = new Set<string>()
  return days.flatMap(({ day, kind }) => {
    const rules: [broken: boolean, rule: CalendarRule][] = [
      [!day.startsWith(`${String(year)}-`), 'otherYear'],
      [seen.has(day), 'repeated'],
      [kind === 'swapped-on' && !isWeekend(day), 'workedWeekday'],
      [(kind === 'swapped-off' || kind === 'substitute') && isWeekend(day), 'restedWeekend'],
    ]
    seen.add(day)
    return rules.filter(([broken]) => broken).map(([, rule]) => ({ day, rule }))
  })
}

function certaintyOf({ years }: WorkingCalendar, first: string, last: string): Certainty {
  let certainty: Certainty = 'whole'
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) {
    const known = years.get(year)
    if (known === undefined) return 'weekdays'
    if (known === 'partial') certainty = 'partial'
  }
  return certainty
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMilliseconds).toISOString().slice(0, 10)
}
