import { sql } from 'kysely'
import type { Structure } from '../../catalogue/index.ts'
import type { Db } from '../../platform/index.ts'
import { rawKeyOf } from '../storage/columns.sql.ts'
import { mendedTable, sourceColumn, stagingName, stagingTable } from '../storage/staging.store.ts'

/**
 * Finds which rows of an earlier submission the staged rows mend: by their number where the file tells it, else by their
 * key. A number that no row has is a fault, found like any other. The lists are uncorrelated, so PostgreSQL hashes each
 * once, whatever it takes the number of rows for.
 * @returns how many of those rows do not wait any more: the file answers to a state that is past
 */
export async function resolveMended(
  db: Db,
  { submissionId, continues, structure }: { submissionId: string; continues: string; structure: Structure },
): Promise<number> {
  const [staging, mended] = [stagingTable(submissionId), mendedTable(submissionId)]
  const number = (await hasNumbers(db, submissionId)) ? sql.ref(`s.${sourceColumn.id}`) : sql`NULL::text`
  const key = rawKeyOf(structure, 's')
  const rows = sql`warehouse.quarantine AS q WHERE q.submission_id = ${continues}::uuid`
  await db.execute(sql`
    INSERT INTO found SELECT s._row, 'mendedRow', '', ${number} FROM ${staging} AS s
    WHERE ${number} IS NOT NULL AND ${number} NOT IN (SELECT q.row::text FROM ${rows})`)
  await db.execute(sql`
    CREATE UNLOGGED TABLE ${mended} AS
    SELECT q.row, q.settled_by IS NULL AS open, q.key FROM ${rows}
      AND (q.row::text IN (SELECT ${number} FROM ${staging} AS s WHERE ${number} IS NOT NULL)
        OR q.key IN (SELECT ${key} FROM ${staging} AS s WHERE ${number} IS NULL AND ${key} IS NOT NULL))`)
  // A key may stand in several rows that waited; one that still waits is what the file mends.
  const row = await db.first<{ stale: number }>(sql`
    SELECT count(*) AS stale FROM ${mended} AS m
    WHERE NOT m.open AND NOT EXISTS (SELECT FROM ${mended} AS o WHERE o.key = m.key AND o.open)`)
  return row?.stale ?? 0
}

async function hasNumbers(db: Db, submissionId: string): Promise<boolean> {
  const column = await db.first(sql`
    SELECT FROM information_schema.columns
    WHERE table_schema = 'staging' AND table_name = ${stagingName(submissionId)} AND column_name = ${sourceColumn.id}`)
  return column !== undefined
}
