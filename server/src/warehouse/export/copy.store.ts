import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Readable } from 'node:stream'
import type { Db, RolePool, Session } from '../../platform/index.ts'
import type { Format } from '../record/format/format.ts'
import { isWanted, jsonObject, jsonTexts, textOf, rowsOf } from '../record/rows.sql.ts'
import type { RowsWanted } from '../record/rows.sql.ts'
import type { ShownField } from '../record/shown-field.ts'

/** Rows out of the database as one COPY: one statement, one state of the data, at the pace of whoever takes them. */

const lockPlace = 2

/** One state of the database from here on, nothing is written; false when another process works on the export. */
export async function openSnapshot(session: Session, exportId: string): Promise<boolean> {
  await session.execute(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`)
  const row = await session.first<{ locked: boolean }>(
    sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${exportId}, ${lockPlace})) AS locked`,
  )
  return row?.locked ?? false
}

/** Ends the statement of whoever works on the export; that nobody does is no fault. */
export async function interruptWork(pool: RolePool, exportId: string): Promise<void> {
  await pool.execute(sql`
    SELECT pg_cancel_backend(l.pid) FROM pg_locks AS l, hashtextextended(${exportId}, ${lockPlace}) AS wanted (key)
    WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
      AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
      AND (l.classid::bigint << 32 | l.objid::bigint) = wanted.key`)
}

export async function countWanted(db: Db, rows: RowsWanted): Promise<number> {
  const row = await db.first<{ count: number }>(
    sql`SELECT count(*) AS count FROM ${rowsOf(rows.window, rows.asOf)} AS d WHERE ${isWanted(rows)}`,
  )
  return row?.count ?? 0
}

/** How many rows the COPY of a session has given so far, asked beside it. */
export async function countCopied(pool: RolePool, backend: number): Promise<number> {
  const row = await pool.first<{ rows: number }>(
    sql`SELECT tuples_processed AS rows FROM pg_stat_progress_copy WHERE pid = ${backend}`,
  )
  return row?.rows ?? 0
}

export async function backendOf(session: Session): Promise<number> {
  return (await session.first<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`))?.pid ?? 0
}

/** Characters that JSON never holds as they are: so a line of it comes out untouched. */
const bareLines = String.raw`FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02'`

/** CSV is written by the database itself; of all other formats it writes one line of JSON to a row. */
export function copyRows(session: Session, rows: RowsWanted, format: Format): Readable {
  const { select } = rows.query
  const from = sql`FROM ${rowsOf(rows.window, rows.asOf)} AS d WHERE ${isWanted(rows)}`
  if (format === 'csv') {
    const cells = select.map((field) => sql`${csvCell(field)} AS ${sql.ref(field.name)}`)
    return session.copyOut(sql`SELECT ${sql.join(cells)} ${from}`, 'FORMAT csv, HEADER')
  }
  if (format === 'xlsx') return session.copyOut(sql`SELECT ${jsonTexts(select, 'd')} ${from}`, bareLines)
  if (format === 'geojson') {
    return session.copyOut(
      sql`SELECT json_build_array(${rows.window.showsKeys ? sql`d._key` : sql`NULL`}, ${jsonObject(select, 'd')})::text ${from}`,
      bareLines,
    )
  }
  return session.copyOut(sql`SELECT ${jsonObject(select, 'd')} ${from}`, bareLines)
}

/** `guard` of platform/csv.ts in SQL: a text that begins like a formula, behind any apostrophes, gets one more. */
function csvCell(field: ShownField): RawBuilder<unknown> {
  const text = textOf(field, 'd')
  if (field.type !== 'text') return text
  const first = sql`ascii(${text})`
  return sql`CASE WHEN ${first} IN (9, 13, 39, 43, 45, 61, 64) AND ascii(ltrim(${text}, '''')) IN (9, 13, 43, 45, 61, 64)
             THEN '''' || ${text} ELSE ${text} END`
}
