import type { Readable } from 'node:stream'
import type { Incidents } from '../../access/index.ts'
import type { Identity, Principal } from '../../identity/index.ts'
import type { Question, ReadLog } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { BlobStore, Database } from '../../platform/index.ts'
import { geometryField } from '../record/format/format.ts'
import type { Format } from '../record/format/format.ts'
import type { Field } from '../../catalogue/index.ts'
import type { Entitlement, EntitlementDeps } from '../record/entitlement.ts'
import { askedQuery, loggedQuery, parseRecordQuery } from '../record/record-query.ts'
import { viewOf } from '../record/record-view.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { cutHeaders } from '../record/cut.ts'
import { rightsNow } from './export-rights.ts'
import { watchRights } from './rights-watch.ts'
import type { Standing } from './rights-watch.ts'
import { interruptWork } from './copy.store.ts'
import { hasEnded } from './export.ts'
import type { Export, ExportQuestion } from './export.ts'
import { countOpenExports, deleteExport, endExport, findExport, insertExport, listExports } from './export.store.ts'
import { endedLife } from './export-worker.ts'

/** Exports a unit may have under way at once. */
const mostOpen = 10

export interface ExportRequest extends ExportQuestion {
  readonly dataset: string
  readonly format: Format
  readonly asOf: string | undefined
  readonly structure: number | undefined
  readonly purpose: string | undefined
}

export interface ExportService {
  /**
   * In the portal a file of confidential data, or with sensitive fields, asks its person for a fresh proof (ADR 0036); throws
   * `identity.stepUpRequired`.
   */
  request(reader: Principal, request: ExportRequest): Promise<Export>
  /** An export of the reader's unit; throws `warehouse.exportNotFound`. */
  get(reader: Principal, id: string): Promise<Export>
  list(reader: Principal, page: { before: string | undefined; limit: number }): Promise<Export[]>
  /** Ends what is under way, takes the file away. */
  remove(reader: Principal, id: string): Promise<void>
  /** The finished file, after the rights of now have been asked; throws what speaks against it. */
  file(reader: Principal, id: string): Promise<ExportFile>
}

export interface ExportFile {
  readonly export: Export & { readonly digest: string }
  /** What a reader under a grant is told beside it. */
  readonly headers: Readonly<Record<string, string>>
  read(range?: { readonly start: number; readonly end: number }): Readable
  /** Writes the read into the log; nothing is sent before. */
  log(): Promise<void>
}

export interface ExportDeps extends EntitlementDeps {
  readonly identity: Pick<Identity, 'requireProof' | 'principalNow'>
  readonly database: Database
  readonly reads: ReadLog
  readonly blobs: BlobStore
  readonly incidents: Pick<Incidents, 'isHeld'>
  readonly onRequested: () => void
}

export function createExportService(deps: ExportDeps): ExportService {
  const db = deps.database.application
  const get = async (reader: Principal, id: string) => {
    const found = await findExport(db, id)
    if (found?.unitId !== reader.unitId) throw warehouseProblems.exportNotFound()
    return found
  }
  return {
    request: (reader, request) => requestExport(deps, reader, request),
    get,
    list: (reader, page) => listExports(db, { unitId: reader.unitId, ...page }),
    remove: async (reader, id) => removeExport(deps, await get(reader, id)),
    file: async (reader, id) => openFile(deps, reader, await get(reader, id)),
  }
}

async function requestExport(deps: ExportDeps, reader: Principal, request: ExportRequest): Promise<Export> {
  const { format, purpose, select, filter, where, bom } = request
  const db = deps.database.application
  const { entitlement, asOf } = await viewOf(deps, reader, { ...request, channel: 'export' })
  await refuseHeld(deps, entitlement.dataset)
  const query = parseRecordQuery(entitlement.fields, { select, filter, where })
  if (format === 'geojson') geometryField(query.select)
  if (reader.via === 'session' && (await isGrave(deps, entitlement, query.select)))
    await deps.identity.requireProof(reader)
  if ((await countOpenExports(db, reader.unitId)) >= mostOpen)
    throw warehouseProblems.exportsTooMany({ most: mostOpen })
  const { dataset, structure, scopes, masks, grant } = entitlement
  const at = deps.clock.now()
  const id = newId<'export'>(at)
  await insertExport(db, {
    ...{ id, datasetId: dataset.id, datasetCode: dataset.code, format, requestedAt: at, purpose: purpose ?? null },
    ...{
      accountId: reader.accountId,
      accountName: reader.accountName,
      unitId: reader.unitId,
      unitName: reader.unitName,
    },
    question: { select, filter, where, bom },
    fields: query.select.map(({ name }) => name),
    readable: entitlement.fields.map(({ name }) => name),
    rowScopes: scopes.map(({ field, values }) => ({ field: field.id, values })),
    ...{ masks: Object.fromEntries(masks), grant },
    ...{ structureVersion: structure.version, apply: asOf ?? null, isPast: asOf !== undefined },
  })
  deps.onRequested()
  return (await findExport(db, id)) ?? fail(id)
}

