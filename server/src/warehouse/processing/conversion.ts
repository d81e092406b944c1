import type { Structure, StructureVersion } from '../../catalogue/index.ts'
import type { Tx } from '../../journal/index.ts'
import { localDay } from '../../platform/index.ts'
import type { Session } from '../../platform/index.ts'
import { applyPrepared } from '../applying/applying.ts'
import { prepareConversion } from '../applying/conversion.store.ts'
import { fieldConversions, findUnfitValues } from '../checking/conversion-check.store.ts'
import type { FieldConversion } from '../checking/conversion-check.store.ts'
import { resolveStoredReferences } from '../checking/reference-columns.ts'
import { prepareMeasuring } from '../quality/measuring.ts'
import type { Submission } from '../submission/submission.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { measuringDeps } from './processor-deps.ts'
import type { ProcessorDeps } from './processor-deps.ts'
import type { Reporter } from './reporter.ts'

/**
 * Carries the rows in force into a pending structure version: converted values, row leaves and the version itself come
 * into force in one governed transaction, or the old rows stay under the old version (ADR 0020).
 */
export async function processConversion(
  deps: ProcessorDeps,
  session: Session,
  { submission, report }: { submission: Submission; report: Reporter },
): Promise<void> {
  const { catalogue } = deps
  const { datasetId: id, datasetCode: code, structureVersion } = submission
  const next = await catalogue.describeStructure(id, structureVersion)
  const previous = await catalogue.currentStructure(id)
  if (!previous || next.state !== 'pending') throw new Error('There is no structure to carry rows into')
  const conversions = fieldConversions(next.conversions, next, previous)
  await report('checking', 0, 0)
  await refuseUnfit(deps, session, { submission, next, conversions })
  await report('applying', 0, 0)
  await applyPrepared(
    deps.journal,
    {
      ...{ submission, structure: plain(next) },
      structureVersion: (version) => catalogue.structureVersion(id, version),
      onSealing: () => report('sealing', 0, 0),
      measuring: await prepareMeasuring(measuringDeps(deps), submission, plain(next), undefined),
    },
    async (tx, target) => {
      await catalogue.adoptStructure(tx, { id, code }, structureVersion)
      return prepareConversion(tx, target, conversions)
    },
  )
}

const plain = ({ version, fields, since, note }: StructureVersion): Structure => ({ version, fields, since, note })

/** A delivery that was applied after the declaration may have brought values that the declaration did not see. */
async function refuseUnfit(
  { catalogue }: ProcessorDeps,
  session: Session,
  work: { submission: Submission; next: StructureVersion; conversions: readonly FieldConversion[] },
): Promise<void> {
  const { submission, next, conversions } = work
  const { datasetCode } = submission
  const day = localDay(submission.receivedAt)
  const referenceTarget = await resolveStoredReferences(catalogue, datasetCode, next)
  const unfit = await findUnfitValues(session, { datasetCode, day, referenceTarget, conversions })
  if (unfit.length > 0) throw warehouseProblems.conversionUnfit({ dataset: datasetCode })
}

/** A conversion that cannot be done gives its structure version up, in the change that ends it. */
export function abandonVersion({ catalogue }: Pick<ProcessorDeps, 'catalogue'>, submission: Submission) {
  const { load, datasetId, datasetCode, structureVersion } = submission
  if (load !== 'conversion') return undefined
  return (tx: Tx) => catalogue.abandonStructure(tx, { id: datasetId, code: datasetCode }, structureVersion)
}
