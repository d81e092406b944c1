import { expect, it } from 'vitest'
import { answersTo } from '../../../test/access/answers.ts'
import { questionAt, questionCount } from '../../../test/access/questions.ts'
import { decideFrom } from '../decision/decision.ts'
import { shippedPolicies } from './shipped.ts'

/** Every so many; `npm run test:long -- access` asks all of them. */
const stride = 397

it('the policies answer as the clauses do, reckoned without them (Điều 5.2, 9, 10, 11, 18.2)', () => {
  for (let place = 0; place < questionCount; place += stride) {
    const { found, expected } = answersTo(place)
    expect(found, `question ${String(place)}`).toEqual(expected)
  }
})

it.each(shippedPolicies().policies.map((policy) => [policy.id, policy] as const))(
  '%s names its clause and says in both languages what is so and what to do',
  (_id, policy) => {
    expect(policy.clause).toMatch(/^Điều \d+(\.\d+)?$/)
    const texts = [policy.text, ...(policy.effect === 'forbid' ? [policy.remedy] : [])]
    for (const { vi, en } of texts) {
      expect(vi).toMatch(/^.{20,}\.$/u)
      expect(en).toMatch(/^.{20,}\.$/u)
    }
  },
)

it('no question is left to the rule that nothing permits: each refusal names its clause (Điều 11.2)', () => {
  for (let place = 1; place < questionCount; place += stride * 3) {
    expect(decideFrom(shippedPolicies(), questionAt(place)).policies).not.toContain('nothingPermits')
  }
})
