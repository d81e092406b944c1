import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createGranting } from '../../../test/access/granting.ts'
import type { WiredGrant, WiredRequest } from '../../../test/access/granting.ts'
import { decide } from '../../../test/identity/open-city.ts'
import { files, manyFiles, offices, wardOne } from '../../../test/warehouse/dataset.ts'
import { openWarehouse, today } from '../../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import type { Page, Problem } from '../../../test/warehouse/wire.ts'
import { anActor, anInstrument } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { call, clock, deliver, modules, people, refusal, testing } = warehouse
const { ask, opine, check, consent, anInstrumentOfConsent, grantTo, goOn, post } = createGranting(warehouse)
const records = `/warehouse/datasets/${files}/records`
const read = (who: Who, purpose = 'nghiep-vu') => call<Page>(who, records, { query: { purpose, limit: '1000' } })
const codesOf = (problem: Awaited<ReturnType<typeof refusal>>) => problem.vi.code
const entries = (event: string) =>
  testing.asAdmin<{ payload: Record<string, unknown> }>(
    `SELECT payload FROM journal.entries WHERE event = '${event}' ORDER BY id`,
  )

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(manyFiles(30))
})
const onlyWards = {
  extent: { fields: [{ name: 'phuong', mask: null }], rows: [], channels: ['list'], rowsPerDay: 10 },
}
let minute = 0
beforeEach(() => {
  clock.moveTo(`${today}T03:${String(minute++).padStart(2, '0')}:00Z`)
})

