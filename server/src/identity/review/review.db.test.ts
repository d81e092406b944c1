import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { activateWithPasskey, where } from '../../../test/identity/open-identity.ts'
import { createJournal } from '../../journal/index.ts'
import { aLog } from '../../journal/testing.ts'
import { createLaw } from '../../law/index.ts'
import { anActor } from '../../law/testing.ts'
import { createLog, fixedClock } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import type { Role } from '../account/role.ts'
import { createIdentity } from '../index.ts'
import type { Identity, Principal } from '../index.ts'
import { aCity, anId, anOrganisation, shownToken } from '../testing.ts'
import type { Review, ReviewedAccount, UnitProgress } from './review.ts'

/** A city of its own for each part, in which accounts were issued a while ago. */
async function aSetting(start: string) {
  const testing = await createTestDatabase()
  const clock = fixedClock(start)
  const log = createLog('silent')
  const journal = createJournal({ database: testing.database, clock, log, ...aLog })
  const law = createLaw({ database: testing.database, journal, clock })
  const deps = { database: testing.database, journal, clock, log, law, sessionHours: 10, secret: 'a secret' }
  const identity = createIdentity(deps)
  const [city] = await identity.registerOrganisations(anActor(), [aCity()])
  const parent = city?.id ?? ''
  const [coordinating, health] = await identity.registerOrganisations(anActor(), [
    anOrganisation({ parent, name: 'Sở Khoa học và Công nghệ' }),
    anOrganisation({ parent, name: 'Sở Y tế' }),
  ])
  const units = { coordinating: coordinating?.id ?? '', health: health?.id ?? '' }
  const issue = async (login: string, unit: string, roles: readonly Role[]) => {
    const account = await identity.issueAccount(anActor(), { login, name: 'Cán bộ', unit, roles })
    const { principal } = await activateWithPasskey(identity, account.activation?.token ?? '')
    return { id: account.id, login, principal }
  }
  const signIn = (accountId: AccountId) =>
    identity.openSession({ accountId, factor: 'passkey', method: 'passkey', where, requestId: 'r' })
  const nameFocalPoint = (unit: string, account: string) => {
    const leader = { account }
    return identity.assignFocalPoint(anActor(), {
      unit,
      role: 'consumer',
      leader,
      validFrom: '2026-01-01',
      validTo: null,
    })
  }
  const stateOf = async (id: string) => {
    const accounts = await identity.listAccounts({ after: undefined, limit: 1000 })
    return accounts.find((account) => account.id === id)
  }
  const events = async (pattern: string) =>
    testing.asAdmin<{ event: string; subject: string; payload: Record<string, unknown> }>(
      'SELECT event, subject_id AS subject, payload FROM journal.entries WHERE event LIKE $1 ORDER BY id',
      [`identity.${pattern}`],
    )
  return {
    testing,
    clock,
    journal,
    identity,
    again: () => createIdentity(deps),
    units,
    issue,
    signIn,
    nameFocalPoint,
    stateOf,
    events,
  }
}

const accountsOf = async (identity: Identity, principal: Principal, review: Review) =>
  (await identity.listReviewedAccounts(principal, review.id, undefined)).items
const keep = { revoked: [] }
const itemsOf = (account: ReviewedAccount | undefined, ...wanted: Role[]) =>
  (account?.items ?? []).filter(({ role }) => role !== null && wanted.includes(role)).map(({ id }) => id)

