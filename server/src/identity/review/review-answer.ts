import type { Tx } from '../../journal/index.ts'
import { revokeRoles, suspendAll } from '../account/account.acts.ts'
import { lockAccount } from '../account/account.store.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import type { Principal } from '../principal.ts'
import type { AccountAnswer, Answer } from './review.ts'
import { findReview, holdOpen, listItemsOf, saveAnswers } from './review.store.ts'
import type { AskedItem } from './review.store.ts'
import { answersFor } from './reviewer.ts'

interface Answering {
  readonly review: string
  readonly answers: readonly AccountAnswer[]
}

type Answered = AskedItem & { readonly answer: Answer }

/** Keeps what a reviewer says, and takes away at once what is revoked. */
export async function answerReview(tx: Tx, principal: Principal, { review, answers }: Answering): Promise<void> {
  await refuseClosed(tx, review)
  const accounts = answers.map(({ account }) => account)
  const asked = await listItemsOf(tx, review, accounts)
  refuseForeign(answers, asked)
  await refuseWrongReviewer(tx, principal, asked)
  const revoked = new Set(answers.flatMap((answer) => answer.revoked))
  const answered = asked.map((item): Answered => ({ ...item, answer: revoked.has(item.id) ? 'revoked' : 'certified' }))
  const kept = new Set(await saveAnswers(tx, answered, { id: principal.accountId, login: principal.login }))
  const late = asked.filter(({ id }) => !kept.has(id))
  if (late.length > 0) {
    throw identityProblems.reviewAnswered({ logins: [...new Set(late.map(({ login }) => login))] })
  }
  await takeAway(tx, answered)
  await recordAnswers(tx, review, answered)
}

async function refuseClosed(tx: Tx, id: string): Promise<void> {
  if (await holdOpen(tx, id)) return
  const review = await findReview(tx, id)
  throw identityProblems.reviewClosed({ quarter: review?.quarter ?? '' })
}

function refuseForeign(answers: readonly AccountAnswer[], asked: readonly AskedItem[]): void {
  const items = Map.groupBy(asked, ({ account }) => account as string)
  const wrong = answers.flatMap(({ account, revoked }) => {
    const own = items.get(account)
    if (!own) return [account]
    return revoked.filter((id) => !own.some((item) => item.id === id))
  })
  if (wrong.length > 0) throw identityProblems.notInReview({ wrong })
}

/** Nobody answers for a unit that is not theirs to answer for, nor for themselves (Điều 15.3). */
async function refuseWrongReviewer(tx: Tx, principal: Principal, asked: readonly AskedItem[]): Promise<void> {
  for (const unit of new Set(asked.map((item) => item.unit))) {
    if (!(await answersFor(tx, principal, { unit, at: tx.at }))) throw identityProblems.notReviewer()
  }
  if (asked.some(({ account }) => account === principal.accountId)) throw identityProblems.ownReview()
}

/** Ends the roles revoked; an account with all of them revoked is suspended. */
async function takeAway(tx: Tx, answered: readonly Answered[]): Promise<void> {
  const touched = answered.filter(({ answer }) => answer === 'revoked').map(({ account }) => account)
  // In one order, so that two reviewers do not wait for each other.
  for (const id of [...new Set(touched)].sort()) {
    const account = await lockAccount(tx, id)
    if (!account || account.state === 'closed') continue
    const items = answered.filter((item) => item.account === id)
    const roles = rolesOf(items, 'revoked')
    if (roles.length > 0) await revokeRoles(tx, account, roles)
    if (items.every(({ answer }) => answer === 'revoked')) await suspendAll(tx, [id], 'revoked')
  }
}

/** One entry for each unit; names are not in it, what was said of each role is. */
async function recordAnswers(tx: Tx, review: string, answered: readonly Answered[]): Promise<void> {
  for (const [unit, items] of Map.groupBy(answered, (item) => item.unit)) {
    const accounts = [...Map.groupBy(items, ({ account }) => account)].map(([account, own]) => ({
      account,
      login: own[0]?.login ?? '',
      certified: rolesOf(own, 'certified'),
      revoked: rolesOf(own, 'revoked'),
    }))
    await tx.record({
      event: identityEvents['review.answered'],
      subject: { type: 'organisation', id: unit, label: items[0]?.unitName ?? '' },
      payload: { review, accounts },
    })
  }
}

function rolesOf(items: readonly Answered[], wanted: Answer) {
  return items.flatMap(({ answer, role }) => (answer === wanted && role !== null ? [role] : []))
}
