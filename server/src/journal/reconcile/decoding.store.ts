import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'

/**
 * What the database wrote, as its own write-ahead log tells it, through logical decoding (`test_decoding`, which comes
 * with PostgreSQL). One line for each row written, between the lines that begin and commit its transaction.
 */

/** A position in the write-ahead log, as PostgreSQL writes it: `16/B374D848`. */
export type Position = string

export interface Slot {
  readonly name: string
  /** Up to where everything was taken. */
  readonly confirmed: Position
  /** Whether the server threw away what was not taken yet. */
  readonly isLost: boolean
}

export async function slotName(db: Db): Promise<string> {
  const row = await db.first<{ name: string }>(
    sql`SELECT 'kho_reconciler_' || oid AS name FROM pg_catalog.pg_database WHERE datname = current_database()`,
  )
  return row?.name ?? ''
}

export function findSlot(db: Db, name: string): Promise<Slot | undefined> {
  return db.first<Slot>(sql`
    SELECT slot_name AS name, confirmed_flush_lsn::text AS confirmed, coalesce(wal_status = 'lost', false) AS "isLost"
    FROM pg_catalog.pg_replication_slots WHERE slot_name = ${name}`)
}

export async function createSlot(db: Db, name: string): Promise<Position> {
  const row = await db.first<{ lsn: string }>(
    sql`SELECT lsn::text AS lsn FROM pg_catalog.pg_create_logical_replication_slot(${name}, 'test_decoding')`,
  )
  return row?.lsn ?? ''
}

export async function dropSlot(db: Db, name: string): Promise<void> {
  await db.execute(sql`SELECT pg_catalog.pg_drop_replication_slot(${name})`)
}

export async function walLevel(db: Db): Promise<string> {
  const row = await db.first<{ level: string }>(sql`SELECT current_setting('wal_level') AS level`)
  return row?.level ?? ''
}

/** Up to where the log is on disk now. */
export async function currentPosition(db: Db): Promise<Position> {
  const row = await db.first<{ lsn: string }>(sql`SELECT pg_catalog.pg_current_wal_flush_lsn()::text AS lsn`)
  return row?.lsn ?? ''
}

export async function isBefore(db: Db, left: Position, right: Position): Promise<boolean> {
  const row = await db.first<{ before: boolean }>(sql`SELECT ${left}::pg_lsn < ${right}::pg_lsn AS before`)
  return row?.before ?? false
}

/** What one transaction did to one table. */
export interface Touch {
  readonly relation: string
  readonly operation: 'INSERT' | 'UPDATE' | 'DELETE' | 'TRUNCATE'
  readonly rows: number
  /** Where the first of it stands. */
  readonly lsn: Position
}

export interface Transaction {
  readonly xid: number
  /** When it was committed, by the clock of the server. */
  readonly at: string
  /** Whether it wrote a change row that names this transaction. */
  readonly changed: boolean
  /** Of the entries it wrote. */
  readonly events: readonly string[]
  /** `name digest` of the migrations it noted as done. */
  readonly migrations: readonly string[]
  readonly touches: readonly Touch[]
}

export interface Decoded {
  readonly transactions: readonly Transaction[]
  readonly lines: number
  /** The end of the last transaction. */
  readonly end: Position | null
}

/** Schemas that hold what loads make for themselves, and what lies outside the product. */
const unwatched = sql`('staging', 'public', 'pg_temp', 'information_schema', 'pg_catalog', 'pg_toast')`
const lines = (slot: string, upTo: Position, count: number) => sql`
  pg_catalog.pg_logical_slot_peek_changes(${slot}, ${upTo}::pg_lsn, ${count}, 'include-xids', '0', 'include-timestamp', '1',
    'skip-empty-xacts', '1')`

/**
 * Whole transactions from where the slot stands, about so many lines of them; the slot stays. Summed up in the
 * database, so that a load of a million rows comes as a few numbers.
 */
