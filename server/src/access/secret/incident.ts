import type { Instrument } from '../../law/index.ts'
import type { Id } from '../../platform/index.ts'
import type { Marker } from './marker.ts'

export type IncidentId = Id<'incident'>

/** In `open` and `release-asked` its file is sealed and nothing is decided; the other two are for good. */
export const incidentStates = ['open', 'release-asked', 'released', 'handled'] as const
export type IncidentState = (typeof incidentStates)[number]

/** What became of a state secret: its bytes are no more, or the competent office has it; here nothing is kept of it. */
export const outcomes = ['destroyed', 'handedOver'] as const
export type Outcome = (typeof outcomes)[number]

export const incidentActs = [
  'opened',
  'sealed',
  'releaseAsked',
  'releaseRefused',
  'released',
  'restored',
  'handled',
] as const
export type IncidentActName = (typeof incidentActs)[number]

/** A file that bears a mark of a state secret, and is kept from everybody until it is decided what it is (sự cố). */
export interface Incident {
  readonly id: IncidentId
  readonly datasetId: string
  readonly datasetCode: string
  /** What the file had become: a submission, or an upload that somebody looked at before it was one. */
  readonly submissionId: string | null
  readonly uploadId: string | null
  /** Who sent it; of the unit, the one that took its place when it ended, and the name it had. */
  readonly unitId: string
  readonly unitName: string
  readonly accountId: string
  readonly accountName: string
  readonly marker: Marker
  /** SHA-256 of the file, hex. */
  readonly digest: string
  readonly bytes: number
  readonly state: IncidentState
  readonly openedAt: Date
  /** Since when its bytes are encrypted and the plain ones gone. */
  readonly sealedAt: Date | null
  /** Since when a released file is back where it goes on. */
  readonly restoredAt: Date | null
}

/** One step in the life of an incident. */
export interface IncidentAct {
  readonly act: IncidentActName
  readonly at: Date
  readonly accountId: string
  readonly accountName: string
  readonly unitName: string
  readonly reason: string | null
  readonly outcome: Outcome | null
  readonly instrument: Instrument | null
}

/** What an officer may do about an incident. */
export type Decision = 'askRelease' | 'decideRelease' | 'handle'
export type DecisionFault = 'notOpen' | 'notAsked' | 'closed' | 'notSealed' | 'ownFile' | 'ownRequest'

/**
 * Why a person may not do this now, whatever their roles; undefined when they may. A file is released by two persons, and
 * by nobody who sent it.
 * @param askedBy the account that asked for the release, while one is asked for
 */
export function decisionFault(
  decision: Decision,
  { state, sealedAt, accountId }: Pick<Incident, 'state' | 'sealedAt' | 'accountId'>,
  { by, askedBy }: { readonly by: string; readonly askedBy: string | undefined },
): DecisionFault | undefined {
  if (state === 'released' || state === 'handled') return 'closed'
  if (decision === 'askRelease' && state !== 'open') return 'notOpen'
  if (decision === 'decideRelease' && state !== 'release-asked') return 'notAsked'
  if (by === accountId) return 'ownFile'
  if (decision === 'decideRelease' && by === askedBy) return 'ownRequest'
  return sealedAt === null ? 'notSealed' : undefined
}
