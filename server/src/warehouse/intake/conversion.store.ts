import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import type { Conversion } from './converted.ts'

/** Keeps what a reading converted; an earlier attempt at the same file counts no more. */
export async function saveConversions(db: Db, submissionId: string, conversions: readonly Conversion[]): Promise<void> {
  await db.execute(sql`DELETE FROM warehouse.conversions WHERE submission_id = ${submissionId}`)
  if (conversions.length === 0) return
  await db.execute(sql`
    INSERT INTO warehouse.conversions (submission_id, field, kind, count)
    SELECT ${submissionId}::uuid, c.field, c.kind, c.count
    FROM json_to_recordset(${JSON.stringify(conversions)}::json) AS c (field text, kind text, count bigint)`)
}

export function listConversions(db: Db, submissionId: string): Promise<Conversion[]> {
  return db.rows<Conversion>(sql`
    SELECT field, kind, count FROM warehouse.conversions WHERE submission_id = ${submissionId} ORDER BY field, kind`)
}
