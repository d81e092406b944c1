import { Type } from 'typebox'
import { DayShape, IdShape, Nullable, PageOf, PageQuery } from '../../platform/index.ts'
import { identifierSchemes, organisationKinds } from './organisation.ts'

export const OrgRefShape = Type.Object(
  { id: IdShape, name: Type.String(), nameEn: Type.String(), kind: Type.Enum(organisationKinds) },
  { $id: 'OrgRef' },
)

const IdentifierShape = Type.Object({
  scheme: Type.Enum(identifierSchemes),
  value: Type.String(),
  validFrom: DayShape,
  validTo: Nullable(DayShape),
})

export const OrganisationShape = Type.Object(
  {
    ...OrgRefShape.properties,
    parent: Nullable(OrgRefShape),
    territory: Nullable(Type.String({ description: 'Code of the ward' })),
    validFrom: DayShape,
    validTo: Nullable(DayShape),
    identifiers: Type.Array(IdentifierShape),
  },
  { $id: 'Organisation' },
)

const Name = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' })

export const OrganisationBody = Type.Object(
  {
    kind: Type.Enum(organisationKinds),
    name: Name,
    nameEn: Name,
    parent: Type.Optional(Nullable(IdShape)),
    territory: Type.Optional(Nullable(Type.String({ pattern: '^[0-9]{5}$' }))),
    validFrom: DayShape,
    validTo: Type.Optional(Nullable(DayShape)),
    identifiers: Type.Optional(
      Type.Array(
        Type.Object({
          scheme: Type.Enum(identifierSchemes),
          value: Type.String({ minLength: 1, maxLength: 50 }),
          validFrom: DayShape,
          validTo: Type.Optional(Nullable(DayShape)),
        }),
        { maxItems: 20 },
      ),
    ),
  },
  { additionalProperties: false },
)

export const OrganisationQuery = Type.Object({
  kind: Type.Optional(Type.Enum(organisationKinds)),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  parent: Type.Optional(IdShape),
  ...PageQuery,
})
export const OrganisationPage = PageOf(OrganisationShape)
