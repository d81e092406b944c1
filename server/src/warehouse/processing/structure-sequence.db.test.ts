import { expect, it } from 'vitest'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { runStructureSequence } from '../../../test/warehouse/structure-sequence.ts'

const warehouse = await openWarehouse()

/** `npm run test:long -- structure-sequences` runs many more, and longer ones. */
it.each([1, 2, 3])(
  'after any sequence of loads and structure changes every past state answers as it did when it was in force, and all is proven: seed %i (Điều 5.2, 13.3)',
  async (seed) => {
    const kinds = await runStructureSequence(warehouse, { seed, steps: 15 })
    expect(kinds.size).toBeGreaterThan(5)
  },
)
