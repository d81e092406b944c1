import { beforeAll, expect, it } from 'vitest'
import { anActor } from '../../law/testing.ts'
import { aDataset } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { workbookOf } from '../../../test/warehouse/workbook.ts'

const warehouse = await openWarehouse()
const { catalogue } = warehouse.modules
const dataset = 'ma-muoi-so'
const key = { name: 'ma', title: 'Mã', titleEn: 'Code', type: 'text', key: true } as const
const remove = (content: string | Buffer) =>
  warehouse.deliver(content, { dataset, type: 'application/octet-stream', query: { load: 'deletions' } })

beforeAll(async () => {
  const provider = warehouse.people.provider.unit.id
  await catalogue.registerDataset(anActor(), aDataset({ code: dataset, provider, consumers: [{ group: 'all' }] }))
  await catalogue.declareStructure(anActor(), dataset, { fields: [key], note: '' })
  await warehouse.promulgate('2026-01-02', [dataset])
  await warehouse.deliver('ma\n0306021800\n0306021801\n7\n1234567890\n', { dataset })
  await catalogue.declareStructure(anActor(), dataset, { fields: [{ ...key, pattern: '[0-9]{10}' }], note: '' })
})

it('says of a code that lost its zeros that this is why it names no row, and takes nothing out', async () => {
  const { state, faults } = await remove('ma\n306021800\n306021801.0\n3.06E+08\n1234567890\n')
  expect(state).toBe('rejected')
  expect(faults.map(({ rule, count }) => [rule, count])).toEqual([['lostZeros', 3]])
  expect((await remove(workbookOf({ A: [['ma'], [306021800]] }))).faults).toMatchObject([{ rule: 'lostZeros' }])
})

it('takes out rows of older days in their form, and passes over what was never there', async () => {
  const { state, balance } = await remove('ma\n7\nABC\n0306021800\n')
  expect(state).toBe('applied')
  expect(balance).toMatchObject({ sent: 3, deleted: 2, unchanged: 1 })
})

it('takes a number that has all its digits as the code it is', async () => {
  expect(await remove(workbookOf({ A: [['ma'], [1234567890]] }))).toMatchObject({
    state: 'applied',
    balance: { deleted: 1 },
  })
})
