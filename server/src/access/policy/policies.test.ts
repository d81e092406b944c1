import { expect, it } from 'vitest'
import { expectedVerdict } from '../../../test/access/expected-verdict.ts'
import { questionAt, questionCount } from '../../../test/access/questions.ts'
import { decideFrom } from '../decision/decision.ts'
import { shippedPolicies } from './shipped.ts'

/** Every so many; `npm run test:long -- access` asks all of them. */
const stride = 397

it('the policies answer as the clauses do, reckoned without them (Điều 5.2, 9, 10, 11, 18.2)', () => {
  for (let place = 0; place < questionCount; place += stride) {
    const facts = questionAt(place)
    const verdict = decideFrom(shippedPolicies(), facts)
    const expected = expectedVerdict(facts)
    const { allow, fields, masks, rowScope } = verdict
    const found = { allow, fields, masks, rowScope }
    const { reason, ...rest } = expected
    expect(found, `question ${String(place)}`).toEqual(rest)
    expect(verdict.policies, `question ${String(place)}`).toContain(reason)
    if (verdict.allow) expect(verdict.policies[0], `question ${String(place)}`).toBe(reason)
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
