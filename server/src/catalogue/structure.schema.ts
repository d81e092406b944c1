import { Type } from 'typebox'
import { InstantShape, Nullable } from '../platform/index.ts'
import { fieldTypes, namedChecks, sensitivities } from './field.ts'
import type { Structure } from './structure.ts'

const Reference = Type.Object(
  { dataset: Type.String({ maxLength: 100 }), field: Type.String({ maxLength: 100 }) },
  { additionalProperties: false },
)

export const FieldShape = Type.Object(
  {
    id: Type.String({ description: 'Stays the same as long as the dataset lives' }),
    name: Type.String({ description: 'CSV header and JSON name' }),
    title: Type.String(),
    titleEn: Type.String(),
    type: Type.Enum(fieldTypes),
    length: Nullable(Type.Integer()),
    pattern: Nullable(Type.String({ description: 'What the whole value must match' })),
    check: Nullable(Type.Enum(namedChecks)),
    minimum: Nullable(Type.String()),
    maximum: Nullable(Type.String()),
    required: Type.Boolean(),
    unique: Type.Boolean(),
    key: Type.Boolean(),
    codeList: Nullable(Type.String()),
    references: Nullable(Reference),
    sensitivity: Type.Enum(sensitivities),
    territory: Type.Boolean(),
    searched: Type.Boolean({ description: 'Parts of the text are found fast, without diacritics (operator contains)' }),
    indexed: Type.Boolean({ description: 'Ranges of it and pages sorted by it are fast' }),
    description: Type.String(),
    descriptionEn: Type.String(),
  },
  { $id: 'Field' },
)

export const StructureShape = Type.Object(
  {
    version: Type.Integer(),
    fields: Type.Array(FieldShape),
    since: InstantShape,
    note: Type.String(),
  },
  { $id: 'Structure' },
)

export const StructureList = Type.Object({ items: Type.Array(StructureShape) })

const Title = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
const Bound = Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 50 })))
const Flag = Type.Optional(Type.Boolean())
const Text = Type.Optional(Type.String({ maxLength: 1000 }))

/** A field as it is declared. */
export const FieldBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    title: Title,
    titleEn: Title,
    type: Type.Enum(fieldTypes),
    length: Type.Optional(Nullable(Type.Integer({ minimum: -2_147_483_648, maximum: 2_147_483_647 }))),
    pattern: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 500 }))),
    check: Type.Optional(Nullable(Type.Enum(namedChecks))),
    minimum: Bound,
    maximum: Bound,
    required: Flag,
    unique: Flag,
    key: Flag,
    codeList: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 100 }))),
    references: Type.Optional(Nullable(Reference)),
    sensitivity: Type.Optional(Type.Enum(sensitivities)),
    territory: Flag,
    searched: Flag,
    indexed: Flag,
    description: Text,
    descriptionEn: Text,
  },
  { additionalProperties: false },
)

export const StructureBody = Type.Object(
  {
    fields: Type.Array(FieldBody, { minItems: 1, maxItems: 1000 }),
    note: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
)

export const StructureParams = Type.Object({
  code: Type.String({ maxLength: 100 }),
  version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
})

export function structureToWire({ version, fields, since, note }: Structure) {
  return { version, fields, since: since.toISOString(), note }
}
