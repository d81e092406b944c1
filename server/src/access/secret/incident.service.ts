import type { Principal } from '../../identity/index.ts'
import type { Journal, Tx } from '../../journal/index.ts'
import type { InstrumentId, Law } from '../../law/index.ts'
import { newId } from '../../platform/index.ts'
import type { BlobStore, Clock, Database, Db, Log } from '../../platform/index.ts'
import { accessProblems } from '../access.errors.ts'
import type { FileFacts } from './file-facts.ts'
import { createDecisions } from './incident.decisions.ts'
import type { Handling, ReleaseWord } from './incident.decisions.ts'
import { recordIncident } from './incident.recording.ts'
import type { Incident, IncidentAct, IncidentId, IncidentState } from './incident.ts'
import {
  findIncident,
  findIncidentOf,
  findIncidentOfUpload,
  findStateOfBytes,
  insertAct,
  insertIncident,
  insertKey,
  isHeld,
  listActs,
  listHeldDatasets,
  listIncidents,
  listStanding,
} from './incident.store.ts'
import { createSealedBytes } from './sealed-bytes.ts'
import type { FilesAtLarge } from './sealed-bytes.ts'
import { createVault } from './vault.ts'
import type { Vault } from './vault.ts'

/** A file in which a marker was found. */
export interface FoundFile extends Pick<
  Incident,
  | 'datasetId'
  | 'datasetCode'
  | 'submissionId'
  | 'uploadId'
  | 'unitId'
  | 'unitName'
  | 'accountId'
  | 'accountName'
  | 'marker'
  | 'digest'
  | 'bytes'
> {
  readonly facts: FileFacts
}

/** An incident with what became of it. */
export interface SeenIncident extends Incident {
  readonly acts: readonly IncidentAct[]
}

export interface IncidentFilter {
  readonly state?: IncidentState | undefined
  readonly before?: string | undefined
  readonly limit: number
}

export interface Incidents {
  /** Opens an incident in the change that stops its file; `settle` seals the bytes when that has committed. */
  open(tx: Tx, file: FoundFile): Promise<Incident>
  /** Seals the bytes of an incident, or gives them back, as it stands. */
  settle(incident: Incident): Promise<void>
  /** What is known of these very bytes: two persons said that they are no state secret, or they are held for one. */
  standingOf(digest: string): Promise<'released' | 'held' | undefined>
  ofSubmission(submissionId: string): Promise<IncidentId | undefined>
  /** The incident that keeps an upload of a unit from it. */
  ofUpload(uploadId: string, unitId: string): Promise<IncidentId | undefined>
  /** Whether a dataset has a file of which it is not decided what it is; then nothing of it is exported. */
  isHeld(datasetId: string): Promise<boolean>
  listHeldDatasets(): Promise<Set<string>>
  /** Those that nobody has decided on, whoever may see them. */
  listStanding(): Promise<Incident[]>
  /** Newest first: all for those who oversee, of the own unit for others. */
  list(reader: Principal, filter: IncidentFilter): Promise<Incident[]>
  get(reader: Principal, id: string): Promise<SeenIncident>
  askRelease(officer: Principal, id: string, reason: string): Promise<SeenIncident>
  /** The word of a second person: the file is back where it goes on, or stays under seal. */
  decideRelease(officer: Principal, id: string, word: ReleaseWord): Promise<SeenIncident>
  /** The file is a state secret: nothing is kept of it here. */
  handle(officer: Principal, id: string, handling: Handling): Promise<SeenIncident>
  /** Does what is left to be done with bytes, wherever a process died. */
  keepBytes(): Promise<void>
  sweepBytes(): Promise<void>
}

export interface IncidentDeps {
  readonly database: Database
  readonly journal: Journal
  readonly law: Law
  readonly clock: Clock
  readonly log: Log
  readonly blobs: Pick<BlobStore, 'sealed'>
  readonly secret: string
  readonly files: FilesAtLarge
}

const overseers = ['coordinator', 'committee', 'auditor'] as const

/** Whether somebody sees the incidents of all units. */
const oversees = ({ roles }: Principal) => overseers.some((role) => roles.includes(role))

export function createIncidents(deps: IncidentDeps): Incidents {
  const { database, law } = deps
  const db = database.application
  const vault = createVault(deps.blobs.sealed, deps.secret)
  const bytes = createSealedBytes({ ...deps, vault })
  const decisions = createDecisions({ ...deps, vault, bytes })
  const see = (id: string) => seeIncident(db, law, id)
  return {
    open: (tx, file) => openIncident(tx, vault, file),
    settle: (incident) => bytes.keepOne(incident),
    standingOf: async (digest) => {
      const state = await findStateOfBytes(db, digest)
      if (state === undefined) return undefined
      return state === 'released' ? 'released' : 'held'
    },
    ofSubmission: (submissionId) => findIncidentOf(db, submissionId),
    ofUpload: (uploadId, unitId) => findIncidentOfUpload(db, uploadId, unitId),
    isHeld: (datasetId) => isHeld(db, datasetId),
    listHeldDatasets: () => listHeldDatasets(db),
    listStanding: () => listStanding(db),
    list: (reader, filter) => listIncidents(db, { ...filter, unitId: oversees(reader) ? undefined : reader.unitId }),
    get: async (reader, id) => {
      const seen = await see(id)
      if (!oversees(reader) && seen.unitId !== reader.unitId) throw accessProblems.incidentNotFound()
      return seen
    },
    askRelease: (officer, id, reason) => decisions.askRelease(officer, id, reason).then(() => see(id)),
    decideRelease: (officer, id, word) => decisions.decideRelease(officer, id, word).then(() => see(id)),
    handle: (officer, id, handling) => decisions.handle(officer, id, handling).then(() => see(id)),
    keepBytes: () => bytes.keep(),
    sweepBytes: () => bytes.sweep(),
  }
}

async function openIncident(tx: Tx, vault: Vault, { facts, ...file }: FoundFile): Promise<Incident> {
  const id = newId<'incident'>(tx.at)
  const incident: Incident = { ...file, id, state: 'open', openedAt: tx.at, sealedAt: null, restoredAt: null }
  const wrappedKey = vault.newKey(id)
  await insertIncident(tx, incident)
  await insertKey(tx, id, { wrappedKey, facts: vault.sealFacts(id, wrappedKey, facts) })
  await insertAct(tx, id, { act: 'opened', by: file })
  const { kind, place, degree } = file.marker
  await recordIncident(tx, incident, 'incident.opened', {
    ...{ submission: file.submissionId, upload: file.uploadId, bytes: file.bytes },
    marker: { kind, degree, place: { ...place } },
  })
  return incident
}

async function seeIncident(db: Db, law: Law, id: string): Promise<SeenIncident> {
  const incident = await findIncident(db, id)
  if (!incident) throw accessProblems.incidentNotFound()
  const acts = await listActs(db, id)
  const instruments = await law.byId(acts.flatMap(({ instrument }) => instrument ?? []))
  const named = (instrument: InstrumentId | null) =>
    instrument === null ? null : (instruments.get(instrument) ?? null)
  return { ...incident, acts: acts.map((act) => ({ ...act, instrument: named(act.instrument) })) }
}
