import { Type } from 'typebox'
import type { TSchema } from 'typebox'

/** Wire shapes every module shares. */
export const Nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

export const InstantShape = Type.String({ format: 'date-time' })
export const DayShape = Type.String({ format: 'date' })
export const IdShape = Type.String({ format: 'uuid' })

/** A page of a list: `next` is the cursor of the following page, null at the end. */
export const PageOf = <Schema extends TSchema>(item: Schema) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) })

export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
}

export const ProblemShape = Type.Object(
  {
    type: Type.String(),
    code: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    remedy: Type.String(),
    instance: Type.String(),
    clause: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
  },
  { additionalProperties: true, description: 'An RFC 9457 problem' },
)
