import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field } from '../../catalogue/index.ts'
import type { Db } from '../../platform/index.ts'
import { dataTable, historyTable, tableName } from '../storage/columns.sql.ts'
import { fieldsOf } from './record-filter.ts'
import type { Condition, Filter } from './record-filter.ts'
import type { RecordQuery, SortKey } from './record-query.ts'

/** Rows a unit may see: those whose field holds one of the values; undefined for all rows. */
export interface RowScope {
  readonly field: Field
  readonly values: readonly string[]
}

/** Where a page ended: the texts of its sort fields in the last row, and that row's key. */
export type Position = readonly (string | null)[]

export interface RecordRow {
  readonly key: string
  /** The selected fields as a JSON object, written by the database. */
  readonly body: string
  readonly position: (string | null)[]
}

/** Decimals go out as text so that no reader loses digits; whole numbers and booleans as JSON's own. */
export function jsonObject(fields: readonly Field[], alias: string): RawBuilder<string> {
  const members = fields.map((field) => {
    const column = sql.ref(`${alias}.${field.id}`)
    return sql`${field.type === 'decimal' ? sql`${column}::text` : column} AS ${sql.ref(field.name)}`
  })
  return sql<string>`(SELECT row_to_json(o)::text FROM (SELECT ${sql.join(members)}) AS o)`
}

function compileCondition({ field, operator, values }: Condition): RawBuilder<boolean> {
  const column = sql.ref(`d.${field.id}`)
  const type = sql.raw(
    { text: 'text', integer: 'bigint', decimal: 'numeric', date: 'date', boolean: 'boolean', geometry: 'bytea' }[
      field.type
    ],
  )
  const [value = ''] = values
  const typedValue = sql`${value}::${type}`
  switch (operator) {
    case 'eq':
      return sql`${column} = ${typedValue}`
    case 'ne':
      return sql`${column} IS DISTINCT FROM ${typedValue}`
    case 'lt':
      return sql`${column} < ${typedValue}`
    case 'le':
      return sql`${column} <= ${typedValue}`
    case 'gt':
      return sql`${column} > ${typedValue}`
    case 'ge':
      return sql`${column} >= ${typedValue}`
    case 'in':
      return sql`${column} = ANY (${values}::${type}[])`
    case 'prefix':
      return sql`starts_with(${column}, ${value})`
    case 'null':
      return value === 'true' ? sql`${column} IS NULL` : sql`${column} IS NOT NULL`
  }
}

/** `not` holds wherever the filter inside does not hold, absent values included. */
function compileFilter(filter: Filter): RawBuilder<boolean> {
  if ('and' in filter) return sql`(${all(filter.and.map(compileFilter))})`
  if ('or' in filter) return sql`(${sql.join(filter.or.map(compileFilter), sql` OR `)})`
  return 'not' in filter ? sql`(${compileFilter(filter.not)}) IS NOT TRUE` : compileCondition(filter)
}

function conditionsOf(where: readonly Filter[], scope: RowScope | undefined): RawBuilder<boolean>[] {
  const scoped: Condition[] = scope === undefined ? [] : [{ field: scope.field, operator: 'in', values: scope.values }]
  return [...scoped, ...where].map(compileFilter)
}

