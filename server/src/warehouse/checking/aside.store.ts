import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import { asideTable, marksTable, stagingTable } from '../storage/staging.store.ts'

/**
 * Takes the rejected rows out of staging and sets them aside with all their reasons, and beside them the records that
 * are no rows; what is left in staging can be applied.
 */
export async function setAside(db: Db, submissionId: string): Promise<void> {
  const [staging, aside] = [stagingTable(submissionId), asideTable(submissionId)]
  await db.execute(sql`
    CREATE UNLOGGED TABLE ${aside} AS
    SELECT s._row AS row, r.key, c.cells, NULL::text AS raw, f.reasons
    FROM rejected AS r JOIN ${staging} AS s ON s._row = r.row
    JOIN (SELECT row, jsonb_agg(jsonb_build_object('field', field, 'rule', rule) ORDER BY field, rule) AS reasons
          FROM (SELECT DISTINCT row, field, rule FROM found) AS f GROUP BY row) AS f ON f.row = r.row
    CROSS JOIN LATERAL (SELECT jsonb_object_agg(e.key, e.value) AS cells FROM jsonb_each(to_jsonb(s)) AS e WHERE left(e.key, 1) <> '_') AS c`)
  await db.execute(sql`
    INSERT INTO ${aside} (row, raw, reasons)
    SELECT row, coalesce(value, ''), jsonb_build_array(jsonb_build_object('field', '', 'rule', rule))
    FROM ${marksTable(submissionId)} WHERE field = ''`)
  await db.execute(sql`DELETE FROM ${staging} AS s USING rejected AS r WHERE r.row = s._row`)
}
