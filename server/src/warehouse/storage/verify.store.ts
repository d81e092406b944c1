import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Structure } from '../../catalogue/index.ts'
import type { Db } from '../../platform/index.ts'
import { commitment, dataTable, historyTable, stored, storedKeyOf } from './columns.sql.ts'
import { leavesPerChunk, rowLeafBytes } from './row-leaf.ts'

export interface ApplyRow {
  readonly datasetId: string
  readonly datasetCode: string
  readonly number: number
  readonly structureVersion: number
  readonly leaves: number
  readonly root: Buffer
  readonly submissionId: string
}

export function listApplies(db: Db): Promise<ApplyRow[]> {
  return db.rows<ApplyRow>(sql`
    SELECT a.dataset_id AS "datasetId", s.dataset_code AS "datasetCode", a.number, a.structure_version AS "structureVersion",
           a.leaves, a.merkle_root AS root, a.submission_id AS "submissionId"
    FROM warehouse.applies AS a JOIN warehouse.submissions AS s ON s.id = a.submission_id
    ORDER BY a.dataset_id, a.number`)
}

const perChunk = sql.lit(leavesPerChunk)
const leafBytes = sql.lit(rowLeafBytes)

/** What the leaves of an apply say it did, and how many row versions carry its number. */
export interface ApplyCounts {
  /** Rows inserted or changed by its leaves; versions in data and history that begin with it. */
  readonly begun: number
  readonly beginning: number
  /** Rows changed or deleted by its leaves; versions in history that end with it. */
  readonly ended: number
  readonly ending: number
}

export async function countVersions(db: Db, apply: ApplyRow): Promise<ApplyCounts> {
  const { datasetId, datasetCode, number } = apply
  const leaves = (operation: string) => sql`
    (SELECT count(*) FROM warehouse.row_leaves AS l, generate_series(0, octet_length(l.leaves) / ${leafBytes} - 1) AS i
     WHERE l.dataset_id = ${datasetId} AND l.apply = ${number}
       AND get_byte(l.leaves, i * ${leafBytes}) <> ascii(${operation}))`
  const row = await db.first<ApplyCounts>(sql`
    SELECT ${leaves('D')} AS begun,
           (SELECT count(*) FROM ${dataTable(datasetCode)} WHERE _since = ${number})
         + (SELECT count(*) FROM ${historyTable(datasetCode)} WHERE _since = ${number}) AS beginning,
           ${leaves('I')} AS ended,
           (SELECT count(DISTINCT _until_ordinal) FROM ${historyTable(datasetCode)} WHERE _until = ${number}) AS ending`)
  return row ?? { begun: 0, beginning: 0, ended: 0, ending: 0 }
}

/**
 * Row versions that begin with an apply, in force or superseded, whose content is not what their leaf commits to, or
 * whose key is not that of their content.
 */
export async function countAltered(db: Db, apply: ApplyRow, structure: Structure): Promise<number> {
  const own = commitment(structure, sql.ref('d._salt'), stored('d'))
  const altered = (table: ReturnType<typeof dataTable>) => sql`
    (SELECT count(*) FROM ${table} AS d LEFT JOIN warehouse.row_leaves AS l
       ON l.dataset_id = ${apply.datasetId} AND l.apply = d._since AND l.chunk = d._ordinal / ${perChunk}
     WHERE d._since = ${apply.number}
       AND (${own} IS DISTINCT FROM ${sideOf(sql`d._ordinal`, 'after')} OR d._key IS DISTINCT FROM ${storedKeyOf(structure, 'd')}))`
  const row = await db.first<{ count: number }>(sql`
    SELECT ${altered(dataTable(apply.datasetCode))} + ${altered(historyTable(apply.datasetCode))} AS count`)
  return row?.count ?? 0
}

/** Superseded versions whose end is not that which the leaf of the ending apply tells: moved, forged or revived rows. */
export async function countMisended(db: Db, apply: ApplyRow, structure: Structure): Promise<number> {
  const own = commitment(structure, sql.ref('d._salt'), stored('d'))
  const row = await db.first<{ count: number }>(sql`
    SELECT count(*) AS count FROM ${historyTable(apply.datasetCode)} AS d LEFT JOIN warehouse.row_leaves AS l
      ON l.dataset_id = ${apply.datasetId} AND l.apply = d._until AND l.chunk = d._until_ordinal / ${perChunk}
    WHERE d._since = ${apply.number} AND ${own} IS DISTINCT FROM ${sideOf(sql`d._until_ordinal`, 'before')}`)
  return row?.count ?? 0
}

/** One commitment out of a chunk: behind the operation stands the one before the change, then the one after. */
function sideOf(ordinal: RawBuilder<unknown>, side: 'before' | 'after'): RawBuilder<unknown> {
  return sql`substring(l.leaves FROM (${ordinal} % ${perChunk}) * ${leafBytes} + ${sql.lit(side === 'before' ? 2 : 34)} FOR 32)`
}

/** Row versions that no apply brought in, and how many rows are counted and how many are there. */
export async function countRows(
  db: Db,
  { id, code }: { readonly id: string; readonly code: string },
): Promise<{ strays: number; counted: number; found: number }> {
  const strays = (table: ReturnType<typeof dataTable>) => sql`
    (SELECT count(*) FROM ${table} AS d WHERE NOT EXISTS (
       SELECT FROM warehouse.applies AS a WHERE a.dataset_id = ${id} AND a.number = d._since))`
  const row = await db.first<{ strays: number; counted: number; found: number }>(sql`
    SELECT ${strays(dataTable(code))} + ${strays(historyTable(code))} AS strays,
           coalesce((SELECT records FROM warehouse.states WHERE dataset_id = ${id}), 0) AS counted,
           (SELECT count(*) FROM ${dataTable(code)}) AS found`)
  return row ?? { strays: 0, counted: 0, found: 0 }
}
