import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { NamedLog } from './log-key.ts'

/** A log of the journal: the name and the key under which the tree is signed from a size on. */
export interface OpenedLog extends NamedLog {
  /** Entries of the tree when it was opened. */
  readonly size: number
  /** What both keys signed when the log before it was closed; null for the first. */
  readonly succession: string | null
  readonly openedAt: Date
}

const columns = sql`number, origin, verifier, size, succession, opened_at AS "openedAt"`

/** In the order in which they were opened; the last one is open. */
export function listLogs(db: Db): Promise<OpenedLog[]> {
  return db.rows<OpenedLog>(sql`SELECT ${columns} FROM journal.logs ORDER BY number`)
}

export function findOpenLog(db: Db): Promise<OpenedLog | undefined> {
  return db.first<OpenedLog>(sql`SELECT ${columns} FROM journal.logs ORDER BY number DESC LIMIT 1`)
}

/** The log that signed a checkpoint of a size. */
export function findLogOf(db: Db, size: number): Promise<OpenedLog | undefined> {
  return db.first<OpenedLog>(sql`SELECT ${columns} FROM journal.logs WHERE size < ${size} ORDER BY number DESC LIMIT 1`)
}

export async function insertLog(db: Db, log: OpenedLog): Promise<void> {
  const { number, origin, verifier, size, succession, openedAt } = log
  await db.execute(sql`
    INSERT INTO journal.logs (number, origin, verifier, size, succession, opened_at)
    VALUES (${number}, ${origin}, ${verifier}, ${size}, ${succession}, ${openedAt})`)
}
