import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field } from '../../catalogue/index.ts'
import type { Db } from '../../platform/index.ts'
import { all, partPattern, searchOf, sqlType } from './conditions.sql.ts'
import type { Condition } from './record-filter.ts'
import type { SortKey } from './record-query.ts'
import { isWanted, jsonObject, jsonTexts, wantedConditions, rowsOf } from './rows.sql.ts'
import type { RowsWanted } from './rows.sql.ts'
import type { Window } from './window.ts'

/** Where a page ended: the texts of its sort fields in the last row, and that row's key. */
export type Position = readonly (string | null)[]

export interface RecordRow {
  readonly key: string
  /** The selected fields as a JSON object, or their texts as a JSON list; written by the database. */
  readonly body: string
  readonly position: (string | null)[]
}

export interface PageRequest extends RowsWanted {
  readonly form: 'values' | 'texts'
  readonly after: Position | undefined
  readonly limit: number
}

export interface RecordPage {
  readonly rows: readonly RecordRow[]
  /** How many rows match, when finding the page told it: at most one more than the bound. */
  readonly matching: number | undefined
}

/** The order of a page: by fields, then by the key, which tells all rows apart. */
interface Order {
  readonly fields: readonly SortKey[]
  readonly isKeyDescending: boolean
}

/** The key goes the way the last field goes; what stands behind it has no say. */
function orderOf(sort: readonly SortKey[]): Order {
  const key = sort.findIndex(({ field }) => field.id === '_key')
  const fields = key < 0 ? sort : sort.slice(0, key)
  return { fields, isKeyDescending: (key < 0 ? sort.at(-1) : sort[key])?.descending ?? false }
}

/**
 * One page, in the order of the sort fields and then of the key, which goes the way the last of them goes; absent values
 * come last either way. What an index holds in order is read from it; a search collects what it finds first, since few
 * rows are found or many are near.
 */
export async function listPage(db: Db, request: PageRequest, bound: number): Promise<RecordPage> {
  const search = request.asOf === undefined ? searchOf(request.query.where) : undefined
  if (!search) return { rows: await walk(db, request), matching: undefined }
  const found =
    (request.window.showsKeys ? await pageOfFound(db, request, keysOf(request.window, search, bound)) : undefined) ??
    (isWhole(request, search) ? undefined : await pageOfFound(db, request, anyRows(bound)))
  return found ?? { rows: await walk(db, request), matching: bound + 1 }
}

/** Whether a search is all that is asked: then the terms alone tell how many rows match. */
function isWhole({ query, window }: PageRequest, [only, ...others]: readonly Condition[]): boolean {
  return (
    window.reach === 'whole' &&
    window.showsKeys &&
    others.length === 0 &&
    query.where.length === 1 &&
    query.where[0] === only
  )
}

function walk(db: Db, request: PageRequest): Promise<RecordRow[]> {
  const [first, ...others] = orderOf(request.query.sort).fields
  const isOrdered = first !== undefined && others.length === 0 && request.asOf === undefined && isSorted(first.field)
  return isOrdered ? walkIndex(db, request, first) : db.rows(pageQuery(request))
}

/** Whether an index holds the rows in the order of the field and then of the key (warehouse.build_indexes). */
function isSorted(field: Field): boolean {
  return field.indexed || field.unique || field.territory || field.references !== null
}

/** First the rows that have a value, then those that have none: each part lies in one stretch of the index. */
async function walkIndex(db: Db, request: PageRequest, sort: SortKey): Promise<RecordRow[]> {
  const { after, limit } = request
  const column = sql.ref(`d.${sort.field.id}`)
  const beyond = sort.descending ? sql`<` : sql`>`
  const [value, key] = after ?? []
  const isAmongAbsent = after !== undefined && value === null
  const present = [
    sql<boolean>`${column} IS NOT NULL`,
    ...(after === undefined
      ? []
      : [sql<boolean>`(${column}, d._key) ${beyond} (${value}::${sqlType(sort.field)}, ${key})`]),
  ]
  const rows = isAmongAbsent ? [] : await db.rows(pageQuery(request, present))
  if (rows.length >= limit) return rows
  const absent = [sql<boolean>`${column} IS NULL`, ...(isAmongAbsent ? [sql<boolean>`d._key ${beyond} ${key}`] : [])]
  const rest = { ...request, limit: limit - rows.length }
  return [...rows, ...(await db.rows(pageQuery(rest, absent)))]
}

/** With `part`, the rows of one stretch of an index in its own order; otherwise those after the position in any order. */
function pageQuery(request: PageRequest, part?: readonly RawBuilder<boolean>[]): RawBuilder<RecordRow> {
  const { query, after, limit } = request
  const order = orderOf(query.sort)
  const place = part ?? (after === undefined ? [] : [afterPosition(order, after)])
  return sql<RecordRow>`
    SELECT ${shown(request)} FROM ${rowsOf(request.window, request.asOf)} AS d
    WHERE ${all([...wantedConditions(request), ...place])}
    ORDER BY ${orderBy(order, part === undefined)} LIMIT ${limit}`
}

function shown({ query, form }: PageRequest): RawBuilder<unknown> {
  const texts = orderOf(query.sort).fields.map(({ field }) => sql`${sql.ref(`d.${field.id}`)}::text`)
  const body = form === 'values' ? jsonObject(query.select, 'd') : jsonTexts(query.select, 'd')
  return sql`d._key AS key, ${body} AS body, ARRAY[${sql.join([...texts, sql`d._key`])}]::text[] AS position`
}

