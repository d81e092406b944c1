import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { emptyIdentity } from '../../../test/identity/open-identity.ts'
import { anActor } from '../../law/testing.ts'
import type { Role } from './role.ts'
import type { AccountRequest, AccountRequestInput } from './account-request.ts'
import { nameCommitment } from './account.ts'
import type { Principal } from '../index.ts'
import { aCity, anId, anOrganisation, principalOfAccount, shownToken } from '../testing.ts'

const { testing, clock, journal, identity } = await emptyIdentity()
const [city] = await identity.registerOrganisations(anActor(), [aCity()])
const [coordinating, health, tax] = await identity.registerOrganisations(anActor(), [
  anOrganisation({ parent: city?.id ?? '', name: 'Sở Khoa học và Công nghệ' }),
  anOrganisation({ parent: city?.id ?? '', name: 'Sở Y tế' }),
  anOrganisation({ parent: city?.id ?? '', name: 'Thuế Thành phố' }),
])

let count = 0
async function anAccount(unit: string, roles: readonly Role[]) {
  const login = `can.bo.${String((count += 1))}`
  const password = 'mot mat khau du dai'
  const account = await identity.issueAccount(anActor(), { login, name: 'Cán bộ', unit, roles, demoPassword: password })
  return { ...account, password, principal: await principalOfAccount(identity, account) }
}
const unitOf = (unit: { id: string } | undefined) => unit?.id ?? ''
const [first, second, doctor, taxman] = [
  await anAccount(unitOf(coordinating), ['coordinator']),
  await anAccount(unitOf(coordinating), ['coordinator']),
  await anAccount(unitOf(health), ['consumer']),
  await anAccount(unitOf(tax), ['consumer']),
]

const anIssue = (over: Partial<Extract<AccountRequestInput, { kind: 'issue' }>> = {}): AccountRequestInput => ({
  ...{ kind: 'issue' as const, unit: unitOf(health), login: `moi.${String((count += 1))}`, name: 'Nguyễn Thị Mới' },
  roles: [{ role: 'consumer' as const, validFrom: null, validTo: null }],
  reason: 'Người mới nhận việc',
  ...over,
})
const approval = { outcome: 'approved' as const, decision: '12/QĐ-SKHCN', remark: null }
const ask = (input: AccountRequestInput, by: Principal = doctor.principal) => identity.requestAccount(by, input)
const decide = (request: AccountRequest, by: Principal = first.principal) =>
  identity.decideRequest(by, request.id, approval)
const approve = async (request: AccountRequest, by?: Principal) => (await decide(request, by)).request
const accountOf = async (login: string) => {
  const accounts = await identity.listAccounts({ after: undefined, limit: 1000 })
  return accounts.find((account) => account.login === login)
}
const entriesOf = (subject: string) =>
  testing.asAdmin<{ event: string; payload: Record<string, unknown> }>(
    'SELECT event, payload FROM journal.entries WHERE subject_id = $1 ORDER BY id',
    [subject],
  )

beforeEach(() => {
  clock.moveTo('2026-03-02T03:00:00Z')
})