const all = (conditions: readonly RawBuilder<boolean>[]) =>
  conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` AND `)}`

/** Whether a row `d` lies within what the reader may see. */
export function withinScope(scope: RowScope | undefined): RawBuilder<boolean> {
  return all(conditionsOf([], scope))
}

/** Later than every apply there will be: where a version in force ends. */
const endless = sql.raw(`${String(2n ** 63n - 1n)}::bigint`)

/**
 * The rows in force, or those of all times as a table of the columns asked for, to be narrowed by `asOfApply`. The two
 * branches have no condition of their own: only then does PostgreSQL merge their indexes instead of sorting all rows.
 */
function rowsOf(datasetCode: string, fields: readonly Field[], asOf: number | undefined): RawBuilder<unknown> {
  if (asOf === undefined) return dataTable(datasetCode)
  const columns = sql.join([...new Set(['_key', '_since', ...fields.map(({ id }) => id)])].map((id) => sql.ref(id)))
  return sql`(
    SELECT ${columns}, ${endless} AS _until FROM ${dataTable(datasetCode)}
    UNION ALL SELECT ${columns}, _until FROM ${historyTable(datasetCode)})`
}

/** Of rows of all times, those that were in force after an apply. */
function asOfApply(asOf: number | undefined): RawBuilder<boolean>[] {
  return asOf === undefined ? [] : [sql<boolean>`d._since <= ${asOf}`, sql<boolean>`d._until > ${asOf}`]
}

function fieldsOfQuery({ select, where, sort }: RecordQuery, scope: RowScope | undefined): Field[] {
  const scoped = scope === undefined ? [] : [scope.field]
  return [...select, ...where.flatMap(fieldsOf), ...sort.map(({ field }) => field), ...scoped]
}

/**
 * Rows after a position in the order of the sort fields, then of the key. Absent values come last either way; the
 * condition follows the order field by field, so a page costs the same wherever it begins.
 */
function afterPosition(sort: readonly SortKey[], position: Position): RawBuilder<boolean> {
  const key = position.at(-1) ?? ''
  const branches = sort.map(({ field, descending }, at) => {
    const value = position[at] ?? null
    const column = sql.ref(`d.${field.id}`)
    const beyond = descending ? sql`${column} < ${value}` : sql`${column} > ${value}`
    return sql<boolean>`(${all([...sameUpTo(sort, position, at), value === null ? sql`false` : sql`(${beyond} OR ${column} IS NULL)`])})`
  })
  const last = sql<boolean>`(${all([...sameUpTo(sort, position, sort.length), sql`d._key > ${key}`])})`
  return sql<boolean>`(${sql.join([...branches, last], sql` OR `)})`
}

function sameUpTo(sort: readonly SortKey[], position: Position, end: number): RawBuilder<boolean>[] {
  return sort
    .slice(0, end)
    .map(({ field }, at) => sql`${sql.ref(`d.${field.id}`)} IS NOT DISTINCT FROM ${position[at] ?? null}`)
}

export interface PageRequest {
  readonly query: RecordQuery
  readonly scope: RowScope | undefined
  /** The apply whose state is read; undefined for the state in force. */
  readonly asOf: number | undefined
  readonly after: Position | undefined
  readonly limit: number
}

/** One page; asks for the rows only, so the cost is that of the rows. */
export function listRecords(
  db: Db,
  datasetCode: string,
  { query, scope, asOf, after, limit }: PageRequest,
): Promise<RecordRow[]> {
  const order = query.sort.map(
    ({ field, descending }) => sql`${sql.ref(`d.${field.id}`)} ${descending ? sql`DESC` : sql`ASC`} NULLS LAST`,
  )
  const conditions = [
    ...asOfApply(asOf),
    ...conditionsOf(query.where, scope),
    ...(after === undefined ? [] : [afterPosition(query.sort, after)]),
  ]
  const sortTexts = query.sort.map(({ field }) => sql`${sql.ref(`d.${field.id}`)}::text`)
  return db.rows<RecordRow>(sql`
    SELECT d._key AS key, ${jsonObject(query.select, 'd')} AS body, ARRAY[${sql.join([...sortTexts, sql`d._key`])}]::text[] AS position
    FROM ${rowsOf(datasetCode, fieldsOfQuery(query, scope), asOf)} AS d WHERE ${all(conditions)}
    ORDER BY ${sql.join([...order, sql`d._key`])} LIMIT ${limit}`)
}

/** Counts matching rows up to a bound. */
export async function countRecords(
  db: Db,
  datasetCode: string,
  { query, scope, asOf }: Pick<PageRequest, 'query' | 'scope' | 'asOf'>,
  bound: number,
): Promise<number> {
  const rows = rowsOf(datasetCode, fieldsOfQuery(query, scope), asOf)
  const where = all([...asOfApply(asOf), ...conditionsOf(query.where, scope)])
  const row = await db.first<{ count: number }>(sql`
    SELECT count(*) AS count
    FROM (SELECT FROM ${rows} AS d WHERE ${where} LIMIT ${bound + 1}) AS matching`)
  return row?.count ?? 0
}

export interface SingleRow {
  readonly body: string
  readonly since: number
  readonly at: Date
}

/** One record as it stood after an apply. */
export function findRecordAt(
  db: Db,
  dataset: { id: string; code: string },
  request: { key: string; select: readonly Field[]; scope: RowScope | undefined; asOf: number },
): Promise<SingleRow | undefined> {
  const { key, select, scope, asOf } = request
  const rows = rowsOf(dataset.code, [...select, ...(scope === undefined ? [] : [scope.field])], asOf)
  return db.first<SingleRow>(sql`
    SELECT ${jsonObject(select, 'd')} AS body, d._since AS since, p.at
    FROM ${rows} AS d JOIN warehouse.applies AS p ON p.dataset_id = ${dataset.id} AND p.number = d._since
    WHERE ${all([...asOfApply(asOf), sql`d._key = ${key}`, withinScope(scope)])}`)
}

export interface VersionRow {
  readonly body: string
  readonly since: number
  readonly sinceAt: Date
  readonly sinceSubmission: string
  readonly until: number | null
  readonly untilAt: Date | null
  readonly isDeleted: boolean
}

/** Every version of one row, newest first, as far as the reader's scope reaches. */
export function listVersions(
  db: Db,
  dataset: { id: string; code: string },
  request: { key: string; select: readonly Field[]; scope: RowScope | undefined },
): Promise<VersionRow[]> {
  const { key, select, scope } = request
  const where = sql`d._key = ${key} AND ${withinScope(scope)}`
  const columns = sql`d._key, d._since, ${jsonObject(select, 'd')} AS body`
  return db.rows<VersionRow>(sql`
    WITH versions AS (
      SELECT ${columns}, NULL::bigint AS until FROM ${dataTable(dataset.code)} AS d WHERE ${where}
      UNION ALL SELECT ${columns}, d._until FROM ${historyTable(dataset.code)} AS d WHERE ${where})
    SELECT v.body, v._since AS since, s.at AS "sinceAt", s.submission_id AS "sinceSubmission", v.until, u.at AS "untilAt",
           v.until IS NOT NULL AND NOT EXISTS (SELECT FROM versions AS n WHERE n._since = v.until) AS "isDeleted"
    FROM versions AS v JOIN warehouse.applies AS s ON s.dataset_id = ${dataset.id} AND s.number = v._since
    LEFT JOIN warehouse.applies AS u ON u.dataset_id = ${dataset.id} AND u.number = v.until
    ORDER BY v._since DESC`)
}

/** The authority epoch of now. */
export async function findEpoch(db: Db): Promise<number | undefined> {
  return (await db.first<{ epoch: number }>(sql`SELECT epoch FROM platform.authority`))?.epoch
}

/**
 * The statement of a keyed read: one round trip that also tells the authority epoch, so a right that was taken away a
 * moment ago is noticed in the same answer. Always gives one row; `body` is null when there is no such record.
 */
export function keyedStatement(
  dataset: { readonly id: string; readonly code: string },
  fields: readonly Field[],
  scope: RowScope | undefined,
): string {
  const members = fields.map(({ id, name, type }) => `d.${id}${type === 'decimal' ? '::text' : ''} AS "${name}"`)
  const scoped = scope === undefined ? '' : ` AND d.${scope.field.id}::text = ANY ($2)`
  return `SELECT a.epoch, r.body, r.since, r.at FROM platform.authority AS a LEFT JOIN LATERAL (
    SELECT (SELECT row_to_json(o)::text FROM (SELECT ${members.join(', ')}) AS o) AS body, d._since AS since, p.at
    FROM data.${tableName(dataset.code)} AS d
    JOIN warehouse.applies AS p ON p.dataset_id = '${dataset.id}' AND p.number = d._since
    WHERE d._key = $1${scoped}) AS r ON true`
}
