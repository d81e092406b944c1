import { beforeAll, describe, expect, it } from 'vitest'
import { openCity } from '../../../test/identity/open-city.ts'
import { newSigner } from '../../../test/openid/jwt.ts'
import { anId, principalOfAccount } from '../testing.ts'

const city = await openCity()
const { identity, testing, actor, clock } = city
const holderOf = async (login: string) =>
  (await identity.listAccounts({ after: undefined, limit: 1000 })).find((account) => account.login === login)?.unit.id
const merge = (into: string, ...units: string[]) => ({ step: 'merge' as const, units, into })

describe('a merger (Điều 2)', () => {
  let from = ''
  let to = ''
  let login = ''
  beforeAll(async () => {
    from = await city.unit('Sở Bị nhập', {
      identifiers: [{ scheme: 'MST', value: '0300000101', validFrom: '2020-01-01', validTo: null }],
      functions: [
        {
          text: 'Quản lý đo lường',
          instrument: null,
          citation: 'Luật Đo lường, Điều 52',
          validFrom: '2020-01-01',
          validTo: null,
        },
      ],
    })
    to = await city.unit('Sở Nhận')
    login = (await city.account(from)).login
  })

  it('shows its whole effect before anything changes, and changes what was shown', async () => {
    const act = await city.prepare([merge(to, from)])
    const { effect, obstacles, digest } = await identity.previewAct(act.id)
    expect(obstacles).toEqual([])
    expect(effect.units).toMatchObject([{ id: from, becomes: 'ended', successors: [to] }])
    expect(effect.lines).toEqual([{ what: 'accounts', from, to, count: 1, examples: [login] }])
    expect(await holderOf(login)).toBe(from)
    expect(await identity.confirmAct(actor, act.id, { digest })).toMatchObject({ state: 'applied', effect })
    expect(await holderOf(login)).toBe(to)
  })

  it('ends the roles in the old unit and gives the same in the new one, by the same decision', async () => {
    const roles = await testing.asAdmin(
      `SELECT organisation_id AS unit, role, valid_to IS NULL AS goes_on, granted_by FROM identity.account_roles
       WHERE account_id = (SELECT id FROM identity.accounts WHERE login = '${login}') ORDER BY valid_to NULLS LAST`,
    )
    expect(roles).toEqual([
      { unit: from, role: 'provider', goes_on: false, granted_by: 'system' },
      { unit: to, role: 'provider', goes_on: true, granted_by: 'system' },
    ])
  })

  it('keeps old names, ids and codes resolvable at their dates', async () => {
    expect(await identity.getOrganisation(from, '2026-03-01')).toMatchObject({
      name: 'Sở Bị nhập',
      validTo: '2026-03-02',
    })
    await expect(identity.getOrganisation(from, '2026-03-02')).rejects.toMatchObject({
      code: 'identity.organisationNotThen',
    })
    const code = { scheme: 'MST' as const, value: '0300000101' }
    expect((await identity.findByIdentifier(code, '2026-03-01'))?.id).toBe(from)
    expect(await identity.findByIdentifier(code, '2026-03-02')).toBeUndefined()
    const history = await identity.organisationHistory(from)
    expect(history.successors).toMatchObject([{ unit: { id: to }, since: '2026-03-02', isMain: true }])
    expect(history.functions).toMatchObject([{ text: 'Quản lý đo lường', validTo: '2026-03-02' }])
  })

  it('never gives the code of the ended unit to another (R03)', async () => {
    const refused = city.decide([
      { step: 'identify', unit: to, begin: [{ scheme: 'MST', value: '0300000101' }], end: [] },
    ])
    await expect(refused).rejects.toMatchObject({ code: 'identity.identifierTaken' })
  })

  it('takes nothing for the ended unit any more, and names its successor', async () => {
    await expect(city.account(from)).rejects.toMatchObject({
      code: 'identity.organisationEnded',
      params: { successors: ['Sở Nhận'] },
    })
  })

  it('stands in the journal: who moved where, unit by unit, without names of people', async () => {
    const entries = await testing.asAdmin<{ event: string; payload: object }>(
      `SELECT event, payload FROM journal.entries WHERE subject_id = '${from}' ORDER BY id`,
    )
    expect(entries.map(({ event }) => event)).toEqual([
      ...['identity.organisation.registered', 'identity.organisation.ended', 'identity.account.passed'],
    ])
    expect(entries.at(-1)?.payload).toMatchObject({ before: from, after: to })
    expect(JSON.stringify(entries)).not.toContain('Cán bộ')
  })
})

