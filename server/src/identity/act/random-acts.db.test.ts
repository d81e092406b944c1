import { expect, it } from 'vitest'
import { openActs, runActs } from '../../../test/identity/random-acts.ts'

const trial = await openActs()

/** `npm run test:long -- identity` runs many more. */
it.each([1, 2, 3, 4])(
  'any sequence of acts leaves one parent at a date, no circle, and nothing without a living unit: seed %i (Điều 2)',
  async (seed) => {
    const outcomes = await runActs(trial, { seed, acts: 15 })
    expect(outcomes.get('applied')).toBeGreaterThan(0)
    expect(outcomes.size).toBeGreaterThan(1)
  },
)
