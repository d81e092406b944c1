import type { Journal, Tx } from '../../journal/index.ts'
import type { Measuring } from '../quality/measuring.ts'
import type { EndingCode } from '../submission/ending.ts'
import { actorOf } from '../submission/submission.ts'
import type { Submission } from '../submission/submission.ts'
import { saveOutcome } from '../submission/submission.store.ts'
import { warehouseEvents } from '../warehouse.events.ts'

/** Ends a submission for the faults of its file: every row is rejected, nothing is applied. */
export async function endAsRejected(
  journal: Journal,
  submission: Submission,
  { sent, faultyRows, measuring }: { sent: number; faultyRows: number; measuring: Pick<Measuring, 'refused'> },
): Promise<void> {
  const { id, datasetCode, datasetId, digest } = submission
  const balance = { sent, rejected: sent, duplicate: 0, unchanged: 0, inserted: 0, changed: 0, deleted: 0 }
  await journal.change(actorOf(submission), async (tx) => {
    const journalEntry = await tx.record({
      event: warehouseEvents['submission.rejected'],
      subject: { type: 'submission', id, label: datasetCode },
      payload: { dataset: datasetCode, datasetId, digest, balance, faultyRows },
    })
    await saveOutcome(tx, id, { state: 'rejected', balance, faultyRows, journalEntry })
    await measuring.refused(tx)
  })
}

/** Ends a submission for something other than its file; nothing was counted and nothing is applied. */
export async function endWithProblem(
  journal: Journal,
  submission: Submission,
  { state, problem }: { state: 'rejected' | 'failed'; problem: EndingCode },
  alongside?: (tx: Tx) => Promise<void>,
): Promise<void> {
  const { id, datasetCode, datasetId, digest } = submission
  await journal.change(actorOf(submission), async (tx) => {
    const journalEntry = await tx.record({
      event: warehouseEvents[`submission.${state}`],
      subject: { type: 'submission', id, label: datasetCode },
      payload: { dataset: datasetCode, datasetId, digest, problem },
    })
    await alongside?.(tx)
    await saveOutcome(tx, id, { state, journalEntry, problem })
  })
}
