import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { AccountId } from './account.ts'
import { orgRef } from '../organisation/organisation.store.ts'
import type { AccountRequest, AccountRequestId, DecisionInput, RequestState } from './account-request.ts'

const columns = sql`
  q.id, q.kind, q.account_id AS account, q.login, q.name, q.roles, q.reason, q.requested_by AS "requestedBy",
  q.requester_login AS "requesterLogin", q.requested_at AS "requestedAt", q.state, q.decider_login AS "deciderLogin",
  q.decided_at AS "decidedAt", q.decision, q.remark,
  ${orgRef('o')} AS unit`
const tables = sql`identity.account_requests AS q JOIN identity.organisations AS o ON o.id = q.organisation_id`

export type NewRequest = Omit<AccountRequest, 'state' | 'deciderLogin' | 'decidedAt' | 'decision' | 'remark'> & {
  readonly nameSalt: string | null
}

/** Gives false when a request on the account or for the login waits already. */
export async function insertRequest(tx: Tx, request: NewRequest): Promise<boolean> {
  const { id, kind, unit, account, login, name, nameSalt, roles, reason } = request
  const inserted = await tx.execute(sql`
    INSERT INTO identity.account_requests (
      id, kind, organisation_id, account_id, login, name, name_salt, roles, reason,
      requested_by, requester_login, requested_at, state)
    VALUES (${id}, ${kind}, ${unit.id}, ${account}, ${login}, ${name}, ${nameSalt},
            ${roles === null ? null : JSON.stringify(roles)}::jsonb, ${reason},
            ${request.requestedBy}, ${request.requesterLogin}, ${request.requestedAt}, 'open')
    ON CONFLICT DO NOTHING`)
  return inserted === 1
}

export type LockedRequest = AccountRequest & { readonly nameSalt: string | null }

/** The request held still until the change ends: of two who decide it the second sees that it was decided. */
export function lockRequest(tx: Tx, id: string): Promise<LockedRequest | undefined> {
  return tx.first<LockedRequest>(sql`
    SELECT ${columns}, q.name_salt AS "nameSalt" FROM ${tables} WHERE q.id = ${id}::uuid FOR UPDATE OF q`)
}

export interface Outcome extends Omit<DecisionInput, 'outcome'> {
  readonly state: RequestState
  /** Nobody when it was withdrawn. */
  readonly decider: { readonly id: string; readonly login: string } | null
  readonly account: AccountId | null
}

export async function saveOutcome(tx: Tx, id: AccountRequestId, outcome: Outcome): Promise<void> {
  const { state, decider, decision, remark, account } = outcome
  await tx.execute(sql`
    UPDATE identity.account_requests
    SET state = ${state}, decided_by = ${decider?.id ?? null}, decider_login = ${decider?.login ?? null},
        decided_at = ${tx.at}, decision = ${decision}, remark = ${remark}, account_id = ${account}
    WHERE id = ${id}::uuid`)
}

export function findRequest(db: Db, id: string): Promise<AccountRequest | undefined> {
  return db.first<AccountRequest>(sql`SELECT ${columns} FROM ${tables} WHERE q.id = ${id}::uuid`)
}

export interface RequestFilter {
  /** Of one unit alone. */
  readonly unit: string | undefined
  readonly state: RequestState | undefined
  /** The last request of the page before. */
  readonly before: string | undefined
  readonly limit: number
}

/** Newest first. */
export function listRequests(db: Db, filter: RequestFilter): Promise<AccountRequest[]> {
  const { unit = null, state = null, before = null, limit } = filter
  return db.rows<AccountRequest>(sql`
    SELECT ${columns} FROM ${tables}
    WHERE (${unit}::uuid IS NULL OR q.organisation_id = ${unit}::uuid) AND (${state}::text IS NULL OR q.state = ${state})
      AND (${before}::uuid IS NULL OR q.id < ${before}::uuid)
    ORDER BY q.id DESC LIMIT ${limit}`)
}
