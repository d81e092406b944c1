import { expect, it } from 'vitest'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { tablesAndRules } from '../../journal/testing.ts'

const { testing } = await openWarehouse()

it('puts the tables of a dataset under the rule of the journal as they are made (Điều 13.3)', async () => {
  const tables = (await tablesAndRules(testing)).filter(({ name }) => /^(data|history)\./.test(name))
  expect(tables.map(({ name, governed }) => [name, governed])).toEqual([
    ['data.don_vi', true],
    ['data.ho_so', true],
    ['history.don_vi', true],
    ['history.ho_so', true],
  ])
})
