import { describe, expect, it } from 'vitest'
import { openActs, runActs } from '../../../test/identity/random-acts.ts'

const trial = await openActs()

/** `npm run test:long -- identity` runs many more. */
describe('any sequence of acts', () => {
  const outcomes = new Map<string, number>()
  const total = (how: string) =>
    [...outcomes].filter(([outcome]) => outcome.startsWith(how)).reduce((sum, [, count]) => sum + count, 0)

  it.each([1, 2, 3, 4])(
    'leaves one parent at a date, no circle, and nothing without a living unit: seed %i (Điều 2)',
    async (seed) => {
      const found = await runActs(trial, { seed, acts: 15 })
      for (const [outcome, count] of found) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count)
      expect(found.size).toBeGreaterThan(1)
    },
  )

  it('has acts that are done, and among them splits that give single things to other successors', () => {
    expect(total('applied, with assignments')).toBeGreaterThan(0)
    expect(total('applied')).toBeGreaterThan(10)
    expect([...outcomes.keys()].filter((outcome) => outcome.endsWith('assigned wrongly')).sort()).toEqual([
      'identity.actContradicted, assigned wrongly',
      'identity.actInvalid, assigned wrongly',
    ])
  })
})
