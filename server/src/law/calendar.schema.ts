import { Type } from 'typebox'
import { DayShape, IdShape, Nullable } from '../platform/index.ts'
import { completenesses, dayKinds } from './calendar.ts'

const Line = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })
const Note = Type.String({ maxLength: 1000 })

const CalendarDayShape = Type.Object(
  {
    day: DayShape,
    kind: Type.Enum(dayKinds, {
      description:
        'Holiday; day off for one that fell on a weekend; working day swapped away, and the weekend day worked for it',
    }),
    name: Line,
    nameEn: Line,
    basis: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S', description: 'What says so, cited' }),
  },
  { additionalProperties: false },
)

export const CalendarYearShape = Type.Object(
  {
    year: Type.Integer(),
    version: Type.Integer(),
    completeness: Type.Enum(completenesses, { description: 'Whether all days off of the year are known' }),
    instrument: Nullable(IdShape),
    note: Note,
    noteEn: Note,
    days: Type.Array(CalendarDayShape),
  },
  { $id: 'CalendarYear' },
)
export const CalendarYearList = Type.Object({ items: Type.Array(CalendarYearShape) })

export const YearParams = Type.Object({ year: Type.Integer({ minimum: 2019, maximum: 2100 }) })

export const CalendarYearBody = Type.Object(
  {
    instrument: IdShape,
    completeness: Type.Enum(completenesses),
    note: Type.Optional(Note),
    noteEn: Type.Optional(Note),
    days: Type.Array(CalendarDayShape, { minItems: 1, maxItems: 100 }),
  },
  { additionalProperties: false },
)

export const DeadlineQuery = Type.Object({
  from: Type.String({ format: 'date-time', pattern: '^20[0-9]{2}-', description: 'An instant of this century' }),
  workingDays: Type.Integer({ minimum: 1, maximum: 400 }),
})
export const DeadlineShape = Type.Object({
  at: Type.String({
    format: 'date-time',
    description: 'The instant at which it is over: the end of the last working day',
  }),
  certainty: Type.Enum(['whole', 'partial', 'weekdays'], {
    description: 'By years that are wholly known, by one that is not, or by days of the week alone',
  }),
})
