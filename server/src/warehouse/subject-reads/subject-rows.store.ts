import { sql } from 'kysely'
import type { Field } from '../../catalogue/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Window } from '../record/window.ts'

/** More records of one person than this in one dataset are not told apart. */
const mostRecords = 1000

/** Keys of the rows in force in which one of the fields holds a value; the fields have an index. */
export async function findKeysHolding(
  db: Db,
  { inForce }: Window,
  fields: readonly Field[],
  value: string,
): Promise<string[]> {
  const found = await Promise.all(
    fields.map(({ id }) =>
      db.rows<{ key: string }>(sql`
        SELECT d._key AS key FROM ${inForce} AS d WHERE ${sql.ref(`d.${id}`)} = ${value} LIMIT ${mostRecords}`),
    ),
  )
  return [...new Set(found.flat().map(({ key }) => key))]
}

export interface Life {
  readonly key: string
  readonly isInForce: boolean
  /** Since when there has been a record of this key. */
  readonly since: Date
}

/** What there is, or was, of some keys. */
export function listLives(db: Db, { dataset, inForce, ended }: Window, keys: readonly string[]): Promise<Life[]> {
  return db.rows<Life>(sql`
    SELECT v.key, v."isInForce", p.at AS since
    FROM (
      SELECT r.key, bool_or(r.current) AS "isInForce", min(r.since) AS since
      FROM (
        SELECT d._key AS key, true AS current, d._since AS since FROM ${inForce} AS d WHERE d._key = ANY (${keys}::text[])
        UNION ALL
        SELECT d._key, false, d._since FROM ${ended} AS d WHERE d._key = ANY (${keys}::text[])) AS r
      GROUP BY r.key) AS v
    JOIN warehouse.applies AS p ON p.dataset_id = ${dataset.id} AND p.number = v.since
    ORDER BY v.key`)
}
