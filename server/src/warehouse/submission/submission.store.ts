import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Balance, Progress, Submission, SubmissionState } from './submission.ts'

type SubmissionRow = Omit<Submission, 'balance'> & { [Name in keyof Balance]: number | null }

const columns = sql`
  id, dataset_id AS "datasetId", dataset_code AS "datasetCode", state, load, on_fault AS "onFault", channel, account_id AS "accountId",
  account_name AS "accountName", unit_id AS "unitId", unit_name AS "unitName", received_at AS "receivedAt",
  finished_at AS "finishedAt", file_name AS "fileName", bytes, digest, structure_version AS "structureVersion",
  profile, continues, withdraws, repeats, statement, confirmed_deletions AS "confirmedDeletions", withheld,
  sent, rejected, duplicate, unchanged, inserted, changed, deleted, faulty_rows AS "faultyRows",
  apply_number AS "applyNumber", journal_entry AS "journalEntry", problem`

function toSubmission(row: SubmissionRow): Submission {
  const { sent, rejected, duplicate, unchanged, inserted, changed, deleted, ...rest } = row
  const figures = { sent, rejected, duplicate, unchanged, inserted, changed, deleted }
  return { ...rest, balance: isComplete(figures) ? figures : undefined }
}

function isComplete(figures: { [Name in keyof Balance]: number | null }): figures is {
  [Name in keyof Balance]: number
} {
  return Object.values(figures).every((figure) => figure !== null)
}

async function list(db: Db, where: RawBuilder<unknown>): Promise<Submission[]> {
  const rows = await db.rows<SubmissionRow>(sql`SELECT ${columns} FROM warehouse.submissions WHERE ${where}`)
  return rows.map(toSubmission)
}

export async function findSubmission(db: Db, id: string): Promise<Submission | undefined> {
  return (await list(db, sql`id = ${id}::uuid`))[0]
}

/** Newest first, of one dataset or of one unit. */
export function listSubmissions(
  db: Db,
  filter: { datasetId?: string | undefined; unitId?: string | undefined; before: string | undefined; limit: number },
): Promise<Submission[]> {
  const { datasetId = null, unitId = null, before = null } = filter
  return list(
    db,
    sql`(${datasetId}::uuid IS NULL OR dataset_id = ${datasetId}) AND (${unitId}::text IS NULL OR unit_id = ${unitId})
        AND (${before}::uuid IS NULL OR id < ${before}::uuid) ORDER BY id DESC LIMIT ${filter.limit}`,
  )
}

/** Submissions that still need work, oldest first. */
export function listOpenSubmissions(db: Db, limit: number): Promise<Submission[]> {
  return list(db, sql`state = 'received' ORDER BY id LIMIT ${limit}`)
}

export async function insertSubmission(tx: Tx, submission: Submission): Promise<void> {
  const s = submission
  await tx.execute(sql`
    INSERT INTO warehouse.submissions (id, dataset_id, dataset_code, state, load, on_fault, channel, account_id, account_name,
      unit_id, unit_name, received_at, file_name, bytes, digest, structure_version, profile, continues, withdraws, repeats,
      statement)
    VALUES (${s.id}, ${s.datasetId}, ${s.datasetCode}, ${s.state}, ${s.load}, ${s.onFault}, ${s.channel}, ${s.accountId},
      ${s.accountName}, ${s.unitId}, ${s.unitName}, ${s.receivedAt}, ${s.fileName}, ${s.bytes}, ${s.digest},
      ${s.structureVersion}, ${s.profile === null ? null : JSON.stringify(s.profile)}::jsonb, ${s.continues}, ${s.withdraws},
      ${s.repeats}, ${s.statement})`)
}

export interface Outcome {
  readonly state: SubmissionState
  readonly balance?: Balance | undefined
  readonly faultyRows?: number
  readonly applyNumber?: number
  readonly journalEntry: string
  readonly problem?: string
}

/** Writes how a submission ended; refuses to end it twice. */
export async function saveOutcome(tx: Tx, id: string, outcome: Outcome): Promise<void> {
  const { state, journalEntry, faultyRows = null, applyNumber = null, problem = null } = outcome
  const touched = await tx.execute(sql`
    UPDATE warehouse.submissions SET state = ${state}, finished_at = ${tx.at}, journal_entry = ${journalEntry},
      faulty_rows = ${faultyRows}, apply_number = ${applyNumber}, problem = ${problem}, ${balanceColumns(outcome.balance)}
    WHERE id = ${id}::uuid AND state = 'received'`)
  if (touched !== 1) throw new Error(`Submission ${id} has already ended`)
}

function balanceColumns(balance: Balance | undefined): RawBuilder<unknown> {
  const names = ['sent', 'rejected', 'duplicate', 'unchanged', 'inserted', 'changed', 'deleted'] as const
  return sql.join(names.map((name) => sql`${sql.ref(name)} = ${balance?.[name] ?? null}`))
}

/** Starts an attempt; gives its number, so that work that keeps dying can be given up. */
export async function startProgress(db: Db, id: string): Promise<number> {
  const row = await db.first<{ attempts: number }>(sql`
    INSERT INTO warehouse.progress (submission_id, stage, rows, percent) VALUES (${id}, 'reading', 0, 0)
    ON CONFLICT (submission_id) DO UPDATE SET attempts = progress.attempts + 1, stage = 'reading', rows = 0, percent = 0
    RETURNING attempts`)
  return row?.attempts ?? 1
}

export async function saveProgress(db: Db, id: string, progress: Progress): Promise<void> {
  await db.execute(sql`
    UPDATE warehouse.progress SET stage = ${progress.stage}, rows = ${progress.rows}, total_rows = ${progress.totalRows},
      percent = ${progress.percent} WHERE submission_id = ${id}`)
}

export function findProgress(db: Db, id: string): Promise<Progress | undefined> {
  return db.first<Progress>(
    sql`SELECT stage, rows, total_rows AS "totalRows", percent FROM warehouse.progress WHERE submission_id = ${id}`,
  )
}

export async function removeProgress(db: Db, id: string): Promise<void> {
  await db.execute(sql`DELETE FROM warehouse.progress WHERE submission_id = ${id}`)
}

/** Removes what work that died after its commit left behind: progress of ended submissions. */
export async function sweepProgress(db: Db): Promise<void> {
  await db.execute(sql`
    DELETE FROM warehouse.progress AS p USING warehouse.submissions AS s WHERE s.id = p.submission_id AND s.state <> 'received'`)
}