describe('an account, from the request to the decision (Điều 15.3)', () => {
  it('is issued by a coordinator with the reference of a decision, and waits for its person', async () => {
    const request = await ask(
      anIssue({ login: 'Bac.Si', roles: [{ role: 'provider', validFrom: null, validTo: '2026-07-01' }] }),
    )
    expect(request).toMatchObject({ state: 'open', login: 'bac.si', requesterLogin: doctor.login, account: null })
    const { request: decided, activation } = await decide(request)
    expect(activation?.token).toMatch(/^[\w-]{43}$/)
    expect(decided).toMatchObject({ state: 'approved', deciderLogin: first.login, decision: '12/QĐ-SKHCN' })
    expect(await accountOf('bac.si')).toMatchObject({
      ...{ id: decided.account, state: 'issued', unit: { id: health?.id }, roles: ['provider'], lastUsedAt: null },
      heldRoles: [
        { role: 'provider', validFrom: new Date('2026-03-02T03:00:00Z'), validTo: new Date('2026-06-30T17:00:00Z') },
      ],
    })
    await expect(
      identity.signIn({ login: 'bac.si', password: 'doan mo mot cau', address: '10.0.0.9', requestId: 'r' }),
    ).rejects.toMatchObject({ code: 'identity.signInFailed' })
  })

  it('is in the journal with what was asked, by whom, and the decision, and without the person’s name', async () => {
    const request = await approve(await ask(anIssue()))
    const [[asked, decided], [issued]] = [await entriesOf(request.id), await entriesOf(request.account ?? '')]
    const [kept] = await testing.asAdmin<{ name: string; salt: string }>(
      'SELECT name, name_salt AS salt FROM identity.accounts WHERE id = $1',
      [request.account],
    )
    const name = nameCommitment(kept ?? { name: '', salt: '' })
    expect(asked).toMatchObject({ event: 'identity.accountRequest.requested', payload: { kind: 'issue', name } })
    expect(decided).toMatchObject({
      event: 'identity.accountRequest.decided',
      payload: { outcome: 'approved', decision: '12/QĐ-SKHCN' },
    })
    expect(issued).toMatchObject({
      event: 'identity.account.issued',
      payload: { name, request: request.id, requestedBy: doctor.id, decision: '12/QĐ-SKHCN' },
    })
    expect(JSON.stringify([asked, decided, issued])).not.toContain('Nguyễn')
  })

  it('is refused without any account coming of it', async () => {
    const request = await ask(anIssue())
    const remark = 'Đơn vị đã có đủ tài khoản'
    const { request: refused } = await identity.decideRequest(first.principal, request.id, {
      outcome: 'refused',
      decision: null,
      remark,
    })
    expect(refused).toMatchObject({ state: 'refused', remark, account: null })
    expect(await accountOf(request.login)).toBeUndefined()
  })

  it('is withdrawn by who asked, and by nobody else', async () => {
    const request = await ask(anIssue())
    await expect(identity.withdrawRequest(taxman.principal, request.id)).rejects.toMatchObject({
      code: 'identity.requestNotFound',
    })
    await identity.withdrawRequest(doctor.principal, request.id)
    await expect(approve(request)).rejects.toMatchObject({ code: 'identity.requestDecided' })
  })

  it('is seen by its unit and by those who decide', async () => {
    const request = await ask(anIssue())
    const seenBy = async (principal: Principal) =>
      (await identity.listRequests(principal, { state: undefined, before: undefined, limit: 1000 })).map(({ id }) => id)
    expect(await seenBy(doctor.principal)).toContain(request.id)
    expect(await seenBy(first.principal)).toContain(request.id)
    expect(await seenBy(taxman.principal)).not.toContain(request.id)
  })

  it.each<[string, () => AccountRequestInput, Principal, string]>([
    ['an account of another unit', () => anIssue({ unit: unitOf(tax) }), doctor.principal, 'identity.foreignUnit'],
    [
      'to close an account of another unit',
      () => ({ kind: 'close', account: taxman.id, reason: 'x' }),
      doctor.principal,
      'identity.foreignUnit',
    ],
    ['a login that is taken', () => anIssue({ login: taxman.login }), doctor.principal, 'identity.loginTaken'],
    [
      'a role the unit cannot have',
      () => anIssue({ roles: [{ role: 'committee', validFrom: null, validTo: null }] }),
      doctor.principal,
      'identity.rolesMisplaced',
    ],
    [
      'a role until yesterday',
      () => anIssue({ roles: [{ role: 'consumer', validFrom: null, validTo: '2026-03-01' }] }),
      doctor.principal,
      'identity.rolesInvalid',
    ],
    ['a unit that is not there', () => anIssue({ unit: anId(404) }), first.principal, 'identity.organisationNotFound'],
    [
      'to resume what is not suspended',
      () => ({ kind: 'resume', account: doctor.id, reason: 'x' }),
      doctor.principal,
      'identity.accountNotSuspended',
    ],
    [
      'an account that is not there',
      () => ({ kind: 'close', account: anId(404), reason: 'x' }),
      first.principal,
      'identity.accountNotFound',
    ],
  ])('refuses to ask for %s', async (_what, input, by, code) => {
    await expect(ask(input(), by)).rejects.toMatchObject({ code })
  })

  it('is asked once at a time', async () => {
    const request = await ask(anIssue())
    await expect(ask(anIssue({ login: request.login }))).rejects.toMatchObject({ code: 'identity.requestOpen' })
  })
})