describe('an act that stands against what is there', () => {
  it('changes nothing when a source was dissolved already', async () => {
    const [a, b, c] = [await city.unit('Nguồn đã tan'), await city.unit('Đích một'), await city.unit('Nguồn hai')]
    const prepared = await city.prepare([merge(b, a, c)])
    const { digest } = await identity.previewAct(prepared.id)
    await city.decide([{ step: 'dissolve', unit: a, successor: null }])
    await expect(identity.confirmAct(actor, prepared.id, { digest })).rejects.toMatchObject({
      code: 'identity.actInvalid',
      errors: [{ message: expect.stringContaining('đã kết thúc hoạt động từ ngày 02/03/2026') as string }],
    })
    expect((await identity.getOrganisation(c)).validTo).toBeNull()
    expect((await identity.getAct(prepared.id)).state).toBe('prepared')
  })

  it.each([
    ['does not exist', () => Promise.resolve(anId(404) as string), 'Không có đơn vị này'],
    [
      'does not exist yet',
      () => city.unit('Đơn vị tháng 9', { validFrom: '2026-09-01' }),
      'đến ngày 01/09/2026 mới hoạt động',
    ],
  ])('is refused when the successor %s', async (_what, successor, words) => {
    const unit = await city.unit('Có người kế thừa không?')
    const refused = city.prepare([{ step: 'dissolve', unit, successor: await successor() }])
    await expect(refused).rejects.toMatchObject({
      code: 'identity.actInvalid',
      errors: [{ field: 'steps[0].successor', message: expect.stringContaining(words) as string }],
    })
  })

  it('is refused in the past where an account was issued since, and says which', async () => {
    const [from, to] = [await city.unit('Có tài khoản mới'), await city.unit('Đích hai')]
    const { login } = await city.account(from)
    await expect(city.decide([merge(to, from)], '2026-02-01')).rejects.toMatchObject({
      code: 'identity.actContradicted',
      errors: [{ field: from, message: expect.stringContaining(`Tài khoản ${login} được cấp`) as string }],
    })
    await expect(city.decide([merge(to, from)], '2026-03-02')).resolves.toMatchObject({ state: 'applied' })
  })

  it('is taken in the past where nothing happened since, and the past reads so', async () => {
    const unit = await city.unit('Tên cũ')
    await city.decide([{ step: 'rename', unit, name: 'Tên mới', nameEn: 'New name' }], '2026-01-15')
    expect((await identity.getOrganisation(unit, '2026-01-14')).name).toBe('Tên cũ')
    expect((await identity.getOrganisation(unit, '2026-01-15')).name).toBe('Tên mới')
    const earlier = city.decide([{ step: 'rename', unit, name: 'Tên giữa', nameEn: 'Between' }], '2026-01-10')
    await expect(earlier).rejects.toMatchObject({
      errors: [{ message: expect.stringContaining('theo một quyết định khác') as string }],
    })
  })

  it('is refused when an account would be left without a unit', async () => {
    const unit = await city.unit('Không ai kế thừa')
    const { login } = await city.account(unit)
    await expect(city.decide([{ step: 'dissolve', unit, successor: null }])).rejects.toMatchObject({
      code: 'identity.actContradicted',
      errors: [{ message: expect.stringContaining(login) as string }],
    })
  })

  it('is refused when a role has no place in the successor (Điều 9)', async () => {
    const [from, to] = [await city.unit('Sở điều phối'), await city.unit('Phường', { kind: 'ward' })]
    await city.account(from, ['coordinator'])
    await expect(city.decide([merge(to, from)])).rejects.toMatchObject({
      errors: [{ message: expect.stringContaining('coordinator') as string }],
    })
  })

  it('is refused when its effect is no longer what was seen', async () => {
    const [from, to] = [await city.unit('Đang thay đổi'), await city.unit('Đích ba')]
    const act = await city.prepare([merge(to, from)])
    const { digest } = await identity.previewAct(act.id)
    await city.account(from)
    await expect(identity.confirmAct(actor, act.id, { digest })).rejects.toMatchObject({
      code: 'identity.actEffectChanged',
    })
  })

  it('is refused before its instrument was signed', async () => {
    const unit = await city.unit('Trước khi ký')
    const refused = city.prepare([{ step: 'rename', unit, name: 'X', nameEn: 'X' }], '2025-06-15')
    await expect(refused).rejects.toMatchObject({ code: 'identity.actInstrumentNotInForce' })
  })
})

