import { Type } from 'typebox'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Nullable } from '../../platform/index.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { dateForms, decimalMarks, delimiters, encodings, formats, thousandMarks } from './profile.ts'
import type { ProfileFault, ProfileInput } from './profile.ts'

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
  { $id: 'Profile', description: 'How a file is read' },
)

/** What somebody says of a profile. */
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

export const ProfileQuery = Type.Object({
  profile: Type.Optional(
    Type.String({
      maxLength: 200_000,
      description:
        'How the file is read, as JSON (Profile, or some of its settings); what is left out is as remembered, or as the file looks as far as that changes no value',
    }),
  ),
})

/** What a query says of a profile: JSON, as addresses hold text only. @throws ProblemError `warehouse.profileInvalid` */
export function readProfile(text: string | undefined): ProfileInput | undefined {
  if (text === undefined || text === '' || text === 'null') return undefined
  const said = parse(text)
  if (!Value.Check(ProfileBody, said)) throw profileProblem(schemaFault(said) ?? { setting: 'profile', value: said })
  return said
}

/** A fault in one setting, told with the value it has. */
export function profileProblem({ setting, value }: ProfileFault) {
  return warehouseProblems.profileInvalid({ setting, value: JSON.stringify(value).slice(0, 100) })
}

/** The first setting that is none, or has a value it cannot have. */
function schemaFault(said: unknown): ProfileFault | undefined {
  const [fault] = Value.Errors(ProfileBody, said)
  if (!fault) return undefined
  const { instancePath, params } = fault
  const extra = 'additionalProperties' in params ? (params.additionalProperties[0] ?? '') : ''
  const path = [...instancePath.split('/').slice(1), extra].filter((step) => step !== '')
  if (path.length === 0) return undefined
  return { setting: path.join('.'), value: Value.Pointer.Get(said, `/${path.join('/')}`) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

export const ConversionShape = Type.Object({
  field: Type.String(),
  kind: Type.String({ description: 'What was written in another way: date, number, text, …' }),
  count: Type.Integer(),
})
