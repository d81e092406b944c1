import { sql } from 'kysely'
import type { Db, Id } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import { removeArtifactsOfAccounts } from '../openid/artifact.store.ts'
import type { SessionFactor, SessionId, SignInRecord, OpenSession } from './session.ts'
import type { Where } from './where.ts'

export interface SessionRow extends Where {
  readonly id: SessionId
  readonly digest: Buffer
  readonly accountId: AccountId
  readonly factor: SessionFactor
  readonly openedAt: Date
  readonly expiresAt: Date
}

export async function insertSession(db: Db, session: SessionRow): Promise<void> {
  const { id, digest, accountId, factor, openedAt, expiresAt, address, device } = session
  await db.execute(sql`
    INSERT INTO identity.sessions
      (id, digest, account_id, factor, opened_at, proven_at, last_used_at, expires_at, address, device)
    VALUES (${id}, ${digest}, ${accountId}, ${factor}, ${openedAt}, ${openedAt}, ${openedAt}, ${expiresAt}, ${address},
            ${device})`)
}

/** Gives the session a new name and says by what it was proven; undefined when it has ended meanwhile. */
export function renewSession(
  db: Db,
  { id, digest, factor, at }: { id: SessionId; digest: Buffer; factor: SessionFactor; at: Date },
): Promise<{ expiresAt: Date } | undefined> {
  return db.first<{ expiresAt: Date }>(sql`
    UPDATE identity.sessions SET digest = ${digest}, factor = ${factor}, proven_at = ${at}, last_used_at = ${at}
    WHERE id = ${id} AND expires_at > ${at} RETURNING expires_at AS "expiresAt"`)
}

export async function saveSessionUse(db: Db, id: SessionId, at: Date): Promise<void> {
  await db.execute(sql`
    UPDATE identity.sessions SET last_used_at = greatest(last_used_at, ${at}) WHERE id = ${id}`)
}

/** Newest first. */
export function listSessions(db: Db, accountId: AccountId, at: Date): Promise<OpenSession[]> {
  return db.rows<OpenSession>(sql`
    SELECT id, factor, opened_at AS "openedAt", last_used_at AS "lastUsedAt", address, device
    FROM identity.sessions WHERE account_id = ${accountId} AND expires_at > ${at} ORDER BY opened_at DESC, id`)
}

export async function removeSession(db: Db, digest: Buffer): Promise<void> {
  await db.execute(sql`DELETE FROM identity.sessions WHERE digest = ${digest}`)
}

export async function removeSessionOf(db: Db, accountId: AccountId, id: string): Promise<boolean> {
  const removed = await db.execute(sql`
    DELETE FROM identity.sessions WHERE id = ${id}::uuid AND account_id = ${accountId}`)
  return removed === 1
}

/** Ends every session of an account, here and at other applications, and forgets its browsers. */
export async function removeSessions(db: Db, accountId: AccountId): Promise<void> {
  await db.execute(sql`DELETE FROM identity.sessions WHERE account_id = ${accountId}`)
  await db.execute(sql`DELETE FROM identity.known_devices WHERE account_id = ${accountId}`)
  await removeArtifactsOfAccounts(db, [accountId])
}

export async function removeExpiredSessions(db: Db, at: Date): Promise<void> {
  await db.execute(sql`DELETE FROM identity.sessions WHERE expires_at <= ${at}`)
}

/** Whether a browser has signed in to this account before. */
export async function isKnownDevice(db: Db, login: string, digest: Buffer): Promise<boolean> {
  const row = await db.first<{ known: boolean }>(sql`
    SELECT true AS known FROM identity.known_devices AS d JOIN identity.accounts AS a ON a.id = d.account_id
    WHERE d.digest = ${digest} AND a.login = ${login}`)
  return row !== undefined
}

export async function saveKnownDevice(db: Db, accountId: AccountId, digest: Buffer, at: Date): Promise<void> {
  await db.execute(sql`
    INSERT INTO identity.known_devices (digest, account_id, seen_at) VALUES (${digest}, ${accountId}, ${at})
    ON CONFLICT (digest) DO UPDATE SET (account_id, seen_at) = (excluded.account_id, excluded.seen_at)`)
}

export async function insertSignIn(
  db: Db,
  record: SignInRecord & { readonly id: Id<'signIn'>; readonly accountId: AccountId | null },
): Promise<void> {
  const { id, accountId, at, outcome, method, address, device } = record
  await db.execute(sql`
    INSERT INTO identity.sign_ins (id, account_id, at, outcome, method, address, device)
    VALUES (${id}, ${accountId}, ${at}, ${outcome}, ${method}, ${address}, ${device})`)
}

/** Newest first. */
export function listSignIns(
  db: Db,
  accountId: AccountId,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<(SignInRecord & { id: Id<'signIn'> })[]> {
  return db.rows<SignInRecord & { id: Id<'signIn'> }>(sql`
    SELECT id, at, outcome, method, address, device FROM identity.sign_ins
    WHERE account_id = ${accountId} AND (${after ?? null}::uuid IS NULL OR id < ${after ?? null}::uuid)
    ORDER BY id DESC LIMIT ${limit}`)
}