describe('registered clients of a unit that ends', () => {
  it('go with the account they work through, as was shown; one that was refused stays in its past', async () => {
    const [from, main, other] = [
      await city.unit('Có hệ thống'),
      await city.unit('Kế thừa'),
      await city.unit('Được giao'),
    ]
    const asker = await principalOfAccount(identity, await city.account(from))
    const decider = await principalOfAccount(identity, await city.account(main, ['coordinator']))
    for (const code of ['he-thong-mot', 'he-thong-hai', 'he-thong-ba']) {
      const input = { code, kind: 'system', name: code, purpose: 'thử', method: 'key', redirectUris: [] } as const
      const keys = [{ ...newSigner().jwk, kid: 'one' }]
      await identity.requestClient(asker, { ...input, roles: ['consumer'], keys, certificates: [] }, 'vi')
    }
    await identity.registerClient(decider, 'he-thong-mot', 'Số 1/QĐ')
    const { accountId } = await identity.registerClient(decider, 'he-thong-hai', 'Số 2/QĐ')
    await identity.refuseClient(decider, 'he-thong-ba', 'trùng')
    const assigned = [{ what: 'account' as const, id: accountId ?? '', to: other }]
    const act = await city.prepare([{ step: 'split', unit: from, into: [main, other], assigned }])
    const { effect, digest } = await identity.previewAct(act.id)
    const shown = effect.lines.filter(({ what }) => what === 'clients')
    const line = { what: 'clients', from, count: 1 }
    expect(new Set(shown)).toEqual(
      new Set([
        { ...line, to: main, examples: ['he-thong-mot'] },
        { ...line, to: other, examples: ['he-thong-hai'] },
      ]),
    )
    await identity.confirmAct(actor, act.id, { digest })
    const clients = await identity.listClients(decider, {
      state: undefined,
      unit: undefined,
      after: undefined,
      limit: 10,
    })
    expect(Object.fromEntries(clients.map(({ code, unit }) => [code, unit.id]))).toEqual({
      ...{ 'he-thong-mot': main, 'he-thong-hai': other, 'he-thong-ba': from },
    })
  })
})

describe('accounts that a split assigns', () => {
  it('have what is asked for them and about them in a review go with them, as was shown', async () => {
    const [from, main, other] = [await city.unit('Chia đôi'), await city.unit('Phần một'), await city.unit('Phần hai')]
    const [staying, going] = [await city.account(from), await city.account(from)]
    const asker = await principalOfAccount(identity, staying)
    const request = await identity.requestAccount(asker, { kind: 'close', account: going.id, reason: 'Thử' })
    clock.moveTo('2026-03-02T04:00:00Z')
    const review = await identity.openReview(actor)
    const assigned = [{ what: 'account' as const, id: going.id, to: other }]
    const applied = await city.decide([{ step: 'split', unit: from, into: [main, other], assigned }])
    const moved = applied.effect?.lines.filter(({ what }) => what === 'account-requests' || what === 'account-reviews')
    expect(moved).toEqual([
      { what: 'account-requests', from, to: other, count: 1, examples: [going.login] },
      { what: 'account-reviews', from, to: main, count: 1, examples: [staying.login] },
      { what: 'account-reviews', from, to: other, count: 1, examples: [going.login] },
    ])
    const requests = await identity.listRequests(await principalOfAccount(identity, going), {
      ...{ state: undefined, before: undefined, limit: 10 },
    })
    expect(requests).toMatchObject([{ id: request.id, unit: { id: other } }])
    const reviewed = async (account: { readonly id: string }) =>
      (await identity.listReviewedAccounts(await principalOfAccount(identity, account), review.id, undefined)).items
    expect(await reviewed(staying)).toMatchObject([{ login: staying.login, unit: { id: main } }])
    expect(await reviewed(going)).toMatchObject([{ login: going.login, unit: { id: other } }])
  })

  it('are of the unit that is split; any other is refused by name, and nothing is done', async () => {
    const [from, main, other] = [await city.unit('Chia nhầm'), await city.unit('Nhận một'), await city.unit('Nhận hai')]
    const { id, login } = await city.account(other)
    const split = (account: string) =>
      city.decide([
        { step: 'split', unit: from, into: [main, other], assigned: [{ what: 'account', id: account, to: main }] },
      ])
    for (const [account, named] of [
      [id, login],
      [anId(404), anId(404)],
    ] as const) {
      const message = `Tài khoản ${named} được giao riêng nhưng không thuộc Chia nhầm; hãy bỏ khỏi danh sách giao riêng.`
      await expect(split(account)).rejects.toMatchObject({
        code: 'identity.actContradicted',
        errors: [{ field: from, message }],
      })
    }
    expect((await identity.getOrganisation(from)).validTo).toBeNull()
  })
})

