import type { Structure } from '../../catalogue/index.ts'
import { localDay } from '../../platform/index.ts'
import type { Session } from '../../platform/index.ts'
import { applySubmission } from '../applying/applying.ts'
import { findFaults, removeDuplicates } from '../checking/checking.store.ts'
import { clearFaults, insertFaults } from '../checking/fault.store.ts'
import { askedOf } from '../checking/load-rules.ts'
import type { Extent } from '../checking/load-rules.ts'
import { resolveReferences } from '../checking/reference-columns.ts'
import { listedFaults, readToStaging } from '../intake/reading.ts'
import type { ExpectedColumns, Reading } from '../intake/reading.ts'
import { settingsInForce } from '../settings/settings.service.ts'
import { analyzeStaging } from '../storage/staging.store.ts'
import type { Submission } from '../submission/submission.ts'
import { endAsRejected } from './endings.ts'
import type { ProcessorDeps } from './processor-deps.ts'
import type { Reporter } from './reporter.ts'
import { lostStanding } from './standing.ts'

/** A submission that brought a file, under way from its bytes to its balance. */
export interface FileLoad {
  readonly submission: Submission & { readonly load: Extent }
  readonly structure: Structure
  readonly report: Reporter
}

/** Reads a file, checks it and brings its rows into force, or ends its submission for its faults. */
export async function processFile(deps: ProcessorDeps, session: Session, load: FileLoad): Promise<void> {
  const { submission, structure, report } = load
  const { id } = submission
  await clearFaults(session, id)
  const asked = askedOf(structure, submission.load)
  const reading = await readToStaging(session, {
    submissionId: id,
    expected: expectedOf(asked, submission),
    content: deps.blobs.read(submission.digest),
    onBytes: (bytes, rows) => report('reading', rows, bytes / Math.max(1, submission.bytes)),
  })
  await insertFaults(session, id, reading.faults, reading.counts)
  const faultyCells = await check(deps, session, { ...load, asked, reading })
  const faultyRows = faultyCells + (reading.sent - reading.staged)
  if (faultyRows > 0 || reading.counts.size > 0) {
    await endAsRejected(deps.journal, submission, { sent: reading.sent, faultyRows })
    return
  }
  const duplicate = reading.staged === 0 ? 0 : await removeDuplicates(session, id)
  await report('applying', reading.sent, 0)
  const lost = await lostStanding(deps, submission)
  if (lost) throw lost
  await applySubmission(deps.journal, {
    ...{ submission, structure, sent: reading.sent, duplicate, rejected: 0 },
    settings: await settingsInForce({ ...deps, db: deps.database.application }, submission.datasetCode),
    structureVersion: (version) => deps.catalogue.structureVersion(submission.datasetId, version),
    onSealing: () => report('sealing', reading.sent, 0),
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

interface CheckInput extends FileLoad {
  readonly asked: Structure
  readonly reading: Reading
}

async function check(deps: ProcessorDeps, session: Session, input: CheckInput): Promise<number> {
  const { submission, asked, reading, report } = input
  if (reading.staged === 0) return 0
  await report('checking', reading.sent, 0)
  const keys = asked.fields.filter((field) => field.key)
  await analyzeStaging(session, submission.id, keys)
  const context = {
    ...{ submissionId: submission.id, datasetCode: submission.datasetCode, extent: submission.load },
    structure: asked,
    day: localDay(submission.receivedAt),
    referenceTarget: await resolveReferences(deps.catalogue, submission.datasetCode, asked),
  }
  const faultyRows = await findFaults(session, context, listedFaults)
  await report('comparing', reading.sent, 0)
  return faultyRows
}
