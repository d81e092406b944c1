import type { SuccessionEffect } from '../../identity/index.ts'
import { systemActor } from '../../journal/index.ts'
import { accessEvents } from '../access.events.ts'
import { countPassing, passGrants, passRequests } from './grant-succession.store.ts'
import { writtenNumber } from '../written-number.ts'
import { keepStep } from './stepping.ts'

/**
 * What a unit was granted goes to each of its successors, as its rights by the catalogue do (ADR 0028); what it asked for
 * and is not decided goes to the main one.
 */
export const grantSuccession: SuccessionEffect = {
  preview: async (db, succession) => ({ lines: await countPassing(db, succession), contradictions: [] }),
  apply: async (tx, succession) => {
    for (const { from, to, ...grant } of await passGrants(tx, succession)) {
      await tx.record({
        event: accessEvents['grant.passed'],
        subject: { type: 'grant', id: grant.id, label: writtenNumber(grant) },
        payload: { act: succession.act, before: from, after: to },
      })
    }
    for (const { from, to, ...request } of await passRequests(tx, succession)) {
      const payload = { act: succession.act, before: from, after: to }
      await keepStep(tx, { ...systemActor('succession'), unitId: null }, request, {
        kind: 'passed',
        text: null,
        payload,
      })
    }
  },
}
