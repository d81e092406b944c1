import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import type { Where } from '../session/where.ts'
import type { AttemptPurpose, NewPasskey, Passkey, PasskeyId, PasskeyKey } from './passkey.ts'

interface AttemptRow {
  readonly digest: Buffer
  readonly purpose: AttemptPurpose
  readonly accountId: AccountId | null
  readonly challenge: string
  readonly expiresAt: Date
}

export async function insertAttempt(db: Db, attempt: AttemptRow): Promise<void> {
  const { digest, purpose, accountId, challenge, expiresAt } = attempt
  await db.execute(sql`
    INSERT INTO identity.passkey_attempts (digest, purpose, account_id, challenge, expires_at)
    VALUES (${digest}, ${purpose}, ${accountId}, ${challenge}, ${expiresAt})
    ON CONFLICT (digest) DO UPDATE SET (purpose, account_id, challenge, expires_at)
      = (excluded.purpose, excluded.account_id, excluded.challenge, excluded.expires_at)`)
}

/** Takes the challenge out, so it is answered once whatever the answer was. */
export function takeAttempt(
  db: Db,
  attempt: Pick<AttemptRow, 'digest' | 'purpose' | 'accountId'>,
  at: Date,
): Promise<{ challenge: string } | undefined> {
  return db.first<{ challenge: string }>(sql`
    DELETE FROM identity.passkey_attempts
    WHERE digest = ${attempt.digest} AND purpose = ${attempt.purpose}
      AND account_id IS NOT DISTINCT FROM ${attempt.accountId}::uuid AND expires_at > ${at}
    RETURNING challenge`)
}

export async function removeOldAttempts(db: Db, at: Date): Promise<void> {
  await db.execute(sql`DELETE FROM identity.passkey_attempts WHERE expires_at <= ${at}`)
}

/** Gives false when the credential is registered already. */
export async function insertPasskey(
  tx: Tx,
  passkey: NewPasskey & { readonly id: PasskeyId; readonly accountId: AccountId; readonly name: string },
): Promise<boolean> {
  const { id, accountId, credentialId, publicKey, transports, name, isSynced, counter } = passkey
  const inserted = await tx.execute(sql`
    INSERT INTO identity.passkeys (id, account_id, credential_id, public_key, transports, name, is_synced, registered_at)
    VALUES (${id}, ${accountId}, ${credentialId}, ${publicKey}, ${transports}, ${name}, ${isSynced}, ${tx.at})
    ON CONFLICT DO NOTHING`)
  if (inserted === 0) return false
  await tx.execute(sql`INSERT INTO identity.passkey_uses (passkey_id, counter) VALUES (${id}, ${counter})`)
  return true
}

/** By the credential an authenticator names; only a passkey that was not removed. */
export function findPasskeyKey(db: Db, credentialId: string): Promise<PasskeyKey | undefined> {
  return db.first<PasskeyKey>(sql`
    SELECT p.id, p.account_id AS "accountId", p.public_key AS "publicKey", p.transports, u.counter
    FROM identity.passkeys AS p JOIN identity.passkey_uses AS u ON u.passkey_id = p.id
    WHERE p.credential_id = ${credentialId} AND p.removed_at IS NULL`)
}

/** What an authenticator is told it holds already, or is asked for. */
export function listCredentials(db: Db, accountId: AccountId): Promise<{ id: string; transports: string[] }[]> {
  return db.rows<{ id: string; transports: string[] }>(sql`
    SELECT credential_id AS id, transports FROM identity.passkeys
    WHERE account_id = ${accountId} AND removed_at IS NULL`)
}

/** Newest first. */
export function listPasskeys(db: Db, accountId: AccountId): Promise<Passkey[]> {
  return db.rows<Passkey>(sql`
    SELECT p.id, p.name, p.is_synced AS "isSynced", p.registered_at AS "registeredAt", u.at AS "lastUsedAt",
           u.address AS "lastAddress", u.device AS "lastDevice"
    FROM identity.passkeys AS p JOIN identity.passkey_uses AS u ON u.passkey_id = p.id
    WHERE p.account_id = ${accountId} AND p.removed_at IS NULL ORDER BY p.id DESC`)
}

/** Gives false when the counter has not grown since it was looked at: two devices answer with one key. */
export async function savePasskeyUse(
  db: Db,
  key: PasskeyKey,
  counter: number,
  use: Where & { at: Date },
): Promise<boolean> {
  const saved = await db.execute(sql`
    UPDATE identity.passkey_uses SET counter = ${counter}, at = ${use.at}, address = ${use.address}, device = ${use.device}
    WHERE passkey_id = ${key.id} AND (counter < ${counter} OR (counter = 0 AND ${counter} = 0))`)
  return saved === 1
}

/** Gives the name it has had when it is the account's. */
export async function savePasskeyName(tx: Tx, accountId: AccountId, id: string, name: string): Promise<boolean> {
  const saved = await tx.execute(sql`
    UPDATE identity.passkeys SET name = ${name}
    WHERE id = ${id}::uuid AND account_id = ${accountId} AND removed_at IS NULL`)
  return saved === 1
}

export async function savePasskeyRemoval(tx: Tx, accountId: AccountId, id: string): Promise<boolean> {
  const removed = await tx.execute(sql`
    UPDATE identity.passkeys SET removed_at = ${tx.at}
    WHERE id = ${id}::uuid AND account_id = ${accountId} AND removed_at IS NULL`)
  return removed === 1
}