/** Where absent values stand needs no word when there are none or nothing else; then the index is in this very order. */
function orderBy(order: Order, absentLast: boolean): RawBuilder<unknown> {
  const direction = (descending: boolean) => (descending ? sql` DESC` : sql` ASC`)
  const fields = order.fields.map(({ field, descending }) => {
    return sql`${sql.ref(`d.${field.id}`)}${direction(descending)}${absentLast ? sql` NULLS LAST` : sql``}`
  })
  return sql.join([...fields, sql`d._key${direction(order.isKeyDescending)}`])
}

/** The condition follows the order field by field, so a page costs the same wherever it begins. */
function afterPosition({ fields, isKeyDescending }: Order, position: Position): RawBuilder<boolean> {
  const key = position.at(-1) ?? ''
  const branches = fields.map(({ field, descending }, at) => {
    const value = position[at] ?? null
    const column = sql.ref(`d.${field.id}`)
    const beyond = descending ? sql`${column} < ${value}` : sql`${column} > ${value}`
    return sql<boolean>`(${all([...sameUpTo(fields, position, at), value === null ? sql`false` : sql`(${beyond} OR ${column} IS NULL)`])})`
  })
  const beyondKey = isKeyDescending ? sql<boolean>`d._key < ${key}` : sql<boolean>`d._key > ${key}`
  const last = sql<boolean>`(${all([...sameUpTo(fields, position, fields.length), beyondKey])})`
  return sql<boolean>`(${sql.join([...branches, last], sql` OR `)})`
}

function sameUpTo(sort: readonly SortKey[], position: Position, end: number): RawBuilder<boolean>[] {
  return sort
    .slice(0, end)
    .map(({ field }, at) => sql`${sql.ref(`d.${field.id}`)} IS NOT DISTINCT FROM ${position[at] ?? null}`)
}

/** Where the rows of a search are collected from. */
interface Collecting {
  /** Tables of the statement: `candidates`, one row of how many rows are looked at, and what that takes. */
  readonly tables: RawBuilder<unknown>
  /** Which rows `d` those are; none when they are more than the bound. */
  readonly isCandidate: RawBuilder<boolean>
  readonly bound: number
}

/** The rows whose fields hold one of the parts looked for, by their keys. The bound ends the walk through terms, each is a row at least. */
function keysOf({ dataset }: Window, search: readonly Condition[], bound: number): Collecting {
  const parts = search.map(({ field, values: [part = ''] }) => {
    return sql`SELECT f.rows, f.keys FROM warehouse.find_keys(${dataset.id}, ${field.id}, ${partPattern(part)}, ${bound}) AS f`
  })
  return {
    tables: sql`found_keys AS MATERIALIZED (${sql.join(parts, sql` UNION ALL `)}),
      candidates AS MATERIALIZED (SELECT sum(f.rows)::bigint AS rows FROM found_keys AS f)`,
    isCandidate: sql<boolean>`d._key = ANY (ARRAY(
      SELECT unnest(f.keys) FROM found_keys AS f WHERE (SELECT c.rows FROM candidates AS c) <= ${bound}))`,
    bound,
  }
}

/** Any rows: other conditions leave few, or the terms leave many. */
function anyRows(bound: number): Collecting {
  return { tables: sql`candidates AS (SELECT 0 AS rows)`, isCandidate: sql<boolean>`true`, bound }
}

/** Finds all matching rows in any order, then sorts them and shows the page; undefined when there are more than the bound. */
async function pageOfFound(
  db: Db,
  request: PageRequest,
  { tables, isCandidate, bound }: Collecting,
): Promise<RecordPage | undefined> {
  const { query, after, limit } = request
  const sort = orderOf(query.sort)
  const ids = [...new Set(['_key', ...sort.fields.map(({ field }) => field.id)])]
  const columns = sql.join(ids.map((id) => sql.ref(`d.${id}`)))
  const order = orderBy(sort, true)
  const place = after === undefined ? sql<boolean>`true` : afterPosition(sort, after)
  const rows = await db.rows<{ total: number; row: RecordRow | null }>(sql`
    WITH ${tables},
    found AS MATERIALIZED (
      SELECT ${columns} FROM ${request.window.inForce} AS d WHERE ${isCandidate} AND ${isWanted(request)} LIMIT ${bound + 1}),
    total AS MATERIALIZED (SELECT greatest((SELECT count(*) FROM found), CASE WHEN c.rows > ${bound} THEN c.rows END) AS total
      FROM candidates AS c),
    page AS MATERIALIZED (
      SELECT d._key, row_number() OVER (ORDER BY ${order}) AS place FROM found AS d
      WHERE (SELECT total FROM total) <= ${bound} AND ${place} ORDER BY ${order} LIMIT ${limit})
    SELECT t.total, p.row FROM total AS t LEFT JOIN (
      SELECT page.place, (SELECT row_to_json(s) FROM (SELECT ${shown(request)}) AS s) AS row FROM page JOIN ${request.window.inForce} AS d ON d._key = page._key) AS p ON true
    ORDER BY p.place`)
  const matching = rows[0]?.total ?? 0
  if (matching > bound) return undefined
  return { rows: rows.flatMap(({ row }) => row ?? []), matching }
}
