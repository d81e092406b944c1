import type { Principal } from '../../identity/index.ts'
import type { Journal, Tx } from '../../journal/index.ts'
import type { Law } from '../../law/index.ts'
import { accessProblems } from '../access.errors.ts'
import { decisionFault } from './incident.ts'
import type { Decision, Incident, IncidentAct, Outcome } from './incident.ts'
import { recordIncident } from './incident.recording.ts'
import { deleteKey, insertAct, listActs, lockIncident, saveStanding } from './incident.store.ts'
import type { SealedBytes } from './sealed-bytes.ts'
import type { Vault } from './vault.ts'

/** What a decision needs to be told. */
export interface Handling {
  readonly outcome: Outcome
  /** Id of the instrument that decides it. */
  readonly instrument: string
  readonly reason: string
}

export interface ReleaseWord {
  readonly decision: 'confirm' | 'refuse'
  readonly reason: string
}

/** What officers decide about a sealed file; each refuses what two persons, or the state of the incident, do not allow. */
export interface Decisions {
  askRelease(officer: Principal, id: string, reason: string): Promise<void>
  /** The word of a second person: the file is back where it goes on, or stays under seal. */
  decideRelease(officer: Principal, id: string, word: ReleaseWord): Promise<void>
  /** The file is a state secret: nothing is kept of it here. */
  handle(officer: Principal, id: string, handling: Handling): Promise<void>
}

export interface DecisionDeps {
  readonly journal: Journal
  readonly law: Law
  readonly vault: Vault
  readonly bytes: SealedBytes
}

export function createDecisions({ journal, law, vault, bytes }: DecisionDeps): Decisions {
  return { askRelease, decideRelease, handle }

  async function askRelease(officer: Principal, id: string, reason: string): Promise<void> {
    await decide(journal, { decision: 'askRelease', officer, id }, async (tx, incident) => {
      await saveStanding(tx, id, 'release-asked')
      await insertAct(tx, id, { act: 'releaseAsked', by: officer, reason })
      await recordIncident(tx, incident, 'incident.releaseAsked', { reason })
    })
  }

  async function decideRelease(officer: Principal, id: string, { decision, reason }: ReleaseWord): Promise<void> {
    const isConfirmed = decision === 'confirm'
    const act = isConfirmed ? 'released' : 'releaseRefused'
    await decide(journal, { decision: 'decideRelease', officer, id }, async (tx, incident) => {
      await saveStanding(tx, id, isConfirmed ? 'released' : 'open')
      await insertAct(tx, id, { act, by: officer, reason })
      await recordIncident(tx, incident, isConfirmed ? 'incident.released' : 'incident.releaseRefused', { reason })
    })
    // What fails now is done by the worker; the decision stands.
    if (isConfirmed) await bytes.keep()
  }

  async function handle(
    officer: Principal,
    id: string,
    { outcome, instrument: named, reason }: Handling,
  ): Promise<void> {
    const instrument = await law.getInForce(named)
    await decide(journal, { decision: 'handle', officer, id }, async (tx, incident) => {
      await saveStanding(tx, id, 'handled')
      await deleteKey(tx, id)
      await insertAct(tx, id, { act: 'handled', by: officer, reason, outcome, instrument: instrument.id })
      await recordIncident(tx, incident, 'incident.handled', {
        ...{ outcome, reason, instrument: instrument.id, number: instrument.number },
      })
    })
    await vault.remove(id)
  }
}

interface Deciding {
  readonly decision: Decision
  readonly officer: Principal
  readonly id: string
}

/** One decision at a time, against the incident as it stands when nobody else can decide. */
function decide(
  journal: Journal,
  { decision, officer, id }: Deciding,
  write: (tx: Tx, incident: Incident) => Promise<void>,
): Promise<void> {
  return journal.change(officer, async (tx) => {
    const incident = await lockIncident(tx, id)
    if (!incident) throw accessProblems.incidentNotFound()
    const askedBy = askerOf(incident, await listActs(tx, id))
    const fault = decisionFault(decision, incident, { by: officer.accountId, askedBy })
    if (fault !== undefined) throw faults[fault]()
    await write(tx, incident)
  })
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
  acts: readonly Pick<IncidentAct, 'act' | 'accountId'>[],
): string | undefined {
  return state === 'release-asked' ? acts.findLast(({ act }) => act === 'releaseAsked')?.accountId : undefined
}
