import { createGathering, newId } from '../../platform/index.ts'
import type { RolePool } from '../../platform/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { PolicyRequest } from '../policy/index.ts'
import { insertDecisions } from './decision-log.store.ts'
import type { Decision } from './decision.ts'

/** A decision as it was made, and all it followed from. */
export interface MadeDecision {
  readonly at: Date
  readonly principal: Pick<Principal, 'accountId' | 'unitId'>
  readonly request: PolicyRequest
  readonly decision: Decision
}

export interface DecisionLog {
  /** Resolves once the decision is in the log. */
  record(made: MadeDecision): Promise<void>
}

const bounds = { most: 1_000, lots: 2 }

/** Decisions made in the same moment are written together. */
export function createDecisionLog(pool: RolePool): DecisionLog {
  const gather = createGathering(async (rows: readonly object[]) => {
    await insertDecisions(pool, rows)
    return rows.map(() => undefined)
  }, bounds)
  return { record: async (made) => gather(toRow(made)) }
}

function toRow({ at, principal, request, decision }: MadeDecision): object {
  return {
    id: newId<'decision'>(at),
    at,
    account_id: principal.accountId,
    unit_id: principal.unitId,
    request,
    policy_set: decision.policySet,
    allowed: decision.allow,
    policies: decision.policies,
    fields: decision.extent?.fields ?? null,
    rows: decision.extent?.rows ?? null,
  }
}