describe('a request beyond the remit (Điều 11.2)', () => {
  it('goes to the provider, the coordinator and the Committee, each in time, and opens exactly what was asked for', async () => {
    expect((await read('stranger')).status).toBe(403)
    const asked = await ask('stranger')
    expect(asked.body).toMatchObject({ state: 'opinion', isOverdue: false, acts: ['withdraw'] })
    // Five working days from Monday 2 March 2026: over with Monday 9 March.
    expect(asked.body.dueAt).toBe('2026-03-09T17:00:00.000Z')
    const { id } = asked.body
    expect((await opine('provider', id)).body).toMatchObject({ state: 'check', dueAt: '2026-03-05T17:00:00.000Z' })
    expect((await check('coordinator', id)).body).toMatchObject({ state: 'decision' })
    expect((await consent('committee', id)).body).toMatchObject({ state: 'granted', acts: [] })
    const { status, body } = await read('stranger')
    expect(status).toBe(200)
    expect(Object.keys(body.items[0] ?? {}).sort()).toEqual(['ho_ten', 'ma', 'phuong'])
    expect(body.items).toHaveLength(30)
    const [grant] = (await call<{ items: WiredGrant[] }>('stranger', '/access/grants')).body.items
    expect(grant).toMatchObject({ state: 'live', endsAt: '2026-12-31T17:00:00.000Z' })
    const [entry] = await entries('access.grant.consented')
    expect(entry?.payload).toMatchObject({ unit: people.stranger.unit.id, purpose: 'nghiep-vu', request: id })
    const steps = await call<{ items: { kind: string }[] }>('auditor', `/access/grant-requests/${id}/steps`)
    expect(steps.body.items.map(({ kind }) => kind)).toEqual(['asked', 'agreed', 'passedOn', 'granted'])
  })

  it('is seen by those it concerns alone', async () => {
    const [own] = (await call<{ items: WiredRequest[] }>('stranger', '/access/grant-requests')).body.items
    const path = `/access/grant-requests/${own?.id ?? ''}`
    for (const who of ['stranger', 'provider', 'coordinator', 'committee', 'auditor'] as const) {
      expect((await call(who, path)).status).toBe(200)
    }
    for (const who of ['hospital', 'ward', 'otherProvider'] as const) {
      await refusal({ status: 404, code: 'access.grantRequestNotFound' }, who, path)
      expect((await call<{ items: object[] }>(who, '/access/grant-requests')).body.items).toEqual([])
      expect((await call<{ items: object[] }>(who, '/access/grants')).body.items).toEqual([])
    }
  })

  it('cuts nothing of what the catalogue opens: who is named reads on under a purpose without a grant', async () => {
    expect((await read('hospital')).status).toBe(200)
    const decision = await call<{ reasons: { code: string }[] }>('stranger', '/access/decision', {
      query: { dataset: files, action: 'read', purpose: 'dich-vu-cong' },
    })
    expect(decision.body.reasons.map(({ code }) => code)).toContain('purposeNotGranted')
  })

  it('is no matter of one person: nobody takes two of its steps, nor a step that is another unit’s or not due', async () => {
    const { body } = await ask('stranger', { purpose: 'dich-vu-cong' })
    const path = `/access/grant-requests/${body.id}`
    const opinion = { method: 'POST', body: { agrees: true, text: 'Được' } } as const
    await refusal({ status: 404, code: 'access.grantRequestNotFound' }, 'otherProvider', `${path}/opinion`, opinion)
    expect((await check('coordinator', body.id)).status).toBe(409)
    expect((await consent('committee', body.id)).status).toBe(409)
    await opine('provider', body.id)
    expect((await opine('provider', body.id)).status).toBe(403)
    const double = await Promise.all([check('coordinator', body.id), check('coordinator', body.id)])
    expect(double.map(({ status }) => status).sort()).toEqual([200, 403])
    expect((await post('stranger', `${path}/withdrawal`, { text: 'Không cần nữa' })).body.state).toBe('withdrawn')
    expect((await consent('committee', body.id)).status).toBe(409)
  })

  it('is kept once when it is sent twice at the same moment', async () => {
    const both = await Promise.all([1, 2, 3].map(() => ask('otherProvider', { purpose: 'thong-ke', ...onlyWards })))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    const kept = both.find(({ status }) => status === 201)?.body.id ?? ''
    await post('otherProvider', `/access/grant-requests/${kept}/withdrawal`, { text: 'Gửi nhầm' })
  })

  it('is consented to once, whoever tries at the same moment', async () => {
    const { body } = await ask('otherWard', { purpose: 'dich-vu-cong' })
    await opine('provider', body.id)
    await check('coordinator', body.id)
    const all = await Promise.all([
      consent('committee', body.id),
      consent('committee', body.id),
      consent('committee', body.id),
    ])
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
    const { body: grants } = await call<{ items: WiredGrant[] }>('otherWard', '/access/grants')
    expect(grants.items).toHaveLength(1)
  })

  it('is not consented to once the period asked for is over', async () => {
    const { body } = await ask('otherProvider', { purpose: 'thong-ke', ...onlyWards, endsAt: '2026-03-02T16:00:00Z' })
    await opine('provider', body.id)
    await check('coordinator', body.id)
    clock.moveTo('2026-03-02T16:00:00Z')
    const late = await consent('committee', body.id)
    expect(late).toMatchObject({ status: 409, body: { code: 'access.consentTooLate' } })
    await post('otherProvider', `/access/grant-requests/${body.id}/withdrawal`, { text: 'Đã quá hạn' })
  })

  it('rests on an instrument with the digest of its signed file', async () => {
    const { body } = await ask('otherProvider')
    await opine('provider', body.id)
    await check('coordinator', body.id)
    const instrument = await anInstrumentOfConsent('99/UBND-ĐY', null)
    const options = { method: 'POST', body: { instrument }, asPerson: true } as const
    const problem = await refusal(
      { status: 422, code: 'access.consentWithoutFile', clause: 'Điều 11.2' },
      ...(['committee', `/access/grant-requests/${body.id}/consent`, options] as const),
    )
    expect(codesOf(problem)).toBe('access.consentWithoutFile')
    const refused = { ground: 'beyond-need', text: 'Chỉ cần danh sách theo phường' }
    const ended = await post('committee', `/access/grant-requests/${body.id}/refusal`, refused, true)
    expect(ended.body).toMatchObject({ state: 'refused', ground: { code: 'beyond-need' } })
    expect((await read('otherProvider')).status).toBe(403)
    const groundless = { ground: 'no-wish', text: 'Không muốn' }
    expect((await post('committee', `/access/grant-requests/${body.id}/refusal`, groundless, true)).status).toBe(400)
  })

  it('is held up by nobody’s silence: it is marked late and the coordinator goes on without an opinion (Điều 6.1)', async () => {
    const { body } = await ask('otherProvider')
    expect((await check('coordinator', body.id)).status).toBe(409)
    clock.moveTo('2026-03-09T17:00:01Z')
    expect(await modules.grantRequests.watchGrantRequests()).toBe(1)
    expect(await modules.grantRequests.watchGrantRequests()).toBe(0)
    const late = await call<WiredRequest>('coordinator', `/access/grant-requests/${body.id}`)
    expect(late.body).toMatchObject({ isOverdue: true, acts: ['check'] })
    expect((await check('coordinator', body.id)).body).toMatchObject({ state: 'decision', isOverdue: false })
    expect(await entries('access.grantRequest.overdue')).toMatchObject([{ payload: { step: 'opinion' } }])
  })
})

