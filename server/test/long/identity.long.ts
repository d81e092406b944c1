import { expect, it } from 'vitest'
import { openTestDatabase } from '../database.ts'
import { actsOn, runActs } from '../identity/random-acts.ts'
import { writeEvidence } from './evidence.ts'

const sequences = Number(process.env['KHO_TEST_SEQUENCES'] ?? 10_000)
/** Units of earlier sequences stay where they are; a new database now and then keeps the questions quick. */
const perDatabase = 50
const acts = 12
const outcomes = new Map<string, number>()

it.each(Array.from({ length: Math.ceil(sequences / perDatabase) }, (_none, place) => place))(
  'fifty sequences of acts keep what must hold at any time, number %i',
  async (place) => {
    const { drop, ...testing } = await openTestDatabase()
    const trial = await actsOn(testing)
    for (let seed = place * perDatabase + 1; seed <= Math.min(sequences, (place + 1) * perDatabase); seed += 1) {
      for (const [outcome, count] of await runActs(trial, { seed, acts })) {
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count)
      }
    }
    await drop()
    expect(outcomes.get('applied')).toBeGreaterThan(0)
    if ((place + 1) * perDatabase < sequences) return
    // Nothing is written about a run of which some sequence broke off.
    expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(sequences * acts)
    writeEvidence('acts', {
      claim: 'Any sequence of acts on units orphans nothing and contradicts nothing',
      command: 'identity',
      method:
        'Random sequences of acts of one to three steps (create, rename, move, merge, split, dissolve), today, before and later, many ' +
        'of them impossible, on units with accounts, datasets, codes and focal points. After every act the database is asked: one parent ' +
        'at a date and no circle, every parent there, no hole between periods, every account and every dataset with a living unit, ' +
        'roles where their accounts are, no code held twice; and a refused act has changed nothing.',
      figures: { sequences, acts: sequences * acts },
      table: { head: ['How an act ended', 'Times'], rows: [...outcomes].sort() },
    })
  },
)
