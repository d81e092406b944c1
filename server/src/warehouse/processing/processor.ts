import { isConnectionError, isStorageFull, ProblemError } from '../../platform/index.ts'
import type { Session } from '../../platform/index.ts'
import { dropStaging } from '../storage/staging.store.ts'
import { tryLockDataset, unlockDataset } from '../storage/state.store.ts'
import { isEndingCode } from '../submission/ending.ts'
import { findNextOpen, findSubmission, removeProgress, startProgress } from '../submission/submission.store.ts'
import type { Submission } from '../submission/submission.ts'
import { abandonVersion, processConversion } from './conversion.ts'
import { endWithProblem } from './endings.ts'
import { processFile } from './file-load.ts'
import type { ProcessorDeps } from './processor-deps.ts'
import { createReporter } from './reporter.ts'
import { processWithdrawal } from './withdrawal.ts'

/** Work that was interrupted this often, by whatever, is given up: the file is kept, the submission ends as failed. */
const maxAttempts = 10

/**
 * Does the work on one submission, from raw bytes to balance, and before it on those of its dataset that came earlier.
 * Safe to die anywhere: until the governed transaction commits a submission stays `received` and is taken up again.
 * @returns false when another process holds the dataset
 */
export async function processSubmission(deps: ProcessorDeps, submissionId: string): Promise<boolean> {
  return deps.database.loader.withSession(async (session) => {
    const submission = await findSubmission(session, submissionId)
    if (submission?.state !== 'received') return true
    if (!(await tryLockDataset(session, submission.datasetId))) return false
    try {
      await inOrder(deps, session, submission)
    } finally {
      await unlockDataset(session, submission.datasetId).catch(() => undefined)
    }
    return true
  })
}

/** Under the lock: whoever held it before may have left an earlier submission undone. */
async function inOrder(deps: ProcessorDeps, session: Session, { id, datasetId }: Submission): Promise<void> {
  for (;;) {
    if ((await findSubmission(session, id))?.state !== 'received') return
    const next = await findNextOpen(session, datasetId)
    if (!next) return
    await attempt(deps, session, next)
  }
}

async function attempt(deps: ProcessorDeps, session: Session, submission: Submission): Promise<void> {
  const { id } = submission
  try {
    if ((await startProgress(session, id)) > maxAttempts) throw new Error('Given up after repeated interruptions')
    await work(deps, session, submission)
  } catch (error) {
    if (isOutage(error)) throw error
    await endByError(deps, submission, error)
  }
  await dropStaging(session, id)
  await removeProgress(session, id)
}

async function work(deps: ProcessorDeps, session: Session, submission: Submission): Promise<void> {
  const report = createReporter(deps.database.application, deps.clock, submission.id)
  const structure = await deps.catalogue.structureVersion(submission.datasetId, submission.structureVersion)
  const { load } = submission
  if (load === 'withdrawal') return processWithdrawal(deps, { submission, structure, report })
  if (load === 'conversion') return processConversion(deps, session, { submission, report })
  return processFile(deps, session, { submission: { ...submission, load }, structure, report })
}

/** A problem that the sender can do something about is told; everything else is a fault of the program. */
async function endByError(deps: ProcessorDeps, submission: Submission, error: unknown): Promise<void> {
  const alongside = abandonVersion(deps, submission)
  if (error instanceof ProblemError && isEndingCode(error.code) && error.definition.kind !== 'unavailable') {
    await endWithProblem(deps.journal, submission, { state: 'rejected', problem: error.code }, alongside)
    return
  }
  deps.log.error({ err: error, submission: submission.id }, 'warehouse: a submission could not be processed')
  const problem = isStorageFull(error) ? 'warehouse.storageExhausted' : 'warehouse.processingFailed'
  await endWithProblem(deps.journal, submission, { state: 'failed', problem }, alongside)
}

/** The database went away: not the submission's fault, and everything can be done again. */
function isOutage(error: unknown): boolean {
  return isConnectionError(error) || (error instanceof ProblemError && error.code === 'platform.databaseUnavailable')
}
