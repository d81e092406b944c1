import type { Instrument } from '../../law/index.ts'
import type { Policy, PolicyFiles } from './policy.ts'

export type PolicySetState = 'proposed' | 'inForce' | 'replaced' | 'refused'

/** A changed set, on its way into force or past it; numbered from 1. */
export interface ProposedSet {
  readonly number: number
  readonly digest: string
  readonly files: PolicyFiles
  /** Why it is proposed. */
  readonly reason: string
  readonly state: PolicySetState
  readonly proposedAt: Date
  readonly proposer: { readonly account: string; readonly name: string }
  readonly decidedAt: Date | null
  /** What the approval rests on. */
  readonly instrument: Instrument | null
  readonly refusal: string | null
}

/** How two sets differ, policy by policy. */
export interface PolicyChange {
  readonly policy: string
  readonly change: 'added' | 'changed' | 'removed'
  readonly before: string | null
  readonly after: string | null
}

/** The order of policies matters for what is told first: those that only moved are not changed. */
export function changesBetween(before: readonly Policy[], after: readonly Policy[]): PolicyChange[] {
  const earlier = new Map(before.map(({ id, source }) => [id, source]))
  const later = new Map(after.map(({ id, source }) => [id, source]))
  const ids = [...new Set([...earlier.keys(), ...later.keys()])].sort()
  return ids.flatMap((policy): PolicyChange[] => {
    const [was, is] = [earlier.get(policy) ?? null, later.get(policy) ?? null]
    if (was === is) return []
    return [{ policy, change: was === null ? 'added' : is === null ? 'removed' : 'changed', before: was, after: is }]
  })
}
