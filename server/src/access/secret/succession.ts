import type { SuccessionEffect } from '../../identity/index.ts'
import { accessEvents } from '../access.events.ts'
import { countPassing, passIncidents } from './succession.store.ts'

/** Who takes a delivery or an account over sees the incidents of its files that are not at an end. */
export const incidentSuccession: SuccessionEffect = {
  preview: async (db, succession) => ({ lines: await countPassing(db, succession), contradictions: [] }),
  apply: async (tx, succession) => {
    for (const { id, code, from, to } of await passIncidents(tx, succession)) {
      await tx.record({
        event: accessEvents['incident.passed'],
        subject: { type: 'incident', id, label: code },
        payload: { act: succession.act, before: from, after: to },
      })
    }
  },
}
