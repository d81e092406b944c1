import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { AccountId } from './account.ts'
import { lastUses } from './account.store.ts'
import { rolesAt } from './held-role.store.ts'

/** Accounts in force, but for those of the demo city, with the instant from which they are unused: their last use, or when they were issued or resumed. */
const standing = sql`(
  SELECT a.id, a.warned_at, greatest(u.at, a.standing_since, a.issued_at) AS since
  FROM identity.accounts AS a LEFT JOIN ${lastUses} AS u ON u.account_id = a.id
  WHERE a.state IN ('issued', 'active') AND NOT a.is_demo)`

/** Unused since an instant, and not warned of since. */
export async function listUnwarned(db: Db, unusedSince: Date): Promise<AccountId[]> {
  const rows = await db.rows<{ id: AccountId }>(sql`
    SELECT id FROM ${standing} AS s WHERE since <= ${unusedSince} AND (warned_at IS NULL OR warned_at < since) ORDER BY id`)
  return rows.map(({ id }) => id)
}

/** Warned of before an instant, and not used since. */
export async function listUnused(db: Db, warnedBefore: Date): Promise<AccountId[]> {
  const rows = await db.rows<{ id: AccountId }>(sql`
    SELECT id FROM ${standing} AS s WHERE warned_at <= ${warnedBefore} AND warned_at >= since ORDER BY id`)
  return rows.map(({ id }) => id)
}

export interface Warned {
  readonly id: AccountId
  readonly login: string
  readonly unit: { readonly id: string; readonly name: string }
}

/** Gives those of the accounts that are in force. */
export function saveWarnings(tx: Tx, ids: readonly AccountId[]): Promise<Warned[]> {
  return tx.rows<Warned>(sql`
    UPDATE identity.accounts AS a SET warned_at = ${tx.at} FROM identity.organisations AS o
    WHERE a.id = ANY (${ids}::uuid[]) AND o.id = a.organisation_id AND a.state IN ('issued', 'active')
    RETURNING a.id, a.login, json_build_object('id', o.id, 'name', o.name) AS unit`)
}

/** The account without which no coordinator would be in force, once some accounts are not; undefined when others are left. */
export function findLastCoordinator(tx: Tx, ending: readonly string[]): Promise<Warned | undefined> {
  const inForce = sql`a.state = 'active' AND NOT a.is_demo AND 'coordinator' = ANY (${rolesAt(tx.at)})`
  return tx.first<Warned>(sql`
    SELECT a.id, a.login, json_build_object('id', o.id, 'name', o.name) AS unit
    FROM identity.accounts AS a JOIN identity.organisations AS o ON o.id = a.organisation_id
    LEFT JOIN ${lastUses} AS u ON u.account_id = a.id
    WHERE a.id = ANY (${ending}::uuid[]) AND ${inForce}
      AND NOT EXISTS (SELECT FROM identity.accounts AS a WHERE a.id <> ALL (${ending}::uuid[]) AND ${inForce})
    ORDER BY u.at DESC NULLS LAST, a.login LIMIT 1`)
}
