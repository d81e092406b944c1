import { route } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'
import { addWorkingDays } from './calendar.ts'
import type { CalendarYear } from './calendar.ts'
import {
  CalendarYearBody,
  CalendarYearList,
  CalendarYearShape,
  DeadlineQuery,
  DeadlineShape,
  YearParams,
} from './calendar.schema.ts'
import type { LawRouteDeps } from './instrument.routes.ts'
import { lawEvents } from './law.events.ts'
import { lawPermissions } from './law.permissions.ts'

export function calendarRoutes(deps: LawRouteDeps): Route[] {
  return [...readingRoutes(deps), recordingRoute(deps)]
}

function readingRoutes({ law }: LawRouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/law/calendar',
      operationId: 'law.listCalendarYears',
      summary: 'Holidays and swapped working days of administration, year by year, with what each rests on',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: CalendarYearList } },
      handler: async () => ({ items: (await law.listCalendarYears()).map(yearToWire) }),
    }),
    route({
      method: 'GET',
      url: '/law/calendar/deadline',
      operationId: 'law.getDeadline',
      summary: 'When a number of working days after an instant is over',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { querystring: DeadlineQuery, response: { 200: DeadlineShape } },
      handler: async ({ query: { from, workingDays } }) => {
        const { at, certainty } = addWorkingDays(await law.workingCalendar(), new Date(from), workingDays)
        return { at: at.toISOString(), certainty }
      },
    }),
    route({
      method: 'GET',
      url: '/law/calendar/:year',
      operationId: 'law.getCalendarYear',
      summary: 'Holidays and swapped working days of one year',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['law.calendarYearMissing'],
      schema: { params: YearParams, response: { 200: CalendarYearShape } },
      handler: async ({ params }) => yearToWire(await law.getCalendarYear(params.year)),
    }),
  ]
}

function recordingRoute({ law, actorOf }: LawRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/law/calendar/:year',
    operationId: 'law.recordCalendarYear',
    summary: 'Record the days off of a year by its instrument; deadlines that are set already stay',
    permission: lawPermissions['calendar.record'],
    stepUp: true,
    signs: [lawEvents['calendar.recorded']],
    zone: 'dedicated',
    problems: ['law.calendarInvalid', 'law.calendarChanged', 'law.instrumentNotFound'],
    schema: { params: YearParams, body: CalendarYearBody, response: { 201: CalendarYearShape } },
    handler: async (request, reply) => {
      const { note = '', noteEn = '', ...rest } = request.body
      const input = { ...rest, note, noteEn, year: request.params.year }
      const year = await law.recordCalendarYear(actorOf(request), input)
      return reply
        .code(201)
        .header('location', `/api/v1/law/calendar/${String(year.year)}`)
        .send(yearToWire(year))
    },
  })
}

function yearToWire({ days, ...year }: CalendarYear) {
  return { ...year, days: [...days] }
}
