import { Type } from 'typebox'
import { OrgRefShape } from '../identity/index.ts'
import { InstrumentShape } from '../law/index.ts'
import { DayShape, IdShape, InstantShape, Nullable, PageQuery } from '../platform/index.ts'
import { classifications, consumerGroups, datasetKinds, updateFrequencies, updateMethods } from './dataset.ts'
import type { Dataset } from './dataset.ts'
import { RetirementShape, retirementToWire, StageShape } from './retirement.schema.ts'
import { StructureShape, structureToWire } from './structure.schema.ts'

const ConsumerShape = Type.Union([
  Type.Object({ unit: OrgRefShape }),
  Type.Object({ group: Type.Enum(consumerGroups) }),
])

/** The facts of Điều 9 besides the data itself. */
export const FactShapes = {
  provider: OrgRefShape,
  updateMethod: Type.Enum(updateMethods),
  updateFrequency: Type.Enum(updateFrequencies),
  consumers: Type.Array(ConsumerShape),
}

export const DatasetRefShapes = {
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  kind: Type.Enum(datasetKinds),
  classification: Type.Enum(classifications),
}

export const DatasetShape = Type.Object(
  {
    id: Type.String({
      format: 'uuid',
      description: 'By which acts on units name it; everything else goes by its code',
    }),
    ...DatasetRefShapes,
    description: Type.String(),
    descriptionEn: Type.String(),
    ...FactShapes,
    licence: Type.String(),
    contact: Type.String(),
    inForce: Nullable(Type.Object({ catalogueVersion: Type.Integer(), from: DayShape, instrument: InstrumentShape })),
    structure: Nullable(StructureShape),
    stage: StageShape,
    retirement: Nullable(RetirementShape),
    registeredAt: InstantShape,
  },
  { $id: 'Dataset' },
)

export const DatasetPage = Type.Object({
  items: Type.Array(DatasetShape),
  next: Nullable(Type.String()),
  total: Type.Integer({ description: 'Datasets that match, on all pages' }),
})

const Name = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' })
const Line = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })
const Text = Type.String({ maxLength: 4000 })

const described = {
  name: Name,
  nameEn: Name,
  description: Text,
  descriptionEn: Text,
  kind: Type.Enum(datasetKinds),
  classification: Type.Enum(classifications),
  provider: IdShape,
  updateMethod: Type.Enum(updateMethods),
  updateFrequency: Type.Enum(updateFrequencies),
  consumers: Type.Array(
    Type.Union([Type.Object({ unit: IdShape }), Type.Object({ group: Type.Enum(consumerGroups) })]),
    { maxItems: 500 },
  ),
  licence: Line,
  contact: Line,
}

/** What a description says of a dataset that is the same in every installation. */
export const DatasetTexts = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' }),
    ...{ name: Name, nameEn: Name, description: Text, descriptionEn: Text, licence: Line },
    ...{ kind: described.kind, classification: described.classification },
    ...{ updateMethod: described.updateMethod, updateFrequency: described.updateFrequency },
  },
  { additionalProperties: false },
)

export const DatasetCode = Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' })
export const DatasetBody = Type.Object({ code: DatasetCode, ...described }, { additionalProperties: false })
export const RevisionBody = Type.Object(described, { additionalProperties: false })

export const DatasetParams = Type.Object({ code: Type.String({ maxLength: 100 }) })
export const DatasetQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  kind: Type.Optional(Type.Enum(datasetKinds)),
  provider: Type.Optional(IdShape),
  archived: Type.Optional(Type.Boolean({ description: 'Lists archived datasets too' })),
  ...PageQuery,
})

export function datasetToWire(dataset: Dataset) {
  const { id, code, name, nameEn, description, descriptionEn, kind, classification, licence, contact, inForce } =
    dataset
  const { provider, updateMethod, updateFrequency, consumers, structure, stage, retirement, registeredAt } = dataset
  return {
    ...{ id, code, name, nameEn, description, descriptionEn, kind, classification, licence, contact, inForce },
    ...{ provider, updateMethod, updateFrequency, consumers },
    structure: structure && structureToWire(structure),
    stage,
    retirement: retirement && retirementToWire(retirement),
    registeredAt: registeredAt.toISOString(),
  }
}
