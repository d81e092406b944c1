import { describe, expect, it } from 'vitest'
import { aDataset, files, officeFields, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { anActor } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { call, clock, deliver, modules, people, refusal } = warehouse

interface State {
  readonly records: number | null
  readonly lastApply: { readonly number: number; readonly at: string; readonly submission: string } | null
  readonly freshness: { readonly state: string; readonly dueAt: string | null }
}

const stateOf = async (dataset = offices) => (await call<State>(undefined, `/warehouse/datasets/${dataset}/state`)).body
const two = 'ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n'

/** A dataset that its provider promised every month; the tests follow it through the year. */
describe('the state of a dataset, for everybody to see (Điều 5.6)', () => {
  it('before the first delivery: no records, due a month after the catalogue row came into force (Điều 17.3)', async () => {
    const never = (state: string) => ({
      ...{ records: null, lastApply: null },
      freshness: { state, dueAt: '2026-01-31T17:00:00.000Z', lastDelivery: null },
    })
    clock.moveTo('2026-01-10T03:00:00Z')
    expect(await stateOf()).toEqual(never('never'))
    clock.moveTo('2026-02-10T03:00:00Z')
    expect(await stateOf()).toEqual(never('overdue'))
  })

  it('after a delivery: how many records, which apply, due in a month', async () => {
    clock.moveTo('2026-03-02T03:00:00Z')
    const { id, applyNumber } = await deliver(two, { dataset: offices })
    const state = await stateOf()
    expect(state).toMatchObject({ records: 2, lastApply: { number: applyNumber, submission: id } })
    expect(state.freshness.state).toBe('on-time')
    expect(state.freshness.dueAt?.slice(0, 16)).toBe('2026-04-02T03:00')
  })

  it('towards the end of the month it is due soon, after it overdue', async () => {
    clock.moveTo('2026-04-01T03:00:00Z')
    expect((await stateOf()).freshness.state).toBe('due-soon')
    clock.moveTo('2026-04-02T04:00:00Z')
    expect((await stateOf()).freshness.state).toBe('overdue')
  })

  it('a delivery that brings nothing new is a delivery: on time again, the apply stays', async () => {
    const before = await stateOf()
    expect(await deliver(two, { dataset: offices })).toMatchObject({ state: 'applied', applyNumber: null })
    const state = await stateOf()
    expect(state.lastApply).toEqual(before.lastApply)
    expect(state.freshness.state).toBe('on-time')
    expect(state.freshness.dueAt?.slice(0, 10)).toBe('2026-05-02')
  })

  it('a refused delivery is none', async () => {
    clock.moveTo('2026-06-01T03:00:00Z')
    expect(await deliver('ma,ten\n', { dataset: offices })).toMatchObject({ state: 'rejected' })
    expect(await stateOf()).toMatchObject({ records: 2, freshness: { state: 'overdue' } })
  })

  it('a version of the catalogue that names it again does not begin its time anew', async () => {
    await modules.catalogue.registerDataset(
      anActor(),
      aDataset({ code: 'moi', provider: people.provider.unit.id, consumers: [{ group: 'all' }] }),
    )
    await modules.catalogue.declareStructure(anActor(), 'moi', { fields: officeFields, note: '' })
    for (const from of ['2026-06-02', '2026-06-20']) await warehouse.promulgate(from, [offices, files, 'moi'])
    clock.moveTo('2026-06-25T03:00:00Z')
    expect((await stateOf('moi')).freshness.dueAt).toBe('2026-07-01T17:00:00.000Z')
    clock.moveTo('2026-06-28T03:00:00Z')
    expect((await stateOf('moi')).freshness.state).toBe('due-soon')
  })

  it('what the provider proposes changes nothing until it is promulgated (Điều 9)', async () => {
    const facts = aDataset({ code: offices, provider: people.provider.unit.id, consumers: [{ group: 'all' }] })
    await modules.catalogue.reviseDataset(anActor(), offices, { ...facts, updateFrequency: 'yearly' })
    expect((await stateOf()).freshness.state).toBe('overdue')
    await warehouse.promulgate('2026-06-21', [offices, files])
    expect((await stateOf()).freshness).toMatchObject({ state: 'on-time' })
  })

  it('of a dataset that does not exist', async () => {
    await refusal({ status: 404, code: 'catalogue.datasetNotFound' }, undefined, '/warehouse/datasets/khong-co/state')
  })
})
