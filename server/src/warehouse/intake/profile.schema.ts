import { Type } from 'typebox'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Nullable } from '../../platform/index.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { completeProfile, dateForms, decimalMarks, delimiters, encodings, formats, thousandMarks } from './profile.ts'
import type { Profile } from './profile.ts'

/** Null is tried first: the request's validator would else make a text of it. */
const NullOr = <Schema extends TSchema>(schema: Schema) => Type.Union([Type.Null(), schema])
const Heading = Type.String({ maxLength: 500 })

const columnsShape = Nullable(
  Type.Array(Type.Object({ source: Heading, field: NullOr(Type.String({ maxLength: 100 })) }), { maxItems: 16_384 }),
)
const headerShape = Type.Object({
  row: Type.Integer({ minimum: 1, maximum: 1000 }),
  rows: Type.Integer({ minimum: 1, maximum: 10 }),
})

export const ProfileShape = Type.Object(
  {
    format: Type.Enum(formats),
    encoding: Type.Enum(encodings),
    delimiter: Type.Enum(delimiters),
    sheet: NullOr(Type.String()),
    header: headerShape,
    columns: columnsShape,
    dates: Type.Enum(dateForms),
    decimal: Type.Enum(decimalMarks),
    thousands: Type.Enum(thousandMarks),
    compose: Type.Boolean(),
  },
  { $id: 'Profile', description: 'How a file is read; what is left out is as in the plain form' },
)

/** A profile as somebody sends it. */
export const ProfileBody = Type.Object(
  {
    format: Type.Optional(Type.Enum(formats)),
    encoding: Type.Optional(Type.Enum(encodings)),
    delimiter: Type.Optional(Type.Enum(delimiters)),
    sheet: Type.Optional(NullOr(Type.String({ maxLength: 100 }))),
    header: Type.Optional(headerShape),
    columns: Type.Optional(columnsShape),
    dates: Type.Optional(Type.Enum(dateForms)),
    decimal: Type.Optional(Type.Enum(decimalMarks)),
    thousands: Type.Optional(Type.Enum(thousandMarks)),
    compose: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type ProfileBody = Static<typeof ProfileBody>

export const ProfileQuery = Type.Object({
  profile: Type.Optional(Type.String({ maxLength: 200_000, description: 'How the file is read, as JSON (Profile)' })),
})

/** A profile in a query: JSON, as addresses hold text only. */
export function readProfile(text: string | undefined): Profile | undefined {
  if (text === undefined || text === '' || text === 'null') return undefined
  const value = parse(text)
  if (!Value.Check(ProfileBody, value)) throw warehouseProblems.profileInvalid({ reason: text.slice(0, 100) })
  return toProfile(value)
}

export function toProfile(body: ProfileBody): Profile {
  return completeProfile(body)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export const ConversionShape = Type.Object({
  field: Type.String(),
  kind: Type.String({ description: 'What was written in another way: date, number, text, …' }),
  count: Type.Integer(),
})
