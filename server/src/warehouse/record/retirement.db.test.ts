import { beforeAll, describe, expect, it } from 'vitest'
import { csvOf, files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Page } from '../../../test/warehouse/wire.ts'
import { listRecordedRoots, verifyJournal } from '../../journal/index.ts'
import { anActor, anInstrument } from '../../law/testing.ts'
import { verifyWarehouse } from '../storage/verify.ts'

const warehouse = await openWarehouse()
const { call, deliver, modules, refusal, submit, testing } = warehouse
const { catalogue, law } = modules
const purpose = { query: { purpose: 'nghiep-vu: Kiểm tra lưu trữ' } }

const instruments: string[] = []
beforeAll(async () => {
  for (const number of ['10/QĐ-UBND', '11/QĐ-UBND', '12/QĐ-UBND']) {
    instruments.push((await law.register(anActor(), anInstrument({ number }))).id)
  }
  await deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
  expect((await deliver(csvOf(manyFiles(5)))).state).toBe('applied')
})

const act = (path: string, body: object) => ['provider', `/catalogue/datasets/${files}/${path}`, posted(body)] as const
const posted = (body: object) => {
  const headers = { 'content-type': 'application/json' }
  return { method: 'POST', body: JSON.stringify(body), headers, asPerson: true } as const
}
const records = `/warehouse/datasets/${files}/records`
const closing = () => ({ stage: 'closed', instrument: instruments[0], reason: 'Chuyển sang phần mềm mới' })
const listed = async (query: Record<string, string> = {}) => {
  const { body } = await call<{ items: { code: string }[] }>(undefined, '/catalogue/datasets', { query })
  return body.items.map(({ code }) => code)
}

describe('what stands in the way of an end', () => {
  it('is a field of another dataset that points at it', async () => {
    const path = `/catalogue/datasets/${offices}`
    await call('provider', `${path}/retirement`, posted({ ...closing(), instrument: instruments[0] }))
    const answer = await refusal(
      { status: 409, code: 'catalogue.stillPointedAt' },
      'provider',
      `${path}/retirement`,
      posted({ ...closing(), stage: 'archived' }),
    )
    expect(answer.vi.detail).toContain(files)
    await call('provider', `${path}/reopening`, posted({ instrument: instruments[1], reason: 'Cập nhật tiếp' }))
  })
})

