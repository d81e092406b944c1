import { beforeAll, describe, expect, it } from 'vitest'
import { decide } from '../../../test/identity/open-city.ts'
import { files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse, today } from '../../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import type { Page } from '../../../test/warehouse/wire.ts'
import { anActor, anInstrument } from '../../law/testing.ts'

const { call, deliver, modules, people, refusal } = await openWarehouse()
const records = `/warehouse/datasets/${files}/records`
const read = (who: Who, purpose: string) => call<Page>(who, records, { query: { purpose, limit: '5' } })
const aPurpose = (over: object = {}) => ({
  ...{ code: 'cap-bao-hiem', name: 'Cấp bảo hiểm y tế', nameEn: 'Health insurance', nature: 'official' },
  ...{ legalBasis: 'Luật Bảo hiểm y tế, Điều 12', isCommon: false, shows: 'personal', functions: [] },
  ...over,
})
const register = (body: object, who: Who = 'coordinator') =>
  call<{ code: string }>(who, '/access/purposes', { method: 'POST', body, asPerson: true })

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(manyFiles(6))
})

/** Gives a unit a function by an act; its id. */
async function functionOf(who: Who): Promise<string> {
  const unit = people[who].unit.id
  const { id: instrument } = await modules.law.register(
    anActor(),
    anInstrument({ number: '90/QĐ-UBND', title: 'Chức năng' }),
  )
  await decide(modules.identity, {
    ...{ title: 'Giao chức năng', instrument, effectiveOn: today },
    steps: [
      {
        ...{ step: 'remit', unit, end: [] },
        begin: [{ text: 'Cấp thẻ bảo hiểm y tế', instrument: null, citation: 'Quyết định 90/QĐ-UBND' }],
      },
    ],
  })
  const { body } = await call<{ functions: { id: string }[] }>(who, `/identity/organisations/${unit}/history`)
  return body.functions[0]?.id ?? ''
}

describe('a purpose of the register (Điều 11.1, 18.2)', () => {
  it('is open to the units whose functions it serves, and to no other that the row names', async () => {
    const id = await functionOf('hospital')
    expect((await register(aPurpose({ functions: [id] }))).status).toBe(201)
    const mine = await read('hospital', 'cap-bao-hiem: đợt 3')
    expect(mine.status).toBe(200)
    expect(Object.keys(mine.body.items[0] ?? {})).toContain('ho_ten')
    expect(Object.keys(mine.body.items[0] ?? {})).not.toContain('benh')
    const options = { query: { purpose: 'cap-bao-hiem' } }
    const refused = { status: 403, code: 'access.readRefused', clause: 'Điều 11.1' }
    await refusal(refused, 'ward', records, options)
    expect((await read('ward', 'nghiep-vu')).status).toBe(200)
  })

  it('is named no more once it was retired, and its code is never used again', async () => {
    const retire = () =>
      call('coordinator', '/access/purposes/cap-bao-hiem/retirement', {
        ...{ method: 'POST', body: { reason: 'Đã có mục đích chung' }, asPerson: true },
      } as const)
    expect((await retire()).status).toBe(200)
    expect((await retire()).status).toBe(409)
    const options = { query: { purpose: 'cap-bao-hiem' } }
    const refused = { status: 403, code: 'access.readRefused', clause: 'Điều 18.2' }
    await refusal(refused, 'hospital', records, options)
    expect((await register(aPurpose())).status).toBe(409)
  })

  it.each([
    ['a function of nobody', { functions: ['0198c000-0000-7000-8000-000000000001'] }, 'access.purposeFunctionUnknown'],
    ['personal ends for everybody (Điều 11.3)', { nature: 'personal', isCommon: true }, 'access.purposeNotOfficial'],
  ])('is not registered with %s', async (_what, over, code) => {
    expect((await register(aPurpose({ code: 'khac', ...over }))).body).toMatchObject({ code, status: 422 })
  })

  it('is kept by the coordinating department alone, and seen by every account', async () => {
    expect((await register(aPurpose({ code: 'khac' }), 'provider')).status).toBe(403)
    const { body } = await call<{ items: { code: string }[] }>('ward', '/access/purposes')
    expect(body.items.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['dich-vu-cong', 'nghiep-vu', 'thong-ke', 'ca-nhan', 'thuong-mai']),
    )
  })
})