describe('separation of duties (Điều 15.3)', () => {
  it('lets nobody decide what they asked; another coordinator does', async () => {
    const request = await ask(anIssue(), first.principal)
    await expect(approve(request, first.principal)).rejects.toMatchObject({ code: 'identity.ownRequest' })
    expect(await approve(request, second.principal)).toMatchObject({ state: 'approved' })
  })

  it('lets nobody decide about their own account, whoever asked', async () => {
    const roles = [{ role: 'auditor' as const, validFrom: null, validTo: null }]
    const request = await ask({ kind: 'change', account: first.id, name: null, roles, reason: 'x' }, second.principal)
    await expect(approve(request, first.principal)).rejects.toMatchObject({ code: 'identity.ownRequest' })
    await identity.withdrawRequest(second.principal, request.id)
  })

  it('needs the reference of a decision to approve', async () => {
    const request = await ask(anIssue())
    for (const decision of [null, '', '  ']) {
      const outcome = identity.decideRequest(first.principal, request.id, { ...approval, decision })
      await expect(outcome).rejects.toMatchObject({ code: 'identity.decisionMissing' })
    }
  })

  it.each([
    [
      'a role that who asked gave',
      `UPDATE identity.account_roles SET requested_by = 'a', granted_by = 'a', decision = 'x'`,
      'granted_by_another',
    ],
    [
      'a role given to oneself',
      `UPDATE identity.account_roles SET granted_by = account_id::text, decision = 'x'`,
      'not_granted_to_oneself',
    ],
    [
      'a request that who asked decided',
      `UPDATE identity.account_requests SET state = 'refused', decided_at = now(), decided_by = requested_by`,
      'decided_by_another',
    ],
  ])('the database itself takes no %s', async (_what, text, constraint) => {
    await ask(anIssue())
    await expect(testing.asIntruder(text)).rejects.toMatchObject({ constraint })
  })
})

