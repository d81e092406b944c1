import type { Catalogue, Structure } from '../../catalogue/index.ts'
import type { Journal, Tx } from '../../journal/index.ts'
import { isConnectionError, isStorageFull, localDay, ProblemError } from '../../platform/index.ts'
import type { BlobStore, Clock, Database, Log, Session } from '../../platform/index.ts'
import { actorOf, applySubmission } from '../applying/applying.ts'
import { findFaults, removeDuplicates } from '../checking/checking.store.ts'
import { clearFaults, insertFaults } from '../checking/fault.store.ts'
import { listedFaults, readToStaging } from '../intake/reading.ts'
import type { Reading } from '../intake/reading.ts'
import { countDelivered } from '../quality/delivered.store.ts'
import { prepareMeasuring } from '../quality/measuring.ts'
import { resolveReferences } from '../checking/reference-columns.ts'
import { analyzeStaging, dropStaging } from '../storage/staging.store.ts'
import { tryLockDataset, unlockDataset } from '../storage/state.store.ts'
import {
  findSubmission,
  removeProgress,
  saveOutcome,
  saveProgress,
  startProgress,
} from '../submission/submission.store.ts'
import { percentOf } from '../submission/submission.ts'
import type { FailureCode, Stage, Submission } from '../submission/submission.ts'
import { warehouseEvents } from '../warehouse.events.ts'

/** Work that was interrupted this often, by whatever, is given up: the file is kept, the submission ends as failed. */
const maxAttempts = 10

export interface ProcessorDeps {
  readonly database: Database
  readonly journal: Journal
  readonly catalogue: Catalogue
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly log: Log
}

/**
 * Does the work on one submission, from raw bytes to balance. Safe to die anywhere: until the governed transaction
 * commits the submission stays `received` and is taken up again.
 * @returns false when another process holds the dataset
 */
export async function processSubmission(deps: ProcessorDeps, submissionId: string): Promise<boolean> {
  return deps.database.loader.withSession(async (session) => {
    const submission = await findSubmission(session, submissionId)
    if (submission?.state !== 'received') return true
    if (!(await tryLockDataset(session, submission.datasetId))) return false
    try {
      await attempt(deps, session, submission)
    } finally {
      await unlockDataset(session, submission.datasetId).catch(() => undefined)
    }
    return true
  })
}

async function attempt(deps: ProcessorDeps, session: Session, submission: Submission): Promise<void> {
  const { id } = submission
  if ((await findSubmission(session, id))?.state !== 'received') return
  try {
    if ((await startProgress(session, id)) > maxAttempts) throw new Error('Given up after repeated interruptions')
    await work(deps, session, submission)
  } catch (error) {
    if (isOutage(error)) throw error
    deps.log.error({ err: error, submission: id }, 'warehouse: a submission could not be processed')
    await endAsFailed(
      deps,
      submission,
      isStorageFull(error) ? 'warehouse.storageExhausted' : 'warehouse.processingFailed',
    )
  }
  await dropStaging(session, id)
  await removeProgress(session, id)
}

async function work(deps: ProcessorDeps, session: Session, submission: Submission): Promise<void> {
  const { id } = submission
  const structure = await deps.catalogue.structureVersion(submission.datasetId, submission.structureVersion)
  const report = createReporter(deps, submission)
  await clearFaults(session, id)
  const reading = await readToStaging(session, {
    submissionId: id,
    structure,
    content: deps.blobs.read(submission.digest),
    onBytes: (bytes, rows) => report('reading', rows, bytes / Math.max(1, submission.bytes)),
  })
  await insertFaults(session, id, reading.faults, reading.counts)
  const faultyCells = await check(deps, session, { submission, structure, reading, report })
  const faultyRows = faultyCells + (reading.sent - reading.staged)
  const isRefused = faultyRows > 0 || reading.counts.size > 0
  const measuring = await prepareMeasuring(
    { db: deps.database.application, catalogue: deps.catalogue },
    submission,
    structure,
    await countDelivered(session, {
      submissionId: id,
      structure,
      sent: reading.sent,
      staged: reading.staged,
      isRefused,
    }),
  )
  if (isRefused) {
    await endAsRejected(deps, submission, { sent: reading.sent, faultyRows, measure: (tx) => measuring.refused(tx) })
    return
  }
  const duplicate = await removeDuplicates(session, id)
  await report('applying', reading.sent, 0)
  await applySubmission(deps.journal, {
    submission,
    structure,
    structureVersion: (version) => deps.catalogue.structureVersion(submission.datasetId, version),
    sent: reading.sent,
    duplicate,
    onSealing: () => report('sealing', reading.sent, 0),
    measure: (tx, applied) => measuring.inForce(tx, applied),
  })
}

