import { expect, it } from 'vitest'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import { runStructureSequence } from '../warehouse/structure-sequence.ts'
import { writeEvidence } from './evidence.ts'

const sequences = Number(process.env['KHO_TEST_SEQUENCES'] ?? 200)
const steps = 40

const warehouse = await openWarehouse()
const kinds = new Map<string, number>()
let agreed = 0

it.each(Array.from({ length: sequences }, (_none, place) => place + 1))(
  'sequence %i agrees with the model',
  async (seed) => {
    const found = await runStructureSequence(warehouse, { seed, steps })
    for (const [kind, count] of found) kinds.set(kind, (kinds.get(kind) ?? 0) + count)
    expect(found.size).toBeGreaterThan(5)
    agreed += 1
  },
)

it('all sequences agree with the model', () => {
  expect(agreed).toBe(sequences)
  writeEvidence('structure-sequences', {
    claim:
      'Any sequence of loads and structure changes leaves what a plain model says, and every past state answers as it did',
    method:
      'Random sequences of full loads, loads of changes, lists of deletions and withdrawals, with fields added, renamed, converted ' +
      'and retired among them. After every step the rows in force are compared with a model in memory, in the structure of then ' +
      'and in an earlier one, and the balance of every load; after every sequence each state of the past, by instant and by ' +
      'apply, the structure of each submission and the verification of every row version against the journal.',
    figures: { sequences, steps: sequences * steps },
    table: { head: ['Step and how it ended', 'Times'], rows: [...kinds].sort() },
  })
})
