import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import { removeSessions } from '../session/session.store.ts'

/** What a sign-in by login is compared with; without a password for an account that has none. */
export interface Credential {
  readonly accountId: AccountId
  readonly isDemo: boolean
  readonly passwordHash: string | null
  /** The sealed secret of the authenticator app. */
  readonly authenticator: Buffer | null
}

const credential = sql`
  a.id AS "accountId", a.is_demo AS "isDemo", p.hash AS "passwordHash", p.authenticator
  FROM identity.accounts AS a LEFT JOIN identity.passwords AS p ON p.account_id = a.id`

export function findCredential(db: Db, login: string): Promise<Credential | undefined> {
  return db.first<Credential>(sql`SELECT ${credential} WHERE a.login = ${login}`)
}

export function findOwnCredential(db: Db, accountId: AccountId): Promise<Credential | undefined> {
  return db.first<Credential>(sql`SELECT ${credential} WHERE a.id = ${accountId}`)
}

/** A new authenticator begins without codes that have counted. */
export async function savePassword(
  tx: Tx,
  { accountId, hash, authenticator }: { accountId: AccountId; hash: string; authenticator: Buffer | null },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO identity.passwords (account_id, hash, authenticator, set_at)
    VALUES (${accountId}, ${hash}, ${authenticator}, ${tx.at})
    ON CONFLICT (account_id) DO UPDATE SET (hash, authenticator, set_at) = (excluded.hash, excluded.authenticator, excluded.set_at)`)
  await tx.execute(sql`DELETE FROM identity.authenticator_uses WHERE account_id = ${accountId}`)
}

/** Gives false when a code of this step, or of a later one, has counted before. */
export async function claimStep(db: Db, accountId: AccountId, step: number): Promise<boolean> {
  const claimed = await db.execute(sql`
    INSERT INTO identity.authenticator_uses AS u (account_id, step) VALUES (${accountId}, ${step})
    ON CONFLICT (account_id) DO UPDATE SET step = excluded.step WHERE u.step < excluded.step`)
  return claimed === 1
}

export async function replaceRecoveryCodes(tx: Tx, accountId: AccountId, digests: readonly Buffer[]): Promise<void> {
  await tx.execute(sql`DELETE FROM identity.recovery_codes WHERE account_id = ${accountId}`)
  await tx.execute(sql`
    INSERT INTO identity.recovery_codes (digest, account_id, made_at)
    SELECT digest, ${accountId}::uuid, ${tx.at}::timestamptz FROM unnest(${digests}::bytea[]) AS digest`)
}

/** Gives false when it is none of the account's, or was used before. */
export async function claimRecoveryCode(tx: Tx, accountId: AccountId, digest: Buffer): Promise<boolean> {
  const claimed = await tx.execute(sql`
    UPDATE identity.recovery_codes SET used_at = ${tx.at}
    WHERE digest = ${digest} AND account_id = ${accountId} AND used_at IS NULL`)
  return claimed === 1
}

export interface FactorCounts {
  readonly hasPassword: boolean
  readonly hasAuthenticator: boolean
  readonly passwordSetAt: Date | null
  readonly recoveryCodesLeft: number
  readonly passkeyCount: number
}

export async function countFactors(db: Db, accountId: AccountId): Promise<FactorCounts> {
  const counts = await db.first<FactorCounts>(sql`
    SELECT p.hash IS NOT NULL AS "hasPassword", p.authenticator IS NOT NULL AS "hasAuthenticator",
           p.set_at AS "passwordSetAt",
           (SELECT count(*)::int FROM identity.recovery_codes AS c WHERE c.account_id = a.id AND c.used_at IS NULL)
             AS "recoveryCodesLeft",
           (SELECT count(*)::int FROM identity.passkeys AS k WHERE k.account_id = a.id AND k.removed_at IS NULL)
             AS "passkeyCount"
    FROM identity.accounts AS a LEFT JOIN identity.passwords AS p ON p.account_id = a.id WHERE a.id = ${accountId}`)
  if (!counts) throw new Error(`There is no account ${accountId}`)
  return counts
}

/** Takes every way to sign in from an account; its sessions and known devices go with them. */
export async function removeAllFactors(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.execute(sql`DELETE FROM identity.passwords WHERE account_id = ${accountId}`)
  await tx.execute(sql`DELETE FROM identity.authenticator_uses WHERE account_id = ${accountId}`)
  await tx.execute(sql`DELETE FROM identity.recovery_codes WHERE account_id = ${accountId}`)
  await tx.execute(sql`
    UPDATE identity.passkeys SET removed_at = ${tx.at} WHERE account_id = ${accountId} AND removed_at IS NULL`)
  await removeSessions(tx, accountId)
}
