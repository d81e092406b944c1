import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { FileFacts } from '../../access/index.ts'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Balance, Load, Progress, Submission, SubmissionState } from './submission.ts'

type SubmissionRow = Omit<Submission, 'balance'> & { [Name in keyof Balance]: number | null }

const columns = sql`
  id, dataset_id AS "datasetId", dataset_code AS "datasetCode", state, load, on_fault AS "onFault", channel, account_id AS "accountId",
  account_name AS "accountName", unit_id AS "unitId", sent_by_unit AS "sentByUnit", unit_name AS "unitName", received_at AS "receivedAt",
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

/** Which submissions a list shows. */
export interface SubmissionFilter {
  readonly datasetId?: string | undefined
  readonly unitId?: string | undefined
  readonly state?: SubmissionState | undefined
  readonly load?: Load | undefined
  /** Only those with rows that wait to be mended. */
  readonly isOpen?: boolean | undefined
}

/** Newest first. */
export function listSubmissions(
  db: Db,
  filter: SubmissionFilter & { before: string | undefined; limit: number },
): Promise<Submission[]> {
  const { datasetId = null, unitId = null, state = null, load = null, isOpen = false, before = null } = filter
  return list(
    db,
    sql`(${datasetId}::uuid IS NULL OR dataset_id = ${datasetId}) AND (${unitId}::text IS NULL OR unit_id = ${unitId})
        AND (${state}::text IS NULL OR state = ${state}) AND (${load}::text IS NULL OR load = ${load})
        AND (NOT ${isOpen}::boolean OR EXISTS (SELECT FROM warehouse.quarantine AS q
                                               WHERE q.submission_id = submissions.id AND q.settled_by IS NULL))
        AND (${before}::uuid IS NULL OR id < ${before}::uuid) ORDER BY id DESC LIMIT ${filter.limit}`,
  )
}

/** Submissions that still need work, in the order they were acknowledged in. */
export function listOpenSubmissions(db: Db, limit: number): Promise<Submission[]> {
  return list(db, sql`state = 'received' ORDER BY arrival LIMIT ${limit}`)
}

/** The submission to a dataset that is to be worked on next: none may overtake another. */
export async function findNextOpen(db: Db, datasetId: string): Promise<Submission | undefined> {
  return (await list(db, sql`state = 'received' AND dataset_id = ${datasetId} ORDER BY arrival LIMIT 1`))[0]
}

/** The last submission of a dataset that brought the same bytes. */
export async function findRepeated(db: Db, datasetId: string, digest: string): Promise<string | undefined> {
  const row = await db.first<{ id: string }>(sql`
    SELECT id FROM warehouse.submissions WHERE dataset_id = ${datasetId} AND digest = ${digest} ORDER BY arrival DESC LIMIT 1`)
  return row?.id
}

/** The submission that withdraws another or is about to. */
export async function findWithdrawalOf(db: Db, id: string): Promise<string | undefined> {
  const row = await db.first<{ id: string }>(sql`
    SELECT id FROM warehouse.submissions WHERE withdraws = ${id} AND state IN ('received', 'applied') LIMIT 1`)
  return row?.id
}

/** Rows of a submission that wait to be mended, those of them that were typed over, and those that are settled. */
export interface QuarantineCounts {
  readonly open: number
  readonly edited: number
  readonly settled: number
}

export async function countQuarantine(db: Db, id: string): Promise<QuarantineCounts> {
  const row = await db.first<QuarantineCounts>(sql`
    SELECT count(*) FILTER (WHERE q.settled_by IS NULL) AS open,
           count(*) FILTER (WHERE q.settled_by IS NULL AND d.row IS NOT NULL) AS edited,
           count(*) FILTER (WHERE q.settled_by IS NOT NULL) AS settled
    FROM warehouse.quarantine AS q LEFT JOIN warehouse.drafts AS d ON d.submission_id = q.submission_id AND d.row = q.row
    WHERE q.submission_id = ${id}::uuid`)
  return row ?? { open: 0, edited: 0, settled: 0 }
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
  readonly withheld?: number
  readonly applyNumber?: number
  readonly journalEntry: string
  readonly problem?: string
}

/** Writes how a submission ended; refuses to end it twice. */
export async function saveOutcome(tx: Tx, id: string, outcome: Outcome): Promise<void> {
  const { state, journalEntry, faultyRows = null, withheld = null, applyNumber = null, problem = null } = outcome
  const touched = await tx.execute(sql`
    UPDATE warehouse.submissions SET state = ${state}, finished_at = ${tx.at}, journal_entry = ${journalEntry},
      faulty_rows = ${faultyRows}, withheld = ${withheld}, apply_number = ${applyNumber}, problem = ${problem}, ${balanceColumns(outcome.balance)}
    WHERE id = ${id}::uuid AND state = 'received'`)
  if (touched !== 1) throw new Error(`Submission ${id} has already ended`)
}

/** Keeps a submission waiting for its sender's word, with what it would do to the state the dataset stands at. */
export async function saveWaiting(
  tx: Tx,
  id: string,
  asked: { balance: Balance; lastApply: number; journalEntry: string },
): Promise<void> {
  await saveOutcome(tx, id, { state: 'waiting', balance: asked.balance, journalEntry: asked.journalEntry })
  await tx.execute(sql`UPDATE warehouse.submissions SET asked_at_apply = ${asked.lastApply} WHERE id = ${id}::uuid`)
}

/** The apply the dataset stood at when a waiting submission was asked about. */
export async function findAskedAt(db: Db, id: string): Promise<number | undefined> {
  const row = await db.first<{ apply: number | null }>(
    sql`SELECT asked_at_apply AS apply FROM warehouse.submissions WHERE id = ${id}::uuid`,
  )
  return row?.apply ?? undefined
}

/** Gives a waiting submission back to the worker; false when it does not wait any more. */
export async function saveConfirmation(
  tx: Tx,
  id: string,
  { deletions, statement }: { deletions: number; statement: string },
): Promise<boolean> {
  const touched = await tx.execute(sql`
    UPDATE warehouse.submissions SET state = 'received', finished_at = NULL, confirmed_deletions = ${deletions},
      statement = ${statement} WHERE id = ${id}::uuid AND state = 'waiting'`)
  return touched === 1
}

/** Ends a waiting submission without applying it: all its rows are rejected; false when it does not wait any more. */
export async function saveDecline(
  tx: Tx,
  id: string,
  { statement, journalEntry }: { statement: string; journalEntry: string },
): Promise<boolean> {
  const touched = await tx.execute(sql`
    UPDATE warehouse.submissions SET state = 'rejected', finished_at = ${tx.at}, statement = ${statement},
      journal_entry = ${journalEntry}, problem = 'warehouse.declined', rejected = sent, duplicate = 0, unchanged = 0, inserted = 0, changed = 0, deleted = 0
    WHERE id = ${id}::uuid AND state = 'waiting'`)
  return touched === 1
}

/** Stops a submission whose file is sealed; what it said of the file goes under the seal with it. */
export async function saveSealed(tx: Tx, id: string): Promise<void> {
  const touched = await tx.execute(sql`
    UPDATE warehouse.submissions SET state = 'sealed', finished_at = ${tx.at}, file_name = NULL, profile = NULL,
      problem = 'warehouse.sealed' WHERE id = ${id}::uuid AND state = 'received'`)
  if (touched !== 1) throw new Error(`Submission ${id} has already ended`)
}

/** Gives a released submission back to the worker, as it was received. */
export async function saveReleased(tx: Tx, id: string, { fileName, profile }: FileFacts): Promise<void> {
  const touched = await tx.execute(sql`
    UPDATE warehouse.submissions SET state = 'received', finished_at = NULL, problem = NULL, file_name = ${fileName},
      profile = ${profile === null ? null : JSON.stringify(profile)}::jsonb WHERE id = ${id}::uuid AND state = 'sealed'`)
  if (touched !== 1) throw new Error(`Submission ${id} is not under seal`)
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
