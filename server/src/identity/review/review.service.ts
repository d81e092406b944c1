import type { Actor, Journal, Tx } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { Clock, Database, Json } from '../../platform/index.ts'
import { revokeRoles, suspendAll } from '../account/account.acts.ts'
import { keepLastCoordinator } from '../account/last-coordinator.ts'
import { lockAccount } from '../account/account.store.ts'
import { changeIfDue } from '../account/clock-work.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import { identityPermissions } from '../identity.permissions.ts'
import { can } from '../principal.ts'
import type { Principal } from '../principal.ts'
import type { Report } from './report.ts'
import { answerReview } from './review-answer.ts'
import { deadlineOf, quarterAt } from './review.ts'
import type { AccountAnswer, Review, ReviewedAccount, UnitProgress } from './review.ts'
import {
  countByUnit,
  findOverdue,
  findReview,
  insertItems,
  insertReview,
  isReviewMissing,
  listReviewed,
  listReviews,
  listUnanswered,
  saveClosing,
} from './review.store.ts'
import { listReviewers } from './reviewer.store.ts'
import { answersFor } from './reviewer.ts'

export interface Reviews {
  /** Opens the review of the quarter at once, over all accounts; throws `identity.reviewOpen`. */
  openReview(actor: Actor): Promise<Review>
  /** Opens the review of a quarter that began, over the accounts issued before; gives how many accounts are in it. */
  openReviewIfDue(): Promise<number>
  /** Ends what nobody certified once the deadline is over; gives how many accounts that was for, and one for the review. */
  closeReviewIfDue(): Promise<number>
  /** Newest first. */
  listReviews(): Promise<Review[]>
  /** What the caller may see of a review: accounts of the own unit, or of any for those who oversee it. */
  listReviewedAccounts(principal: Principal, id: string, unit: string | undefined): Promise<SeenAccounts>
  /** Says of accounts which roles stand and which are revoked, at once and for good; all of it or nothing. */
  answerReview(principal: Principal, id: string, answers: readonly AccountAnswer[]): Promise<void>
  /** How far each unit has come. */
  reviewProgress(id: string): Promise<UnitProgress[]>
  /** All there is to say of a review, over all units. */
  reviewReport(id: string): Promise<Report>
}

export interface SeenAccounts {
  /** Whether the caller answers for these accounts. */
  readonly mayAnswer: boolean
  readonly items: readonly ReviewedAccount[]
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
}

export function createReviews({ database, journal, clock }: Deps): Reviews {
  const db = database.application
  const getReview = async (id: string) => {
    const review = await findReview(db, id)
    if (!review) throw identityProblems.reviewNotFound({ review: id })
    return review
  }
  const progressOf = async (id: string) => {
    const reviewers = Map.groupBy(await listReviewers(db, clock.now(), null), ({ unit }) => unit)
    const counts = await countByUnit(db, id)
    return counts.map((count) => ({
      ...count,
      reviewers: (reviewers.get(count.unit.id) ?? []).map(({ login }) => login),
    }))
  }
  return {
    openReview: (actor) => journal.change(actor, openNow),
    openReviewIfDue: async () => {
      const { quarter, begins } = quarterAt(clock.now())
      if (!(await isReviewMissing(db, quarter, begins))) return 0
      return changeIfDue(journal, async (tx) => (await open(tx, quarterAt(tx.at).begins))?.accounts ?? 0)
    },
    closeReviewIfDue: async () => {
      if (!(await findOverdue(db, clock.now()))) return 0
      return changeIfDue(journal, close)
    },
    listReviews: () => listReviews(db),
    listReviewedAccounts: async (principal, id, unit) => {
      await getReview(id)
      const isOverseer = can(principal, identityPermissions['review.oversee'])
      const seen = isOverseer ? (unit ?? null) : principal.unitId
      const mayAnswer = await answersFor(db, principal, { unit: seen, at: clock.now() })
      return { mayAnswer, items: await listReviewed(db, id, seen) }
    },
    answerReview: async (principal, id, answers) => {
      await getReview(id)
      await journal.change(principal, (tx) => answerReview(tx, principal, { review: id, answers }))
    },
    reviewProgress: async (id) => {
      await getReview(id)
      return progressOf(id)
    },
    reviewReport: async (id) => {
      const review = await getReview(id)
      return { review, units: await progressOf(id), accounts: await listReviewed(db, id, null) }
    },
  }
}

async function openNow(tx: Tx): Promise<Review> {
  const opened = await open(tx, tx.at)
  if (!opened) throw identityProblems.reviewOpen({ quarter: quarterAt(tx.at).quarter })
  return opened.review
}

async function open(tx: Tx, issuedBefore: Date): Promise<{ review: Review; accounts: number } | undefined> {
  const { quarter } = quarterAt(tx.at)
  const review = { id: newId<'review'>(tx.at), quarter, openedAt: tx.at, deadline: deadlineOf(tx.at), closedAt: null }
  if (!(await insertReview(tx, review))) return undefined
  const accounts = await insertItems(tx, review.id, issuedBefore)
  await recordReview(tx, 'opened', review, { deadline: review.deadline.toISOString(), accounts })
  return { review, accounts }
}

/** What nobody certified ends: roles where another role of the account stands, the account where none does. */
async function close(tx: Tx): Promise<number> {
  const review = await saveClosing(tx)
  if (!review) return 0
  const unanswered = await listUnanswered(tx, review.id)
  const ending = unanswered.filter(({ stands, roles }) => !stands || roles.includes('coordinator'))
  const kept = await keepLastCoordinator(
    tx,
    ending.map(({ account }) => account),
    'unanswered',
  )
  const forgotten = unanswered.filter(({ account, stands }) => !stands && account !== kept)
  const suspended = await suspendAll(
    tx,
    forgotten.map(({ account }) => account),
    'unanswered',
  )
  for (const { account, stands, roles } of unanswered) {
    const ended = account === kept ? roles.filter((role) => role !== 'coordinator') : roles
    if (!stands || ended.length === 0) continue
    const locked = await lockAccount(tx, account)
    if (locked && locked.state !== 'closed') await revokeRoles(tx, locked, ended)
  }
  await recordReview(tx, 'closed', review, { unanswered: unanswered.length, suspended })
  return unanswered.length + 1
}

async function recordReview(
  tx: Tx,
  happened: 'opened' | 'closed',
  { id, quarter }: Review,
  payload: Record<string, Json>,
): Promise<void> {
  await tx.record({
    event: identityEvents[`review.${happened}`],
    subject: { type: 'review', id, label: quarter },
    payload: { quarter, ...payload },
  })
}