/** While it is not decided whether a file is a state secret, nothing of its dataset goes out as files (Điều 1.2). */
async function refuseHeld(
  { incidents }: ExportDeps,
  { id, code }: { readonly id: string; readonly code: string },
): Promise<void> {
  if (await incidents.isHeld(id)) throw warehouseProblems.exportsHeld({ dataset: code })
}

/** Whether a file takes out what rights are narrowest for: by the row in force, whatever is proposed meanwhile. */
async function isGrave(
  { catalogue, clock }: ExportDeps,
  { dataset }: Entitlement,
  fields: readonly Pick<Field, 'sensitivity'>[],
): Promise<boolean> {
  if (fields.some(({ sensitivity }) => sensitivity === 'sensitive')) return true
  const row = await catalogue.findRowInForce(dataset.id, clock.now())
  return (row?.dataset ?? dataset).classification === 'confidential'
}

function fail(id: string): never {
  throw new Error(`Export ${id} is gone as soon as it was made`)
}

async function removeExport({ database, blobs, clock }: ExportDeps, job: Export): Promise<void> {
  if (!hasEnded(job)) {
    const at = clock.now()
    const end = { problem: null, at, expiresAt: new Date(at.getTime() + endedLife) }
    if (await endExport(database.application, job.id, end)) {
      await interruptWork(database.reader, job.id)
      return
    }
  }
  await deleteExport(database.application, job.id)
  await blobs.temporary.remove(job.id)
}

async function openFile(deps: ExportDeps, reader: Principal, job: Export): Promise<ExportFile> {
  const { blobs, clock, reads } = deps
  const { id, digest, expiresAt, datasetCode, purpose } = job
  if (job.state !== 'done' || digest === null) throw warehouseProblems.exportNotReady({ state: job.state })
  if (expiresAt === null || expiresAt <= clock.now() || !(await blobs.temporary.has(id))) {
    throw warehouseProblems.exportExpired()
  }
  const { query, asked, entitlement } = await allowedStill(deps, reader, job)
  await refuseHeld(deps, { id: job.datasetId, code: datasetCode })
  const askAgain = async () => {
    const now = await deps.identity.principalNow(reader.accountId, reader.requestId)
    if (!now) throw warehouseProblems.exportWithdrawn({ dataset: datasetCode })
    return rightsNow(deps, now, job)
  }
  const { reasons, grant, validUntil } = entitlement
  return {
    export: { ...job, digest },
    headers: cutHeaders(entitlement),
    read: (range) => guarded(deps, blobs.temporary.read(id, range), { epoch: reader.epoch, validUntil }, askAgain),
    log: async () => {
      const read = {
        ...{ action: 'export' as const, purpose: purpose ?? undefined, query, asked, reasons, grant: grant?.id },
        ...{ fields: job.fields, rows: job.rows, digest },
        ...{ structureVersion: job.structureVersion, apply: job.apply },
      }
      await reads.record({ actor: reader, dataset: datasetCode, ...read })
    },
  }
}

interface AllowedRead {
  readonly query: string
  readonly asked: Question
  readonly entitlement: Entitlement
}

/** The reader must be allowed today what the file holds: its fields, the fields it was asked by, and all of its rows. */
async function allowedStill(deps: ExportDeps, reader: Principal, job: Export): Promise<AllowedRead> {
  const { apply, question, fields } = job
  const entitlement = await rightsNow(deps, reader, job)
  const { filter, where } = question
  const query = parseRecordQuery(entitlement.fields, { select: fields.join(','), filter, where })
  const asOf = apply ?? undefined
  return { query: loggedQuery(query, asOf), asked: askedQuery(query, asOf, {}), entitlement }
}

/** Ends a download, wherever it is, when its reader may no longer have the file. */
function guarded(deps: ExportDeps, file: Readable, standing: Standing, ask: () => Promise<Entitlement>): Readable {
  const watch = watchRights(deps, ask, standing, () => file.destroy(new Error('The right to the file is over')))
  file.once('close', () => {
    watch.stop()
  })
  return file
}