describe('what cannot be asked for', () => {
  const extent = (over: object) => ({
    extent: { fields: [{ name: 'ma', mask: null }], rows: [], channels: ['list'], rowsPerDay: 10, ...over },
  })
  it.each([
    ['an unknown field', extent({ fields: [{ name: 'khong_co', mask: null }] }), 'khong_co'],
    ['a mask that does not fit the type', extent({ fields: [{ name: 'ngay_sinh', mask: 'lastDigits' }] }), 'ngay_sinh'],
    ['rows by a field of free text', extent({ rows: [{ field: 'ghi_chu', values: ['x'] }] }), 'ghi_chu'],
    [
      'single records without the key',
      extent({ fields: [{ name: 'phuong', mask: null }], channels: ['lookup'] }),
      'ma',
    ],
    [
      'personal values as they are for a purpose that needs none (Điều 18.2)',
      { purpose: 'thong-ke', ...extent({ fields: [{ name: 'ho_ten', mask: null }] }) },
      'ho_ten',
    ],
  ])('%s', async (_what, over, field) => {
    const { status, body } = await ask('ward', over)
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'access.grantRequestUnfit', errors: [{ field }] })
  })

  it.each([
    ['own data', 'provider', {}, 409, 'access.grantOfOwnData'],
    ['a purpose that is not registered', 'ward', { purpose: 'viec-la' }, 404, 'access.purposeNotFound'],
    ['a period that is over', 'ward', { endsAt: '2026-01-01T00:00:00Z' }, 422, 'access.grantPeriodUnfit'],
    ['a period without end', 'ward', { endsAt: '2046-01-01T00:00:00Z' }, 422, 'access.grantPeriodUnfit'],
    ['what is granted already', 'stranger', {}, 409, 'access.grantExists'],
  ] as const)('%s', async (...[, who, over, status, code]) => {
    const answer = await ask<Problem>(who, over)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })
})

