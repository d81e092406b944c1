import { expect, it } from 'vitest'
import { useLists } from '../warehouse/lists.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import { runSequence } from '../warehouse/random-loads.ts'
import { writeEvidence } from './evidence.ts'

const sequences = Number(process.env['KHO_TEST_SEQUENCES'] ?? 200)
const steps = 40

const warehouse = await openWarehouse()
const lists = useLists(warehouse)
const kinds = new Map<string, number>()

it.each(Array.from({ length: sequences }, (_none, place) => place + 1))(
  'sequence %i agrees with the model',
  async (seed) => {
    const found = await runSequence(warehouse, lists, { seed, steps })
    for (const [kind, count] of found) kinds.set(kind, (kinds.get(kind) ?? 0) + count)
    expect(found.size).toBeGreaterThan(3)
    if (seed < sequences) return
    writeEvidence('random-loads', {
      claim: 'Any sequence of loads leaves what a plain model says',
      method:
        'Random sequences of full loads, loads of changes, lists of deletions, continuations, withdrawals and answers to ' +
        'questions, with faulty rows refused or set aside. After every step the rows in force, the balance and the rows ' +
        'that wait are compared with a model in memory; after every sequence each state of the past, the feed of changes ' +
        'and the verification of every row version against the journal.',
      figures: { sequences, steps: sequences * steps },
      table: { head: ['Load and how it ended', 'Times'], rows: [...kinds].sort() },
    })
  },
)
