import type { Structure } from '../../catalogue/index.ts'
import type { Session } from '../../platform/index.ts'
import { applySubmission } from '../applying/applying.ts'
import { removeDuplicates } from '../checking/checking.store.ts'
import { clearFaults, insertFaults } from '../checking/fault.store.ts'
import { askedOf } from '../checking/load-rules.ts'
import { saveConversions } from '../intake/conversion.store.ts'
import type { ExpectedColumns } from '../intake/header.ts'
import { readToStaging } from '../intake/reading.ts'
import { countDelivered } from '../quality/delivered.store.ts'
import { prepareMeasuring } from '../quality/measuring.ts'
import { settingsInForce } from '../settings/settings.service.ts'
import type { Submission } from '../submission/submission.ts'
import { checkFile, untouched } from './file-check.ts'
import { endAsRejected } from './endings.ts'
import { measuringDeps } from './processor-deps.ts'
import type { FileLoad, ProcessorDeps } from './processor-deps.ts'
import { lostStanding } from './standing.ts'

/** Reads a file, checks it and brings its good rows into force, or ends its submission for its faults. */
export async function processFile(deps: ProcessorDeps, session: Session, load: FileLoad): Promise<void> {
  const { submission, structure, report } = load
  const { id } = submission
  await clearFaults(session, id)
  const marker = await deps.sealing.markerOf(submission, 'whole')
  if (marker) {
    await deps.sealing.stopWork(submission, marker)
    return
  }
  const asked = askedOf(structure, submission.load)
  const reading = await readToStaging(session, {
    submissionId: id,
    expected: expectedOf(asked, submission),
    keepsBroken: submission.onFault === 'quarantine',
    source: await deps.blobs.source(submission.digest),
    profile: submission.profile ?? undefined,
    onBytes: (bytes, rows) => report('reading', rows, bytes / Math.max(1, submission.bytes)),
  })
  await insertFaults(session, id, reading.faults, reading.counts)
  await saveConversions(session, id, reading.conversions)
  const checked = reading.isRefused
    ? { ...untouched, faultyRows: 0 }
    : await checkFile(deps, session, { ...load, asked, reading })
  const { faultyRows } = checked
  const isRefused = reading.isRefused || (faultyRows > 0 && !checked.hasAside)
  const delivered = await countDelivered(session, { submissionId: id, structure: asked, reading, isRefused })
  const measuring = await prepareMeasuring(measuringDeps(deps), submission, structure, delivered)
  if (isRefused) {
    await endAsRejected(deps.journal, submission, { sent: reading.sent, faultyRows, measuring })
    return
  }
  const duplicate = reading.staged === 0 ? 0 : await removeDuplicates(session, id)
  await report('applying', reading.sent, 0)
  const lost = await lostStanding(deps, submission)
  if (lost) throw lost
  await applySubmission(deps.journal, {
    ...{ submission, structure, sent: reading.sent, duplicate, rejected: faultyRows, ...checked },
    conversions: reading.conversions,
    settings: await settingsInForce({ ...deps, db: deps.database.application }, submission.datasetCode),
    structureVersion: (version) => deps.catalogue.structureVersion(submission.datasetId, version),
    onSealing: () => report('sealing', reading.sent, 0),
    measuring,
  })
}

function expectedOf({ fields }: Structure, { load, continues }: Submission): ExpectedColumns {
  return {
    fields,
    allowsOthers: load === 'deletions',
    mends: continues !== null,
    allowsNoRows: load !== 'full',
  }
}
