import { localDay, startOfDay } from '../../platform/index.ts'
import type { Id } from '../../platform/index.ts'
import type { AccountId, AccountState } from '../account/account.ts'
import type { Role } from '../account/role.ts'
import type { OrgRef } from '../organisation/organisation.ts'

export type ReviewId = Id<'review'>

/** One review of all accounts. */
export interface Review {
  readonly id: ReviewId
  /** Like `2026-Q1`. */
  readonly quarter: string
  readonly openedAt: Date
  /** What nobody has answered by then ends. */
  readonly deadline: Date
  readonly closedAt: Date | null
}

export const answers = ['certified', 'revoked'] as const
export type Answer = (typeof answers)[number]

/** A role that is to be certified; without a role the account itself, which held none. */
export interface ReviewItem {
  readonly id: string
  readonly role: Role | null
  readonly validFrom: Date | null
  readonly validTo: Date | null
  readonly answer: Answer | null
  readonly answeredBy: string | null
  readonly answeredAt: Date | null
}

/** An account that is to be certified, as it is now. */
export interface ReviewedAccount {
  readonly id: AccountId
  readonly login: string
  readonly name: string
  readonly unit: OrgRef
  readonly state: AccountState
  readonly issuedAt: Date
  readonly lastUsedAt: Date | null
  readonly items: readonly ReviewItem[]
}

/** What a reviewer says of one account: it stands but for the items revoked; with all of them revoked it is suspended. */
export interface AccountAnswer {
  readonly account: string
  readonly revoked: readonly string[]
}

/** How far one unit has come. */
export interface UnitProgress {
  readonly unit: OrgRef
  readonly accounts: number
  readonly certified: number
  readonly revoked: number
  readonly unanswered: number
  /** Logins of those who answer for the unit; without one the coordinator does. */
  readonly reviewers: readonly string[]
}

/** Days from the opening of a review to its deadline, the last one whole. */
export const reviewDays = 30
const dayMilliseconds = 86_400_000

/** The calendar quarter of a local day, and the instant it begins. */
export function quarterAt(at: Date): { readonly quarter: string; readonly begins: Date } {
  const day = localDay(at)
  const [year = '', month = ''] = day.split('-')
  const number = Math.ceil(Number(month) / 3)
  const first = String(number * 3 - 2).padStart(2, '0')
  return { quarter: `${year}-Q${String(number)}`, begins: startOfDay(`${year}-${first}-01`) }
}

export function deadlineOf(openedAt: Date): Date {
  return new Date(startOfDay(localDay(openedAt)).getTime() + (reviewDays + 1) * dayMilliseconds)
}
