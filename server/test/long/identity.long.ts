import { describe, expect, it } from 'vitest'
import { openTestDatabase } from '../database.ts'
import { actsOn, runActs } from '../identity/random-acts.ts'
import { sendDamaged } from '../openid/random-damage.ts'
import { openTrial } from '../openid/trial.ts'
import { seeded } from '../warehouse/random-loads.ts'
import { writeEvidence } from './evidence.ts'

const sequences = Number(process.env['KHO_TEST_SEQUENCES'] ?? 10_000)
/** Units of earlier sequences stay where they are; a new database now and then keeps the questions quick. */
const perDatabase = 10
const acts = 12

describe('sequences of acts', () => {
  const outcomes = new Map<string, number>()

  // Several at once, each in its own database: the reckoning of one goes on while the others wait for the server.
  it.concurrent.each(Array.from({ length: Math.ceil(sequences / perDatabase) }, (_none, place) => place))(
    'keep what must hold at any time, number %i of those that share a database',
    async (place) => {
      const { drop, ...testing } = await openTestDatabase()
      const trial = await actsOn(testing)
      for (let seed = place * perDatabase + 1; seed <= Math.min(sequences, (place + 1) * perDatabase); seed += 1) {
        for (const [outcome, count] of await runActs(trial, { seed, acts })) {
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count)
        }
      }
      await trial.close()
      await drop()
    },
  )

  it('were all gone through to their ends', () => {
    // Nothing is written about a run of which some sequence broke off.
    expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(sequences * acts)
    expect(outcomes.get('applied, with assignments')).toBeGreaterThan(0)
    writeEvidence('acts', {
      claim: 'Any sequence of acts on units orphans nothing and contradicts nothing',
      command: 'identity',
      method:
        'Random sequences of acts of one to three steps (create, rename, move, merge, split, dissolve), today, before and later, many ' +
        'of them impossible, on units with accounts, roles, tokens, requests, clients, focal points, codes, an open review, datasets, a promulgated ' +
        'catalogue, deliveries, exports and uploads. Splits assign random accounts and datasets to random successors, now and then twice, to no ' +
        'successor, or what another unit has: those are all refused. After every act each account and dataset must be with whom the act alone says, a refused ' +
        'act must have changed nothing, and the database is asked: one name and parent and no circle at every date on which a period begins or ends, every ' +
        'parent there, and everything of every kind named above with a living unit, with the unit of its account or with the provider of its dataset.',
      figures: { sequences, acts: sequences * acts },
      table: { head: ['How an act ended', 'Times'], rows: [...outcomes].sort() },
    })
  })
})

describe('tokens and what comes with them', async () => {
  const count = Number(process.env['KHO_TEST_BAD_TOKENS'] ?? 10_000)
  const trial = await openTrial()

  it('none that was damaged is taken, whatever the damage', async () => {
    const seed = 20_261_127
    const outcomes = await sendDamaged(trial, { count, pick: seeded(seed) })
    expect([...outcomes.values()].reduce((sum, times) => sum + times, 0)).toBe(count)
    writeEvidence('bad-tokens', {
      claim: 'No damaged assertion, proof or token is taken',
      command: 'identity',
      method:
        'Assertions of a client, proofs of possession at the OpenID provider and at the API, each whole and good but for one damage drawn by lot: a letter ' +
        'changed, cut short, a claim or a member of the header changed, signed by somebody else. Each must be answered 400 or 401; after every fifty a good ' +
        'request of the same shape must be answered 200. What is refused by name, case by case, stands in `server/src/identity/openid/refused-*.db.test.ts`.',
      figures: { seed, requests: count, taken: 0 },
      table: { head: ['What, how damaged, and the answer', 'Times'], rows: [...outcomes].sort() },
    })
  })
})
