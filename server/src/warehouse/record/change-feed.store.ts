import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import { withinScopes } from './conditions.sql.ts'
import type { ShownField } from './shown-field.ts'
import { jsonObject } from './rows.sql.ts'
import type { Window } from './window.ts'

export interface ChangeRow {
  /** Place among the changes of the apply, from 0. */
  readonly ordinal: number
  readonly key: string
  readonly operation: 'insert' | 'change' | 'delete'
  /** The row after the change as a JSON object; null after a deletion. */
  readonly body: string | null
}

export interface ChangesWanted {
  readonly apply: number
  /** Ordinals from here… */
  readonly from: number
  /** …up to but without this one. */
  readonly to: number
  readonly select: readonly ShownField[]
}

/**
 * Changes of one apply, as a reader sees them: a row that came into the reader's scope is inserted, one that left it is
 * deleted. A change stands at one ordinal on both sides: where the old version ended and the new one began.
 */
export function listChanges(
  db: Db,
  { inForce, ended, scopes }: Window,
  { apply, from, to, select }: ChangesWanted,
): Promise<ChangeRow[]> {
  const begun = sql`
    SELECT d._key AS key, d._ordinal AS ordinal, ${jsonObject(select, 'd')} AS body FROM`
  const part = sql`d._since = ${apply} AND d._ordinal >= ${from} AND d._ordinal < ${to} AND ${withinScopes(scopes)}`
  return db.rows<ChangeRow>(sql`
    WITH begun AS (
      ${begun} ${inForce} AS d WHERE ${part} UNION ALL ${begun} ${ended} AS d WHERE ${part}),
    ended AS (
      SELECT d._key AS key, d._until_ordinal AS ordinal FROM ${ended} AS d
      WHERE d._until = ${apply} AND d._until_ordinal >= ${from} AND d._until_ordinal < ${to} AND ${withinScopes(scopes)})
    SELECT ordinal, coalesce(b.key, e.key) AS key, b.body,
           CASE WHEN e.key IS NULL THEN 'insert' WHEN b.key IS NULL THEN 'delete' ELSE 'change' END AS operation
    FROM begun AS b FULL JOIN ended AS e USING (ordinal) ORDER BY ordinal`)
}
