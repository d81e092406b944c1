import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field, Structure } from '../../catalogue/index.ts'
import type { Tx } from '../../journal/index.ts'
import { columnList, commitment, dataTable, historyTable, stored, storedCommitment } from '../storage/columns.sql.ts'
import type { WrittenUnder } from '../storage/columns.sql.ts'
import { leavesPerChunk } from '../storage/row-leaf.ts'
import { asideTable, keptTable, placeOf } from '../storage/staging.store.ts'
import { preparedRows } from './row-source.sql.ts'
import type { RowSource } from './row-source.sql.ts'

/** What an apply works on. All statements of one apply run in its one governed transaction, as the loader. */
export interface ApplyTarget {
  readonly datasetId: string
  readonly datasetCode: string
  readonly submissionId: string
  readonly structure: Structure
  readonly apply: number
  readonly rows: RowSource
  /** Under which structures the rows in force were written. */
  readonly writtenUnder: readonly WrittenUnder[]
}

export interface AppliedCounts {
  readonly inserted: number
  readonly changed: number
  readonly deleted: number
}

const noCommitment = sql`'\\x${sql.raw('00'.repeat(32))}'::bytea`

/**
 * First rows of an empty dataset: nothing to compare with, so rows go straight in without indexes, which are built
 * afterwards.
 */
export async function applyFirstLoad(tx: Tx, target: ApplyTarget): Promise<AppliedCounts> {
  const { structure, datasetId, datasetCode, submissionId, apply, rows } = target
  const table = dataTable(datasetCode)
  const ordinal = await placeOf(tx, submissionId, 's')
  await tx.execute(sql`SELECT warehouse.strip_indexes(${datasetId})`)
  const inserted = await tx.execute(sql`
    INSERT INTO ${table} (_key, _since, _ordinal, _salt, ${columnList(structure.fields)})
    SELECT ${rows.key('s')}, ${apply}, ${ordinal}, s._salt, ${valuesOf(target)} FROM ${rows.table} AS s`)
  const after = commitment(structure, sql.ref('d._salt'), stored('d'))
  await insertLeafChunks(
    tx,
    target,
    sql`SELECT d._ordinal AS ordinal, 'I'::bytea || ${noCommitment} || ${after} AS leaf FROM ${table} AS d`,
  )
  await tx.execute(sql`SELECT warehouse.build_indexes(${datasetId})`)
  return { inserted, changed: 0, deleted: 0 }
}

function valuesOf({ structure, rows }: ApplyTarget): RawBuilder<unknown> {
  return sql.join(structure.fields.map(rows.value('s')))
}

/**
 * What a full load changes, found in one pass over both sides: I where only the file has the key, D where only the
 * dataset has it, C where they differ. What must stay although the file does not name it is kept out of the deletions.
 */
export async function findFullDifference(tx: Tx, target: ApplyTarget, mustStay?: 'all' | 'kept'): Promise<void> {
  const kept = sql`(s._row IS NULL AND d._key NOT IN (SELECT key FROM ${keptTable(target.submissionId)}))`
  const gone = mustStay === 'all' ? sql`false` : mustStay === 'kept' ? kept : sql`s._row IS NULL`
  await makeDifference(
    tx,
    sql`
    SELECT row_number() OVER () - 1 AS ordinal, s._row AS row, coalesce(d._key, ${target.rows.key('s')}) AS key,
           CASE WHEN d._key IS NULL THEN 'I' WHEN s._row IS NULL THEN 'D' ELSE 'C' END AS operation, s._salt AS salt
    FROM ${target.rows.table} AS s FULL JOIN ${dataTable(target.datasetCode)} AS d ON d._key = ${target.rows.key('s')}
    WHERE ${gone} OR d._key IS NULL OR (s._row IS NOT NULL AND ${differs(target)})`,
  )
}

/**
 * Rows that the file neither names nor stands for in a row set aside: what would have been deleted, had nothing been set
 * aside.
 */
export async function countWithheld(tx: Tx, target: ApplyTarget): Promise<number> {
  const row = await tx.first<{ withheld: number }>(sql`
    SELECT count(*) AS withheld FROM ${dataTable(target.datasetCode)} AS d
    WHERE NOT EXISTS (SELECT FROM ${target.rows.table} AS s WHERE ${target.rows.key('s')} = d._key)
      AND NOT EXISTS (SELECT FROM difference AS x WHERE x.key = d._key)
      AND NOT EXISTS (SELECT FROM ${asideTable(target.submissionId)} AS a WHERE a.key = d._key)`)
  return row?.withheld ?? 0
}

