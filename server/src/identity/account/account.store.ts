import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import { fold } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import { removeArtifactsOfAccounts } from '../openid/artifact.store.ts'
import { orgRef } from '../organisation/organisation.store.ts'
import type { Account, AccountFacts, AccountId, AccountState, SuspensionCause } from './account.ts'
import type { HeldRole } from './held-role.ts'
import { heldRolesFrom, rolesAt } from './held-role.store.ts'

const unit = sql`${orgRef('o')} AS unit`
const tables = sql`identity.accounts AS a JOIN identity.organisations AS o ON o.id = a.organisation_id`

export interface NewAccount extends Omit<Account, 'roles'> {
  readonly nameSalt: string
}

/** Gives false when the login is taken. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<boolean> {
  const { id, login, name, nameSalt, unit: of, state, isDemo, kind } = account
  const inserted = await tx.execute(sql`
    INSERT INTO identity.accounts (
      id, organisation_id, login, name, name_salt, state, is_demo, kind, issued_at, standing_since, activated_at)
    VALUES (${id}, ${of.id}, ${login}, ${name}, ${nameSalt}, ${state}, ${isDemo}, ${kind}, ${tx.at}, ${tx.at},
            ${state === 'active' ? tx.at : null})
    ON CONFLICT DO NOTHING`)
  return inserted === 1
}

export interface LockedAccount extends Omit<Account, 'roles'> {
  readonly nameSalt: string
  readonly suspendedFor: SuspensionCause | null
  readonly isActivated: boolean
}

/** The account as it stands, held still until the change ends, so that of two acts on it each sees what the other did. */
export function lockAccount(tx: Tx, id: string): Promise<LockedAccount | undefined> {
  return tx.first<LockedAccount>(sql`
    SELECT a.id, a.login, a.name, a.name_salt AS "nameSalt", ${unit}, a.state, a.is_demo AS "isDemo", a.kind, a.suspended_for AS "suspendedFor",
           a.activated_at IS NOT NULL AS "isActivated"
    FROM ${tables} WHERE a.id = ${id}::uuid FOR UPDATE OF a`)
}

export function findAccount(db: Db, id: string, at: Date): Promise<Account | undefined> {
  return db.first<Account>(sql`
    SELECT a.id, a.login, a.name, ${unit}, a.state, a.is_demo AS "isDemo", a.kind, ${rolesAt(at)} AS roles FROM ${tables} WHERE a.id = ${id}::uuid`)
}

/** The person of an account has been there. */
export async function saveActivation(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`
    UPDATE identity.accounts SET state = 'active', activated_at = ${tx.at} WHERE id = ${id}::uuid AND state = 'issued'`)
}

export interface Suspended extends Pick<Account, 'id' | 'login' | 'unit'> {
  readonly before: AccountState
}

/** Suspends those of the accounts that are in force and closes their sessions; their tokens end with the authority epoch. */
export async function saveSuspension(tx: Tx, ids: readonly string[], cause: SuspensionCause): Promise<Suspended[]> {
  const suspended = await tx.rows<Suspended>(sql`
    WITH held AS (
      SELECT a.id, a.state, ${unit} FROM ${tables}
      WHERE a.id = ANY (${ids}::uuid[]) AND a.state IN ('issued', 'active') ORDER BY a.id FOR UPDATE OF a)
    UPDATE identity.accounts AS a SET state = 'suspended', suspended_at = ${tx.at}, suspended_for = ${cause}
    FROM held WHERE a.id = held.id RETURNING a.id, a.login, held.state AS before, held.unit`)
  await endSessions(tx, ids)
  return suspended
}

/** Disuse counts anew from here. */
export async function saveResumption(tx: Tx, id: string, state: AccountState): Promise<void> {
  await tx.execute(sql`
    UPDATE identity.accounts SET state = ${state}, suspended_at = NULL, suspended_for = NULL, warned_at = NULL,
      standing_since = ${tx.at} WHERE id = ${id}::uuid`)
}

