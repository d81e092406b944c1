import type { Tx } from '../../journal/index.ts'
import type { Json } from '../../platform/index.ts'
import type { Conversion } from '../intake/converted.ts'
import type { Balance, Submission } from '../submission/submission.ts'
import { saveOutcome, saveWaiting } from '../submission/submission.store.ts'
import { warehouseEvents } from '../warehouse.events.ts'

/** An apply that was made: its number, the root over its row leaves, and which fields they cover. */
export interface Sealed {
  readonly apply: number
  readonly leaves: number
  readonly root: Buffer
  /** Digest of the names of the fields, hex. */
  readonly fields: string
}

/** What an apply did besides changing rows. */
export interface Besides {
  /** Deletions it did not make because a rejected row may be the one that is missing. */
  readonly withheld?: number
  /** Rows of earlier submissions that waited and do not any more. */
  readonly settled?: number
  /** Values of the file that were written in another way. */
  readonly conversions?: readonly Conversion[]
}

export async function recordApplied(
  tx: Tx,
  submission: Submission,
  balance: Balance,
  { sealed, withheld = 0, settled = 0, conversions = [] }: Besides & { readonly sealed: Sealed | undefined },
): Promise<void> {
  const journalEntry = await tx.record({
    event: warehouseEvents['submission.applied'],
    subject: subjectOf(submission),
    payload: {
      ...factsOf(submission),
      balance: { ...balance },
      ...{ withheld, settled, conversions: conversionsJson(conversions) },
      apply: sealed?.apply ?? null,
      leaves: sealed?.leaves ?? 0,
      merkleRoot: sealed?.root.toString('hex') ?? null,
      fields: sealed?.fields ?? null,
    },
  })
  await saveOutcome(tx, submission.id, {
    state: 'applied',
    balance,
    faultyRows: balance.rejected,
    withheld,
    journalEntry,
    ...(sealed === undefined ? {} : { applyNumber: sealed.apply }),
  })
}

/** The submission would delete more than it may: nothing is applied, and its sender is asked. */
export async function recordWaiting(
  tx: Tx,
  submission: Submission,
  balance: Balance,
  { lastApply, conversions }: { readonly lastApply: number; readonly conversions: readonly Conversion[] },
): Promise<void> {
  const journalEntry = await tx.record({
    event: warehouseEvents['submission.waiting'],
    subject: subjectOf(submission),
    payload: { ...factsOf(submission), balance: { ...balance }, conversions: conversionsJson(conversions) },
  })
  await saveWaiting(tx, submission.id, { balance, lastApply, journalEntry })
}

function conversionsJson(conversions: readonly Conversion[]): Json {
  return conversions.map((conversion) => ({ ...conversion }))
}

function subjectOf({ id, datasetCode }: Submission) {
  return { type: 'submission', id, label: datasetCode }
}

function factsOf({ datasetCode, datasetId, digest, structureVersion, load }: Submission): Record<string, Json> {
  return { dataset: datasetCode, datasetId, digest, structureVersion, load }
}
