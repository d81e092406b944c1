import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'

export interface DatasetState {
  readonly apply: number
  readonly records: number
  readonly at: Date
  readonly submissionId: string
}

export function findState(db: Db, datasetId: string): Promise<DatasetState | undefined> {
  return db.first<DatasetState>(sql`
    SELECT s.apply_number AS apply, s.records, a.at, a.submission_id AS "submissionId"
    FROM warehouse.states AS s JOIN warehouse.applies AS a ON a.dataset_id = s.dataset_id AND a.number = s.apply_number
    WHERE s.dataset_id = ${datasetId}`)
}

/** An apply of a dataset: its number, when it was made and the structure version its rows were written under. */
export interface PastState {
  readonly apply: number
  readonly at: Date
  readonly structureVersion: number
  /** How many rows it changed. */
  readonly leaves: number
}

/** The last apply that was made by an instant; undefined when there was none yet. */
export function findStateAt(db: Db, datasetId: string, instant: Date): Promise<PastState | undefined> {
  return db.first<PastState>(sql`
    SELECT number AS apply, at, structure_version AS "structureVersion", leaves FROM warehouse.applies
    WHERE dataset_id = ${datasetId} AND at <= ${instant} ORDER BY number DESC LIMIT 1`)
}

export function findApply(db: Db, datasetId: string, number: number): Promise<PastState | undefined> {
  return db.first<PastState>(sql`
    SELECT number AS apply, at, structure_version AS "structureVersion", leaves FROM warehouse.applies
    WHERE dataset_id = ${datasetId} AND number = ${number}`)
}

/** Takes the dataset for one apply until the transaction ends; gives the number of its last apply and its row count. */
export async function lockState(tx: Tx, datasetId: string): Promise<{ apply: number; records: number }> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${datasetId}, 1))`)
  const state = await tx.first<{ apply: number; records: number }>(
    sql`SELECT apply_number AS apply, records FROM warehouse.states WHERE dataset_id = ${datasetId}`,
  )
  return state ?? { apply: 0, records: 0 }
}

export async function saveState(tx: Tx, datasetId: string, state: { apply: number; records: number }): Promise<void> {
  await tx.execute(sql`
    INSERT INTO warehouse.states (dataset_id, apply_number, records) VALUES (${datasetId}, ${state.apply}, ${state.records})
    ON CONFLICT (dataset_id) DO UPDATE SET apply_number = excluded.apply_number, records = excluded.records`)
}

export interface Apply {
  readonly datasetId: string
  readonly number: number
  readonly submissionId: string
  readonly structureVersion: number
  readonly leaves: number
  readonly root: Buffer
}

/** A clock that jumps back must not put an apply before the one it follows: its instant is then that of the one before. */
export async function insertApply(tx: Tx, apply: Apply): Promise<void> {
  await tx.execute(sql`
    INSERT INTO warehouse.applies (dataset_id, number, at, submission_id, structure_version, leaves, merkle_root)
    VALUES (${apply.datasetId}, ${apply.number},
      greatest(${tx.at}::timestamptz, (SELECT max(at) FROM warehouse.applies WHERE dataset_id = ${apply.datasetId})), ${apply.submissionId}, ${apply.structureVersion}, ${apply.leaves}, ${apply.root})`)
}

/** Tries to take a dataset for work; the lock ends with the connection, so a killed process frees it at once. */
export async function tryLockDataset(db: Db, datasetId: string): Promise<boolean> {
  const row = await db.first<{ locked: boolean }>(
    sql`SELECT pg_try_advisory_lock(hashtextextended(${datasetId}, 0)) AS locked`,
  )
  return row?.locked ?? false
}

export async function unlockDataset(db: Db, datasetId: string): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_unlock(hashtextextended(${datasetId}, 0))`)
}

/** The root a submission's apply was sealed with. */
export async function findMerkleRoot(db: Db, datasetId: string, apply: number): Promise<Buffer | undefined> {
  const row = await db.first<{ root: Buffer }>(
    sql`SELECT merkle_root AS root FROM warehouse.applies WHERE dataset_id = ${datasetId} AND number = ${apply}`,
  )
  return row?.root
}

/** The journal entry that recorded an apply; undefined when there is no such apply. */
export async function findEntryOfApply(db: Db, datasetCode: string, apply: number): Promise<string | undefined> {
  const row = await db.first<{ entry: string | null }>(sql`
    SELECT s.journal_entry AS entry FROM warehouse.submissions AS s JOIN warehouse.applies AS a ON a.submission_id = s.id
    WHERE s.dataset_code = ${datasetCode} AND a.dataset_id = s.dataset_id AND a.number = ${apply}`)
  return row?.entry ?? undefined
}

/** The applies of a dataset by the structure version they were made under. */
export function listAppliesByStructure(db: Db, datasetId: string): Promise<{ version: number; applies: number[] }[]> {
  return db.rows<{ version: number; applies: number[] }>(sql`
    SELECT structure_version AS version, json_agg(number) AS applies FROM warehouse.applies
    WHERE dataset_id = ${datasetId} GROUP BY structure_version ORDER BY structure_version`)
}

/** Whether rows were carried into another structure after an apply. */
export async function wasConvertedSince(db: Db, datasetId: string, apply: number): Promise<boolean> {
  const row = await db.first(sql`
    SELECT FROM warehouse.applies AS a JOIN warehouse.submissions AS s ON s.id = a.submission_id
    WHERE a.dataset_id = ${datasetId} AND a.number > ${apply} AND s.load = 'conversion' LIMIT 1`)
  return row !== undefined
}
