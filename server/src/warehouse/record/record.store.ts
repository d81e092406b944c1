import { sql } from 'kysely'
import { compileStatement } from '../../platform/index.ts'
import type { Db, PreparedStatement, Statements } from '../../platform/index.ts'
import { all, withinScopes } from './conditions.sql.ts'
import { asOfApply, isWanted, jsonObject, jsonTexts, rowsOf } from './rows.sql.ts'
import type { RowsWanted } from './rows.sql.ts'
import type { ShownField } from './shown-field.ts'
import type { Window } from './window.ts'

/** Counts matching rows up to a bound. */
export async function countRecords(db: Db, rows: RowsWanted, bound: number): Promise<number> {
  const row = await db.first<{ count: number }>(sql`
    SELECT count(*) AS count
    FROM (SELECT FROM ${rowsOf(rows.window, rows.asOf)} AS d WHERE ${isWanted(rows)} LIMIT ${bound + 1}) AS matching`)
  return row?.count ?? 0
}

export interface SingleRow {
  readonly body: string
  readonly since: number
  readonly at: Date
}

export interface SingleRequest extends Pick<RowsWanted, 'window' | 'asOf'> {
  readonly key: string
  readonly select: readonly ShownField[]
  readonly form: 'values' | 'texts'
}

/** One record as it stands, or as it stood after an apply. */
export function findRecordAt(db: Db, request: SingleRequest): Promise<SingleRow | undefined> {
  const { key, select, window, asOf, form } = request
  const { dataset, scopes } = window
  return db.first<SingleRow>(sql`
    SELECT ${form === 'texts' ? jsonTexts(select, 'd') : jsonObject(select, 'd')} AS body, d._since AS since, p.at
    FROM ${rowsOf(window, asOf)} AS d JOIN warehouse.applies AS p ON p.dataset_id = ${dataset.id} AND p.number = d._since
    WHERE ${all([...asOfApply(asOf), sql`d._key = ${key}`, withinScopes(scopes)])}`)
}

/** Which fields the versions written under a structure are shown with. */
export interface FieldsByStructure {
  readonly version: number
  readonly fields: readonly ShownField[]
}

export interface VersionRow {
  readonly structureVersion: number
  readonly body: string
  readonly since: number
  readonly sinceAt: Date
  readonly sinceSubmission: string
  readonly until: number | null
  readonly untilAt: Date | null
  readonly isDeleted: boolean
}

/** Every version of one row, newest first, as far as the reader's scopes reach. */
export function listVersions(
  db: Db,
  window: Window,
  { key, byStructure }: { key: string; byStructure: readonly FieldsByStructure[] },
): Promise<VersionRow[]> {
  const { dataset, scopes } = window
  const where = sql`d._key = ${key} AND ${withinScopes(scopes)}`
  const ids = new Set(['_key', '_since', ...byStructure.flatMap(({ fields }) => fields.map(({ id }) => id))])
  const columns = sql.join([...ids].map((id) => sql.ref(`d.${id}`)))
  const bodies = byStructure.map(({ version, fields }) => {
    return sql`WHEN ${sql.lit(version)} THEN ${fields.length === 0 ? sql`'{}'` : jsonObject(fields, 'v')}`
  })
  const body = bodies.length === 0 ? sql`'{}'` : sql`CASE s.structure_version ${sql.join(bodies, sql` `)} END`
  return db.rows<VersionRow>(sql`
    WITH versions AS (
      SELECT ${columns}, NULL::bigint AS until FROM ${window.inForce} AS d WHERE ${where}
      UNION ALL SELECT ${columns}, d._until FROM ${window.ended} AS d WHERE ${where})
    SELECT ${body} AS body, s.structure_version AS "structureVersion", v._since AS since, s.at AS "sinceAt", s.submission_id AS "sinceSubmission", v.until, u.at AS "untilAt",
           v.until IS NOT NULL AND NOT EXISTS (SELECT FROM versions AS n WHERE n._since = v.until) AS "isDeleted"
    FROM versions AS v JOIN warehouse.applies AS s ON s.dataset_id = ${dataset.id} AND s.number = v._since
    LEFT JOIN warehouse.applies AS u ON u.dataset_id = ${dataset.id} AND u.number = v.until
    ORDER BY v._since DESC`)
}

/** The authority epoch of now. */
export async function findEpoch(db: Db): Promise<number | undefined> {
  return (await db.first<{ epoch: number }>(sql`SELECT epoch FROM platform.authority`))?.epoch
}

/** What a keyed read finds of one key; `body` is null when there is no such record. */
export interface KeyedRow extends Omit<SingleRow, 'body'> {
  readonly epoch: number
  readonly body: string | null
  /** The apply in force. */
  readonly apply: number | null
}

/** A statement over keys that are known only when it is run. */
export interface KeyedStatement extends PreparedStatement {
  readonly valuesFor: (keys: readonly string[]) => readonly unknown[]
}

/**
 * Finds the records of some keys: one round trip that also tells the authority epoch, so a right that was taken away a
 * moment ago is noticed in the same answer, and the apply in force.
 */
export async function findKeyed(
  db: Statements,
  statement: KeyedStatement,
  keys: readonly string[],
): Promise<KeyedRow[]> {
  const rows = await db.prepared<KeyedRow & { readonly key: string | null }>(statement, statement.valuesFor(keys))
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const [any] = rows
  if (any === undefined) throw new Error('There is no authority epoch')
  return keys.map((key) => byKey.get(key) ?? { ...any, body: null })
}

/**
 * The statement of `findKeyed`: gives a row for each record, or one without a key when there is none. What differs between
 * readers of the same fields is among its values and not in its text.
 */
export function keyedStatement(window: Window, fields: readonly ShownField[]): Omit<KeyedStatement, 'name'> {
  const { dataset, scopes, inForce } = window
  const later: readonly string[] = []
  const id = sql.lit(dataset.id)
  const { text, values } = compileStatement(sql`
    SELECT a.epoch, r.key, r.body, r.since, r.at,
      (SELECT s.apply_number FROM warehouse.states AS s WHERE s.dataset_id = ${id}) AS apply
    FROM platform.authority AS a LEFT JOIN LATERAL (
    SELECT d._key AS key, ${jsonObject(fields, 'd')} AS body, d._since AS since, p.at
    FROM ${inForce} AS d
    JOIN warehouse.applies AS p ON p.dataset_id = ${id} AND p.number = d._since
    WHERE d._key = ANY (${later}) AND ${withinScopes(scopes)}) AS r ON true`)
  return { text, valuesFor: (keys) => values.map((value) => (value === later ? keys : value)) }
}
