import type { Db } from '../platform/index.ts'
import { findAnswer, findLastCosigned } from './cosignature.store.ts'
import type { Cosigned } from './cosignature.store.ts'
import { findCosignature } from './tlog/cosignature.ts'
import { parseNote } from './tlog/signed-note.ts'
import type { NoteVerifier } from './tlog/signed-note.ts'
import { sizeVouchedFor } from './tlog/witness-policy.ts'
import type { Witness, WitnessPolicy } from './tlog/witness-policy.ts'
import { findCheckpoint } from './tree.store.ts'
import { isAlarm } from './witness-failure.ts'
import type { Failure } from './witness-failure.ts'

/** How one witness of the policy stands to the log. */
export interface WitnessStanding {
  readonly witness: Witness
  /** The largest checkpoint it cosigned, and when by its clock; undefined when there is none. */
  readonly last: { readonly size: number; readonly at: Date } | undefined
  readonly askedAt: Date | undefined
  /** Why it did not cosign when it was asked last; undefined when it did. */
  readonly failure: Failure | undefined
}

/** Who outside vouches for the log, and for how much of it. */
export interface LogStanding {
  readonly size: number
  /** Whether there is a quorum to reach at all. */
  readonly isQuorumAsked: boolean
  /** So many entries from the first on are vouched for by a quorum. */
  readonly vouchedFor: number
  /** Whether that is all of them. */
  readonly isWitnessed: boolean
  /** A witness says it has seen another journal than the one here. */
  readonly hasAlarm: boolean
  readonly witnesses: readonly WitnessStanding[]
}

export async function standingOf(db: Db, policy: WitnessPolicy | undefined): Promise<LogStanding> {
  const size = (await findCheckpoint(db))?.size ?? 0
  const witnesses = await Promise.all((policy?.witnesses ?? []).map((witness) => standingOfOne(db, witness)))
  const sizes = new Map(witnesses.map(({ witness, last }) => [witness.name, last?.size ?? 0]))
  const vouchedFor = policy ? sizeVouchedFor(policy, (name) => sizes.get(name) ?? 0) : 0
  const isQuorumAsked = policy !== undefined && policy.quorum !== 'none'
  return {
    ...{ size, isQuorumAsked, vouchedFor, witnesses },
    isWitnessed: isQuorumAsked && vouchedFor === size,
    hasAlarm: witnesses.some(({ failure }) => failure !== undefined && isAlarm(failure)),
  }
}

async function standingOfOne(db: Db, witness: Witness): Promise<WitnessStanding> {
  const found = await findLastCosigned(db, witness.verifier)
  const time = found && cosignedTime(found, witness.verifier)
  const answer = await findAnswer(db, witness.verifier)
  const last = found && time !== undefined ? { size: found.size, at: new Date(time * 1000) } : undefined
  return { witness, last, askedAt: answer?.askedAt, failure: answer?.failure }
}

/** When a witness cosigned, in seconds, looked up in the signature itself; undefined when it is not over that checkpoint. */
export function cosignedTime({ note, line }: Cosigned, witness: NoteVerifier): number | undefined {
  return findCosignature({ ...parseNote(note), signatures: [line] }, witness)?.time
}