describe('two acts at once on one unit', () => {
  it('leaves one done whole and one refused, whichever comes first', async () => {
    const [unit, a, b] = [await city.unit('Bị tranh'), await city.unit('Bên A'), await city.unit('Bên B')]
    const { login } = await city.account(unit)
    const acts = await Promise.all([city.prepare([merge(a, unit)]), city.prepare([merge(b, unit)])])
    const digests = await Promise.all(acts.map(async ({ id }) => (await identity.previewAct(id)).digest))
    const outcomes = await Promise.allSettled(
      acts.map(({ id }, place) => identity.confirmAct(actor, id, { digest: digests[place] ?? '' })),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const winner = outcomes[0]?.status === 'fulfilled' ? a : b
    expect(await holderOf(login)).toBe(winner)
    const { successors } = await identity.organisationHistory(unit)
    expect(successors.map((each) => each.unit.id)).toEqual([winner])
  })

  it('refuses the second while the first waits for its day', async () => {
    const [unit, a] = [await city.unit('Chờ ngày'), await city.unit('Bên chờ')]
    const first = await city.decide([merge(a, unit)], '2026-04-01')
    expect(first.state).toBe('confirmed')
    const second = await city.prepare([{ step: 'rename', unit, name: 'Y', nameEn: 'Y' }])
    const { digest, obstacles } = await identity.previewAct(second.id)
    expect(obstacles).toHaveLength(1)
    await expect(identity.confirmAct(actor, second.id, { digest })).rejects.toMatchObject({
      code: 'identity.actMeetsAnother',
      params: { day: '2026-04-01', units: ['Chờ ngày'] },
    })
    await identity.withdrawAct(actor, first.id)
    await expect(identity.confirmAct(actor, second.id, { digest })).resolves.toMatchObject({ state: 'applied' })
  })
})

describe('an act prepared ahead', () => {
  it('takes effect on its day, by the clock, with what came to its units meanwhile', async () => {
    const [from, to] = [await city.unit('Sẽ nhập'), await city.unit('Sẽ nhận')]
    const act = await city.decide([merge(to, from)], '2026-04-01')
    const { login } = await city.account(from)
    clock.moveTo('2026-03-31T16:59:59Z')
    expect(await identity.applyDueActs()).toBe(0)
    expect(await holderOf(login)).toBe(from)
    clock.moveTo('2026-03-31T17:00:00Z')
    expect(await identity.applyDueActs()).toBe(1)
    expect(await holderOf(login)).toBe(to)
    expect(await identity.getAct(act.id)).toMatchObject({ state: 'applied', appliedAt: clock.now() })
    expect(await identity.applyDueActs()).toBe(0)
  })

  it('does nothing and says why when it cannot be done on its day', async () => {
    const [from, to] = [await city.unit('Sẽ hỏng'), await city.unit('Phường nhận', { kind: 'ward' })]
    const act = await city.decide([merge(to, from)], '2026-05-01')
    await city.account(from, ['coordinator'])
    clock.moveTo('2026-05-01T01:00:00Z')
    expect(await identity.applyDueActs()).toBe(0)
    expect(await identity.getAct(act.id)).toMatchObject({
      state: 'failed',
      problem: { code: 'identity.actContradicted', errors: [{ field: from }] },
    })
    expect((await identity.getOrganisation(from)).validTo).toBeNull()
    expect(await identity.withdrawAct(actor, act.id)).toMatchObject({ state: 'withdrawn', problem: null })
  })
})

describe('the tree at a date', () => {
  it('shows each unit under the name and the parent of that day', async () => {
    const [a, b] = [await city.unit('Cây A', { validFrom: '2021-01-01' }), await city.unit('Cây B')]
    const child = await city.unit('Cành', { kind: 'service-unit', parent: a })
    await city.decide([{ step: 'move', unit: child, parent: b }], '2026-05-01')
    const on = async (day: string) => {
      const { items } = await identity.organisationTree(day)
      return new Map(items.map((unit) => [unit.id as string, unit]))
    }
    expect((await on('2026-04-30')).get(child)?.parent).toBe(a)
    expect((await on('2026-05-01')).get(child)?.parent).toBe(b)
    expect((await on('2020-06-01')).has(a)).toBe(false)
    expect((await on('2020-06-01')).has(b)).toBe(true)
  })
})
