import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field } from '../../catalogue/index.ts'
import type { Db } from '../../platform/index.ts'

/** Name of the table a submission is checked in. */
export function stagingName(submissionId: string): string {
  return `s_${submissionId.replaceAll('-', '')}`
}

export const stagingTable = (submissionId: string) => sql.table(`staging.${stagingName(submissionId)}`)

/** What the reader of a file found wrong with a cell (or, without a field, with a record that is no row), and its text. */
export interface Mark {
  readonly row: number
  readonly rule: string
  /** Name of the field; '' for a record that is no row. */
  readonly field: string
  readonly value: string | null
}

/** The marks of a submission's rows: (row, rule, field, value). */
export const marksTable = (submissionId: string) => sql.table(`staging.${stagingName(submissionId)}$marks`)

/** Rows set aside for the quarantine: (row, key, cells, raw, reasons). */
export const asideTable = (submissionId: string) => sql.table(`staging.${stagingName(submissionId)}$aside`)
/** Keys of rows in force that must stay although the file does not name them: (key). */
export const keptTable = (submissionId: string) => sql.table(`staging.${stagingName(submissionId)}$kept`)
/** Rows of an earlier submission that this one mends: (row). */
export const mendedTable = (submissionId: string) => sql.table(`staging.${stagingName(submissionId)}$mended`)

/** A column of a file as it is staged: a field by its id, or something the file has besides. */
export type StagedColumn = Pick<Field, 'id'>

/** Which row of an earlier submission a row mends. */
export const sourceColumn: StagedColumn = { id: '_source' }

/**
 * A fresh table of text columns, each row with its number in the file and the salt of its commitment; unlogged, since
 * the raw bytes can always be read again.
 */
export async function createStaging(db: Db, submissionId: string, staged: readonly StagedColumn[]): Promise<void> {
  const columns = staged.map(({ id }) => sql`${sql.ref(id)} text COLLATE "C"`)
  await dropStaging(db, submissionId)
  await db.execute(
    sql`CREATE UNLOGGED TABLE ${stagingTable(submissionId)} (_row bigint, _salt uuid, ${sql.join(columns)})`,
  )
  await db.execute(
    sql`CREATE UNLOGGED TABLE ${marksTable(submissionId)} (row bigint, rule text, field text, value text)`,
  )
}

export async function insertMarks(db: Db, submissionId: string, marks: readonly Mark[]): Promise<void> {
  await db.execute(sql`
    INSERT INTO ${marksTable(submissionId)}
    SELECT m.* FROM json_to_recordset(${JSON.stringify(marks)}::json) AS m (row bigint, rule text, field text, value text)`)
}

export async function dropStaging(db: Db, submissionId: string): Promise<void> {
  const tables = [stagingTable, marksTable, asideTable, keptTable, mendedTable].map((table) => table(submissionId))
  await db.execute(sql`DROP TABLE IF EXISTS ${sql.join(tables)}`)
}

/** Tells the planner how many rows there are and how their keys spread; nothing else is asked of it. */
export async function analyzeStaging(db: Db, submissionId: string, keys: readonly Field[]): Promise<void> {
  const columns = keys.map((field) => sql.ref(field.id))
  await db.execute(sql`ANALYZE ${stagingTable(submissionId)} (${sql.join([sql.ref('_row'), ...columns])})`)
}

/** The COPY that fills the table, its columns in the order of the file. An empty cell is an absent value. */
export function copyStatement(submissionId: string, staged: readonly StagedColumn[], delimiter = ','): string {
  const columns = staged.map(({ id }) => id).join(', ')
  const options = `FORMAT csv, DELIMITER '${delimiter}', FORCE_NULL (${columns})`
  return `COPY staging.${stagingName(submissionId)} (_row, _salt, ${columns}) FROM STDIN (${options})`
}

/**
 * The place of a staged row among all of them, from 0 without gaps. Without a missing row it follows from the number in
 * the file; only otherwise must the rows be counted one after the other.
 */
export async function placeOf(db: Db, submissionId: string, alias: string): Promise<RawBuilder<number>> {
  const rows = await db.first<{ first: number; isWhole: boolean }>(sql`
    SELECT min(_row) AS first, count(*) = max(_row) - min(_row) + 1 AS "isWhole" FROM ${stagingTable(submissionId)}`)
  return rows?.isWhole
    ? sql<number>`${sql.ref(`${alias}._row`)} - ${sql.lit(rows.first)}`
    : sql<number>`row_number() OVER () - 1`
}

/** Drops the staging tables of submissions that have ended; work that died after its commit leaves them behind. */
export async function sweepStaging(db: Db): Promise<void> {
  const left = await db.rows<{ name: string }>(sql`
    SELECT t.tablename AS name FROM pg_tables AS t
    WHERE t.schemaname = 'staging' AND NOT EXISTS (
      SELECT FROM warehouse.submissions AS s WHERE s.state = 'received' AND split_part(t.tablename, '$', 1) = 's_' || replace(s.id::text, '-', ''))`)
  for (const { name } of left) await db.execute(sql`DROP TABLE IF EXISTS ${sql.table(`staging.${name}`)}`)
}
