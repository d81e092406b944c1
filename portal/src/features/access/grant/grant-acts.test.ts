import { expect, test } from 'vitest'
import type { Grant } from '../../../api/types.ts'
import { offeredActs } from './grant-acts.ts'

const grant = (more: Partial<Grant> = {}) =>
  ({ state: 'live', holders: [{ id: 'tax' }], dataset: { provider: { id: 'police' } }, holds: [], ...more }) as Grant
const held = grant({
  state: 'held',
  holds: [{ party: 'provider', since: '2026-01-01T00:00:00Z', by: 'x', reason: 'x', letGoAt: null }],
})
const tax = { unit: { id: 'tax' }, roles: ['consumer'] }
const police = { unit: { id: 'police' }, roles: ['provider'] }
const committee = { unit: { id: 'city' }, roles: ['committee'] }

test.for([
  ['its holder', grant(), tax, ['renewal', 'amendment', 'hold']],
  ['the provider', grant(), police, ['hold']],
  ['the provider that holds it back', held, police, ['release']],
  ['its holder, while another party holds it back', held, tax, ['renewal', 'amendment', 'hold']],
  ['the Committee', grant(), committee, ['revocation']],
  ['the Committee, once it is over', grant({ state: 'ended' }), committee, []],
  ['an auditor', grant(), { unit: { id: 'audit' }, roles: ['auditor'] }, []],
] as const)('%s is offered what it may do with a grant (Điều 11.2)', ([, of, reader, acts]) => {
  expect(offeredActs(of, reader)).toEqual(acts)
})
