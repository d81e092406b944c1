import { beforeAll, describe, expect, it } from 'vitest'
import { csvOf, files, manyFiles, offices, officeFields, wardOne, wardTwo } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Page, SingleRecord, Values } from '../../../test/warehouse/wire.ts'
import { anActor } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { call, clock, deliver, refusal, modules } = warehouse
const address = `/warehouse/datasets/${offices}/records`

type State = ReadonlyMap<string, string>

/** Six states of forty keys: each state keeps, renames, drops and brings back some of them, the same in every run. */
const states: State[] = Array.from({ length: 6 }, (_none, load) => {
  const keys = Array.from({ length: 40 }, (_, key) => key).filter((key) => (key * 7 + load * 3) % 5 !== 0)
  return new Map(keys.map((key) => [`K${String(key).padStart(2, '0')}`, `Tên ${String((key + (load >> 1)) % 6)}`]))
})
const instants: string[] = []

beforeAll(async () => {
  for (const [place, state] of states.entries()) {
    clock.moveTo(`2026-03-0${String(2 + place)}T03:00:00Z`)
    const rows = [...state].map(([ma, ten]) => `${ma},${ten}`)
    expect(await deliver(`ma,ten\n${rows.join('\n')}\n`, { dataset: offices })).toMatchObject({
      applyNumber: place + 1,
    })
    instants.push(clock.now().toISOString())
  }
})

async function walk(query: Record<string, string>): Promise<Values[]> {
  const items: Values[] = []
  for (let cursor: string | undefined; ;) {
    const { status, body } = await call<Page>('provider', address, {
      query: { limit: '7', ...query, ...(cursor === undefined ? {} : { cursor }) },
    })
    expect(status).toBe(200)
    items.push(...body.items)
    if (body.next === null) return items
    cursor = body.next
  }
}

const rowsOf = (state: State) => [...state].map(([ma, ten]) => ({ ma, ten })).sort((a, b) => (a.ma < b.ma ? -1 : 1))
const byName = (state: State) =>
  rowsOf(state).sort((a, b) => (a.ten === b.ten ? (a.ma < b.ma ? 1 : -1) : a.ten > b.ten ? -1 : 1))

describe.each(states.map((state, place) => ({ state, apply: place + 1 })))('the state after apply $apply', (past) => {
  const { state, apply } = past

  it('is read as it stood, by its number and by an instant, page by page in any order', async () => {
    for (const asOf of [String(apply), instants[apply - 1] ?? '']) {
      expect(await walk({ asOf })).toEqual(rowsOf(state))
      expect(await walk({ asOf, sort: '-ten' })).toEqual(byName(state))
    }
  })

  it('is filtered and counted as it stood', async () => {
    const { body } = await call<Page>('provider', address, { query: { asOf: String(apply), filter: 'ten:eq:Tên 3' } })
    const wanted = rowsOf(state).filter(({ ten }) => ten === 'Tên 3')
    expect(body).toMatchObject({ items: wanted, count: { kind: 'exact', value: wanted.length }, apply })
  })

  it('has each record as it stood, and none that was not there', async () => {
    for (let key = 0; key < 40; key += 1) {
      const name = `K${String(key).padStart(2, '0')}`
      const query = { asOf: String(apply) }
      const { status, body } = await call<SingleRecord>('provider', `${address}/${name}`, { query })
      expect([name, status, status === 200 ? body.values : undefined]).toEqual(
        state.has(name) ? [name, 200, { ma: name, ten: state.get(name) }] : [name, 404, undefined],
      )
    }
  })
})

it('by an instant to come is the state in force', async () => {
  const current = (await call<Page>('provider', address)).body
  expect((await call<Page>('provider', address, { query: { asOf: '2099-01-01T00:00:00+07:00' } })).body).toEqual(
    current,
  )
})

it('keeps a walk in the state where it began', async () => {
  const query = { asOf: '2', limit: '5' }
  const { next } = (await call<Page>('provider', address, { query })).body
  const expected = { status: 400, code: 'platform.invalidCursor' }
  await refusal(expected, 'provider', address, { query: { ...query, asOf: '3', cursor: next ?? '' } })
  await refusal(expected, 'provider', address, { query: { limit: '5', cursor: next ?? '' } })
})

it.each([
  '0',
  '7',
  '-1',
  '1.5',
  'hôm qua',
  '2026-03-02',
  '2026-03-02T03:00:00',
  '2026-13-01T00:00:00Z',
  '2026-03-01T00:00:00Z',
  "1' OR '1'='1",
])('refuses a state that never was: %s', async (asOf) => {
  const expected = { status: 400, code: 'warehouse.unknownState' }
  await refusal(expected, 'provider', address, { query: { asOf } })
  await refusal(expected, 'provider', `${address}/K01`, { query: { asOf } })
})

it('is told in the structure its rows were written under', async () => {
  const wider = [...officeFields, { name: 'dia_chi', title: 'Địa chỉ', titleEn: 'Address', type: 'text' as const }]
  await modules.catalogue.declareStructure(anActor(), offices, { fields: wider, note: 'thêm địa chỉ' })
  await deliver('ma,ten,dia_chi\nK01,Một,Số 1\nDV1,Một,\nDV2,Hai,\n', { dataset: offices })
  const past = (await call<Page>('provider', address, { query: { asOf: '6', limit: '1' } })).body
  expect([past.structureVersion, Object.keys(past.items[0] ?? {})]).toEqual([1, ['ma', 'ten']])
  const now = (await call<Page>('provider', address, { query: { asOf: '7', filter: 'ma:eq:K01' } })).body
  expect([now.structureVersion, now.items]).toEqual([2, [{ ma: 'K01', ten: 'Một', dia_chi: 'Số 1' }]])
  const query = { asOf: '6', select: 'dia_chi' }
  await refusal({ status: 400, code: 'warehouse.unknownField' }, 'provider', address, { query })
})

it('shows a ward only rows that stood in its own territory then (Điều 11.2)', async () => {
  await deliver(csvOf(manyFiles(4, () => ({ phuong: wardOne }))))
  await deliver(csvOf(manyFiles(4, (number) => ({ phuong: number % 2 === 0 ? wardOne : wardTwo }))))
  const keys = async (who: 'ward' | 'otherWard', asOf: string) => {
    const query = { asOf, purpose: 'nghiep-vu: chi trả trợ cấp', select: 'ma' }
    return (await call<Page>(who, `/warehouse/datasets/${files}/records`, { query })).body.items.map(({ ma }) => ma)
  }
  const all = ['HS0001', 'HS0002', 'HS0003', 'HS0004']
  expect(await keys('ward', '1')).toEqual(all)
  expect(await keys('otherWard', '1')).toEqual([])
  expect([...(await keys('ward', '2')), ...(await keys('otherWard', '2'))].sort()).toEqual(all)
  const query = { asOf: '1', purpose: 'nghiep-vu: chi trả trợ cấp' }
  const expected = { status: 404, code: 'warehouse.recordNotFound' }
  await refusal(expected, 'otherWard', `/warehouse/datasets/${files}/records/HS0001`, { query })
})