export async function peek(db: Db, slot: string, { upTo, count }: { upTo: Position; count: number }): Promise<Decoded> {
  const row = await db.first<Decoded>(sql`
    WITH line AS MATERIALIZED (
      SELECT lsn, xid::text::bigint AS xid, data,
             CASE WHEN starts_with(data, 'table ') AND NOT starts_with(data, 'table staging.')
                  THEN ARRAY[substr(split_part(data, ': ', 1), 7), split_part(data, ': ', 2)] END AS head
      FROM ${lines(slot, upTo, count)}),
    touch AS (
      SELECT l.xid, r.relation, l.head[2] AS operation, count(*) AS rows, min(l.lsn) AS lsn,
             coalesce(bool_or(r.relation = 'journal.changes' AND l.head[2] = 'INSERT'
               AND substring(l.data FROM 'xact\\[xid8\\]:''(\\d+)''')::numeric % 4294967296 = l.xid), false) AS changed,
             array_agg(DISTINCT substring(l.data FROM ' event\\[text\\]:''([^'']*)'''))
               FILTER (WHERE r.relation = 'journal.entries' AND l.head[2] = 'INSERT') AS events,
             array_agg(substring(l.data FROM 'name\\[text\\]:''([^'']*)''') || ' ' || substring(l.data FROM 'digest\\[text\\]:''([^'']*)'''))
               FILTER (WHERE r.relation = 'platform.migrations' AND l.head[2] = 'INSERT') AS migrations
      FROM line AS l, unnest(string_to_array(l.head[1], ', ')) AS r (relation)
      WHERE l.head IS NOT NULL AND split_part(r.relation, '.', 1) NOT IN ${unwatched} GROUP BY l.xid, r.relation, l.head[2]),
    whole AS (
      SELECT t.xid, bool_or(t.changed) AS changed, min(t.lsn) AS first,
             coalesce(jsonb_agg(DISTINCT m.name) FILTER (WHERE m.name IS NOT NULL), '[]') AS migrations,
             coalesce(jsonb_agg(DISTINCT e.name) FILTER (WHERE e.name IS NOT NULL), '[]') AS events,
             jsonb_agg(DISTINCT jsonb_build_object('relation', t.relation, 'operation', t.operation, 'rows', t.rows, 'lsn', t.lsn)) AS touches
      FROM touch AS t LEFT JOIN LATERAL unnest(t.migrations) AS m (name) ON true
        LEFT JOIN LATERAL unnest(t.events) AS e (name) ON true GROUP BY t.xid)
    SELECT coalesce((SELECT jsonb_agg(jsonb_build_object(
             'xid', w.xid, 'changed', w.changed, 'events', w.events, 'migrations', w.migrations, 'touches', w.touches,
             'at', (SELECT substring(c.data FROM '\\(at (.*)\\)$') FROM line AS c WHERE c.xid = w.xid AND c.data LIKE 'COMMIT%')) ORDER BY w.first)
             FROM whole AS w), '[]') AS transactions,
           (SELECT count(*) FROM line) AS lines, (SELECT max(lsn)::text FROM line) AS end`)
  return row ?? { transactions: [], lines: 0, end: null }
}

/** The first columns, which hold the key, of some rows that a transaction wrote to a table; read anew from the log. */
export async function sampleRows(
  db: Db,
  slot: string,
  { upTo, count, xid, touch }: { upTo: Position; count: number; xid: number; touch: Touch },
): Promise<string[]> {
  if (touch.operation === 'TRUNCATE') return []
  const rows = await db.rows<{ key: string }>(sql`
    SELECT substring(l.data FROM ': (?:INSERT|UPDATE|DELETE): (?:old-key: )?(\\S+?\\[[^\\]]+\\]:(?:''(?:[^'']|'''')*''|\\S+))') AS key
    FROM ${lines(slot, upTo, count)} AS l
    WHERE l.xid::text::bigint = ${xid} AND starts_with(l.data, ${`table ${touch.relation}: ${touch.operation}:`})
    ORDER BY l.lsn LIMIT 5`)
  return rows.map(({ key }) => key)
}

/** Says that everything up to a position was dealt with; the server need not keep it any more. */
export async function advance(db: Db, slot: string, to: Position): Promise<void> {
  await db.execute(sql`SELECT pg_catalog.pg_replication_slot_advance(${slot}, ${to}::pg_lsn)`)
}
