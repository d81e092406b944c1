import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Structure } from '../../catalogue/index.ts'
import type { Tx } from '../../journal/index.ts'
import {
  columnList,
  commitment,
  dataTable,
  historyTable,
  keyOf,
  staged,
  stored,
  storedCommitment,
  typed,
  typedList,
} from '../storage/columns.sql.ts'
import type { WrittenUnder } from '../storage/columns.sql.ts'
import { leavesPerChunk } from '../storage/row-leaf.ts'
import { placeOf, stagingTable } from '../storage/staging.store.ts'

/** What an apply works on. All statements of one apply run in its one governed transaction, as the loader. */
export interface ApplyTarget {
  readonly datasetId: string
  readonly datasetCode: string
  readonly submissionId: string
  readonly structure: Structure
  readonly apply: number
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
  const { structure, datasetId, datasetCode, submissionId, apply } = target
  const table = dataTable(datasetCode)
  const ordinal = await placeOf(tx, submissionId, 's')
  await tx.execute(sql`SELECT warehouse.strip_indexes(${datasetId})`)
  const inserted = await tx.execute(sql`
    INSERT INTO ${table} (_key, _since, _ordinal, _salt, ${columnList(structure.fields)})
    SELECT ${keyOf(structure, 's')}, ${apply}, ${ordinal}, s._salt, ${typedList(structure.fields, 's')}
    FROM ${stagingTable(submissionId)} AS s`)
  const after = commitment(structure, sql.ref('d._salt'), stored('d'))
  await insertLeafChunks(
    tx,
    target,
    sql`SELECT d._ordinal AS ordinal, 'I'::bytea || ${noCommitment} || ${after} AS leaf FROM ${table} AS d`,
  )
  await tx.execute(sql`SELECT warehouse.build_indexes(${datasetId})`)
  return { inserted, changed: 0, deleted: 0 }
}

/** A full load over existing rows: finds what differs, keeps the superseded versions, changes only what changed. */
export async function applyDifference(tx: Tx, target: ApplyTarget): Promise<AppliedCounts> {
  await findDifference(tx, target)
  const counts = await countDifference(tx)
  if (counts.inserted + counts.changed + counts.deleted === 0) return counts
  await tx.execute(sql`ANALYZE difference`)
  await insertLeafChunks(tx, target, differenceLeaves(target))
  await keepSuperseded(tx, target)
  if (counts.deleted > 0) await deleteRows(tx, target)
  if (counts.changed > 0) await changeRows(tx, target)
  if (counts.inserted > 0) await insertRows(tx, target)
  return counts
}

/** One pass over both sides: I where only the file has the key, D where only the dataset has it, C where they differ. */
async function findDifference(tx: Tx, { structure, datasetCode, submissionId }: ApplyTarget): Promise<void> {
  const { fields } = structure
  const differs = sql`row(${typedList(fields, 's')}) IS DISTINCT FROM row(${columnList(fields, 'd')})`
  await tx.execute(sql`
    CREATE TEMP TABLE difference ON COMMIT DROP AS
    SELECT row_number() OVER () - 1 AS ordinal, s._row AS row, coalesce(d._key, ${keyOf(structure, 's')}) AS key,
           CASE WHEN d._key IS NULL THEN 'I' WHEN s._row IS NULL THEN 'D' ELSE 'C' END AS operation, s._salt AS salt
    FROM ${stagingTable(submissionId)} AS s FULL JOIN ${dataTable(datasetCode)} AS d ON d._key = ${keyOf(structure, 's')}
    WHERE s._row IS NULL OR d._key IS NULL OR ${differs}`)
}

async function countDifference(tx: Tx): Promise<AppliedCounts> {
  const counts = await tx.first<AppliedCounts>(sql`
    SELECT count(*) FILTER (WHERE operation = 'I') AS inserted, count(*) FILTER (WHERE operation = 'C') AS changed,
           count(*) FILTER (WHERE operation = 'D') AS deleted FROM difference`)
  return counts ?? { inserted: 0, changed: 0, deleted: 0 }
}

function differenceLeaves({ structure, datasetCode, submissionId, writtenUnder }: ApplyTarget): RawBuilder<unknown> {
  const before = storedCommitment(writtenUnder, 'd')
  const after = commitment(structure, sql.ref('x.salt'), staged('s'))
  return sql`
    SELECT x.ordinal, x.operation::bytea
           || CASE WHEN x.operation = 'I' THEN ${noCommitment} ELSE ${before} END
           || CASE WHEN x.operation = 'D' THEN ${noCommitment} ELSE ${after} END AS leaf
    FROM difference AS x LEFT JOIN ${dataTable(datasetCode)} AS d ON d._key = x.key
    LEFT JOIN ${stagingTable(submissionId)} AS s ON s._row = x.row`
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
  const all = [structure, ...writtenUnder.map((each) => each.structure)].flatMap((each) => each.fields)
  const fields = [...new Map(all.map((field) => [field.id, field])).values()]
  const columns = sql`_key, _since, _ordinal, _salt, ${columnList(fields)}`
  await tx.execute(sql`
    INSERT INTO ${historyTable(datasetCode)} (${columns}, _until, _until_ordinal)
    SELECT d._key, d._since, d._ordinal, d._salt, ${columnList(fields, 'd')}, ${apply}, x.ordinal
    FROM difference AS x JOIN ${dataTable(datasetCode)} AS d ON d._key = x.key WHERE x.operation IN ('C', 'D')`)
}

async function deleteRows(tx: Tx, { datasetCode }: ApplyTarget): Promise<void> {
  await tx.execute(
    sql`DELETE FROM ${dataTable(datasetCode)} AS d USING difference AS x WHERE x.operation = 'D' AND d._key = x.key`,
  )
}

async function changeRows(tx: Tx, { structure, datasetCode, submissionId, apply }: ApplyTarget): Promise<void> {
  const values = structure.fields.map((field) => sql`${sql.ref(field.id)} = ${typed(field, 's')}`)
  await tx.execute(sql`
    UPDATE ${dataTable(datasetCode)} AS d
    SET _since = ${apply}, _ordinal = x.ordinal, _salt = x.salt, ${sql.join(values)}
    FROM difference AS x JOIN ${stagingTable(submissionId)} AS s ON s._row = x.row
    WHERE x.operation = 'C' AND d._key = x.key`)
}

async function insertRows(tx: Tx, { structure, datasetCode, submissionId, apply }: ApplyTarget): Promise<void> {
  await tx.execute(sql`
    INSERT INTO ${dataTable(datasetCode)} (_key, _since, _ordinal, _salt, ${columnList(structure.fields)})
    SELECT x.key, ${apply}, x.ordinal, x.salt, ${typedList(structure.fields, 's')}
    FROM difference AS x JOIN ${stagingTable(submissionId)} AS s ON s._row = x.row WHERE x.operation = 'I'`)
}
