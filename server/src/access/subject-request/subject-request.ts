import type { OrgRef } from '../../identity/index.ts'
import { addDays, addWorkingDays } from '../../law/index.ts'
import type { Certainty, WorkingCalendar } from '../../law/index.ts'
import { canonicalJson, sha256 } from '../../platform/index.ts'
import type { Id } from '../../platform/index.ts'

export type SubjectRequestId = Id<'subjectRequest'>

/** What a person may ask about their own data (Law 91/2025/QH15, Article 4). */
export const requestKinds = ['copy', 'reads', 'rectify', 'erase', 'restrict', 'withdraw', 'complain'] as const
export type RequestKind = (typeof requestKinds)[number]

export const requestStates = ['received', 'in-progress', 'answered', 'refused'] as const
export type RequestState = (typeof requestStates)[number]

export const stepKinds = [
  ...(['received', 'assigned', 'responded', 'reported', 'extended', 'reads'] as const),
  ...(['answered', 'refused', 'overdue', 'erased'] as const),
] as const
export type StepKind = (typeof stepKinds)[number]

/** Who asks, and for what: personal data all of it. */
export interface Subject {
  readonly name: string
  readonly identityNumber: string
  /** Where the answer goes. */
  readonly contact: string
  /** What is asked for, in the person's words. */
  readonly wish: string
}

export interface SubjectRequest {
  readonly id: SubjectRequestId
  readonly year: number
  readonly number: number
  readonly kind: RequestKind
  readonly state: RequestState
  /** The unit at whose desk it was received. */
  readonly unit: OrgRef
  readonly receivedAt: Date
  readonly respondBy: Date
  /** Null where the law on personal data sets no limit: complaints have a law of their own. */
  readonly fulfilBy: Date | null
  /** How far the calendar behind the clocks can be relied on. */
  readonly certainty: Certainty
  readonly respondedAt: Date | null
  readonly extendedAt: Date | null
  readonly endedAt: Date | null
  readonly ground: GroundCode | null
  readonly datasets: readonly ConcernedDataset[]
  /** Null once it was erased. */
  readonly subject: Subject | null
}

export interface ConcernedDataset {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly unit: OrgRef
  readonly reportedAt: Date | null
}

export interface RequestStep {
  readonly id: string
  readonly kind: StepKind
  readonly at: Date
  readonly unit: OrgRef | null
  readonly account: string
  readonly text: string | null
}

/**
 * Working days until the person has a first word (Decree 356/2025/NĐ-CP); the days to do what was asked, and those by which
 * that may be extended once. ADR 0041 says where each figure was read.
 */
export const respondWorkingDays = 2
export const fulfilDays: Readonly<Record<RequestKind, number | null>> = {
  copy: 10,
  reads: 10,
  rectify: 10,
  erase: 20,
  restrict: 15,
  withdraw: 15,
  complain: null,
}

export interface Clocks {
  readonly respondBy: Date
  readonly fulfilBy: Date | null
  readonly certainty: Certainty
}

const certainties: readonly Certainty[] = ['whole', 'partial', 'weekdays']

export function clocksOf(calendar: WorkingCalendar, kind: RequestKind, receivedAt: Date): Clocks {
  const respond = addWorkingDays(calendar, receivedAt, respondWorkingDays)
  const days = fulfilDays[kind]
  const fulfil = days === null ? undefined : addDays(calendar, receivedAt, days)
  return {
    respondBy: respond.at,
    fulfilBy: fulfil?.at ?? null,
    certainty: leastCertain(respond.certainty, fulfil?.certainty ?? 'whole'),
  }
}

/** The second clock, once extended: as many days again, from the end of the first. */
export function extendedClock(
  calendar: WorkingCalendar,
  { kind, fulfilBy, certainty }: Pick<SubjectRequest, 'kind' | 'fulfilBy' | 'certainty'>,
): { readonly fulfilBy: Date; readonly certainty: Certainty } | undefined {
  const days = fulfilDays[kind]
  if (days === null || fulfilBy === null) return undefined
  const extended = addDays(calendar, new Date(fulfilBy.getTime() - 1), days)
  return { fulfilBy: extended.at, certainty: leastCertain(certainty, extended.certainty) }
}

function leastCertain(one: Certainty, other: Certainty): Certainty {
  return certainties[Math.max(certainties.indexOf(one), certainties.indexOf(other))] ?? 'weekdays'
}

export const clockNames = ['respond', 'fulfil'] as const
export type ClockName = (typeof clockNames)[number]

/** The clock that runs, and whether it is over; none once the request ended. */
export function runningClock(
  { state, respondBy, fulfilBy }: Pick<SubjectRequest, 'state' | 'respondBy' | 'fulfilBy'>,
  at: Date,
): { readonly name: ClockName; readonly dueAt: Date; readonly isOverdue: boolean } | null {
  if (state === 'answered' || state === 'refused') return null
  const name = state === 'received' ? 'respond' : 'fulfil'
  const dueAt = state === 'received' ? respondBy : fulfilBy
  return dueAt === null ? null : { name, dueAt, isOverdue: at >= dueAt }
}

/** Why a request may be refused; each only where the law knows it (Law 91/2025/QH15). */
export const groundCodes = [
  ...(['not-the-subject', 'not-held', 'no-consent-needed', 'kept-by-law'] as const),
  ...(['state-security', 'rights-of-others'] as const),
] as const
export type GroundCode = (typeof groundCodes)[number]

const groundsOf: Readonly<Record<RequestKind, readonly GroundCode[]>> = {
  copy: ['not-the-subject', 'not-held', 'state-security', 'rights-of-others'],
  reads: ['not-the-subject', 'not-held', 'state-security', 'rights-of-others'],
  rectify: ['not-the-subject', 'not-held', 'kept-by-law'],
  erase: ['not-the-subject', 'not-held', 'no-consent-needed', 'kept-by-law', 'state-security', 'rights-of-others'],
  restrict: ['not-the-subject', 'not-held', 'no-consent-needed', 'state-security'],
  withdraw: ['not-the-subject', 'not-held', 'no-consent-needed'],
  complain: ['not-the-subject', 'not-held'],
}

export function isGroundFor(kind: RequestKind, ground: GroundCode): boolean {
  return groundsOf[kind].includes(ground)
}

/** An identity number as datasets hold it: people write it in groups, with spaces or dots between. */
export function bareNumber(identityNumber: string): string {
  return identityNumber.replaceAll(/[\s.]/g, '')
}

/**
 * What an entry of the journal holds in place of a person or of a text about them: SHA-256 of the salt and the canonical JSON.
 * The salt lies beside them, so both can be erased and the entry says nothing any more.
 */
export function commitToSubject({ name, identityNumber, contact, wish }: Subject, salt: string): Buffer {
  return sha256(`${salt}\n${canonicalJson({ name, identityNumber, contact, wish })}`)
}

export function commitToText(text: string, salt: string): Buffer {
  return sha256(`${salt}\n${canonicalJson(text)}`)
}