describe('a review of accounts (Điều 15.3)', async () => {
  const setting = await aSetting('2026-02-10T03:00:00Z')
  const { identity, clock, units } = setting
  const first = await setting.issue('dieu.phoi', units.coordinating, ['coordinator'])
  const second = await setting.issue('dieu.phoi.hai', units.coordinating, ['coordinator', 'auditor'])
  const focal = await setting.issue('dau.moi', units.health, ['consumer'])
  const doctor = await setting.issue('bac.si', units.health, ['provider', 'consumer'])
  const nurse = await setting.issue('dieu.duong', units.health, ['consumer'])
  const forgotten = await setting.issue('bi.quen', units.health, ['consumer'])
  await setting.nameFocalPoint(units.health, focal.id)
  const auditor = (): Principal => ({ ...second.principal, roles: ['auditor'] })
  let review: Review

  beforeAll(async () => {
    await identity.keeper.keep()
    expect(await identity.listReviews()).toEqual([])
    clock.moveTo('2026-03-31T17:00:00Z')
    // Nobody is idle here: disuse is another matter.
    for (const { id } of [first, second, focal, doctor, nurse, forgotten]) await setting.signIn(id)
    await Promise.all([identity.keeper.keep(), setting.again().keeper.keep()])
    review = (await identity.listReviews())[0] ?? expect.fail('no review was opened')
  })
  beforeEach(() => {
    clock.moveTo('2026-04-10T03:00:00Z')
  })

  it('opens by itself when a quarter begins, once, over the accounts issued before', async () => {
    expect(await identity.listReviews()).toEqual([review])
    expect(review).toMatchObject({ quarter: '2026-Q2', deadline: new Date('2026-05-01T17:00:00Z'), closedAt: null })
    expect(await setting.events('review.opened')).toMatchObject([{ payload: { quarter: '2026-Q2', accounts: 6 } }])
    await expect(identity.openReview(first.principal)).rejects.toMatchObject({ code: 'identity.reviewOpen' })
  })

  it('shows a unit its own accounts with last use and roles; the coordinator sees all', async () => {
    const seen = await accountsOf(identity, focal.principal, review)
    expect(seen.map(({ login }) => login)).toEqual(['bac.si', 'bi.quen', 'dau.moi', 'dieu.duong'])
    expect(seen[0]).toMatchObject({
      lastUsedAt: new Date('2026-03-31T17:00:00Z'),
      items: [{ role: 'provider', answer: null }, { role: 'consumer' }],
    })
    expect(await accountsOf(identity, first.principal, review)).toHaveLength(6)
    const progress = await identity.reviewProgress(review.id)
    expect(progress.find(({ unit }) => unit.id === units.health)).toMatchObject({
      ...{ accounts: 4, certified: 0, revoked: 0, unanswered: 4, reviewers: ['dau.moi'] },
    })
  })

  it.each<[string, () => [Principal, string | undefined], boolean, number]>([
    ['the focal point of the unit', () => [focal.principal, undefined], true, 4],
    ['the same, who sees no other unit', () => [focal.principal, units.coordinating], true, 4],
    ['somebody else of the unit', () => [nurse.principal, units.health], false, 4],
    ['the coordinator', () => [first.principal, units.health], true, 4],
    ['an auditor, who sees all units', () => [auditor(), undefined], false, 6],
    ['an auditor, who sees any', () => [auditor(), units.health], false, 4],
  ])('tells %s whether they answer for what they see', async (_who, given, mayAnswer, count) => {
    const [principal, unit] = given()
    const seen = await identity.listReviewedAccounts(principal, review.id, unit)
    expect({ mayAnswer: seen.mayAnswer, count: seen.items.length }).toEqual({ mayAnswer, count })
  })

  it.each<[string, () => [Principal, string], string]>([
    ['their own account', () => [focal.principal, focal.id], 'identity.ownReview'],
    ['their own account, as coordinator', () => [first.principal, first.id], 'identity.ownReview'],
    ['an account of another unit', () => [focal.principal, first.id], 'identity.notReviewer'],
    ['a colleague, without being focal point', () => [nurse.principal, doctor.id], 'identity.notReviewer'],
    ['an account that is not in it', () => [first.principal, anId(404)], 'identity.notInReview'],
  ])('lets nobody certify %s', async (_what, given, code) => {
    const [principal, account] = given()
    const answer = identity.answerReview(principal, review.id, [{ account, ...keep }])
    await expect(answer).rejects.toMatchObject({ code })
  })

  it('the database itself takes no answer of somebody about themselves', async () => {
    const harm = `UPDATE identity.review_items SET answer = 'certified', answered_by = account_id::text, answerer_login = 'x', answered_at = now()`
    await expect(setting.testing.asIntruder(harm)).rejects.toMatchObject({ constraint: 'not_answered_by_oneself' })
  })

  it('keeps what is certified and takes away what is revoked at once, with before and after', async () => {
    const { token } = await identity.issueToken(doctor.principal, { label: 'máy', expiresInDays: 90 })
    const [seen] = await accountsOf(identity, focal.principal, review)
    const revoked = itemsOf(seen, 'provider')
    await identity.answerReview(focal.principal, review.id, [{ account: doctor.id, revoked }])
    expect(await setting.stateOf(doctor.id)).toMatchObject({ state: 'active', roles: ['consumer'] })
    const byToken = await identity.authenticate({ session: undefined, shown: shownToken(token), requestId: 'r' })
    expect(byToken?.roles).toEqual(['consumer'])
    const changed = (await setting.events('account.changed')).find(({ subject }) => subject === doctor.id)
    expect(changed?.payload).toMatchObject({
      before: { roles: [{ role: 'provider' }, { role: 'consumer' }] },
      after: { roles: [{ role: 'consumer' }] },
    })
    const [answered] = await setting.events('review.answered')
    expect(answered?.payload).toMatchObject({
      accounts: [{ login: 'bac.si', certified: ['consumer'], revoked: ['provider'] }],
    })
    expect(JSON.stringify(answered)).not.toContain('Cán bộ')
  })

  it('takes each answer once, even of two who answer at the same time', async () => {
    const answers = [{ account: nurse.id, ...keep }]
    const outcomes = await Promise.allSettled([
      identity.answerReview(focal.principal, review.id, answers),
      identity.answerReview(first.principal, review.id, answers),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const late = identity.answerReview(focal.principal, review.id, answers)
    await expect(late).rejects.toMatchObject({ code: 'identity.reviewAnswered', params: { logins: ['dieu.duong'] } })
  })

  it('leaves suspended what is suspended while it is certified', async () => {
    await Promise.all([
      identity.suspendAccount(second.principal, focal.id),
      identity.answerReview(first.principal, review.id, [{ account: focal.id, ...keep }]),
    ])
    expect(await setting.stateOf(focal.id)).toMatchObject({ state: 'suspended', suspendedFor: 'coordinator' })
  })

  it('suspends an account with all its roles revoked', async () => {
    const seen = (await accountsOf(identity, first.principal, review)).find(({ login }) => login === 'dieu.phoi.hai')
    const revoked = itemsOf(seen, 'coordinator', 'auditor')
    await identity.answerReview(first.principal, review.id, [{ account: second.id, revoked }])
    expect(await setting.stateOf(second.id)).toMatchObject({
      state: 'suspended',
      suspendedFor: 'revoked',
      heldRoles: [],
    })
  })

  it('counts an account as certified while one of its roles stands, as revoked when none does', async () => {
    const counts = new Map<string, UnitProgress>()
    for (const each of await identity.reviewProgress(review.id)) counts.set(each.unit.id, each)
    expect(counts.get(units.health)).toMatchObject({ accounts: 4, certified: 3, revoked: 0, unanswered: 1 })
    expect(counts.get(units.coordinating)).toMatchObject({ accounts: 2, certified: 0, revoked: 1, unanswered: 1 })
    const { review: told, units: counted, accounts } = await identity.reviewReport(review.id)
    expect({ told, counted, accounts: accounts.length }).toEqual({
      told: review,
      counted: [...counts.values()],
      accounts: 6,
    })
  })

  it('ends by itself at its deadline what nobody certified, and is over then', async () => {
    clock.moveTo('2026-05-01T16:59:59Z')
    await identity.keeper.keep()
    expect(await setting.stateOf(forgotten.id)).toMatchObject({ state: 'active' })
    clock.moveTo('2026-05-01T17:00:00Z')
    const late = identity.answerReview(first.principal, review.id, [{ account: forgotten.id, ...keep }])
    await expect(late).rejects.toMatchObject({ code: 'identity.reviewClosed' })
    await Promise.all([identity.keeper.keep(), setting.again().keeper.keep()])
    expect(await setting.stateOf(forgotten.id)).toMatchObject({ state: 'suspended', suspendedFor: 'unanswered' })
    // Nobody certified the only coordinator that is left either.
    expect(await setting.stateOf(first.id)).toMatchObject({ state: 'active', roles: ['coordinator'] })
    expect(await setting.stateOf(nurse.id)).toMatchObject({ state: 'active' })
    expect(await setting.events('review.closed')).toMatchObject([{ payload: { unanswered: 2, suspended: 1 } }])
    expect((await identity.listReviews())[0]?.closedAt).toEqual(new Date('2026-05-01T17:00:00Z'))
  })

  it('is opened by hand for a quarter that has none', async () => {
    clock.moveTo('2026-07-01T03:00:00Z')
    expect(await identity.openReview(nurse.principal)).toMatchObject({ quarter: '2026-Q3', closedAt: null })
    expect(await identity.openReviewIfDue()).toBe(0)
  })
})

describe('accounts nobody uses', async () => {
  const setting = await aSetting('2026-01-05T03:00:00Z')
  const { identity, clock, units } = setting
  const idle = await setting.issue('khong.dung', units.health, ['consumer'])
  const working = await setting.issue('dang.dung', units.health, ['consumer'])
  const machine = await setting.issue('may.chu', units.health, ['consumer'])
  const { token } = await identity.issueToken(machine.principal, { label: 'máy', expiresInDays: 366 })
  const keepAt = async (instant: string) => {
    clock.moveTo(instant)
    await Promise.all([identity.keeper.keep(), setting.again().keeper.keep()])
  }

  it('are warned of after 45 days, and suspended a week later, unless they are used: by sign-in or by token', async () => {
    await keepAt('2026-02-19T02:59:59Z')
    expect(await setting.events('account.warned')).toEqual([])
    clock.moveTo('2026-02-10T03:00:00Z')
    await identity.authenticate({ session: undefined, shown: shownToken(token), requestId: 'r' })
    await expect.poll(async () => (await setting.stateOf(machine.id))?.lastUsedAt).toEqual(clock.now())
    await keepAt('2026-02-19T03:00:00Z')
    const warned = await setting.events('account.warned')
    expect(warned.map(({ subject }) => subject).sort()).toEqual([idle.id, working.id].sort())
    expect(warned[0]?.payload).toMatchObject({ suspendsAt: '2026-02-26T03:00:00.000Z' })
    expect((await setting.stateOf(idle.id))?.warnedAt).toEqual(clock.now())
    clock.moveTo('2026-02-25T03:00:00Z')
    await setting.signIn(working.id)
    expect((await setting.stateOf(working.id))?.warnedAt).toBeNull()
    await keepAt('2026-02-26T02:59:59Z')
    expect(await setting.stateOf(idle.id)).toMatchObject({ state: 'active' })
    await keepAt('2026-02-26T03:00:00Z')
    expect(await setting.stateOf(idle.id)).toMatchObject({ state: 'suspended', suspendedFor: 'unused' })
    expect(await setting.stateOf(working.id)).toMatchObject({ state: 'active' })
    expect(await setting.events('account.suspended')).toHaveLength(1)
  })
})
