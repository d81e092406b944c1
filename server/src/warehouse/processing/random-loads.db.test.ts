import { expect, it } from 'vitest'
import { useLists } from '../../../test/warehouse/lists.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { runSequence } from '../../../test/warehouse/random-loads.ts'

const warehouse = await openWarehouse()
const lists = useLists(warehouse)

/** `npm run test:long -- random-loads` runs many more, and longer ones. */
it.each([1, 2, 3])(
  'any sequence of loads leaves the rows, states, balances, changes and proofs that a plain model says: seed %i (Điều 5.2, 17)',
  async (seed) => {
    const kinds = await runSequence(warehouse, lists, { seed, steps: 15 })
    expect(kinds.size).toBeGreaterThan(3)
  },
)
