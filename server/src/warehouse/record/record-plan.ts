import type { Principal } from '../../identity/index.ts'
import { createGathering, platformProblems, sha256 } from '../../platform/index.ts'
import type { Database } from '../../platform/index.ts'
import { entitlementOf, requireKeys } from './entitlement.ts'
import type { Entitlement, EntitlementDeps } from './entitlement.ts'
import { parseRecordQuery } from './record-query.ts'
import type { ShownField } from './shown-field.ts'
import { findEpoch, findKeyed, keyedStatement } from './record.store.ts'
import type { KeyedRow, KeyedStatement } from './record.store.ts'

const plansKept = 5_000

export interface PlanRequest {
  readonly dataset: string
  readonly purpose: string | undefined
  readonly select: string | undefined
}

/** An allowed keyed read, compiled. */
export interface Plan {
  readonly entitlement: Entitlement
  readonly fields: readonly ShownField[]
  readonly statement: KeyedStatement
}

/** One that is kept: nothing is left to do per request but to look the key up, with those that others ask for meanwhile. */
export interface KeptPlan extends Plan {
  readonly find: (key: string) => Promise<KeyedRow>
}

/** What is asked at once is little, so that nobody waits long for what others asked. */
const bounds = { most: 100, lots: 1 }

export async function makePlan(deps: EntitlementDeps, reader: Principal, request: PlanRequest): Promise<Plan> {
  const { dataset, purpose } = request
  const entitlement = await entitlementOf(deps, reader, { dataset, purpose, channel: 'lookup' })
  requireKeys(entitlement)
  const { select } = parseRecordQuery(entitlement.fields, { select: request.select })
  const statement = keyedStatement(entitlement.window, select)
  const name = request.select === undefined ? `keyed_${sha256(statement.text).toString('hex').slice(0, 24)}` : undefined
  return { entitlement, fields: select, statement: { ...statement, name } }
}

/**
 * Plans by reader and question. They are good for one authority epoch, which the read itself compares with the
 * database's, and until the decision's own end. A new question is only considered for a reader whose rights are those of
 * now: a token revoked a moment ago gets no answer of any kind, not even a refusal.
 */
export function createPlans(deps: EntitlementDeps & { readonly database: Database }) {
  const plans = new Map<string, KeptPlan>()
  let epoch = 0
  // JSON, so that no dataset, choice or purpose can be written to look like another question.
  const nameOf = (reader: Principal, { dataset, purpose, select }: PlanRequest) =>
    JSON.stringify([reader.accountId, dataset, select, purpose])

  return async (reader: Principal, request: PlanRequest): Promise<KeptPlan | 'stale'> => {
    const name = nameOf(reader, request)
    const kept = reader.epoch === epoch ? plans.get(name) : undefined
    if (kept && !isOver(kept, deps.clock.now())) return kept
    if ((await findEpoch(deps.database.reader)) !== reader.epoch) return 'stale'
    const plan = withFinder(await makePlan(deps, reader, request))
    if (reader.epoch > epoch || plans.size >= plansKept) plans.clear()
    epoch = Math.max(epoch, reader.epoch)
    if (reader.epoch === epoch) plans.set(name, plan)
    return plan
  }
}

function withFinder(plan: Plan): KeptPlan {
  const { statement, entitlement } = plan
  const { db } = entitlement.window
  const gather = createGathering((keys: readonly string[]) => findKeyed(db, statement, keys), bounds)
  const find = async (key: string) => {
    // No text of the database holds it: those who ask together would all be refused.
    if (key.includes('\0')) throw platformProblems.invalidRequest()
    return gather(key)
  }
  return { ...plan, find }
}

function isOver({ entitlement }: Plan, now: Date): boolean {
  return entitlement.validUntil !== null && now >= entitlement.validUntil
}