describe('a grant', () => {
  let grant: WiredGrant
  const at = (over: object) => ({ extent: { ...aWardsExtent, ...over }, purpose: 'thong-ke' })
  const aWardsExtent = {
    fields: [
      { name: 'phuong', mask: null },
      { name: 'so_con', mask: null },
      { name: 'ngay_sinh', mask: 'yearOnly' },
      { name: 'ho_ten', mask: 'pseudonym' },
    ],
    rows: [{ field: 'phuong', values: [wardOne] }],
    channels: ['list'],
    rowsPerDay: 25,
  }

  it('shows its rows and fields, and what is masked in place of the value, for its purpose alone (Điều 18.2)', async () => {
    grant = await grantTo('stranger', at({}))
    const { body } = await read('stranger', 'thong-ke: báo cáo quý I')
    expect(body.items).toHaveLength(10)
    for (const row of body.items) {
      expect(Object.keys(row).sort()).toEqual(['ho_ten', 'ngay_sinh', 'phuong', 'so_con'])
      expect(row).toMatchObject({ phuong: wardOne, ngay_sinh: expect.stringMatching(/^\d{4}$/) as string })
      expect(row['ho_ten']).not.toMatch(/Nguyễn/)
    }
    expect((await read('stranger')).body.items).toHaveLength(30)
  })

  it('gives no more rows in a day than were consented to', async () => {
    expect((await read('stranger', 'thong-ke')).status).toBe(200)
    await refusal({ status: 429, code: 'access.volumeUsedUp' }, 'stranger', records, {
      query: { purpose: 'thong-ke', limit: '1000' },
    })
    clock.moveTo('2026-03-02T17:00:01Z')
    expect((await read('stranger', 'thong-ke')).status).toBe(200)
  })

  it.each(['provider', 'stranger', 'coordinator'] as const)(
    'rests from the next request on while %s holds it back, and serves again when they let it go',
    async (who) => {
      clock.moveTo('2026-03-04T03:00:00Z')
      const path = `/access/grants/${grant.id}`
      const held = await post<WiredGrant>(who, `${path}/hold`, { reason: 'Đang kiểm tra' })
      expect(held.body.state).toBe('held')
      expect((await post(who, `${path}/hold`, { reason: 'Lần nữa' })).status).toBe(409)
      const refused = await refusal({ status: 403, code: 'access.readRefused' }, 'stranger', records, {
        query: { purpose: 'thong-ke', limit: '1' },
      })
      expect(JSON.stringify(refused.vi)).toContain('tạm dừng')
      const another = who === 'coordinator' ? 'provider' : 'coordinator'
      expect((await post(another, `${path}/release`, { reason: 'Xong' })).status).toBe(409)
      expect((await post<WiredGrant>(who, `${path}/release`, { reason: 'Xong' })).body.state).toBe('live')
      const day = { provider: '06', stranger: '07', coordinator: '08' }[who]
      clock.moveTo(`2026-03-${day}T03:00:00Z`)
      expect((await read('stranger', 'thong-ke')).status).toBe(200)
    },
  )

  it('becomes another by an amendment that shows what changes, and goes on behind its end by a renewal', async () => {
    clock.moveTo('2026-03-10T03:00:00Z')
    const amended = { ...at({ rowsPerDay: 1000, fields: aWardsExtent.fields.slice(0, 3) }), endsAt: grant.endsAt }
    const { legalBasis, reasons } = { legalBasis: 'Kế hoạch thống kê 2026', reasons: 'Không cần họ tên' }
    const body = { extent: amended.extent, endsAt: amended.endsAt, legalBasis, reasons }
    const asked = await post('stranger', `/access/grants/${grant.id}/amendments`, body)
    expect(asked.body.changes).toEqual([
      { what: 'field', name: 'ho_ten', before: 'pseudonym', after: null },
      { what: 'rowsPerDay', name: '', before: '25', after: '1000' },
    ])
    const second = await goOn('stranger', asked.body.id)
    expect((await call<WiredGrant>('stranger', `/access/grants/${grant.id}`)).body.state).toBe('amended')
    expect(Object.keys((await read('stranger', 'thong-ke')).body.items[0] ?? {})).not.toContain('ho_ten')
    const renewal = { legalBasis, reasons, endsAt: '2027-06-30T17:00:00.000Z' }
    const renewed = await post('stranger', `/access/grants/${second.id}/renewals`, renewal)
    const third = await goOn('stranger', renewed.body.id)
    expect(third).toMatchObject({ startsAt: second.endsAt, endsAt: renewal.endsAt, state: 'notYet' })
    grant = second
  })

  it('ends at once when the Committee revokes it', async () => {
    clock.moveTo('2026-03-11T03:00:00Z')
    expect((await read('stranger', 'thong-ke')).status).toBe(200)
    const revoked = await post<WiredGrant>(
      'committee',
      `/access/grants/${grant.id}/revocation`,
      { reason: 'Dùng sai' },
      true,
    )
    expect(revoked.body.state).toBe('revoked')
    expect((await read('stranger', 'thong-ke')).status).toBe(403)
    expect((await post('committee', `/access/grants/${grant.id}/revocation`, { reason: 'Nữa' }, true)).status).toBe(409)
  })

  it('ends to the second', async () => {
    clock.moveTo('2026-03-12T03:00:00Z')
    const endsAt = '2026-03-20T03:00:00.000Z'
    await grantTo('otherProvider', { purpose: 'dich-vu-cong', endsAt })
    clock.moveTo('2026-03-20T02:59:58Z')
    expect((await read('otherProvider', 'dich-vu-cong')).status).toBe(200)
    clock.moveTo(endsAt)
    const refused = await refusal({ status: 403, code: 'access.readRefused' }, 'otherProvider', records, {
      query: { purpose: 'dich-vu-cong' },
    })
    expect(refused.en.detail).toMatch(/has ended/)
  })

  it('is told in an annex that can be printed', async () => {
    const { status, bytes, headers } = await call('stranger', `/access/grants/${grant.id}/annex`)
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/wordprocessingml/)
    expect(bytes.subarray(0, 2).toString()).toBe('PK')
  })

  it('opens nothing to roles that use no data', async () => {
    clock.moveTo('2026-03-21T03:00:00Z')
    expect((await read('coordinator')).status).toBe(403)
    expect((await read('auditor')).status).toBe(403)
  })
})

