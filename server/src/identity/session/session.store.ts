import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'

export interface SessionRow {
  readonly digest: Buffer
  readonly accountId: AccountId
  readonly openedAt: Date
  readonly expiresAt: Date
}

export async function insertSession(db: Db, session: SessionRow): Promise<void> {
  await db.execute(sql`
    INSERT INTO identity.sessions (digest, account_id, opened_at, expires_at)
    VALUES (${session.digest}, ${session.accountId}, ${session.openedAt}, ${session.expiresAt})`)
}

export async function removeSession(db: Db, digest: Buffer): Promise<void> {
  await db.execute(sql`DELETE FROM identity.sessions WHERE digest = ${digest}`)
}

export async function removeExpiredSessions(db: Db, at: Date): Promise<void> {
  await db.execute(sql`DELETE FROM identity.sessions WHERE expires_at <= ${at}`)
}
