import type { Structure } from '../../catalogue/index.ts'
import { localDay } from '../../platform/index.ts'
import type { Session } from '../../platform/index.ts'
import { setAside } from '../checking/aside.store.ts'
import { countFound, findFaults, keepFaults } from '../checking/checking.store.ts'
import type { CheckContext } from '../checking/checking.store.ts'
import { beginRejecting, rejectFollowing } from '../checking/following.store.ts'
import { ownReferencesOf, resolveReferences } from '../checking/reference-columns.ts'
import { listedFaults } from '../intake/sheet.ts'
import type { Reading } from '../intake/sheet.ts'
import { resolveMended } from '../quarantine/mended.store.ts'
import { analyzeStaging } from '../storage/staging.store.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import type { FileLoad, ProcessorDeps } from './processor-deps.ts'

/** What checking a file gave: how many rows are faulty, and what was done about them. */
export interface CheckedRows {
  readonly faultyRows: number
  /** They were set aside; what is left in staging can be applied. */
  readonly hasAside: boolean
  /** Some of them have no key that can be read. */
  readonly isKeyLost: boolean
  readonly mends: boolean
}

/** A file in which nothing had to be done. */
export const untouched = { hasAside: false, isKeyLost: false, mends: false } as const

export interface FileCheck extends FileLoad {
  /** What is asked of the file; of a list of deletions less than of rows. */
  readonly asked: Structure
  readonly reading: Reading
}

/** Looks for every fault of the staged rows; where faulty rows may wait, sets them and all that follows aside. */
export async function checkFile(deps: ProcessorDeps, session: Session, file: FileCheck): Promise<CheckedRows> {
  const { submission, asked, reading, report } = file
  const broken = reading.sent - reading.staged
  if (reading.sent === 0) return { ...untouched, faultyRows: 0 }
  await report('checking', reading.sent, 0)
  const keys = asked.fields.filter((field) => field.key)
  await analyzeStaging(session, submission.id, keys)
  const context = await contextOf(deps, file)
  await findFaults(session, context)
  const mends = await findMended(session, file)
  const isQuarantine = submission.onFault === 'quarantine'
  // Only what looks beyond the file can break a rule in a file without faults.
  const looksBeyond =
    submission.load !== 'full' && context.ownReferences.length > 0 && (await countFound(session)) === 0
  const rejecting = isQuarantine || looksBeyond ? await beginRejecting(session, context) : undefined
  if (rejecting && (looksBeyond || rejecting.rejected + broken > 0))
    await rejectFollowing(session, context, rejecting.isKeyLost)
  const faultyRows = broken + (await keepFaults(session, submission.id, listedFaults))
  await report('comparing', reading.sent, 0)
  if (!isQuarantine || faultyRows === 0) return { ...untouched, faultyRows, mends }
  await setAside(session, submission.id)
  return { faultyRows, hasAside: true, isKeyLost: rejecting?.isKeyLost ?? false, mends }
}

async function contextOf(
  deps: ProcessorDeps,
  { submission, structure, asked, reading }: FileCheck,
): Promise<CheckContext> {
  return {
    ...{ submissionId: submission.id, datasetCode: submission.datasetCode, extent: submission.load },
    structure: asked,
    day: localDay(submission.receivedAt),
    referenceTarget: await resolveReferences(deps.catalogue, submission.datasetCode, asked),
    isDecomposed: reading.isDecomposed,
    ownReferences: ownReferencesOf(submission.datasetCode, structure),
  }
}

/** Finds what a continuation mends; one that answers to a state that is past is refused as a whole. */
async function findMended(session: Session, { submission, asked }: FileCheck): Promise<boolean> {
  const { id, continues, datasetCode } = submission
  if (continues === null) return false
  const stale = await resolveMended(session, { submissionId: id, continues, structure: asked })
  if (stale > 0) throw warehouseProblems.continuationStale({ dataset: datasetCode })
  return true
}
