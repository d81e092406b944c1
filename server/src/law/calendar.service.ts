import type { Actor, Journal } from '../journal/index.ts'
import { newId } from '../platform/index.ts'
import type { Database } from '../platform/index.ts'
import { calendarFaults, makeWorkingCalendar } from './calendar.ts'
import type { CalendarDay, CalendarYear, Completeness, WorkingCalendar } from './calendar.ts'
import { insertCalendarYear, listCalendarYears } from './calendar.store.ts'
import { ruleTexts } from './calendar.texts.ts'
import { findInstrument } from './instrument.store.ts'
import { lawProblems } from './law.errors.ts'
import { lawEvents } from './law.events.ts'

export interface CalendarInput {
  readonly year: number
  /** Id of the registered instrument that says so. */
  readonly instrument: string
  readonly completeness: Completeness
  readonly note: string
  readonly noteEn: string
  readonly days: readonly CalendarDay[]
}

export interface Calendars {
  /** The working days by which deadlines are counted now. */
  workingCalendar(): Promise<WorkingCalendar>
  /** Each year as it was last recorded. */
  listCalendarYears(): Promise<CalendarYear[]>
  /** Throws `law.calendarYearMissing`. */
  getCalendarYear(year: number): Promise<CalendarYear>
  /** Records a year anew; deadlines that are set already stay. Throws `law.calendarInvalid` and `law.instrumentNotFound`. */
  recordCalendarYear(actor: Actor, input: CalendarInput): Promise<CalendarYear>
}

export function createCalendars({ database, journal }: { database: Database; journal: Journal }): Calendars {
  const db = database.application
  const find = async (year: number) => (await listCalendarYears(db, year))[0]
  const get = async (year: number) => {
    const found = await find(year)
    if (!found) throw lawProblems.calendarYearMissing({ year })
    return found
  }
  return {
    workingCalendar: async () => makeWorkingCalendar(await listCalendarYears(db, null)),
    listCalendarYears: () => listCalendarYears(db, null),
    getCalendarYear: get,
    recordCalendarYear,
  }

  async function recordCalendarYear(actor: Actor, input: CalendarInput): Promise<CalendarYear> {
    requireValid(input)
    const instrument = await findInstrument(db, input.instrument)
    if (!instrument) throw lawProblems.instrumentNotFound({ instrument: input.instrument })
    const before = await find(input.year)
    const year = { ...input, instrument: instrument.id, version: (before?.version ?? 0) + 1 }
    await journal.change(actor, async (tx) => {
      const isNext = await insertCalendarYear(tx, newId<'calendarYear'>(tx.at), year)
      if (!isNext) throw lawProblems.calendarChanged({ year: input.year })
      await tx.record({
        event: lawEvents['calendar.recorded'],
        subject: { type: 'calendarYear', id: String(input.year), label: String(input.year) },
        payload: { before: before ? payloadOf(before) : null, after: payloadOf(year), number: instrument.number },
      })
    })
    return get(input.year)
  }
}

function requireValid({ year, days, completeness, note }: CalendarInput): void {
  const faults = calendarFaults(year, days)
  const isUnsaid = completeness === 'partial' && note.trim() === ''
  if (faults.length === 0 && !isUnsaid) return
  const errors = faults.map(({ day, rule }) => ({
    field: day,
    message: `${ruleTexts[rule].vi} / ${ruleTexts[rule].en}`,
  }))
  const unsaid = isUnsaid ? [{ field: 'note', message: `${ruleTexts.unsaid.vi} / ${ruleTexts.unsaid.en}` }] : []
  throw lawProblems.calendarInvalid({ year }, { errors: [...errors, ...unsaid] })
}

function payloadOf({ version, completeness, instrument, days }: CalendarYear) {
  return { version, completeness, instrument, days: days.map(({ day, kind }) => ({ day, kind })) }
}