/** What a load of changes changes: only keys that it names, and it deletes nothing. */
export async function findNamedDifference(tx: Tx, target: ApplyTarget): Promise<void> {
  await makeDifference(
    tx,
    sql`
    SELECT row_number() OVER () - 1 AS ordinal, s._row AS row, ${target.rows.key('s')} AS key,
           CASE WHEN d._key IS NULL THEN 'I' ELSE 'C' END AS operation, s._salt AS salt
    FROM ${target.rows.table} AS s LEFT JOIN ${dataTable(target.datasetCode)} AS d ON d._key = ${target.rows.key('s')}
    WHERE d._key IS NULL OR ${differs(target)}`,
  )
}

/** What a list of deletions changes: the rows it names, as far as there are any. */
export async function findListedDeletions(tx: Tx, target: ApplyTarget): Promise<void> {
  await makeDifference(
    tx,
    sql`
    SELECT row_number() OVER () - 1 AS ordinal, NULL::bigint AS row, d._key AS key, 'D' AS operation, NULL::uuid AS salt
    FROM ${target.rows.table} AS s JOIN ${dataTable(target.datasetCode)} AS d ON d._key = ${target.rows.key('s')}`,
  )
}

/** What prepared rows change: some are to be as they say, some to be gone. */
export async function findPreparedDifference(tx: Tx, target: ApplyTarget): Promise<void> {
  await makeDifference(
    tx,
    sql`
    SELECT row_number() OVER (ORDER BY s._row) - 1 AS ordinal, CASE WHEN NOT s._gone THEN s._row END AS row, s._key AS key,
           CASE WHEN s._gone THEN 'D' WHEN d._key IS NULL THEN 'I' ELSE 'C' END AS operation,
           CASE WHEN NOT s._gone THEN s._salt END AS salt
    FROM ${preparedRows.table} AS s LEFT JOIN ${dataTable(target.datasetCode)} AS d ON d._key = s._key
    WHERE CASE WHEN s._gone THEN d._key IS NOT NULL ELSE d._key IS NULL OR ${differs(target)} END`,
  )
}

function differs(target: ApplyTarget): RawBuilder<boolean> {
  return sql`row(${valuesOf(target)}) IS DISTINCT FROM row(${columnList(target.structure.fields, 'd')})`
}

async function makeDifference(tx: Tx, difference: RawBuilder<unknown>): Promise<void> {
  await tx.execute(sql`CREATE TEMP TABLE difference ON COMMIT DROP AS ${difference}`)
}

/** Brings the difference that was found into force: keeps the superseded versions, changes only what changes. */
export async function applyDifference(tx: Tx, target: ApplyTarget, counts: AppliedCounts): Promise<void> {
  if (counts.inserted + counts.changed + counts.deleted === 0) return
  await tx.execute(sql`ANALYZE difference`)
  const isAllGone = counts.inserted + counts.changed === 0
  await insertLeafChunks(tx, target, isAllGone ? deletionLeaves(target) : differenceLeaves(target))
  await keepSuperseded(tx, target)
  if (counts.deleted > 0) await deleteRows(tx, target)
  if (counts.changed > 0) await changeRows(tx, target)
  if (counts.inserted > 0) await insertRows(tx, target)
  await tx.execute(sql`SELECT warehouse.count_terms(${target.datasetId}, ${target.apply})`)
}

export async function countDifference(tx: Tx): Promise<AppliedCounts> {
  const counts = await tx.first<AppliedCounts>(sql`
    SELECT count(*) FILTER (WHERE operation = 'I') AS inserted, count(*) FILTER (WHERE operation = 'C') AS changed,
           count(*) FILTER (WHERE operation = 'D') AS deleted FROM difference`)
  return counts ?? { inserted: 0, changed: 0, deleted: 0 }
}

function differenceLeaves({ structure, datasetCode, rows, writtenUnder }: ApplyTarget): RawBuilder<unknown> {
  const before = storedCommitment(writtenUnder, 'd')
  const after = commitment(structure, sql.ref('x.salt'), rows.value('s'))
  return sql`
    SELECT x.ordinal, x.operation::bytea
           || CASE WHEN x.operation = 'I' THEN ${noCommitment} ELSE ${before} END
           || CASE WHEN x.operation = 'D' THEN ${noCommitment} ELSE ${after} END AS leaf
    FROM difference AS x LEFT JOIN ${dataTable(datasetCode)} AS d ON d._key = x.key
    LEFT JOIN ${rows.table} AS s ON s._row = x.row`
}

