import { expect, it } from 'vitest'
import { interleave } from '../../../test/access/interleaved.ts'
import { shareOut } from '../../../test/access/share-out.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'

const warehouse = await openWarehouse()

it('shows no request over shared connections the rows of another, however those before it ended (Điều 11.2; 100,000 in test:long)', async () => {
  const shares = await shareOut(warehouse)
  const { asked, wrong } = await interleave(warehouse.testing, shares, { requests: 2_000, seed: 7 })
  expect(wrong).toBe(0)
  for (const count of Object.values(asked)) expect(count).toBeGreaterThan(50)
})