export async function saveClosing(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`
    UPDATE identity.accounts SET state = 'closed' WHERE id = ${id}::uuid`)
  await tx.execute(sql`INSERT INTO identity.account_closings (account_id, at) VALUES (${id}, ${tx.at})`)
  await endSessions(tx, [id])
}

export async function saveName(tx: Tx, id: string, { name, salt }: { name: string; salt: string }): Promise<void> {
  await tx.execute(sql`UPDATE identity.accounts SET name = ${name}, name_salt = ${salt} WHERE id = ${id}::uuid`)
}

/** Here, and at other applications by way of the OpenID provider. */
async function endSessions(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`DELETE FROM identity.sessions WHERE account_id = ANY (${ids}::uuid[])`)
  await removeArtifactsOfAccounts(tx, ids)
}

export async function saveAccountUse(db: Db, id: AccountId, at: Date): Promise<void> {
  await db.execute(sql`
    INSERT INTO identity.account_uses (account_id, at) VALUES (${id}, ${at})
    ON CONFLICT (account_id) DO UPDATE SET at = greatest(account_uses.at, excluded.at)`)
}

/** When accounts were last used, by whatever means there is. */
export const lastUses = sql`(
  SELECT account_id, max(at) AS at FROM (
    SELECT account_id, at FROM identity.account_uses
    UNION ALL
    SELECT t.account_id, u.at FROM identity.token_uses AS u JOIN identity.api_tokens AS t ON t.id = u.token_id) AS uses
  GROUP BY account_id)`

export interface AccountFilter {
  /** Of one unit alone. */
  readonly unit?: string | undefined
  /** Words that stand in login or name, in any form of their letters. */
  readonly q?: string | undefined
  /** Only those that are closed, or only those that are not. */
  readonly closed?: boolean | undefined
  /** The last account of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

type Told = Omit<HeldRole, 'validFrom' | 'validTo'> & { readonly validFrom: string; readonly validTo: string | null }

/** By login, as of an instant. */
export async function listAccounts(db: Db, filter: AccountFilter, at: Date): Promise<AccountFacts[]> {
  const { unit: of = null, q = '', closed = null, after = null, limit } = filter
  const rows = await db.rows<Omit<AccountFacts, 'heldRoles'> & { heldRoles: Told[] }>(sql`
    SELECT a.id, a.login, a.name, ${unit}, a.state, a.is_demo AS "isDemo", a.kind, ${rolesAt(at)} AS roles, ${heldRolesFrom(at)} AS "heldRoles",
           a.suspended_for AS "suspendedFor", a.issued_at AS "issuedAt", u.at AS "lastUsedAt",
           CASE WHEN u.at IS NULL OR u.at < a.warned_at THEN a.warned_at END AS "warnedAt"
    FROM ${tables} LEFT JOIN ${lastUses} AS u ON u.account_id = a.id
    WHERE (${after}::text IS NULL OR a.login > ${after}) AND (${of}::uuid IS NULL OR a.organisation_id = ${of}::uuid)
      AND (${closed}::boolean IS NULL OR (a.state = 'closed') = ${closed}::boolean)
      AND NOT EXISTS (SELECT FROM unnest(${fold(q).split(' ')}::text[]) AS word
                      WHERE strpos(platform.fold(a.login || ' ' || a.name), word) = 0)
    ORDER BY a.login LIMIT ${limit}`)
  return rows.map((row) => ({ ...row, heldRoles: row.heldRoles.map(revive) }))
}

function revive({ validFrom, validTo, ...rest }: Told): HeldRole {
  return { ...rest, validFrom: new Date(validFrom), validTo: validTo === null ? null : new Date(validTo) }
}

/** Logins of the demo city that can sign in, with a password everybody knows. */
export async function listDemoLogins(db: Db): Promise<string[]> {
  const rows = await db.rows<{ login: string }>(sql`
    SELECT login FROM identity.accounts WHERE is_demo AND state = 'active' ORDER BY login`)
  return rows.map(({ login }) => login)
}

export async function isLoginTaken(db: Db, login: string): Promise<boolean> {
  return (await db.first(sql`SELECT id FROM identity.accounts WHERE login = ${login}`)) !== undefined
}
