import { Type } from 'typebox'
import { InstantShape, Nullable, PageQuery } from '../platform/index.ts'

const purpose = Type.Optional(Type.String({ maxLength: 300, description: 'What the data is read for (Điều 18.2)' }))
const select = Type.Optional(Type.String({ maxLength: 2000, description: 'Names of fields, separated by commas' }))
const filterText = Type.String({ maxLength: 20_000 })

export const RecordsQuery = Type.Object({
  select,
  filter: Type.Optional(
    Type.Union([filterText, Type.Array(filterText, { maxItems: 50 })], {
      description: 'field:operator:value, repeatable; operators eq ne lt le gt ge in prefix null',
    }),
  ),
  sort: Type.Optional(Type.String({ maxLength: 500, description: 'Names of fields, `-` in front for descending' })),
  purpose,
  ...PageQuery,
})

export const RecordQueryShape = Type.Object({ select, purpose })
export const RecordParams = Type.Object({ code: Type.String({ maxLength: 60 }), key: Type.String({ maxLength: 500 }) })
export const DatasetParams = Type.Object({ code: Type.String({ maxLength: 60 }) })

const Values = Type.Record(Type.String(), Type.Unknown(), {
  description: 'Field names to values; absent values are null',
})

export const RecordPage = Type.Object({
  items: Type.Array(Values),
  next: Nullable(Type.String()),
  count: Nullable(
    Type.Object({ kind: Type.Union([Type.Literal('exact'), Type.Literal('at-least')]), value: Type.Integer() }),
  ),
  structureVersion: Type.Integer(),
  apply: Nullable(Type.Integer()),
})

export const RecordShape = Type.Object({
  key: Type.String(),
  values: Values,
  since: Type.Object({ apply: Type.Integer(), at: InstantShape }),
})

export const RecordHistory = Type.Object({
  items: Type.Array(
    Type.Object({
      since: Type.Object({ apply: Type.Integer(), at: InstantShape, submission: Nullable(Type.String()) }),
      until: Nullable(Type.Object({ apply: Type.Integer(), at: InstantShape })),
      operation: Type.Union([Type.Literal('insert'), Type.Literal('change'), Type.Literal('delete')]),
      values: Values,
    }),
  ),
})
