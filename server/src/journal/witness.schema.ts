import { Type } from 'typebox'
import { InstantShape, Nullable } from '../platform/index.ts'
import { formatVerifier } from './tlog/signed-note.ts'
import { failureReasons, isAlarm } from './witness-failure.ts'
import type { LogStanding, WitnessStanding } from './witness-standing.ts'

const FailureShape = Type.Object({
  reason: Type.Union(failureReasons.map((reason) => Type.Literal(reason))),
  detail: Type.String({ description: 'What happened, in English, with the figures of the case' }),
  alarm: Type.Boolean({ description: 'It says it has seen another journal than the one here' }),
})

const WitnessShape = Type.Object({
  name: Type.String({ description: 'As the policy calls it' }),
  key: Type.String({ description: 'Its public key (vkey)' }),
  url: Nullable(Type.String({ description: 'Where it is asked; null for one whose cosignatures come another way' })),
  size: Nullable(Type.Integer({ description: 'The largest checkpoint it cosigned' })),
  at: Nullable(InstantShape),
  askedAt: Nullable(InstantShape),
  failure: Nullable(FailureShape),
})

export const LogStandingShape = Type.Object(
  {
    state: Type.Union([Type.Literal('witnessed'), Type.Literal('unwitnessed')]),
    quorumAsked: Type.Boolean({ description: 'Whether a policy names witnesses that must cosign' }),
    alarm: Type.Boolean({ description: 'A witness says it has seen another journal than the one here' }),
    size: Type.Integer({ description: 'Entries under the newest checkpoint' }),
    vouchedFor: Type.Integer({ description: 'So many of them, from the first, a quorum vouches for' }),
    behind: Type.Integer({ description: 'So many of them no quorum vouches for yet' }),
    witnesses: Type.Array(WitnessShape),
  },
  { $id: 'LogStanding' },
)

export function standingToWire({ size, isQuorumAsked, vouchedFor, isWitnessed, hasAlarm, witnesses }: LogStanding) {
  return {
    state: isWitnessed ? ('witnessed' as const) : ('unwitnessed' as const),
    quorumAsked: isQuorumAsked,
    alarm: hasAlarm,
    ...{ size, vouchedFor, behind: size - vouchedFor },
    witnesses: witnesses.map(witnessToWire),
  }
}

function witnessToWire({ witness, last, askedAt, failure }: WitnessStanding) {
  return {
    name: witness.name,
    key: formatVerifier(witness.verifier),
    url: witness.url ?? null,
    size: last?.size ?? null,
    at: last?.at.toISOString() ?? null,
    askedAt: askedAt?.toISOString() ?? null,
    failure: failure ? { ...failure, alarm: isAlarm(failure) } : null,
  }
}
