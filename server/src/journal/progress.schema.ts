import { Type } from 'typebox'
import { InstantShape, Nullable } from '../platform/index.ts'
import { stepStates } from './progress.ts'
import type { LogProgress, StepProgress } from './progress.ts'
import { publishingFailures } from './publication.ts'

const step = {
  state: Type.Union(
    stepStates.map((state) => Type.Literal(state)),
    { description: 'late: it is held up; stalled: for so long that no change is taken' },
  ),
  since: Nullable(InstantShape),
}

export const LogProgressShape = Type.Object(
  {
    size: Type.Integer({ description: 'Entries under the newest checkpoint' }),
    published: Nullable(
      Type.Integer({ description: 'Entries under the published checkpoint; null when none can be read' }),
    ),
    sealing: Type.Object(step, { description: 'Committed entries get their place in the tree' }),
    publishing: Type.Object(
      { ...step, reason: Nullable(Type.Union(publishingFailures.map((reason) => Type.Literal(reason)))) },
      { description: 'What is sealed is put where everybody can fetch it' },
    ),
    limitSeconds: Nullable(Type.Integer({ description: 'Past it no change is taken; null: there is no limit' })),
  },
  { $id: 'LogProgress' },
)

export function progressToWire({ size, published, sealing, publishing, limitSeconds }: LogProgress) {
  return {
    ...{ size, published: published ?? null },
    sealing: stepToWire(sealing),
    publishing: { ...stepToWire(publishing), reason: publishing.reason ?? null },
    limitSeconds: limitSeconds ?? null,
  }
}

function stepToWire({ state, since }: StepProgress) {
  return { state, since: since?.toISOString() ?? null }
}
