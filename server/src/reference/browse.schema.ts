import { Type } from 'typebox'
import { DayShape, Nullable, PageQuery } from '../platform/index.ts'
import { changeKinds } from './browse.ts'
import { EntryFields } from './code-list.schema.ts'

const ListRefShape = Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() })

export const HierarchyShape = Type.Object({
  parentList: Nullable(ListRefShape),
  childLists: Type.Array(ListRefShape),
})

export const PlaceShape = Type.Object({
  parents: Type.Array(
    Type.Object({
      list: ListRefShape,
      code: Type.String(),
      name: Type.String(),
      nameEn: Nullable(Type.String()),
    }),
    { description: 'From the top down' },
  ),
  children: Type.Array(Type.Object({ list: ListRefShape, count: Type.Integer() })),
})

export const LifeShape = Type.Object({
  items: Type.Array(
    Type.Object({
      ...EntryFields,
      validFrom: DayShape,
      validTo: Nullable(DayShape),
      versions: Type.Array(Type.String()),
    }),
    { description: 'Oldest first; versions that follow each other and say the same are one' },
  ),
})

export const CompareQuery = Type.Object({
  from: Type.String({ maxLength: 40 }),
  to: Type.String({ maxLength: 40 }),
  kind: Type.Optional(Type.Enum(changeKinds)),
  ...PageQuery,
})

const Side = Nullable(Type.Object(EntryFields))

export const ComparisonShape = Type.Object({
  counts: Type.Object({
    added: Type.Integer(),
    gone: Type.Integer(),
    renamed: Type.Integer({ description: 'Same code, other name' }),
    moved: Type.Integer({ description: 'Same code, other parent' }),
    amended: Type.Integer({ description: 'Other English name, kind or aliases' }),
    same: Type.Integer(),
  }),
  items: Type.Array(
    Type.Object({ code: Type.String(), kinds: Type.Array(Type.Enum(changeKinds)), before: Side, after: Side }),
  ),
  next: Nullable(Type.String()),
})
