import { Type } from 'typebox'
import { DayShape, IdShape, Nullable } from '../../platform/index.ts'
import { OrgRefShape } from '../organisation/organisation.schema.ts'
import { focalPointRoles, gapReasons } from './focal-point.ts'

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })

const PersonShape = Type.Object({
  name: Text(200),
  position: Text(200),
  phone: Type.String({ pattern: '^[0-9+() .-]{0,30}$' }),
  email: Type.String({ maxLength: 200, pattern: '^(|[^@\\s]+@[^@\\s]+)$' }),
})

export const FocalPointShape = Type.Object(
  {
    id: IdShape,
    unit: IdShape,
    role: Type.Enum(focalPointRoles),
    validFrom: DayShape,
    validTo: Nullable(DayShape),
    account: Nullable(Type.Object({ id: IdShape, login: Type.String(), name: Type.String() })),
    person: Nullable(PersonShape),
  },
  { $id: 'FocalPoint' },
)

export const FocalPointList = Type.Object({ items: Type.Array(FocalPointShape) })

export const FocalPointBody = Type.Object(
  {
    role: Type.Enum(focalPointRoles),
    leader: Type.Union([
      Type.Object({ account: IdShape }, { additionalProperties: false }),
      Type.Object({ person: PersonShape }, { additionalProperties: false }),
    ]),
    validFrom: DayShape,
    validTo: Type.Optional(Nullable(DayShape)),
  },
  { additionalProperties: false },
)

export const FocalPointEndBody = Type.Object(
  { on: Type.String({ format: 'date', description: 'The first day without it' }) },
  { additionalProperties: false },
)

export const FocalPointGapList = Type.Object({
  items: Type.Array(
    Type.Object(
      {
        unit: OrgRefShape,
        role: Type.Enum(focalPointRoles),
        reason: Type.Enum(gapReasons),
        from: Nullable(Type.String({ format: 'date', description: 'The first day of a gap to come' })),
      },
      { $id: 'FocalPointGap' },
    ),
  ),
})
