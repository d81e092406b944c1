import { decideFrom } from '../../src/access/decision/decision.ts'
import { shippedPolicies } from '../../src/access/policy/shipped.ts'
import { expectedVerdict } from './expected-verdict.ts'
import { consentedIn, questionAt } from './questions.ts'

/** What the policies answer to a question, and what the clauses ask for, in the same words. */
export function answersTo(place: number) {
  const facts = questionAt(place)
  const { allow, fields, masks, rowScope, policies } = decideFrom(shippedPolicies(), facts)
  const { reason, ...seen } = expectedVerdict({ ...facts, consented: consentedIn(facts.structure) })
  const isAmong = policies.includes(reason)
  return {
    found: { allow, fields, masks, rowScope, isAmong, first: allow ? policies[0] : reason },
    expected: { ...seen, isAmong: true, first: reason },
  }
}
