import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Structure } from '../../catalogue/index.ts'
import type { Tx } from '../../journal/index.ts'
import { dataTable, historyTable, rawKeyOf } from '../storage/columns.sql.ts'
import { asideTable, mendedTable, stagingTable } from '../storage/staging.store.ts'
import type { Submission } from '../submission/submission.ts'

/** What a load has beside its good rows. */
export interface LoadParts {
  /** Rows were set aside. */
  readonly hasAside: boolean
  /** Which rows of an earlier submission it mends is known. */
  readonly mends: boolean
}

/** Keeps the rows that were set aside, until a later load settles them. */
export async function keepAside(tx: Tx, { id, datasetId }: Submission): Promise<void> {
  await tx.execute(sql`
    INSERT INTO warehouse.quarantine (submission_id, row, dataset_id, cells, raw, key, reasons)
    SELECT ${id}::uuid, row, ${datasetId}::uuid, cells, raw, key, reasons FROM ${asideTable(id)}`)
}

/**
 * Settles rows that waited: a full load all of them, another those whose keys it names, and those it mends. A row of the
 * load that is faulty itself stands for the older one, too.
 * @returns how many were settled
 */
export async function settleOlder(
  tx: Tx,
  submission: Submission,
  structure: Structure,
  parts: LoadParts,
): Promise<number> {
  const { id, datasetId, load } = submission
  const isOpen = sql`dataset_id = ${datasetId}::uuid AND settled_by IS NULL AND submission_id <> ${id}::uuid`
  const open = await tx.first(sql`SELECT FROM warehouse.quarantine WHERE ${isOpen} LIMIT 1`)
  if (!open) return 0
  const isSettled = load === 'full' ? sql<boolean>`true` : isNamed(submission, structure, parts)
  const settled = await tx.execute(sql`
    UPDATE warehouse.quarantine AS q SET settled_by = ${id}::uuid WHERE ${isOpen} AND ${isSettled}`)
  await dropDrafts(tx, id)
  return settled
}

/** Lists that are uncorrelated: PostgreSQL hashes each once, whatever it takes the number of rows that wait for. */
function isNamed({ id, continues }: Submission, structure: Structure, parts: LoadParts): RawBuilder<boolean> {
  const key = rawKeyOf(structure, 's')
  const named = sql`q.key IN (SELECT ${key} FROM ${stagingTable(id)} AS s WHERE ${key} IS NOT NULL)`
  const aside = sql`q.key IN (SELECT key FROM ${asideTable(id)} WHERE key IS NOT NULL)`
  const mended = sql`(q.submission_id = ${continues}::uuid AND q.row IN (SELECT row FROM ${mendedTable(id)}))`
  const any = [named, ...(parts.hasAside ? [aside] : []), ...(parts.mends ? [mended] : [])]
  return sql<boolean>`(${sql.join(any, sql` OR `)})`
}

async function dropDrafts(tx: Tx, settledBy: string): Promise<void> {
  await tx.execute(sql`
    DELETE FROM warehouse.drafts AS d USING warehouse.quarantine AS q
    WHERE q.settled_by = ${settledBy}::uuid AND d.submission_id = q.submission_id AND d.row = q.row`)
}

/**
 * A withdrawn submission's rows need no mending any more, and those it settled wait again, unless something has touched
 * their keys since its apply.
 */
export async function settleWithdrawn(
  tx: Tx,
  withdrawal: Submission,
  { withdrawn, apply }: { withdrawn: string; apply: number },
): Promise<void> {
  const [data, history] = [dataTable(withdrawal.datasetCode), historyTable(withdrawal.datasetCode)]
  await tx.execute(sql`
    UPDATE warehouse.quarantine SET settled_by = NULL
    WHERE settled_by = ${withdrawn}::uuid
      AND NOT EXISTS (SELECT FROM ${data} AS d WHERE d._key = key AND d._since > ${apply})
      AND NOT EXISTS (SELECT FROM ${history} AS h WHERE h._key = key AND (h._since > ${apply} OR h._until > ${apply}))`)
  await tx.execute(sql`
    UPDATE warehouse.quarantine SET settled_by = ${withdrawal.id}::uuid
    WHERE submission_id = ${withdrawn}::uuid AND settled_by IS NULL`)
  await dropDrafts(tx, withdrawal.id)
}
