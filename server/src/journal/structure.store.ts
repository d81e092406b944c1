import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'

/** One command that changed the structure of the database, and what it changed. */
export interface StructureCommand {
  readonly command: string
  readonly type: string
  readonly object: string
}

/** What one transaction changed of the structure. */
export interface StructureChange {
  readonly transaction: string
  /** The role that had signed in. */
  readonly role: string
  /** The migration it was, as the migrator noted it. */
  readonly migration: string | null
  readonly commands: readonly StructureCommand[]
}

/** SQLSTATE of the notice that a statement changed the structure. */
export const structureNoticed = 'KJ005'

const taken = sql`transaction, min(role) AS role, json_agg(json_build_object(
  'command', command, 'type', object_type, 'object', object) ORDER BY id) AS commands`

/** Takes what this transaction changed out of the queue. */
export function takeOwnStructure(db: Db): Promise<StructureChange | undefined> {
  return db.first<StructureChange>(sql`
    WITH taken AS (DELETE FROM journal.structure_queue WHERE xact = pg_current_xact_id() RETURNING *, xact::text AS transaction)
    SELECT ${taken}, NULL AS migration FROM taken GROUP BY transaction`)
}

/** Takes what committed transactions left in the queue, oldest first. */
export function takeLeftStructure(db: Db): Promise<StructureChange[]> {
  return db.rows<StructureChange>(sql`
    WITH taken AS (DELETE FROM journal.structure_queue RETURNING *, xact::text AS transaction)
    SELECT ${taken}, (SELECT m.name FROM platform.migrations AS m
                      WHERE m.xmin::text::bigint = transaction::numeric % 4294967296 LIMIT 1) AS migration
    FROM taken GROUP BY transaction ORDER BY min(id)`)
}

export async function hasLeftStructure(db: Db): Promise<boolean> {
  const row = await db.first<{ left: boolean }>(sql`SELECT EXISTS (SELECT FROM journal.structure_queue) AS left`)
  return row?.left ?? false
}