describe('personal and commercial ends (Điều 11.3)', () => {
  it('are refused to everybody, whom the catalogue names or who provides the data, unless they were granted', async () => {
    clock.moveTo('2026-03-23T03:00:00Z')
    for (const who of ['hospital', 'provider', 'stranger'] as const) {
      for (const purpose of ['ca-nhan', 'thuong-mai: bán danh sách']) {
        const options = { query: { purpose } }
        await refusal({ status: 403, code: 'access.readRefused', clause: 'Điều 11.3' }, who, records, options)
      }
    }
    const fields = [{ name: 'phuong', mask: null }]
    const extent = { fields, rows: [], channels: ['list'], rowsPerDay: 100 }
    await grantTo('hospital', { purpose: 'thuong-mai', extent })
    expect((await read('hospital', 'thuong-mai')).status).toBe(200)
  })
})

describe('when the unit that was granted something ends (Điều 2)', () => {
  it('its grants and open requests go to its successor, and nothing is left with it', async () => {
    clock.moveTo('2026-04-01T03:00:00Z')
    const waiting = await ask('stranger', { purpose: 'dich-vu-cong', endsAt: '2026-12-31T00:00:00Z' })
    const decision = await modules.law.register(anActor(), anInstrument({ number: '78/QĐ-UBND', title: 'Sắp xếp' }))
    await decide(modules.identity, {
      ...{ title: 'Sắp xếp các sở', instrument: decision.id, effectiveOn: '2026-04-01' },
      steps: [{ step: 'merge', units: [people.stranger.unit.id], into: people.otherProvider.unit.id }],
    })
    expect((await read('otherProvider')).body.items).toHaveLength(30)
    const passed = await call<WiredRequest & { unit: { id: string } }>(
      'otherProvider',
      `/access/grant-requests/${waiting.body.id}`,
    )
    expect(passed.body.unit.id).toBe(people.otherProvider.unit.id)
    const left = await testing.asAdmin<{ count: string }>(`
      SELECT (SELECT count(*) FROM access.grant_holders WHERE unit_id = '${people.stranger.unit.id}' AND until IS NULL)
           + (SELECT count(*) FROM access.grant_requests WHERE unit_id = '${people.stranger.unit.id}' AND ended_at IS NULL) AS count`)
    expect(Number(left[0]?.count)).toBe(0)
    expect((await entries('access.grant.passed')).length).toBeGreaterThan(0)
  })
})
