import { Type } from 'typebox'
import { InstrumentShape } from '../law/index.ts'
import { DayShape, IdShape, InstantShape, Nullable } from '../platform/index.ts'
import { DatasetCode, DatasetRefShapes, FactShapes } from './dataset.schema.ts'
import type { CatalogueVersion } from './version.ts'

const VersionShapes = {
  number: Type.Integer(),
  instrument: InstrumentShape,
  effectiveFrom: DayShape,
  effectiveTo: Nullable(DayShape),
  promulgatedAt: InstantShape,
}

export const VersionList = Type.Object({
  items: Type.Array(Type.Object({ ...VersionShapes, rows: Type.Integer({ description: 'Datasets it names' }) })),
})

export const VersionShape = Type.Object(
  {
    ...VersionShapes,
    rows: Type.Array(Type.Object({ dataset: Type.Object(DatasetRefShapes), ...FactShapes })),
  },
  { $id: 'CatalogueVersion' },
)

export const VersionParams = Type.Object({ number: Type.String({ pattern: '^(current|[1-9][0-9]{0,8})$' }) })

export const PromulgationBody = Type.Object(
  {
    instrument: IdShape,
    effectiveFrom: DayShape,
    datasets: Type.Array(DatasetCode, { minItems: 1, maxItems: 1000, uniqueItems: true }),
  },
  { additionalProperties: false },
)

export function versionToWire<Version extends CatalogueVersion>(version: Version) {
  return { ...version, promulgatedAt: version.promulgatedAt.toISOString() }
}
