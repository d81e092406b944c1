import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db, Id } from '../../platform/index.ts'
import type { SignInRecord } from './session.ts'

/** A row of the history as a seal covers it. */
export interface SealedSignIn extends SignInRecord {
  readonly id: Id<'signIn'>
  /** Null when nobody has such a login. */
  readonly accountId: string | null
  readonly seal: string
}

const columns = sql`s.id, s.account_id AS "accountId", s.at, s.outcome, s.method, s.address, s.device, s.seal`

/** The oldest row that is in no seal. */
export function findOldestUnsealed(db: Db): Promise<{ at: Date } | undefined> {
  return db.first<{ at: Date }>(sql`SELECT s.at FROM identity.sign_ins AS s WHERE s.seal IS NULL ORDER BY s.at LIMIT 1`)
}

/** The oldest row of all. */
export function findOldest(db: Db): Promise<{ at: Date } | undefined> {
  return db.first<{ at: Date }>(sql`SELECT at FROM identity.sign_ins ORDER BY at LIMIT 1`)
}

/** How many rows from before an instant are in no seal. */
export async function countUnsealedBefore(db: Db, at: Date): Promise<number> {
  const row = await db.first<{ count: number }>(sql`
    SELECT count(*)::integer AS count FROM identity.sign_ins WHERE seal IS NULL AND at < ${at}`)
  return row?.count ?? 0
}

/** Takes rows that are in no seal into one, oldest first; gives them. */
export async function takeIntoSeal(tx: Tx, seal: string, limit: number): Promise<SealedSignIn[]> {
  return tx.rows<SealedSignIn>(sql`
    WITH taken AS (
      UPDATE identity.sign_ins AS s SET seal = ${seal}::uuid
      WHERE s.id IN (SELECT id FROM identity.sign_ins WHERE seal IS NULL ORDER BY at LIMIT ${limit})
      RETURNING s.*)
    SELECT ${columns} FROM taken AS s ORDER BY s.id`)
}

/** The rows of some seals, in the order in which these cover them. */
export function listSealed(db: Db, seals: readonly string[]): Promise<SealedSignIn[]> {
  return db.rows<SealedSignIn>(sql`
    SELECT ${columns} FROM identity.sign_ins AS s WHERE s.seal = ANY (${seals}::uuid[]) ORDER BY s.seal, s.id`)
}

/** How many rows are in seals other than these. */
export async function countElsewhere(db: Db, seals: readonly string[]): Promise<number> {
  const row = await db.first<{ count: number }>(sql`
    SELECT count(*)::integer AS count FROM identity.sign_ins
    WHERE seal IS NOT NULL AND NOT seal = ANY (${seals}::uuid[])`)
  return row?.count ?? 0
}

/** Forgets what happened before an instant, a seal at a time: of what is left all can be held against its entry. Gives how many. */
export function removeSignInsBefore(tx: Tx, at: Date): Promise<number> {
  return tx.execute(sql`
    DELETE FROM identity.sign_ins AS s
    WHERE s.at < ${at}
      AND NOT EXISTS (SELECT FROM identity.sign_ins AS later WHERE later.seal = s.seal AND later.at >= ${at})`)
}
