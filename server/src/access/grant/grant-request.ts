import type { OrgRef } from '../../identity/index.ts'
import { addWorkingDays } from '../../law/index.ts'
import type { Certainty, Instrument, WorkingCalendar } from '../../law/index.ts'
import type { Id } from '../../platform/index.ts'
import type { GrantExtent } from './extent.ts'
import type { DatasetRef, GrantId, PurposeRef } from './grant.ts'

export type GrantRequestId = Id<'grantRequest'>

export const requestKinds = ['new', 'renewal', 'amendment'] as const
export type RequestKind = (typeof requestKinds)[number]

/** While it is open, the step that is due: the provider's opinion, the coordinator's check, the Committee's decision. */
export const openStates = ['opinion', 'check', 'decision'] as const
export type OpenState = (typeof openStates)[number]
export const requestStates = [...openStates, 'granted', 'refused', 'returned', 'withdrawn'] as const
export type RequestState = (typeof requestStates)[number]

export const stepKinds = [
  ...(['asked', 'agreed', 'objected', 'overdue', 'passedOn'] as const),
  ...(['returned', 'withdrawn', 'granted', 'refused', 'passed'] as const),
] as const
export type StepKind = (typeof stepKinds)[number]

/** What a unit asks the Committee to consent to. */
export interface GrantRequest {
  readonly id: GrantRequestId
  readonly year: number
  readonly number: number
  readonly kind: RequestKind
  /** The grant that is to go on, or to become another. */
  readonly grant: {
    readonly id: GrantId
    readonly year: number
    readonly number: number
    readonly extent: GrantExtent
  } | null
  readonly unit: OrgRef
  readonly dataset: DatasetRef
  readonly purpose: PurposeRef
  readonly legalBasis: string
  readonly reasons: string
  readonly extent: GrantExtent
  /** From the consent on, when null. */
  readonly startsAt: Date | null
  readonly endsAt: Date
  readonly state: RequestState
  readonly askedAt: Date
  readonly askedBy: string
  readonly dueAt: Date | null
  readonly certainty: Certainty
  readonly overdueSince: Date | null
  readonly endedAt: Date | null
  readonly instrument: Pick<Instrument, 'id' | 'number'> | null
  readonly ground: GroundCode | null
}

export interface GrantStep {
  readonly id: string
  readonly kind: StepKind
  readonly at: Date
  readonly unit: OrgRef | null
  readonly accountId: string
  readonly account: string
  readonly text: string | null
}

/** Working days of each step. The Regulation sets none: these are the product's own, and stand in ADR 0042. */
export const stepWorkingDays: Readonly<Record<OpenState, number>> = { opinion: 5, check: 3, decision: 7 }

export function dueOf(calendar: WorkingCalendar, state: OpenState, at: Date) {
  const { at: dueAt, certainty } = addWorkingDays(calendar, at, stepWorkingDays[state])
  return { dueAt, certainty }
}

/**
 * A provider that says nothing in time holds nobody up (Điều 6.1): from then on the coordinator may check the request
 * without an opinion.
 */
export function isForCoordinator({ state, dueAt }: Pick<GrantRequest, 'state' | 'dueAt'>, at: Date): boolean {
  return state === 'check' || (state === 'opinion' && dueAt !== null && at >= dueAt)
}

/** Legal grounds of a refusal: there is no other reason to refuse. */
export const groundCodes = [
  ...(['state-secret', 'not-official', 'no-legal-basis', 'beyond-need'] as const),
  ...(['personal-data', 'reserved-by-law'] as const),
] as const
export type GroundCode = (typeof groundCodes)[number]
