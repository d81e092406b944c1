import type { Structure } from '../../catalogue/index.ts'
import type { Journal, Tx } from '../../journal/index.ts'
import {
  applyDifference,
  applyFirstLoad,
  countDifference,
  countWithheld,
  findFullDifference,
  findListedDeletions,
  findNamedDifference,
  findPreparedDifference,
} from './apply.store.ts'
import type { AppliedCounts, ApplyTarget } from './apply.store.ts'
import { createPrepared, preparedRows, stagedRows } from './row-source.sql.ts'
import type { RowSource } from './row-source.sql.ts'
import type { Conversion } from '../intake/converted.ts'
import { recordApplied, recordWaiting } from './recording.ts'
import type { Besides, Sealed } from './recording.ts'
import { hashRowLeaves, insertRowTiles } from '../storage/leaves.store.ts'
import { keepAside, settleOlder } from '../quarantine/settling.store.ts'
import type { WrittenUnder } from '../storage/columns.sql.ts'
import { fieldsDigest } from '../storage/row-leaf.ts'
import { insertApply, listAppliesByStructure, lockState, saveState } from '../storage/state.store.ts'
import type { Measuring } from '../quality/measuring.ts'
import { actorOf } from '../submission/submission.ts'
import type { Balance, Submission } from '../submission/submission.ts'
import { asksFirst } from '../settings/settings.ts'
import type { Settings } from '../settings/settings.ts'

export interface ApplyInput {
  readonly submission: Submission
  readonly structure: Structure
  /** A structure version of the submission's dataset. */
  readonly structureVersion: (version: number) => Promise<Structure>
  /** Told when the rows are in and the tree over them is being sealed. */
  readonly onSealing: () => Promise<void>
  /** Measures what is in force afterwards, within the same transaction. */
  readonly measuring: Pick<Measuring, 'inForce'>
}

/** What checking a file gave, as far as its balance needs it. */
export interface CheckedFile {
  readonly sent: number
  readonly duplicate: number
  readonly rejected: number
  /** Rows were set aside and wait in quarantine. */
  readonly hasAside: boolean
  /** Some of them have no key that can be read: any row in force may be the one that is meant. */
  readonly isKeyLost: boolean
  /** Which rows of an earlier submission the file mends is known. */
  readonly mends: boolean
  /** Values that were written in another way than they came. */
  readonly conversions: readonly Conversion[]
  readonly settings: Settings
}

/** What stands before an apply and what it works on. */
interface Opened {
  readonly target: ApplyTarget
  readonly records: number
  readonly lastApply: number
}

/**
 * Brings the checked rows of a file into force: rows, history, row leaves, counts, the submission's balance and one
 * journal entry with the Merkle root, all in one governed transaction or not at all (Điều 13.3). A full load that would
 * delete more than it may is not applied; it waits for its sender's word.
 */
export async function applySubmission(journal: Journal, input: FileInput): Promise<void> {
  const { submission, structure } = input
  await journal.change(
    actorOf(submission),
    async (tx) => {
      const opened = await open(tx, input, stagedRows(submission.id, structure))
      const { target, records } = opened
      const isFirst = records === 0 && submission.load !== 'deletions'
      if (isFirst) return closeFile(tx, input, opened, await applyFirstLoad(tx, target))
      await findDifference(tx, target, input)
      const counts = await countDifference(tx)
      if (mustAsk(input, counts, opened))
        return recordWaiting(tx, submission, fileBalance(input, counts), { ...input, lastApply: opened.lastApply })
      const withheld = mustStay(input) === undefined ? 0 : await countWithheld(tx, target)
      await applyDifference(tx, target, counts)
      return closeFile(tx, input, opened, counts, withheld)
    },
    'loader',
  )
}

/**
 * Applies rows that statements of the same transaction prepare, as a difference to what is in force: withdrawals, and
 * rows carried into a new structure.
 * @param prepare fills `preparedRows`; gives how many rows the submission stands for, those left as they are included
 */
