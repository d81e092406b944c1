import { Type } from 'typebox'
import { Nullable } from '../../platform/index.ts'
import { QuarantineCountsShape } from '../submission/submission.schema.ts'

const Cells = Type.Record(Type.String(), Nullable(Type.String()))

export const WaitingRowShape = Type.Object({
  row: Type.Integer({ description: 'Number of the record in the file; the header is 1' }),
  values: Type.Record(Type.String(), Nullable(Type.String()), { description: 'Cells as they were sent, by field' }),
  edited: Type.Record(Type.String(), Nullable(Type.String()), { description: 'What was typed over them' }),
  raw: Nullable(Type.String({ description: 'The text of a record that is no row' })),
  discarded: Type.Boolean(),
  faults: Type.Array(Type.Object({ field: Nullable(Type.String()), rule: Type.String(), message: Type.String() })),
  settledBy: Nullable(Type.String({ description: 'The submission that settled the row' })),
})

export const QuarantinePage = Type.Object({
  items: Type.Array(WaitingRowShape),
  next: Nullable(Type.String()),
  counts: QuarantineCountsShape,
})

export const QuarantineQuery = Type.Object({
  state: Type.Optional(Type.Enum(['open', 'settled', 'all'] as const, { default: 'open' })),
  rule: Type.Optional(Type.String({ maxLength: 40, description: 'Only rows that break this rule' })),
  field: Type.Optional(Type.String({ maxLength: 500, description: 'Only rows with a fault in this field' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
})

const EditShape = Type.Object(
  {
    row: Type.Integer({ minimum: 1 }),
    values: Type.Optional(Cells),
    discard: Type.Optional(
      Type.Boolean({ description: 'The row is given up; it is settled with the next continuation' }),
    ),
  },
  { additionalProperties: false },
)

export const QuarantineEdits = Type.Object(
  { rows: Type.Array(EditShape, { minItems: 1, maxItems: 1000 }) },
  { additionalProperties: false },
)
