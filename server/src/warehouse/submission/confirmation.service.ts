import type { Access } from '../../access/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Journal } from '../../journal/index.ts'
import type { Clock, Db } from '../../platform/index.ts'
import { findState } from '../storage/state.store.ts'
import { findAskedAt, findSubmission, saveConfirmation, saveDecline } from './submission.store.ts'
import type { Submission } from './submission.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { warehouseEvents } from '../warehouse.events.ts'

export interface Answer {
  readonly decision: 'confirm' | 'decline'
  /** Why; it stands in the journal. */
  readonly statement: string
}

export interface Confirmations {
  /** The word of the unit that submitted on the deletions a waiting submission would make. */
  answer(principal: Principal, id: string, answer: Answer): Promise<Submission>
}

export interface ConfirmationDeps {
  readonly db: Db
  readonly access: Access
  readonly journal: Journal
  readonly clock: Clock
  readonly onReceived: () => void
}

export function createConfirmations(deps: ConfirmationDeps): Confirmations {
  const { db, access, journal, clock } = deps
  return { answer }

  async function answer(principal: Principal, id: string, { decision, statement }: Answer): Promise<Submission> {
    const submission = await findSubmission(db, id)
    if (!submission) throw warehouseProblems.submissionNotFound()
    if (submission.unitId !== principal.unitId) throw warehouseProblems.notYours({ dataset: submission.datasetCode })
    await access.authorise(principal, 'submit', submission.datasetCode, undefined, clock.now())
    if (submission.state !== 'waiting') throw warehouseProblems.notWaiting()
    await (decision === 'confirm'
      ? confirm(principal, submission, statement)
      : decline(principal, submission, statement))
    return (await findSubmission(db, id)) ?? submission
  }

  /** Agreeing is to what was shown: the deletions counted then, from the state the dataset stood at then. */
  async function confirm(principal: Principal, submission: Submission, statement: string): Promise<void> {
    const { id, datasetId, datasetCode, balance } = submission
    const deletions = balance?.deleted ?? 0
    await journal.change(principal, async (tx) => {
      const state = await findState(tx, datasetId)
      if ((state?.apply ?? 0) !== (await findAskedAt(tx, id)))
        throw warehouseProblems.overtaken({ dataset: datasetCode })
      await tx.record({
        event: warehouseEvents['submission.confirmed'],
        subject: { type: 'submission', id, label: datasetCode },
        payload: { dataset: datasetCode, deletions, statement },
      })
      if (!(await saveConfirmation(tx, id, { deletions, statement }))) throw warehouseProblems.notWaiting()
    })
    deps.onReceived()
  }

  async function decline(principal: Principal, { id, datasetCode }: Submission, statement: string): Promise<void> {
    await journal.change(principal, async (tx) => {
      const journalEntry = await tx.record({
        event: warehouseEvents['submission.declined'],
        subject: { type: 'submission', id, label: datasetCode },
        payload: { dataset: datasetCode, statement },
      })
      if (!(await saveDecline(tx, id, { statement, journalEntry }))) throw warehouseProblems.notWaiting()
    })
  }
}
