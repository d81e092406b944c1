import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import { dataTable, historyTable } from '../storage/columns.sql.ts'
import { withinScopes } from './conditions.sql.ts'
import type { RowScope } from './conditions.sql.ts'
import type { ShownField } from './shown-field.sql.ts'
import { jsonObject } from './rows.sql.ts'

export interface ChangeRow {
  /** Place among the changes of the apply, from 0. */
  readonly ordinal: number
  readonly key: string
  readonly operation: 'insert' | 'change' | 'delete'
  /** The row after the change as a JSON object; null after a deletion. */
  readonly body: string | null
}

export interface ChangeWindow {
  readonly apply: number
  /** Ordinals from here… */
  readonly from: number
  /** …up to but without this one. */
  readonly to: number
  readonly select: readonly ShownField[]
  readonly scopes: readonly RowScope[]
}

/**
 * Changes of one apply, as a reader sees them: a row that came into the reader's scope is inserted, one that left it is
 * deleted. A change stands at one ordinal on both sides: where the old version ended and the new one began.
 */
export function listChanges(
  db: Db,
  datasetCode: string,
  { apply, from, to, select, scopes }: ChangeWindow,
): Promise<ChangeRow[]> {
  const begun = sql`
    SELECT d._key AS key, d._ordinal AS ordinal, ${jsonObject(select, 'd')} AS body FROM`
  const window = sql`d._since = ${apply} AND d._ordinal >= ${from} AND d._ordinal < ${to} AND ${withinScopes(scopes)}`
  return db.rows<ChangeRow>(sql`
    WITH begun AS (
      ${begun} ${dataTable(datasetCode)} AS d WHERE ${window} UNION ALL ${begun} ${historyTable(datasetCode)} AS d WHERE ${window}),
    ended AS (
      SELECT d._key AS key, d._until_ordinal AS ordinal FROM ${historyTable(datasetCode)} AS d
      WHERE d._until = ${apply} AND d._until_ordinal >= ${from} AND d._until_ordinal < ${to} AND ${withinScopes(scopes)})
    SELECT ordinal, coalesce(b.key, e.key) AS key, b.body,
           CASE WHEN e.key IS NULL THEN 'insert' WHEN b.key IS NULL THEN 'delete' ELSE 'change' END AS operation
    FROM begun AS b FULL JOIN ended AS e USING (ordinal) ORDER BY ordinal`)
}
