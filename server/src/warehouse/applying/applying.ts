import type { Structure } from '../../catalogue/index.ts'
import type { Journal, Tx } from '../../journal/index.ts'
import { applyDifference, applyFirstLoad } from './apply.store.ts'
import type { AppliedCounts, ApplyTarget } from './apply.store.ts'
import type { Applied } from '../quality/measuring.ts'
import { merkleRootOf } from '../storage/leaves.store.ts'
import type { WrittenUnder } from '../storage/columns.sql.ts'
import { insertApply, listAppliesByStructure, lockState, saveState } from '../storage/state.store.ts'
import type { Balance, Submission } from '../submission/submission.ts'
import { saveOutcome } from '../submission/submission.store.ts'
import { warehouseEvents } from '../warehouse.events.ts'

export interface ApplyInput {
  readonly submission: Submission
  readonly structure: Structure
  /** A structure version of the submission's dataset. */
  readonly structureVersion: (version: number) => Promise<Structure>
  readonly sent: number
  readonly duplicate: number
  /** Told when the rows are in and the tree over them is being sealed. */
  readonly onSealing: () => Promise<void>
  /** Measures what is in force afterwards, within the same transaction. */
  readonly measure: (tx: Tx, applied: Applied) => Promise<void>
}

/**
 * Brings checked rows into force: rows, history, row leaves, counts, the submission's balance and one journal entry
 * with the Merkle root, all in one governed transaction or not at all (Điều 13.3).
 */
export async function applySubmission(journal: Journal, input: ApplyInput): Promise<Balance> {
  return journal.change(actorOf(input.submission), (tx) => applyIn(tx, input), 'loader')
}

async function applyIn(tx: Tx, input: ApplyInput): Promise<Balance> {
  const { submission, structure, sent, duplicate } = input
  const { datasetId, datasetCode, id: submissionId } = submission
  const before = await lockState(tx, datasetId)
  const apply = before.apply + 1
  const writtenUnder = await structuresOf(tx, input)
  const target: ApplyTarget = { datasetId, datasetCode, submissionId, structure, apply, writtenUnder }
  const counts = await (before.records === 0 ? applyFirstLoad(tx, target) : applyDifference(tx, target))
  const { inserted, changed, deleted } = counts
  const balance = {
    sent,
    rejected: 0,
    duplicate,
    unchanged: sent - duplicate - inserted - changed,
    inserted,
    changed,
    deleted,
  }
  await input.onSealing()
  const applied = isChange(counts) ? await seal(tx, target, before.records + inserted - deleted) : undefined
  await recordApplied(tx, submission, balance, applied)
  const touched = inserted + changed + deleted
  await input.measure(tx, {
    apply: applied?.apply ?? before.apply,
    touched,
    records: before.records + inserted - deleted,
  })
  return balance
}

async function structuresOf(tx: Tx, { submission, structureVersion }: ApplyInput): Promise<WrittenUnder[]> {
  const versions = await listAppliesByStructure(tx, submission.datasetId)
  return Promise.all(
    versions.map(async ({ version, applies }) => ({ structure: await structureVersion(version), applies })),
  )
}

interface Sealed {
  readonly apply: number
  readonly leaves: number
  readonly root: Buffer
}

/** An identical reload changes nothing: it ends as applied without an apply of its own. */
function isChange({ inserted, changed, deleted }: AppliedCounts): boolean {
  return inserted + changed + deleted > 0
}

async function seal(tx: Tx, target: ApplyTarget, records: number): Promise<Sealed> {
  const { datasetId, submissionId, structure, apply } = target
  const { leaves, root } = await merkleRootOf(tx, datasetId, apply)
  await insertApply(tx, { datasetId, number: apply, submissionId, structureVersion: structure.version, leaves, root })
  await saveState(tx, datasetId, { apply, records })
  return { apply, leaves, root }
}

async function recordApplied(
  tx: Tx,
  submission: Submission,
  balance: Balance,
  sealed: Sealed | undefined,
): Promise<void> {
  const { id, datasetCode, datasetId, digest, structureVersion } = submission
  const journalEntry = await tx.record({
    event: warehouseEvents['submission.applied'],
    subject: { type: 'submission', id, label: datasetCode },
    payload: {
      dataset: datasetCode,
      datasetId,
      digest,
      structureVersion,
      balance: { ...balance },
      apply: sealed?.apply ?? null,
      leaves: sealed?.leaves ?? 0,
      merkleRoot: sealed?.root.toString('hex') ?? null,
    },
  })
  await saveOutcome(tx, id, {
    state: 'applied',
    balance,
    faultyRows: 0,
    journalEntry,
    ...(sealed === undefined ? {} : { applyNumber: sealed.apply }),
  })
}

/** Work on a submission is done by the system on behalf of the account that delivered it. */
export function actorOf(submission: Submission) {
  const { accountId, accountName, unitId, unitName, id } = submission
  return { accountId, accountName, unitId, unitName, via: 'system' as const, requestId: id }
}
