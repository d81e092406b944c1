import type { Incidents } from '../../access/index.ts'
import type { Identity } from '../../identity/index.ts'
import { enterContext, isConnectionError, ProblemError, pseudonymKey } from '../../platform/index.ts'
import type { BlobStore, Database, Log, Session } from '../../platform/index.ts'
import { createRounds } from '../processing/rounds.ts'
import type { Worker } from '../processing/rounds.ts'
import type { Entitlement, EntitlementDeps } from '../record/entitlement.ts'
import { parseRecordQuery } from '../record/record-query.ts'
import { findEpoch } from '../record/record.store.ts'
import type { RowsWanted } from '../record/rows.sql.ts'
import { shownField, showsKeys } from '../record/shown-field.ts'
import { lookupFields } from '../storage/columns.sql.ts'
import { findState, listAppliesByStructure } from '../storage/state.store.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { backendOf, copyRows, countCopied, countWanted, interruptWork, openSnapshot } from './copy.store.ts'
import type { Export, ExportId } from './export.ts'
import {
  endExport,
  findExport,
  finishExport,
  listOpenExports,
  saveExportProgress,
  saveExtent,
  startExport,
  sweepExports,
} from './export.store.ts'
import { rightsNow } from './export-rights.ts'
import { watchRights } from './rights-watch.ts'
import { copiedRows, fileOf } from './rows.ts'

const progressMilliseconds = 300
const lookAhead = 100
const maxAttempts = 5
const hour = 3_600_000
/** A file waits this long to be fetched. */
export const fileLife = 72 * hour
/** What became of an export without a file can be asked this long. */
export const endedLife = 24 * hour

export interface ExportWorkerDeps extends EntitlementDeps {
  readonly database: Database
  readonly identity: Pick<Identity, 'principalNow'>
  readonly blobs: BlobStore
  readonly log: Log
  readonly incidents: Pick<Incidents, 'listHeldDatasets'>
}

/** Writes exports to files, one after the other, and takes away those whose time is over. */
export function createExportWorker(deps: ExportWorkerDeps): Worker {
  return createRounds({
    everyMilliseconds: 2_000,
    round: async (stopping) => {
      await sweep(deps)
      const held = await deps.incidents.listHeldDatasets()
      // They go on once it is decided what the dataset's file is (Điều 1.2).
      for (const id of await listOpenExports(deps.database.application, { held, limit: lookAhead })) {
        if (stopping.aborted) return
        // Left when it is to stop, and begun again with the next start.
        await writeExport(deps, id, stopping)
      }
    },
    onInterrupted: (error) => {
      deps.log.warn({ err: error }, 'warehouse: work on exports was interrupted; it is taken up again')
    },
  })
}

/** Files of exports that are no more go with them, whichever process wrote them. */
async function sweep({ database, blobs, clock }: ExportWorkerDeps): Promise<void> {
  const left = new Set(await sweepExports(database.application, clock.now()))
  for (const name of await blobs.temporary.names()) if (!left.has(name)) await blobs.temporary.remove(name)
}

/** Safe to die anywhere: until the row says so there is no file, and work that nobody does is begun again. */
async function writeExport(deps: ExportWorkerDeps, id: ExportId, signal: AbortSignal): Promise<void> {
  const { database, clock, log } = deps
  try {
    await database.reader.transaction(async (session) => {
      if (!(await openSnapshot(session, id))) return
      const job = await startExport(database.application, id)
      if (!job) return
      if (job.attempts > maxAttempts) throw new Error('Given up after repeated interruptions')
      await write(deps, session, job, signal)
    })
  } catch (error) {
    if (signal.aborted || isOutage(error)) throw error
    if ((await findExport(database.application, id))?.state === 'cancelled') return
    log.error({ err: error, export: id }, 'warehouse: an export could not be written')
    const at = clock.now()
    const expiresAt = new Date(at.getTime() + endedLife)
    await endExport(database.application, id, { problem: problemOf(error), at, expiresAt })
  }
}

/** Writes it as long as its asker may have it; the statement of the moment is ended when that is over. */
async function write(deps: ExportWorkerDeps, session: Session, job: Export, signal: AbortSignal): Promise<void> {
  const { database, blobs, clock } = deps
  const { id } = job
  const epoch = await findEpoch(database.reader)
  const { validUntil } = await askRights(deps, job)
  const interrupt = () => interruptWork(database.reader, id)
  const lost = new AbortController()
  const leave = () => void interrupt()
  const watch = watchRights(
    deps,
    () => askRights(deps, job),
    { epoch, validUntil },
    (reason) => {
      lost.abort(reason)
      leave()
    },
  )
  signal.addEventListener('abort', leave)
  try {
    const written = await writeRows(deps, session, job, interrupt)
    await watch.end()
    const at = clock.now()
    const expiresAt = new Date(at.getTime() + fileLife)
    const isDone = await finishExport(database.application, id, { ...written, at, expiresAt })
    if (!isDone) await blobs.temporary.remove(id)
  } catch (error) {
    // The statement that was ended tells less than why.
    throw lost.signal.aborted ? lost.signal.reason : error
  } finally {
    watch.stop()
    signal.removeEventListener('abort', leave)
  }
}