describe('two at once', () => {
  it('coordinators who decide the same request: one decision stands, the other is told so', async () => {
    const request = await ask(anIssue())
    const refusal = { outcome: 'refused' as const, decision: null, remark: null }
    const outcomes = await Promise.allSettled([
      approve(request),
      identity.decideRequest(second.principal, request.id, refusal),
    ])
    const [rejected] = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(rejected?.reason).toMatchObject({ code: 'identity.requestDecided' })
    const decided = (await entriesOf(request.id)).filter(({ event }) => event.endsWith('decided'))
    expect(decided).toHaveLength(1)
  })

  it('requests for one login: one waits', async () => {
    const input = anIssue()
    const outcomes = await Promise.allSettled([ask(input), ask(input), ask(input, first.principal)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('a suspension and the closing of an account: it is closed', async () => {
    const { id, login } = await anAccount(unitOf(health), ['consumer'])
    const request = await ask({ kind: 'close', account: id, reason: 'Chuyển công tác' })
    await Promise.allSettled([approve(request), identity.suspendAccount(first.principal, id)])
    expect(await accountOf(login)).toMatchObject({ state: 'closed', roles: [] })
  })
})

describe('roles bound to a unit and a period (Điều 7.1)', () => {
  const byToken = (token: string) =>
    identity.authenticate({ session: undefined, shown: shownToken(token), requestId: 'r' })
  async function withToken(roles: Extract<AccountRequestInput, { kind: 'issue' }>['roles']) {
    const { id, principal, login } = await anAccount(unitOf(health), ['consumer'])
    const { token } = await identity.issueToken(principal, { label: 'máy', expiresInDays: 90 })
    await approve(await ask({ kind: 'change', account: id, name: null, roles, reason: 'Đổi việc' }))
    return { id, login, token }
  }

  it('change at once, everywhere, with before and after in the journal', async () => {
    const { id, token } = await withToken([{ role: 'provider', validFrom: null, validTo: null }])
    expect((await byToken(token))?.roles).toEqual(['provider'])
    const changed = (await entriesOf(id)).find(({ event }) => event === 'identity.account.changed')
    expect(changed?.payload).toMatchObject({
      before: { roles: [{ role: 'consumer' }] },
      after: { roles: [{ role: 'provider' }] },
      requestedBy: doctor.id,
    })
  })

  it('begin and end by themselves at their day, for who is kept in memory too', async () => {
    const { token } = await withToken([
      { role: 'consumer', validFrom: null, validTo: '2026-03-03' },
      { role: 'provider', validFrom: '2026-03-03', validTo: '2026-03-04' },
    ])
    const rolesAt = async (instant: string) => {
      clock.moveTo(instant)
      return (identity.authenticateCached(shownToken(token), 'r') ?? (await byToken(token)))?.roles
    }
    expect(await rolesAt('2026-03-02T16:59:59Z')).toEqual(['consumer'])
    expect(await rolesAt('2026-03-02T17:00:00Z')).toEqual(['provider'])
    expect(await rolesAt('2026-03-03T16:59:59Z')).toEqual(['provider'])
    expect(await rolesAt('2026-03-03T17:00:00Z')).toEqual([])
  })

  it('correct a name, which the journal shows by commitments before and after', async () => {
    const { id } = await anAccount(unitOf(health), ['consumer'])
    const roles = [{ role: 'consumer' as const, validFrom: null, validTo: null }]
    await approve(await ask({ kind: 'change', account: id, name: 'Tên Đã Sửa', roles, reason: 'Sai tên' }))
    const changed = (await entriesOf(id)).at(-1)?.payload as { before: { name: string }; after: { name: string } }
    expect(changed.before.name).toMatch(/^[0-9a-f]{64}$/)
    expect(changed.after.name).not.toBe(changed.before.name)
    expect(JSON.stringify(changed)).not.toContain('Tên Đã Sửa')
  })
})

describe('suspended, resumed, closed', () => {
  it('resumes what was suspended, by a request and a decision', async () => {
    const { id, login, password } = await anAccount(unitOf(health), ['consumer'])
    await identity.suspendAccount(first.principal, id)
    expect(await accountOf(login)).toMatchObject({ state: 'suspended', suspendedFor: 'coordinator' })
    await approve(await ask({ kind: 'resume', account: id, reason: 'Trở lại làm việc' }))
    expect(await accountOf(login)).toMatchObject({ state: 'active', suspendedFor: null })
    const { principal } = await identity.signIn({ login, password, address: '10.0.1.1', requestId: 'r' })
    expect(principal.roles).toEqual(['consumer'])
  })

  it('closes for good: no session, no role, no way back, not even in the database', async () => {
    const { id, login, password } = await anAccount(unitOf(health), ['consumer'])
    const { session } = await identity.signIn({ login, password, address: '10.0.1.2', requestId: 'r' })
    await approve(await ask({ kind: 'close', account: id, reason: 'Nghỉ hưu' }))
    expect(await identity.authenticate({ session, shown: undefined, requestId: 'r' })).toBeUndefined()
    expect(await accountOf(login)).toMatchObject({ state: 'closed', heldRoles: [] })
    for (const kind of ['resume', 'close'] as const) {
      await expect(ask({ kind, account: id, reason: 'x' })).rejects.toMatchObject({ code: 'identity.accountClosed' })
    }
    await expect(identity.suspendAccount(first.principal, id)).rejects.toMatchObject({ code: 'identity.accountClosed' })
    const reopening = journal.change(anActor(), (tx) =>
      tx.execute(sql`UPDATE identity.accounts SET state = 'active' WHERE id = ${id}`),
    )
    await expect(reopening).rejects.toMatchObject({ constraint: 'closed_for_good' })
  })
})