describe('a dataset ends by stages, each by an instrument (Điều 5.2)', () => {
  it('is closed first: it takes no more deliveries, reads go on', async () => {
    await refusal(
      { status: 409, code: 'catalogue.retirementTooEarly' },
      ...act('retirement', { ...closing(), stage: 'archived' }),
    )
    const closed = await call(...act('retirement', closing()))
    expect(closed).toMatchObject({
      status: 200,
      body: {
        stage: 'closed',
        retirement: { reason: 'Chuyển sang phần mềm mới', instrument: { number: '10/QĐ-UBND' } },
      },
    })
    await refusal(
      { status: 403, code: 'access.submitRefused', clause: 'Điều 9' },
      ...([
        'provider',
        `/warehouse/datasets/${files}/submissions`,
        { method: 'POST', body: csvOf(manyFiles(1)), headers: { 'content-type': 'text/csv' } },
      ] as const),
    )
    await refusal(
      { status: 409, code: 'catalogue.datasetEnded', clause: 'Điều 5.2' },
      ...act('structures', { fields: [{ name: 'ma', title: 'a', titleEn: 'a', type: 'text', key: true }] }),
    )
    expect((await call<Page>('hospital', records, purpose)).body.items).toHaveLength(5)
    await refusal({ status: 409, code: 'catalogue.retirementRepeated' }, ...act('retirement', closing()))
    expect(await listed()).toContain(files)
    const state = await call<{ freshness: { dueAt: string | null } }>('provider', `/warehouse/datasets/${files}/state`)
    expect(state.body.freshness.dueAt).toBeNull()
  })

  it('is opened again by another instrument only', async () => {
    const again = { reason: 'Vẫn cần cập nhật' }
    await refusal(
      { status: 422, code: 'catalogue.reopeningSameInstrument' },
      ...act('reopening', { ...again, instrument: instruments[0] }),
    )
    const opened = await call(...act('reopening', { ...again, instrument: instruments[1] }))
    expect(opened).toMatchObject({ status: 200, body: { stage: 'active', retirement: null } })
    expect((await deliver(csvOf(manyFiles(6)))).state).toBe('applied')
  })

  it('keeps strangers, and instruments that are not in force, from it (Điều 10)', async () => {
    await refusal(
      { status: 403, code: 'catalogue.notYourDataset', clause: 'Điều 10' },
      'otherProvider',
      `/catalogue/datasets/${files}/retirement`,
      posted(closing()),
    )
    const over = await law.register(anActor(), anInstrument({ number: '13/QĐ-UBND', effectiveTo: '2026-02-01' }))
    await refusal(
      { status: 422, code: 'catalogue.instrumentNotInForce', clause: 'Điều 9' },
      ...act('retirement', { ...closing(), instrument: over.id }),
    )
  })

  it('is archived: read by its provider and by auditors who say why, and by nobody else', async () => {
    const kept = (await call<Page>('provider', records)).body.items
    await call(...act('retirement', { ...closing(), instrument: instruments[2] }))
    const archived = await call(
      ...act('retirement', { stage: 'archived', instrument: instruments[2], reason: 'Hết giá trị sử dụng' }),
    )
    expect(archived).toMatchObject({ status: 200, body: { stage: 'archived' } })
    expect((await call<Page>('provider', records)).body.items).toEqual(kept)
    const audited = await call<Page>('auditor', records, purpose)
    expect(audited.body.items).toHaveLength(6)
    expect(audited.body.items[0]).not.toHaveProperty('benh')
    await refusal({ status: 403, code: 'access.readRefused', clause: 'Điều 18.2' }, 'auditor', records)
    for (const who of ['hospital', 'ward', 'coordinator', 'stranger'] as const) {
      await refusal({ status: 403, code: 'access.readRefused', clause: 'Điều 5.2' }, who, records, purpose)
    }
    await refusal(
      { status: 409, code: 'catalogue.archivedForGood', clause: 'Điều 5.2' },
      ...act('reopening', { instrument: instruments[1], reason: 'x' }),
    )
  })

  it('archived, is left out of lists unless asked for, and of the next catalogue', async () => {
    expect(await listed()).not.toContain(files)
    expect(await listed({ archived: 'true' })).toContain(files)
    await expect(warehouse.promulgate('2026-02-01', [files])).rejects.toMatchObject({ code: 'catalogue.factsMissing' })
    await warehouse.promulgate('2026-02-01', [offices])
    expect((await call<Page>('provider', records)).body.items).toHaveLength(6)
  })

  it('tells its acts, newest first, to everybody', async () => {
    const { body } = await call<{ items: { stage: string; instrument: { number: string } }[] }>(
      undefined,
      `/catalogue/datasets/${files}/retirement`,
    )
    expect(body.items.map(({ stage, instrument }) => `${stage} ${instrument.number}`)).toEqual([
      ...['archived 12/QĐ-UBND', 'closed 12/QĐ-UBND', 'active 11/QĐ-UBND', 'closed 10/QĐ-UBND'],
    ])
    const entries = await testing.asAdmin<{ event: string }>(
      `SELECT event FROM journal.entries WHERE event ~ '^catalogue.dataset.(closed|archived|reopened)$' AND subject_label = '${files}' ORDER BY id`,
    )
    expect(entries.map(({ event }) => event.split('.').at(-1))).toEqual(['closed', 'reopened', 'closed', 'archived'])
  })

  it('stays proven to the last row (Điều 13.3)', async () => {
    expect((await verifyJournal(testing.database.application)).faults).toEqual([])
    const roots = await listRecordedRoots(testing.database.application)
    const found = await verifyWarehouse(testing.database.loader, catalogue, roots)
    expect(found).toMatchObject({ applies: 3, faults: [] })
    await testing.asIntruder(`UPDATE data.ho_so SET f2 = 'Khác' WHERE _key = 'HS0001'`)
    expect((await verifyWarehouse(testing.database.loader, catalogue, roots)).faults).toHaveLength(1)
  })
})

it('a delivery that was received before the act is not applied after it', async () => {
  await modules.warehouse.worker.stop()
  const early = await submit('ma,ten\nDV1,Một\n', { dataset: offices })
  await call(
    'provider',
    `/catalogue/datasets/${offices}/retirement`,
    posted({ ...closing(), instrument: instruments[2] }),
  )
  warehouse.anotherWorker().kick()
  expect(await warehouse.ended(early.id)).toMatchObject({
    state: 'rejected',
    problem: { code: 'warehouse.rightWithdrawn' },
  })
})
