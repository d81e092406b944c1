import type { OrgRef } from '../../identity/index.ts'
import type { Instrument } from '../../law/index.ts'
import type { Id, Json } from '../../platform/index.ts'
import type { DetectorName } from './detector.ts'
import type { ViolationKind } from './kind.ts'

export type ViolationId = Id<'violation'>

/** In the first three nothing is decided; the other two are for good. */
export const violationStates = ['open', 'examination', 'proposed', 'upheld', 'dismissed'] as const
export type ViolationState = (typeof violationStates)[number]

export const outcomes = ['upheld', 'dismissed'] as const
export type Outcome = (typeof outcomes)[number]

/** What follows (Điều 19.2): a reminder, or what is decided by an instrument. */
export const measures = ['reminder', 'discipline', 'administrative', 'criminal'] as const
export type Measure = (typeof measures)[number]

/** Why it comes to nothing here; `elsewhere`: another body is competent. */
export const grounds = ['lawful', 'falseAlarm', 'unproven', 'elsewhere'] as const
export type Ground = (typeof grounds)[number]

export const subjectTypes = ['account', 'unit', 'grant', 'dataset', 'unknown'] as const
export type SubjectType = (typeof subjectTypes)[number]

/** Whom or what a violation is about, under the name of that day. */
export interface Subject {
  readonly type: SubjectType
  readonly id: string | null
  readonly name: string | null
  /** The account and the unit that answer for it. */
  readonly accountId: string | null
  readonly unitId: string | null
  readonly datasetId: string | null
}

export const violationActs = [
  ...(['raised', 'evidenceAdded', 'examined', 'proposed', 'returned', 'upheld', 'dismissed'] as const),
  ...(['restrained', 'released', 'incidentDeclared', 'noticeSent'] as const),
] as const
export type ViolationActName = (typeof violationActs)[number]

export interface ViolationAct {
  readonly act: ViolationActName
  readonly at: Date
  readonly accountId: string
  readonly accountName: string
  readonly unitName: string
  readonly words: string | null
  readonly facts: Readonly<Record<string, Json>>
}

/** What a detector, or a person, says has been done against Điều 6 (vi phạm). */
export interface Violation {
  readonly id: ViolationId
  readonly year: number
  readonly number: number
  readonly kind: ViolationKind
  /** Who found it; null where a person reported it. */
  readonly detector: DetectorName | null
  readonly reporter: { readonly accountId: string; readonly name: string; readonly unit: OrgRef } | null
  readonly subject: Subject
  readonly dataset: { readonly code: string; readonly name: string; readonly nameEn: string } | null
  readonly words: string | null
  /** What the detector went by. */
  readonly figures: Readonly<Record<string, number>>
  readonly window: { readonly from: Date; readonly to: Date } | null
  readonly state: ViolationState
  readonly openedAt: Date
  readonly endedAt: Date | null
  readonly outcome: Outcome | null
  readonly measure: Measure | null
  readonly ground: Ground | null
  readonly proposedBy: string | null
  readonly instrument: Pick<Instrument, 'id' | 'number' | 'signedOn' | 'issuer'> | null
  readonly incident: Incident | null
  /** Whether its subject may read nothing because of it. */
  readonly isRestrained: boolean
  /** Whether the Committee has looked at it, and when first. */
  readonly seenByCommitteeAt: Date | null
  readonly isSeen: boolean
}

/** What must be notified (security incident, breach of personal data). */
export interface Incident {
  readonly since: Date
  readonly isPersonal: boolean
  readonly facts: IncidentFacts
}

export interface IncidentFacts {
  /** What happened, how far it reaches, what is done about it. */
  readonly nature: string
  readonly reach: string
  readonly remedy: string
  /** How many people's data, as far as it is known. */
  readonly people: number | null
}

export const violationOrders = ['examine', 'addEvidence', 'propose', 'decide', 'release', 'declareIncident'] as const
export type ViolationOrder = (typeof violationOrders)[number]
export type OrderFault =
  'ended' | 'notOpen' | 'notProposed' | 'proposed' | 'ownViolation' | 'ownUnit' | 'ownReport' | 'ownProposal' | 'free'

type Standing = Pick<Violation, 'state' | 'subject' | 'proposedBy' | 'isRestrained' | 'reporter'>
interface Officer {
  readonly accountId: string
  readonly unitId: string
}

/**
 * Why an officer may not do this now, whatever their roles; undefined when they may. Nobody handles a violation of their own
 * or of a unit they sit in, nobody decides on what they reported, and every end takes two persons.
 */
export function orderFault(order: ViolationOrder, violation: Standing, officer: Officer): OrderFault | undefined {
  return (
    partialityOf(violation, officer) ?? stateFault(order, violation) ?? secondPersonFault(order, violation, officer)
  )
}

function partialityOf({ subject }: Standing, { accountId, unitId }: Officer): OrderFault | undefined {
  if (subject.accountId === accountId) return 'ownViolation'
  // Of an account its colleagues are no parties: two persons of two offices decide anyway.
  return subject.type !== 'account' && subject.unitId === unitId ? 'ownUnit' : undefined
}

function stateFault(order: ViolationOrder, { state, isRestrained }: Standing): OrderFault | undefined {
  if (order === 'release') return isRestrained ? undefined : 'free'
  if (state === 'upheld' || state === 'dismissed') return order === 'declareIncident' ? undefined : 'ended'
  if (order === 'examine' && state !== 'open') return 'notOpen'
  if (order === 'propose' && state === 'proposed') return 'proposed'
  return order === 'decide' && state !== 'proposed' ? 'notProposed' : undefined
}

function secondPersonFault(order: ViolationOrder, violation: Standing, { accountId }: Officer): OrderFault | undefined {
  if (order !== 'decide') return undefined
  if (violation.reporter?.accountId === accountId) return 'ownReport'
  return violation.proposedBy === accountId ? 'ownProposal' : undefined
}

/** Whether an end names an instrument: all that follows but a reminder is decided by one. */
export function needsInstrument(outcome: Outcome | null, measure: Measure | null): boolean {
  return outcome === 'upheld' && measure !== 'reminder'
}

export const noticeNames = ['first', 'full', 'personalData'] as const
export type NoticeName = (typeof noticeNames)[number]

/** Hours from the instant an incident became known until a notice must be with the competent body (ADR 0043 says by which law). */
export const noticeHours: Readonly<Record<NoticeName, number>> = { first: 24, full: 72, personalData: 72 }

export interface SentNotice {
  readonly notice: NoticeName
  readonly sentAt: Date
  readonly by: string
  readonly recipient: string
  readonly reference: string
}

export interface NoticeClock {
  readonly notice: NoticeName
  readonly dueAt: Date
  readonly sent: SentNotice | null
  readonly isOverdue: boolean
}

/** The notices an incident asks for, each with its clock; none while there is no incident. */
export function noticeClocks(incident: Incident | null, sent: readonly SentNotice[], at: Date): NoticeClock[] {
  if (!incident) return []
  return noticeNames
    .filter((notice) => notice !== 'personalData' || incident.isPersonal)
    .map((notice) => {
      const dueAt = new Date(incident.since.getTime() + noticeHours[notice] * 3_600_000)
      const found = sent.find((each) => each.notice === notice) ?? null
      return { notice, dueAt, sent: found, isOverdue: (found?.sentAt ?? at) >= dueAt }
    })
}
