import { expect, it } from 'vitest'
import { decisionFault } from './incident.ts'
import type { Decision, DecisionFault, IncidentState } from './incident.ts'

const sealedAt = new Date('2026-03-02T03:00:00Z')

it.each<[Decision, IncidentState, string, DecisionFault | undefined]>([
  ['askRelease', 'open', 'officer', undefined],
  ['askRelease', 'open', 'sender', 'ownFile'],
  ['askRelease', 'release-asked', 'officer', 'notOpen'],
  ['askRelease', 'released', 'officer', 'closed'],
  ['askRelease', 'handled', 'officer', 'closed'],
  ['decideRelease', 'open', 'member', 'notAsked'],
  ['decideRelease', 'release-asked', 'member', undefined],
  ['decideRelease', 'release-asked', 'officer', 'ownRequest'],
  ['decideRelease', 'release-asked', 'sender', 'ownFile'],
  ['decideRelease', 'released', 'member', 'closed'],
  ['decideRelease', 'handled', 'member', 'closed'],
  ['handle', 'open', 'member', undefined],
  ['handle', 'open', 'sender', 'ownFile'],
  ['handle', 'release-asked', 'officer', undefined],
  ['handle', 'released', 'member', 'closed'],
  ['handle', 'handled', 'member', 'closed'],
])('to %s where the incident is %s, %s is told %s (Điều 1.2)', (decision, state, by, fault) => {
  const incident = { state, sealedAt, accountId: 'sender' }
  const askedBy = state === 'release-asked' ? 'officer' : undefined
  expect(decisionFault(decision, incident, { by, askedBy })).toBe(fault)
})

it.each<Decision>(['askRelease', 'handle'])('nobody can %s before the bytes are sealed', (decision) => {
  const incident = { state: 'open', sealedAt: null, accountId: 'sender' } as const
  expect(decisionFault(decision, incident, { by: 'officer', askedBy: undefined })).toBe('notSealed')
})