export async function applyPrepared(
  journal: Journal,
  input: ApplyInput,
  prepare: (tx: Tx, target: ApplyTarget) => Promise<number>,
): Promise<void> {
  await journal.change(
    actorOf(input.submission),
    async (tx) => {
      const opened = await open(tx, input, preparedRows)
      await createPrepared(tx, input.structure)
      const sent = await prepare(tx, opened.target)
      await findPreparedDifference(tx, opened.target)
      const counts = await countDifference(tx)
      await applyDifference(tx, opened.target, counts)
      const removed = input.submission.load === 'withdrawal' ? counts.deleted : 0
      const unchanged = sent - counts.inserted - counts.changed - removed
      return close(tx, input, opened, { sent, rejected: 0, duplicate: 0, unchanged, ...counts })
    },
    'loader',
  )
}

async function open(tx: Tx, input: ApplyInput, rows: RowSource): Promise<Opened> {
  const { datasetId, datasetCode, id: submissionId } = input.submission
  const { apply: lastApply, records } = await lockState(tx, datasetId)
  const writtenUnder = await structuresOf(tx, input)
  const { structure } = input
  const target = { datasetId, datasetCode, submissionId, structure, apply: lastApply + 1, rows, writtenUnder }
  return { target, records, lastApply }
}

async function structuresOf(tx: Tx, { submission, structureVersion }: ApplyInput): Promise<WrittenUnder[]> {
  const versions = await listAppliesByStructure(tx, submission.datasetId)
  return Promise.all(
    versions.map(async ({ version, applies }) => ({ structure: await structureVersion(version), applies })),
  )
}

type FileInput = ApplyInput & CheckedFile

function findDifference(tx: Tx, target: ApplyTarget, input: FileInput): Promise<void> {
  const { load } = input.submission
  if (load === 'full') return findFullDifference(tx, target, mustStay(input))
  return load === 'deletions' ? findListedDeletions(tx, target) : findNamedDifference(tx, target)
}

/** What a full load may not delete: rows that one set aside stands for, or all when nobody knows which that is. */
function mustStay({ submission, hasAside, isKeyLost }: FileInput): 'all' | 'kept' | undefined {
  if (submission.load !== 'full' || !hasAside) return undefined
  return isKeyLost ? 'all' : 'kept'
}

function fileBalance({ submission, sent, duplicate, rejected }: FileInput, counts: AppliedCounts): Balance {
  const removed = submission.load === 'deletions' ? counts.deleted : 0
  const unchanged = sent - duplicate - rejected - counts.inserted - counts.changed - removed
  return { sent, rejected, duplicate, unchanged, ...counts }
}

function mustAsk({ submission, settings }: FileInput, { deleted }: AppliedCounts, before: Opened): boolean {
  if (submission.load !== 'full' || !asksFirst(settings, deleted, before.records)) return false
  return deleted > (submission.confirmedDeletions ?? 0)
}

/** Ends the load of a file: what it set aside waits, what waited and is settled by it does not any more. */
async function closeFile(
  ...[tx, input, opened, counts, withheld = 0]: [Tx, FileInput, Opened, AppliedCounts, number?]
): Promise<void> {
  const { submission, structure, hasAside, conversions } = input
  const settled = await settleOlder(tx, submission, structure, input)
  if (hasAside) await keepAside(tx, submission)
  await close(tx, input, opened, fileBalance(input, counts), { withheld, settled, conversions })
}

/** Seals the apply and records how the submission ended. */
async function close(
  ...[tx, input, opened, balance, besides = {}]: [Tx, ApplyInput, Opened, Balance, Besides?]
): Promise<void> {
  const { target, lastApply } = opened
  await input.onSealing()
  const { inserted, changed, deleted } = balance
  // An identical reload changes nothing: it ends as applied without an apply of its own.
  const touched = inserted + changed + deleted
  const records = opened.records + inserted - deleted
  const sealed = touched > 0 ? await seal(tx, target, records) : undefined
  await recordApplied(tx, input.submission, balance, { sealed, ...besides })
  await input.measuring.inForce(tx, { apply: sealed?.apply ?? lastApply, touched, records })
}

async function seal(tx: Tx, target: ApplyTarget, records: number): Promise<Sealed> {
  const { datasetId, submissionId, structure, apply } = target
  const { leaves, root, tiles } = await hashRowLeaves(tx, datasetId, apply)
  await insertRowTiles(tx, target, tiles)
  await insertApply(tx, { datasetId, number: apply, submissionId, structureVersion: structure.version, leaves, root })
  await saveState(tx, datasetId, { apply, records })
  return { apply, leaves, root, fields: fieldsDigest(structure.fields) }
}