/** A list of deletions has keys only, so nothing of it can stand in a leaf. */
function deletionLeaves({ datasetCode, writtenUnder }: ApplyTarget): RawBuilder<unknown> {
  return sql`
    SELECT x.ordinal, 'D'::bytea || ${storedCommitment(writtenUnder, 'd')} || ${noCommitment} AS leaf
    FROM difference AS x JOIN ${dataTable(datasetCode)} AS d ON d._key = x.key`
}

/**
 * Groups leaves to chunks. They are made in a table of their own, since workers take no share in an INSERT; a whole chunk
 * is put together only where it stays, since a temporary table would try to compress it.
 */
async function insertLeafChunks(tx: Tx, target: ApplyTarget, leaves: RawBuilder<unknown>): Promise<void> {
  await tx.execute(sql`CREATE TEMP TABLE leaves ON COMMIT DROP AS ${leaves} ORDER BY ordinal`)
  await tx.execute(sql`
    INSERT INTO warehouse.row_leaves (dataset_id, apply, chunk, leaves)
    SELECT ${target.datasetId}::uuid, ${target.apply}, ordinal / ${sql.lit(leavesPerChunk)}, string_agg(leaf, ''::bytea ORDER BY ordinal)
    FROM leaves GROUP BY ordinal / ${sql.lit(leavesPerChunk)}`)
}

/** The superseded versions whole, with the fields of every structure they may have been written under. */
async function keepSuperseded(tx: Tx, { structure, datasetCode, apply, writtenUnder }: ApplyTarget): Promise<void> {
  const fields = everyField([structure, ...writtenUnder.map((each) => each.structure)])
  const columns = sql`_key, _since, _ordinal, _salt, ${columnList(fields)}`
  await tx.execute(sql`
    INSERT INTO ${historyTable(datasetCode)} (${columns}, _until, _until_ordinal)
    SELECT d._key, d._since, d._ordinal, d._salt, ${columnList(fields, 'd')}, ${apply}, x.ordinal
    FROM difference AS x JOIN ${dataTable(datasetCode)} AS d ON d._key = x.key WHERE x.operation IN ('C', 'D')`)
}

function everyField(structures: readonly Structure[]): Field[] {
  const all = structures.flatMap(({ fields }) => fields)
  return [...new Map(all.map((field) => [field.id, field])).values()]
}

async function deleteRows(tx: Tx, { datasetCode }: ApplyTarget): Promise<void> {
  await tx.execute(
    sql`DELETE FROM ${dataTable(datasetCode)} AS d USING difference AS x WHERE x.operation = 'D' AND d._key = x.key`,
  )
}

/** Fields that ended are absent in rows written since: no commitment covers them any more. */
async function changeRows(tx: Tx, { structure, datasetCode, rows, apply, writtenUnder }: ApplyTarget): Promise<void> {
  const value = rows.value('s')
  const current = new Set(structure.fields.map(({ id }) => id))
  const ended = everyField(writtenUnder.map((each) => each.structure)).filter(({ id }) => !current.has(id))
  const values = [
    ...structure.fields.map((field) => sql`${sql.ref(field.id)} = ${value(field)}`),
    ...ended.map(({ id }) => sql`${sql.ref(id)} = NULL`),
  ]
  await tx.execute(sql`
    UPDATE ${dataTable(datasetCode)} AS d
    SET _since = ${apply}, _ordinal = x.ordinal, _salt = x.salt, ${sql.join(values)}
    FROM difference AS x JOIN ${rows.table} AS s ON s._row = x.row
    WHERE x.operation = 'C' AND d._key = x.key`)
}

async function insertRows(tx: Tx, target: ApplyTarget): Promise<void> {
  const { structure, datasetCode, rows, apply } = target
  await tx.execute(sql`
    INSERT INTO ${dataTable(datasetCode)} (_key, _since, _ordinal, _salt, ${columnList(structure.fields)})
    SELECT x.key, ${apply}, x.ordinal, x.salt, ${valuesOf(target)}
    FROM difference AS x JOIN ${rows.table} AS s ON s._row = x.row WHERE x.operation = 'I'`)
}