interface CheckInput {
  readonly submission: Submission
  readonly structure: Structure
  readonly reading: Reading
  readonly report: Reporter
}

async function check(deps: ProcessorDeps, session: Session, input: CheckInput): Promise<number> {
  const { submission, structure, reading, report } = input
  if (reading.staged === 0) return 0
  await report('checking', reading.sent, 0)
  await analyzeStaging(
    session,
    submission.id,
    structure.fields.filter((field) => field.key),
  )
  const context = {
    submissionId: submission.id,
    structure,
    day: localDay(submission.receivedAt),
    referenceTarget: await resolveReferences(deps.catalogue, submission.datasetCode, structure),
  }
  const faultyRows = await findFaults(session, context, listedFaults)
  await report('comparing', reading.sent, 0)
  return faultyRows
}

type Reporter = (stage: Stage, rows: number, share: number) => Promise<void>

/** Progress for the eye: written when the stage changes and at most four times a second. */
function createReporter(deps: ProcessorDeps, submission: Submission): Reporter {
  let last: { stage: Stage; at: number } | undefined
  return async (stage, rows, share) => {
    const now = deps.clock.now().getTime()
    if (last?.stage === stage && now - last.at < 250) return
    last = { stage, at: now }
    const totalRows = stage === 'reading' ? null : rows
    await saveProgress(deps.database.application, submission.id, {
      stage,
      rows,
      totalRows,
      percent: percentOf(stage, share),
    })
  }
}

async function endAsRejected(
  deps: ProcessorDeps,
  submission: Submission,
  refusal: { readonly sent: number; readonly faultyRows: number; readonly measure: (tx: Tx) => Promise<void> },
): Promise<void> {
  const { sent, faultyRows } = refusal
  const { id, datasetCode, datasetId, digest } = submission
  const balance = { sent, rejected: sent, duplicate: 0, unchanged: 0, inserted: 0, changed: 0, deleted: 0 }
  await deps.journal.change(actorOf(submission), async (tx) => {
    const journalEntry = await tx.record({
      event: warehouseEvents['submission.rejected'],
      subject: { type: 'submission', id, label: datasetCode },
      payload: { dataset: datasetCode, datasetId, digest, balance, faultyRows },
    })
    await saveOutcome(tx, id, { state: 'rejected', balance, faultyRows, journalEntry })
    await refusal.measure(tx)
  })
}

async function endAsFailed(deps: ProcessorDeps, submission: Submission, problem: FailureCode): Promise<void> {
  const { id, datasetCode, datasetId, digest } = submission
  await deps.journal.change(actorOf(submission), async (tx) => {
    const journalEntry = await tx.record({
      event: warehouseEvents['submission.failed'],
      subject: { type: 'submission', id, label: datasetCode },
      payload: { dataset: datasetCode, datasetId, digest, problem },
    })
    await saveOutcome(tx, id, { state: 'failed', journalEntry, problem })
  })
}

/** The database went away: not the submission's fault, and everything can be done again. */
function isOutage(error: unknown): boolean {
  return isConnectionError(error) || (error instanceof ProblemError && error.code === 'platform.databaseUnavailable')
}
