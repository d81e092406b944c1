import { sql } from 'kysely'
import type { Db, RolePool } from '../platform/index.ts'

export interface ReadRow {
  readonly id: string
  readonly at: string
  readonly account_id: string
  readonly account_name: string
  readonly unit_id: string
  readonly unit_name: string
  readonly via: string
  readonly request_id: string
  readonly dataset: string
  readonly action: string
  readonly purpose: string | null
  readonly query: string
  readonly fields: readonly string[]
  readonly row_count: number
  readonly digest: string
}

const insertion = {
  name: 'insert_reads',
  text: 'INSERT INTO journal.reads SELECT * FROM json_populate_recordset(NULL::journal.reads, $1::json)',
}

/** One statement for a whole batch; prepared, since there is one for nearly every read. */
export async function insertReads(pool: RolePool, rows: readonly ReadRow[]): Promise<void> {
  await pool.prepared(insertion, [JSON.stringify(rows)])
}

/** Newest first. */
export function listReads(
  db: Db,
  filter: { dataset: string | undefined; before: string | undefined; limit: number },
): Promise<(Omit<ReadRow, 'at'> & { at: Date })[]> {
  const { dataset = null, before = null } = filter
  return db.rows<Omit<ReadRow, 'at'> & { at: Date }>(sql`
    SELECT r.* FROM journal.reads AS r
    WHERE (${dataset}::text IS NULL OR r.dataset = ${dataset}) AND (${before}::uuid IS NULL OR r.id < ${before}::uuid)
    ORDER BY r.id DESC LIMIT ${filter.limit}`)
}
