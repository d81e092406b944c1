import { beforeAll, describe, expect, it } from 'vitest'
import { openCity } from '../../../test/identity/open-city.ts'
import { commitToPerson } from './focal-point.ts'

const city = await openCity()
const { identity, testing, actor, clock } = city
const person = {
  name: 'Lê Thị Minh Họa',
  position: 'Phó Giám đốc',
  phone: '028 3822 0000',
  email: 'dau.moi@example.vn',
}
const assign = (
  unit: string,
  leader: { account: string } | { person: typeof person },
  from: string,
  to: string | null = null,
) => identity.assignFocalPoint(actor, { unit, role: 'provider', leader, validFrom: from, validTo: to })

describe('the focal point of a unit (Điều 17.1, 18.1)', () => {
  let unit = ''
  beforeAll(async () => {
    unit = await city.unit('Sở Có đầu mối')
  })

  it('is one at a date: the next begins where the one before ends', async () => {
    const { id: account, login } = await city.account(unit)
    await assign(unit, { person }, '2026-01-01')
    expect(await assign(unit, { account }, '2026-03-01')).toMatchObject({ account: { login }, validTo: null })
    expect(await identity.listFocalPoints(unit)).toMatchObject([
      { validFrom: '2026-03-01', validTo: null, person: null },
      { validFrom: '2026-01-01', validTo: '2026-03-01', person },
    ])
  })

  it('is not two at a date, neither through the service nor past it', async () => {
    await expect(assign(unit, { person }, '2025-12-01')).rejects.toMatchObject({ code: 'identity.focalPointTaken' })
    const twice = testing.asIntruder(`
      INSERT INTO identity.focal_points (id, organisation_id, role, person_id, valid_from)
      SELECT gen_random_uuid(), organisation_id, role, person_id, '2026-02-01' FROM identity.focal_points WHERE person_id IS NOT NULL LIMIT 1`)
    await expect(twice).rejects.toThrow('one_focal_point_at_a_date')
  })

  it('is an active account of the unit itself, or a recorded person', async () => {
    const stranger = await city.account(await city.unit('Sở khác'))
    const refused = assign(unit, { account: stranger.id }, '2026-06-01')
    await expect(refused).rejects.toMatchObject({ code: 'identity.focalPointStranger', clause: 'Điều 17.1' })
  })

  it('stands in the journal by commitment, which only salt and person open', async () => {
    const [entry] = await testing.asAdmin<{ payload: Record<string, unknown> }>(
      `SELECT payload FROM journal.entries WHERE event = 'identity.focalPoint.assigned' AND subject_id = '${unit}' ORDER BY id LIMIT 1`,
    )
    const [kept] = await testing.asAdmin<{ salt: string }>(
      'SELECT salt FROM identity.recorded_people ORDER BY id LIMIT 1',
    )
    expect(JSON.stringify(entry)).not.toMatch(/Minh|3822|example/)
    expect(entry?.payload['person']).toBe(commitToPerson(person, kept?.salt ?? '').toString('hex'))
    expect(commitToPerson({ ...person, phone: '' }, kept?.salt ?? '').toString('hex')).not.toBe(
      entry?.payload['person'],
    )
  })
})

describe('a gap', () => {
  it('is told where accounts provide data and nobody answers, now or soon', async () => {
    const unit = await city.unit('Sở Thiếu đầu mối')
    const { id: account } = await city.account(unit)
    expect(await identity.listFocalPointGaps(unit)).toMatchObject([{ role: 'provider', reason: 'nobody', from: null }])
    const { id } = await assign(unit, { account }, '2026-03-02')
    expect(await identity.listFocalPointGaps(unit)).toEqual([])
    await identity.endFocalPoint(actor, id, '2026-03-20')
    expect(await identity.listFocalPointGaps(unit)).toMatchObject([{ reason: 'ends-soon', from: '2026-03-20' }])
    await assign(unit, { person }, '2026-03-20')
    expect(await identity.listFocalPointGaps(unit)).toEqual([])
    await identity.suspendAccount(actor, account)
    expect(await identity.listFocalPointGaps(unit)).toEqual([])
  })

  it('is told where the account of the one named is not active', async () => {
    const unit = await city.unit('Sở Đầu mối tạm ngưng')
    const [named] = [await city.account(unit), await city.account(unit)]
    await assign(unit, { account: named.id }, '2026-03-01')
    await identity.suspendAccount(actor, named.id)
    expect(await identity.listFocalPointGaps(unit)).toMatchObject([{ reason: 'not-active', from: null }])
  })
})

describe('when its unit ends', () => {
  it('goes on with a successor that has none, and ends where there is one', async () => {
    const [a, b, into, other] = [
      await city.unit('Nguồn A'),
      await city.unit('Nguồn B'),
      await city.unit('Đích'),
      await city.unit('Đích có'),
    ]
    const account = await city.account(a)
    await assign(a, { account: account.id }, '2026-01-01')
    await assign(b, { person }, '2026-01-01')
    await assign(other, { person }, '2026-01-01')
    const steps = [{ step: 'merge' as const, units: [a, b], into }]
    const { effect } = await city.decide(steps)
    expect(effect?.lines.filter(({ what }) => what === 'focal-points')).toMatchObject([
      { from: a, to: into },
      { from: b, to: null },
    ])
    expect(await identity.listFocalPoints(into)).toMatchObject([
      { account: { id: account.id }, validFrom: '2026-03-02' },
    ])
    expect(await identity.listFocalPoints(a)).toMatchObject([{ validTo: '2026-03-02' }])
    clock.moveTo('2026-03-05T01:00:00Z')
    await city.decide([{ step: 'merge', units: [into], into: other }], '2026-03-05')
    expect(await identity.listFocalPoints(other)).toMatchObject([{ person, validTo: null }])
  })
})
