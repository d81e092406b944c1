import type { Db } from '../../platform/index.ts'
import { listDecisions } from '../decision/decision-log.store.ts'
import type { LoggedDecision, LogPlace, Period } from '../decision/decision-log.store.ts'
import type { Extent, PolicySet } from '../policy/index.ts'

/** What a decision comes to: refused, or which fields and rows are opened. */
export type Outcome = { readonly allow: false } | ({ readonly allow: true } & Extent)

/** A logged decision that a changed set would make otherwise. */
export interface Difference {
  readonly decision: LoggedDecision
  /** Who may no longer, who may now, and who sees more or less than before. */
  readonly kind: 'nowRefused' | 'nowAllowed' | 'otherExtent'
  readonly before: { readonly outcome: Outcome; readonly policies: readonly string[] }
  readonly after: { readonly outcome: Outcome; readonly policies: readonly string[] }
}

/** What was judged again in one step of a walk through the log. */
export interface Rehearsed {
  readonly replayed: number
  readonly differences: readonly Difference[]
  /** Where to go on; undefined at the end of the period. */
  readonly next: LogPlace | undefined
}

/** Judges decisions of a period again, in the order they were made: so many in one step. */
export async function rehearse(
  db: Db,
  set: PolicySet,
  period: Period,
  { after, limit }: { readonly after: LogPlace | undefined; readonly limit: number },
): Promise<Rehearsed> {
  const decisions = await listDecisions(db, period, { after, limit })
  const last = decisions.length < limit ? undefined : decisions.at(-1)
  return {
    replayed: decisions.length,
    differences: decisions.flatMap((decision) => differenceOf(decision, set)),
    next: last && { at: last.at, id: last.id },
  }
}

function differenceOf(decision: LoggedDecision, set: PolicySet): Difference[] {
  const judgement = set.judge(decision.request)
  const before: Outcome = outcomeBefore(decision)
  const after: Outcome = judgement.allow ? { allow: true, ...judgement.policies[0].extent } : { allow: false }
  const kind = kindOf(before, after)
  if (!kind) return []
  return [
    {
      ...{ decision, kind },
      before: { outcome: before, policies: decision.policies },
      after: { outcome: after, policies: judgement.policies.map(({ id }) => id) },
    },
  ]
}

function outcomeBefore({ allowed, fields, rows }: LoggedDecision): Outcome {
  return allowed && fields !== null && rows !== null ? { allow: true, fields, rows } : { allow: false }
}

function kindOf(before: Outcome, after: Outcome): Difference['kind'] | undefined {
  if (!before.allow) return after.allow ? 'nowAllowed' : undefined
  if (!after.allow) return 'nowRefused'
  return before.fields === after.fields && before.rows === after.rows ? undefined : 'otherExtent'
}
