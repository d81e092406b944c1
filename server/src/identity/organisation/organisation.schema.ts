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

const On = Type.Optional(Type.String({ format: 'date', description: 'The day asked for' }))

export const OnQuery = Type.Object({ on: On })
export const OrganisationQuery = Type.Object({
  kind: Type.Optional(Type.Enum(organisationKinds)),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  parent: Type.Optional(IdShape),
  on: On,
  ...PageQuery,
})
export const OrganisationPage = PageOf(OrganisationShape)

export const TreeShape = Type.Object(
  {
    on: DayShape,
    // One type with null rather than a union of two: thousands of units are written without asking which it is.
    items: Type.Array(
      Type.Object({
        ...OrgRefShape.properties,
        parent: Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'uuid' }),
      }),
    ),
  },
  { $id: 'OrganisationTree' },
)

export const IdentifierParams = Type.Object({
  scheme: Type.Enum(identifierSchemes),
  value: Type.String({ minLength: 1, maxLength: 50 }),
})

const ActRef = Type.Object({
  ...{ id: IdShape, title: Type.String(), titleEn: Nullable(Type.String()) },
  instrument: Nullable(IdShape),
})
const Relation = Type.Object({ unit: OrgRefShape, since: DayShape, isMain: Type.Boolean(), act: ActRef })

export const HistoryShape = Type.Object(
  {
    periods: Type.Array(
      Type.Object({
        name: Type.String(),
        nameEn: Type.String(),
        kind: Type.Enum(organisationKinds),
        parent: Nullable(OrgRefShape),
        validFrom: DayShape,
        validTo: Nullable(DayShape),
        act: ActRef,
      }),
    ),
    predecessors: Type.Array(Relation),
    successors: Type.Array(Relation),
    functions: Type.Array(
      Type.Object({
        id: IdShape,
        text: Type.String(),
        instrument: Nullable(IdShape),
        citation: Nullable(Type.String()),
        validFrom: DayShape,
        validTo: Nullable(DayShape),
      }),
    ),
  },
  { $id: 'OrganisationHistory' },
)
