import { Type } from 'typebox'
import { InstrumentShape } from '../law/index.ts'
import { IdShape, InstantShape } from '../platform/index.ts'
import { datasetStages } from './retirement.ts'
import type { Retirement } from './retirement.ts'

export const StageShape = Type.Enum(datasetStages, {
  description: 'Closed takes no more deliveries; archived is read by its provider and by auditors only',
})

export const RetirementShape = Type.Object(
  { stage: StageShape, instrument: InstrumentShape, reason: Type.String(), at: InstantShape },
  { $id: 'Retirement' },
)

export const RetirementList = Type.Object({ items: Type.Array(RetirementShape) })

const grounds = { instrument: IdShape, reason: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }) }

export const RetirementBody = Type.Object(
  { stage: Type.Enum(['closed', 'archived']), ...grounds },
  { additionalProperties: false },
)
export const ReopeningBody = Type.Object(grounds, { additionalProperties: false })

export function retirementToWire({ at, ...retirement }: Retirement) {
  return { ...retirement, at: at.toISOString() }
}
