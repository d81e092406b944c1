import type { Structure } from '../../catalogue/index.ts'
import { applyPrepared } from '../applying/applying.ts'
import { countConflicts, prepareWithdrawal } from '../applying/withdrawal.store.ts'
import { ownReferencesOf } from '../checking/reference-columns.ts'
import { prepareMeasuring } from '../quality/measuring.ts'
import { settleWithdrawn } from '../quarantine/settling.store.ts'
import { wasConvertedSince } from '../storage/state.store.ts'
import { findSubmission } from '../submission/submission.store.ts'
import type { Submission } from '../submission/submission.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { warehouseEvents } from '../warehouse.events.ts'
import { measuringDeps } from './processor-deps.ts'
import type { ProcessorDeps } from './processor-deps.ts'
import type { Reporter } from './reporter.ts'
import { lostStanding } from './standing.ts'

/** Undoes an earlier submission: restores what stood before its apply for keys that nobody changed since. */
export async function processWithdrawal(
  deps: ProcessorDeps,
  { submission, structure, report }: { submission: Submission; structure: Structure; report: Reporter },
): Promise<void> {
  const withdrawn = await findSubmission(deps.database.application, submission.withdraws ?? '')
  const apply = withdrawn?.applyNumber ?? undefined
  if (!withdrawn || apply === undefined) throw new Error('There is no apply to withdraw')
  await report('applying', 0, 0)
  const lost = await lostStanding(deps, submission)
  if (lost) throw lost
  await applyPrepared(
    deps.journal,
    {
      ...{ submission, structure },
      structureVersion: (version) => deps.catalogue.structureVersion(submission.datasetId, version),
      onSealing: () => report('sealing', 0, 0),
      measuring: await prepareMeasuring(measuringDeps(deps), submission, structure, undefined),
    },
    async (tx, target) => {
      await tx.record({
        event: warehouseEvents['submission.withdrawn'],
        subject: { type: 'submission', id: withdrawn.id, label: withdrawn.datasetCode },
        payload: { dataset: withdrawn.datasetCode, by: submission.id, apply },
      })
      await settleWithdrawn(tx, submission, { withdrawn: withdrawn.id, apply })
      // Queued behind a conversion it would bring back rows of a structure that is no more.
      const { datasetId, datasetCode } = submission
      if (await wasConvertedSince(tx, datasetId, apply))
        throw warehouseProblems.convertedSince({ dataset: datasetCode })
      const rows = await prepareWithdrawal(tx, target, apply)
      const conflicts = await countConflicts(tx, target, ownReferencesOf(datasetCode, structure))
      if (conflicts > 0) throw warehouseProblems.withdrawalConflict({ dataset: datasetCode })
      return rows
    },
  )
}
