import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field, Structure } from '../../catalogue/index.ts'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import { dataTable, historyTable } from '../storage/columns.sql.ts'
import type { Pointer } from './pointer.ts'

/** How many cells of each field hold a value, by field id. */
export type Present = Readonly<Record<string, number>>

function presentIn(
  table: RawBuilder<unknown>,
  fields: readonly Field[],
  where: RawBuilder<unknown>,
): RawBuilder<Present> {
  const counts = fields.map(({ id }) => sql`count(${sql.ref(id)}) AS ${sql.ref(id)}`)
  return sql<Present>`SELECT ${sql.join(counts)} FROM ${table} ${where}`
}

/** Counts all rows in force. */
export async function countAllPresent(db: Db, datasetCode: string, { fields }: Structure): Promise<Present> {
  return (await db.first(presentIn(dataTable(datasetCode), fields, sql``))) ?? {}
}

/** What one apply did to the counts: the versions it brought less those it ended. */
export async function countPresentOf(
  db: Db,
  datasetCode: string,
  { fields }: Structure,
  apply: number,
): Promise<Present> {
  const begun = (await db.first(presentIn(dataTable(datasetCode), fields, sql`WHERE _since = ${apply}`))) ?? {}
  const ended = (await db.first(presentIn(historyTable(datasetCode), fields, sql`WHERE _until = ${apply}`))) ?? {}
  return Object.fromEntries(fields.map(({ id }) => [id, (begun[id] ?? 0) - (ended[id] ?? 0)]))
}

/** How the references of one field stood when they were last counted. */
export interface Counted {
  readonly targetId: string
  readonly total: number
  readonly dangling: number
}

export function findCounted(db: Db, { datasetId, fieldId }: Pointer): Promise<Counted | undefined> {
  return db.first<Counted>(sql`
    SELECT target_id AS "targetId", total, dangling FROM warehouse.resolutions
    WHERE dataset_id = ${datasetId} AND field = ${fieldId}`)
}

export async function saveCounted(
  tx: Tx,
  pointer: Pointer,
  counted: Omit<Counted, 'targetId'>,
  by: string,
): Promise<void> {
  const { datasetId, fieldId, targetId } = pointer
  await tx.execute(sql`
    INSERT INTO warehouse.resolutions (dataset_id, field, target_id, total, dangling, submission_id)
    VALUES (${datasetId}, ${fieldId}, ${targetId}, ${counted.total}, ${counted.dangling}, ${by})
    ON CONFLICT (dataset_id, field) DO UPDATE SET target_id = excluded.target_id, total = excluded.total,
      dangling = excluded.dangling, submission_id = excluded.submission_id`)
}

/** References of fields that point nowhere any more, or elsewhere, are no longer counted. */
export async function dropUncounted(tx: Tx, datasetId: string, pointers: readonly Pointer[]): Promise<void> {
  const fields = pointers.filter((pointer) => pointer.datasetId === datasetId).map(({ fieldId }) => fieldId)
  await tx.execute(sql`
    DELETE FROM warehouse.resolutions WHERE dataset_id = ${datasetId} AND field <> ALL (${fields}::text[])`)
}

/**
 * Whether the rows of another dataset can be looked at without waiting. A first load keeps its table to itself until its end,
 * and two that wait for each other would both be lost.
 */
export async function canLookAt(tx: Tx, datasetCode: string): Promise<boolean> {
  await tx.execute(sql`SAVEPOINT looking`)
  try {
    await tx.execute(sql`LOCK TABLE ${dataTable(datasetCode)} IN ACCESS SHARE MODE NOWAIT`)
    await tx.execute(sql`RELEASE SAVEPOINT looking`)
    return true
  } catch (error) {
    await tx.execute(sql`ROLLBACK TO SAVEPOINT looking`)
    if (error instanceof Error && 'code' in error && error.code === lockNotAvailable) return false
    throw error
  }
}

const lockNotAvailable = '55P03'

/** Counts the references of a field over all rows in force on both sides. */
export async function countReferences(db: Db, pointer: Pointer): Promise<{ total: number; dangling: number }> {
  const { datasetCode, fieldId, targetCode, targetColumn } = pointer
  const row = await db.first<{ total: number; dangling: number }>(sql`
    SELECT count(${sql.ref(`d.${fieldId}`)}) AS total,
           count(*) FILTER (WHERE ${sql.ref(`d.${fieldId}`)} IS NOT NULL AND t.found IS NULL) AS dangling
    FROM ${dataTable(datasetCode)} AS d LEFT JOIN (
      SELECT DISTINCT ${sql.ref(targetColumn)} AS value, true AS found FROM ${dataTable(targetCode)}) AS t
      ON t.value = ${sql.ref(`d.${fieldId}`)}`)
  return row ?? { total: 0, dangling: 0 }
}

/**
 * Counts the references that lost their row by one apply of the target: looks only at the values that went, each by the
 * index of the field that points.
 */
export async function countOrphaned(db: Db, pointer: Pointer, apply: number): Promise<number> {
  const { datasetCode, fieldId, targetCode, targetFieldId, targetColumn } = pointer
  const current = sql.ref(`t.${targetColumn}`)
  const row = await db.first<{ dangling: number }>(sql`
    SELECT count(*) AS dangling
    FROM (SELECT DISTINCT ${sql.ref(`h.${targetFieldId}`)} AS value FROM ${historyTable(targetCode)} AS h
          WHERE h._until = ${apply} AND ${sql.ref(`h.${targetFieldId}`)} IS NOT NULL
            AND NOT EXISTS (SELECT FROM ${dataTable(targetCode)} AS t WHERE ${current} = ${sql.ref(`h.${targetFieldId}`)})) AS gone
    JOIN ${dataTable(datasetCode)} AS d ON ${sql.ref(`d.${fieldId}`)} = gone.value`)
  return row?.dangling ?? 0
}

/** The last measure of rows in force: which apply its counts are of. */
export function findLastPresent(
  db: Db,
  datasetId: string,
): Promise<{ readonly apply: number; readonly fields: Readonly<Record<string, { present: number }>> } | undefined> {
  return db.first(sql`
    SELECT apply_number AS apply, fields FROM warehouse.measures WHERE dataset_id = ${datasetId} AND in_force
    ORDER BY submission_id DESC LIMIT 1`)
}
