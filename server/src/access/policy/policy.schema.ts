import { Type } from 'typebox'
import { InstrumentShape } from '../../law/index.ts'
import { InstantShape, Nullable } from '../../platform/index.ts'
import type { PolicyStanding } from './policies.service.ts'
import type { PolicyChange, ProposedSet } from './policy-set.ts'
import { fieldExtents, rowExtents } from './policy.ts'
import type { Policy } from './policy.ts'

const Texts = Type.Object({ vi: Type.String(), en: Type.String() })

/** Texts of policy files by their names. */
export const FilesShape = Type.Record(
  Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}\\.cedar$' }),
  Type.String({ maxLength: 200_000 }),
  { minProperties: 1, maxProperties: 40, additionalProperties: false },
)

export const PolicyShape = Type.Object(
  {
    id: Type.String(),
    effect: Type.Enum(['permit', 'forbid']),
    clause: Type.String(),
    text: Texts,
    remedy: Nullable(Texts),
    extent: Nullable(Type.Object({ fields: Type.Enum(fieldExtents), rows: Type.Enum(rowExtents) })),
    file: Type.String(),
    source: Type.String({ description: 'The rule as it is written, in Cedar' }),
  },
  { $id: 'Policy' },
)

const PolicyChangeShape = Type.Object({
  policy: Type.String(),
  change: Type.Enum(['added', 'changed', 'removed']),
  before: Nullable(Type.String()),
  after: Nullable(Type.String()),
})

export const PolicySetShape = Type.Object(
  {
    number: Type.Integer(),
    digest: Type.String(),
    reason: Type.String(),
    state: Type.Enum(['proposed', 'inForce', 'replaced', 'refused']),
    proposedAt: InstantShape,
    proposer: Type.String(),
    decidedAt: Nullable(InstantShape),
    instrument: Nullable(InstrumentShape),
    refusal: Nullable(Type.String()),
  },
  { $id: 'PolicySet' },
)

export const PolicyStandingShape = Type.Object(
  {
    digest: Type.String(),
    approved: Nullable(PolicySetShape),
    releaseDiffers: Type.Boolean({ description: 'Whether the release brings other policies than those in force' }),
    policies: Type.Array(PolicyShape),
  },
  { $id: 'PolicyStanding' },
)

export const PolicySetParams = Type.Object({ number: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) })
export const PolicySetList = Type.Object({ items: Type.Array(PolicySetShape) })
export const PolicySetDetail = Type.Object({
  policySet: PolicySetShape,
  files: FilesShape,
  changes: Type.Array(PolicyChangeShape, { description: 'Against the policies in force' }),
})

const Reason = Type.String({ minLength: 10, maxLength: 2000, pattern: '\\S' })
export const ProposalBody = Type.Object({ files: FilesShape, reason: Reason })
export const ApprovalBody = Type.Object({ instrument: Type.String({ format: 'uuid' }) })
export const RefusalBody = Type.Object({ reason: Reason })

function policyToWire(policy: Policy) {
  const { id, effect, clause, text, file, source } = policy
  return {
    ...{ id, effect, clause, text, file, source },
    remedy: policy.effect === 'forbid' ? policy.remedy : null,
    extent: policy.effect === 'permit' ? policy.extent : null,
  }
}

export function policySetToWire(set: ProposedSet) {
  const { number, digest, reason, state, instrument, refusal } = set
  return {
    ...{ number, digest, reason, state, instrument, refusal },
    proposer: set.proposer.name,
    proposedAt: set.proposedAt.toISOString(),
    decidedAt: set.decidedAt?.toISOString() ?? null,
  }
}

export function standingToWire({ set, approved, releaseDiffers }: PolicyStanding) {
  return {
    digest: set.digest,
    approved: approved && policySetToWire(approved),
    releaseDiffers,
    policies: set.policies.map(policyToWire),
  }
}

export function detailToWire(set: ProposedSet, changes: readonly PolicyChange[]) {
  return { policySet: policySetToWire(set), files: set.files, changes: [...changes] }
}
