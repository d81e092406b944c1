import { Type } from 'typebox'
import { InstantShape, Nullable } from '../platform/index.ts'
import type { Language } from '../platform/index.ts'
import { fieldTypes, namedChecks, sensitivities } from './field.ts'
import type { Forecast } from './structure.carrying.ts'
import { conversionWays } from './structure.evolution.ts'
import type { Structure, StructureVersion } from './structure.ts'

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

const SourceShape = Type.Object({ id: Type.String(), name: Type.String() })

export const StructureVersionShape = Type.Object(
  {
    ...StructureShape.properties,
    state: Type.Enum(['pending', 'adopted', 'abandoned'], {
      description: 'A pending version waits for rows to be carried; an abandoned one never came into force',
    }),
    changes: Type.Array(
      Type.Object({
        change: Type.Enum(['added', 'renamed', 'converted', 'retired', 'rules']),
        field: Type.String(),
        id: Type.String(),
        from: Nullable(SourceShape),
        using: Nullable(Type.Enum(conversionWays)),
      }),
      { description: 'What it changed against the version before, and where each changed field comes from' },
    ),
    carriedBy: Nullable(Type.String({ description: 'The submission that carries the rows in force' })),
  },
  { $id: 'StructureVersion' },
)

export const StructureList = Type.Object({ items: Type.Array(StructureVersionShape) })

const Counted = Type.Array(Type.Object({ field: Type.String(), values: Type.Integer() }))

export const ForecastShape = Type.Object(
  {
    structure: StructureVersionShape,
    rows: Type.Integer({ description: 'Rows in force' }),
    carried: Counted,
    ending: Counted,
    unfit: Type.Array(
      Type.Object({
        field: Type.String(),
        rule: Type.String(),
        message: Type.String(),
        count: Type.Integer(),
        examples: Type.Array(Type.Object({ key: Type.String(), value: Nullable(Type.String()) }), {
          description: 'For the provider only',
        }),
      }),
    ),
    possible: Type.Boolean({ description: 'Whether declaring it would be accepted' }),
  },
  { $id: 'StructureForecast' },
)

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
    from: Type.Optional(Type.String({ maxLength: 100, description: 'Its name in the version before' })),
    convert: Type.Optional(
      Type.Object(
        {
          from: Type.String({ maxLength: 100, description: 'The field it takes the place of' }),
          using: Type.Enum(conversionWays),
          table: Type.Optional(Type.Record(Type.String({ maxLength: 1000 }), Type.String({ maxLength: 1000 }))),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

export const StructureBody = Type.Object(
  {
    fields: Type.Array(FieldBody, { minItems: 1, maxItems: 1000 }),
    retired: Type.Optional(
      Type.Array(Type.String({ maxLength: 100 }), {
        maxItems: 1000,
        description: 'Fields of the version before that end',
      }),
    ),
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

export const DeclarationQuery = Type.Object({
  dryRun: Type.Optional(Type.Boolean({ description: 'Only tell what would happen' })),
})

export function structureVersionToWire({ state, changes, carriedBy, ...structure }: StructureVersion) {
  return { ...structureToWire(structure), state, changes, carriedBy }
}

export function forecastToWire(structure: StructureVersion, forecast: Forecast, language: Language) {
  const { rows, carried, ending, unfit } = forecast
  const told = unfit.map(({ message, ...each }) => ({ ...each, message: message[language] }))
  const version = structureVersionToWire(structure)
  return { structure: version, rows, carried, ending, unfit: told, possible: unfit.length === 0 }
}
