import { Type } from 'typebox'
import { formats } from './format/format.ts'
import { InstantShape, Nullable, PageQuery } from '../../platform/index.ts'

const purpose = Type.Optional(Type.String({ maxLength: 300, description: 'What the data is read for (Điều 18.2)' }))
const select = Type.Optional(Type.String({ maxLength: 2000, description: 'Names of fields, separated by commas' }))
const filterText = Type.String({ maxLength: 20_000 })
const asOf = Type.Optional(
  Type.String({
    maxLength: 40,
    description: 'The state after this apply, or at this instant (RFC 3339); absent for the state in force',
  }),
)

const structure = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 1e6, description: 'The version of the structure to tell the rows in' }),
)
const format = Type.Optional(Type.Enum(formats, { description: 'Instead of the Accept header' }))
const bom = Type.Optional(
  Type.Boolean({ description: 'Whether a CSV begins with a byte order mark, for spreadsheets' }),
)

export const RecordsQuery = Type.Object({
  select,
  filter: Type.Optional(
    Type.Union([filterText, Type.Array(filterText, { maxItems: 50 })], {
      description:
        'field:operator:value, repeatable; operators eq ne lt le gt ge in prefix contains null; contains looks for a part of a text, without diacritics and case',
    }),
  ),
  where: Type.Optional(
    Type.String({
      maxLength: 20_000,
      description:
        'A filter as JSON: {"field": …, "op": …, "value": …}, joined by {"and": […]}, {"or": […]} and {"not": …}',
    }),
  ),
  asOf,
  sort: Type.Optional(Type.String({ maxLength: 500, description: 'Names of fields, `-` in front for descending' })),
  structure,
  format,
  bom,
  purpose,
  ...PageQuery,
})

export const RecordQueryShape = Type.Object({ select, purpose, asOf, structure, format, bom })
export const ProofQuery = Type.Object({ purpose })
export const HistoryQuery = Type.Object({ select, purpose })
export const RecordParams = Type.Object({ code: Type.String({ maxLength: 60 }), key: Type.String({ maxLength: 1000 }) })

const Values = Type.Record(Type.String(), Type.Unknown(), {
  description: 'Field names to values; absent values are null',
})

const text = (description: string) => ({ type: 'string', description })
/** Beside every answer to a reader under a grant (RFC 8941). */
export const grantHeaders = {
  'Kho-Grant': text('The number of the grant the answer follows from; absent without one'),
  'Kho-Withheld': text('Fields that are not shown, as a list'),
  'Kho-Masked': text('Fields of which something else is shown than their values, each with its mask, as a dictionary'),
}
export const RecordPage = Type.Object(
  {
    items: Type.Array(Values),
    next: Nullable(Type.String()),
    count: Nullable(
      Type.Object({ kind: Type.Union([Type.Literal('exact'), Type.Literal('at-least')]), value: Type.Integer() }),
    ),
    structureVersion: Type.Integer(),
    apply: Nullable(Type.Integer()),
  },
  { headers: grantHeaders },
)

export const RecordShape = Type.Object(
  {
    key: Type.String(),
    values: Values,
    since: Type.Object({ apply: Type.Integer(), at: InstantShape }),
  },
  { headers: grantHeaders },
)

export const RecordHistory = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        since: Type.Object({ apply: Type.Integer(), at: InstantShape, submission: Nullable(Type.String()) }),
        until: Nullable(Type.Object({ apply: Type.Integer(), at: InstantShape })),
        operation: Type.Union([Type.Literal('insert'), Type.Literal('change'), Type.Literal('delete')]),
        structureVersion: Type.Integer({
          description: 'It was written with; fields that ended since are shown under the name they had',
        }),
        values: Values,
      }),
    ),
  },
  { headers: grantHeaders },
)

export const ChangesQuery = Type.Object({
  since: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1e15, description: 'Changes after this apply; 0 (default) for all' }),
  ),
  select,
  purpose,
  ...PageQuery,
})

export const ChangePage = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        apply: Type.Integer(),
        at: InstantShape,
        operation: Type.Union([Type.Literal('insert'), Type.Literal('change'), Type.Literal('delete')]),
        key: Type.String(),
        values: Nullable(Values),
      }),
    ),
    next: Type.String({ description: 'Cursor to go on with, now or whenever: no change is left out or told twice' }),
    more: Type.Boolean({ description: 'Whether more is there already' }),
  },
  { headers: grantHeaders },
)
