import type { Principal } from '../../identity/index.ts'
import type { Journal, Tx } from '../../journal/index.ts'
import type { InstrumentId, Law } from '../../law/index.ts'
import { isInForce } from '../../law/index.ts'
import { localDay, newId } from '../../platform/index.ts'
import type { BlobStore, Clock, Database, Json, Log } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { accessProblems } from '../access.errors.ts'
import { decisionFault } from './incident.ts'
import type { Decision, Incident, IncidentAct, IncidentId, IncidentState, Outcome } from './incident.ts'
import {
  deleteKey,
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
  lockIncident,
  saveStanding,
} from './incident.store.ts'
import type { StoredAct } from './incident.store.ts'
import { createSealedBytes } from './sealed-bytes.ts'
import type { FilesAtLarge } from './sealed-bytes.ts'
import { createVault } from './vault.ts'

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
  /** What is known of the file besides its bytes; sealed with them. */
  readonly facts: Json
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

/** What a decision needs to be told. */
export interface Handling {
  readonly outcome: Outcome
  /** Id of the instrument that decides it. */
  readonly instrument: string
  readonly reason: string
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

export interface ReleaseWord {
  readonly decision: 'confirm' | 'refuse'
  readonly reason: string
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
  const { database, journal, law, clock } = deps
  const db = database.application
  const vault = createVault(deps.blobs.sealed, deps.secret)
  const bytes = createSealedBytes({ ...deps, vault })

  return {
    open,
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
    askRelease: async (officer, id, reason) => {
      await decide('askRelease', officer, id, async (tx, incident) => {
        await saveStanding(tx, id, 'release-asked')
        await insertAct(tx, id, { act: 'releaseAsked', by: officer, reason })
        await record(tx, incident, 'releaseAsked', { reason })
      })
      return see(id)
    },
    decideRelease: async (officer, id, { decision, reason }) => {
      const isConfirmed = decision === 'confirm'
      const act = isConfirmed ? 'released' : 'releaseRefused'
      await decide('decideRelease', officer, id, async (tx, locked) => {
        await saveStanding(tx, id, isConfirmed ? 'released' : 'open')
        await insertAct(tx, id, { act, by: officer, reason })
        await record(tx, locked, act, { reason })
      })
      // What fails now is done by the worker; the decision stands.
      if (isConfirmed) await bytes.keep()
      return see(id)
    },
    handle: async (officer, id, { outcome, instrument: instrumentId, reason }) => {
      const instrument = await instrumentInForce(instrumentId)
      await decide('handle', officer, id, async (tx, incident) => {
        await saveStanding(tx, id, 'handled')
        await deleteKey(tx, id)
        await insertAct(tx, id, { act: 'handled', by: officer, reason, outcome, instrument: instrument.id })
        await record(tx, incident, 'handled', {
          ...{ outcome, reason, instrument: instrument.id, number: instrument.number },
        })
      })
      await vault.remove(id)
      return see(id)
    },
    keepBytes: () => bytes.keep(),
    sweepBytes: () => bytes.sweep(),
  }

  async function open(tx: Tx, { facts, ...file }: FoundFile): Promise<Incident> {
    const id = newId<'incident'>(tx.at)
    const incident: Incident = {
      ...{ ...file, id, state: 'open', openedAt: tx.at, sealedAt: null, restoredAt: null },
    }
    const wrappedKey = vault.newKey(id)
    await insertIncident(tx, incident)
    await insertKeyOf(tx, id, wrappedKey, facts)
    await insertAct(tx, id, { act: 'opened', by: file })
    const { kind, place, degree } = file.marker
    await record(tx, incident, 'opened', {
      ...{ submission: file.submissionId, upload: file.uploadId, bytes: file.bytes },
      marker: { kind, degree, place: { ...place } },
    })
    return incident
  }

  async function insertKeyOf(tx: Tx, id: IncidentId, wrappedKey: Buffer, facts: Json): Promise<void> {
    await insertKey(tx, id, { wrappedKey, facts: vault.sealFacts(id, wrappedKey, facts) })
  }

  /** One decision at a time, against the incident as it stands when nobody else can decide. */
  async function decide(
    decision: Decision,
    officer: Principal,
    id: string,
    write: (tx: Tx, incident: Incident) => Promise<void>,
  ): Promise<Incident> {
    return journal.change(officer, async (tx) => {
      const incident = await lockIncident(tx, id)
      if (!incident) throw accessProblems.incidentNotFound()
      const askedBy = askerOf(incident, await listActs(tx, id))
      const fault = decisionFault(decision, incident, { by: officer.accountId, askedBy })
      if (fault !== undefined) throw faults[fault]({ state: incident.state })
      await write(tx, incident)
      return incident
    })
  }

  async function see(id: string): Promise<SeenIncident> {
    const incident = await findIncident(db, id)
    if (!incident) throw accessProblems.incidentNotFound()
    const acts = await listActs(db, id)
    const instruments = await law.byId(acts.flatMap(({ instrument }) => instrument ?? []))
    const named = (instrument: InstrumentId | null) =>
      instrument === null ? null : (instruments.get(instrument) ?? null)
    return { ...incident, acts: acts.map((act) => ({ ...act, instrument: named(act.instrument) })) }
  }

  async function instrumentInForce(id: string) {
    const instrument = await law.get(id)
    const day = localDay(clock.now())
    if (!isInForce(instrument, day)) throw accessProblems.instrumentNotInForce({ number: instrument.number })
    return instrument
  }
}

const faults = {
  notOpen: accessProblems.incidentNotOpen,
  notAsked: accessProblems.releaseNotAsked,
  closed: accessProblems.incidentClosed,
  notSealed: accessProblems.incidentNotSealed,
  ownFile: accessProblems.ownFile,
  ownRequest: accessProblems.ownRelease,
} as const

/** Who asked for the release that stands, if one does. */
export function askerOf(
  { state }: Pick<Incident, 'state'>,
  acts: readonly Pick<StoredAct, 'act' | 'accountId'>[],
): string | undefined {
  return state === 'release-asked' ? acts.findLast(({ act }) => act === 'releaseAsked')?.accountId : undefined
}

async function record(
  tx: Tx,
  { id, datasetCode, datasetId, digest }: Incident,
  happened: 'opened' | 'releaseAsked' | 'releaseRefused' | 'released' | 'handled',
  payload: Record<string, Json>,
): Promise<void> {
  await tx.record({
    event: accessEvents[`incident.${happened}`],
    subject: { type: 'incident', id, label: datasetCode },
    payload: { dataset: datasetCode, datasetId, digest, ...payload },
  })
}