async function writeRows(
  deps: ExportWorkerDeps,
  session: Session,
  job: Export,
  interrupt: () => Promise<void>,
): Promise<{ rows: number; bytes: number; digest: string }> {
  const { id, datasetCode, structureVersion, format, question } = job
  const wanted = await rowsWanted(deps, job)
  await session.execute(enterContext(wanted.window.context))
  const { apply, totalRows } = await countOut(deps, session, job, wanted)
  const backend = await backendOf(session)
  const rows = copiedRows(copyRows(session, wanted, format), interrupt)
  const facts = { dataset: datasetCode, structureVersion, apply }
  const fields = wanted.query.select
  const file = fileOf({ format, fields, withMark: question.bom ?? false, facts }, rows.chunks)
  try {
    const report = createReporter(deps, id, backend)
    const { bytes, digest } = await deps.blobs.temporary.write(id, file, report.onBytes)
    await report.settled()
    return { rows: totalRows, bytes, digest }
  } finally {
    await rows.close()
  }
}

/** What the asker may have now: hours can lie between the question and the work on it. */
async function askRights(deps: ExportWorkerDeps, job: Export): Promise<Entitlement> {
  const reader = await deps.identity.principalNow(job.accountId, job.id)
  if (!reader) throw warehouseProblems.exportWithdrawn({ dataset: job.datasetCode })
  return rightsNow(deps, reader, job)
}

/** How many rows it will be, from which state; they are counted against the grant before the first of them is written. */
async function countOut(deps: ExportWorkerDeps, session: Session, job: Export, wanted: RowsWanted) {
  const { id, grant, takenRows } = job
  const apply = wanted.asOf ?? (await findState(session, job.datasetId))?.apply ?? null
  const totalRows = await countWanted(session, wanted)
  if (grant) await deps.access.takeRows(grant, Math.max(0, totalRows - takenRows), deps.clock.now())
  const extent = { apply, totalRows, takenRows: grant ? Math.max(totalRows, takenRows) : 0 }
  await saveExtent(deps.database.application, id, extent)
  return extent
}

/** The question once more, against what its asker could read when asking. */
async function rowsWanted(deps: ExportWorkerDeps, job: Export): Promise<RowsWanted> {
  const { catalogue, windows } = deps
  const { datasetId, datasetCode, structureVersion, readable, rowScopes, question, fields, grant } = job
  const current = await catalogue.currentStructure(datasetId)
  const now = new Map((current ? lookupFields(current) : []).map((field) => [field.id, field]))
  const structure = await catalogue.structureVersion(datasetId, structureVersion)
  const declared = lookupFields(structure).map((field) => {
    return { ...field, searched: now.get(field.id)?.searched ?? false }
  })
  const masks = new Map(Object.entries(job.masks))
  const shown = declared.filter(({ name }) => readable.includes(name)).flatMap((field) => shownField(field, masks))
  const { filter, where } = question
  const query = parseRecordQuery(shown, { select: fields.join(','), filter, where })
  const asOf = job.isPast ? (job.apply ?? undefined) : await lastApplyBefore(deps, job)
  const scopes = rowScopes.map(({ field: id, values }) => {
    const field = declared.find((each) => each.id === id)
    if (!field) throw new Error(`The structure has no field ${id} to keep rows within the scope`)
    return { field, values }
  })
  const window = await windows.open({
    ...{ dataset: { id: datasetId, code: datasetCode }, version: current?.version ?? 0, fields: shown, scopes },
    showsKeys: showsKeys(declared, shown),
    pseudonymKey: masks.size === 0 ? undefined : pseudonymKey(deps.secret, grant?.purpose ?? ''),
  })
  return { query, window, asOf }
}

/**
 * The state to read when values have been carried into other fields since the export was asked for: the last one of
 * before, for in the fields of the question there is nothing left of them. Undefined for the rows in force.
 */
async function lastApplyBefore({ catalogue, database }: ExportWorkerDeps, job: Export): Promise<number | undefined> {
  const { datasetId, requestedAt } = job
  const conversions = (await catalogue.listStructures(datasetId)).filter(({ state, since, conversions: carried }) => {
    return state === 'adopted' && carried.length > 0 && since > requestedAt
  })
  const [first] = conversions.map(({ version }) => version).sort((one, other) => one - other)
  if (first === undefined) return undefined
  const applies = await listAppliesByStructure(database.application, datasetId)
  return Math.max(...applies.filter(({ version }) => version < first).flatMap((each) => each.applies))
}

/** Progress for the eye: asked of the database beside the work, at most a few times a second and one at a time. */
function createReporter({ database, clock, log }: ExportWorkerDeps, id: ExportId, backend: number) {
  let last = clock.now().getTime()
  let saving: Promise<void> | undefined
  const save = async (bytes: number) => {
    const rows = await countCopied(database.reader, backend)
    await saveExportProgress(database.application, id, { rows, bytes })
  }
  return {
    onBytes: (bytes: number) => {
      const now = clock.now().getTime()
      if (saving || now - last < progressMilliseconds) return
      last = now
      saving = save(bytes)
        .catch((error: unknown) => {
          log.warn({ err: error }, 'warehouse: the progress of an export could not be told')
        })
        .finally(() => {
          saving = undefined
        })
    },
    settled: async () => {
      await saving
    },
  }
}

function problemOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === '53100') return 'platform.storageFull'
  if (code === 'access.volumeUsedUp') return 'warehouse.exportBeyondVolume'
  // Whatever speaks against reading what was readable once.
  return error instanceof ProblemError ? 'warehouse.exportWithdrawn' : 'warehouse.exportFailed'
}

function isOutage(error: unknown): boolean {
  return isConnectionError(error) || (error instanceof ProblemError && error.code === 'platform.databaseUnavailable')
}
