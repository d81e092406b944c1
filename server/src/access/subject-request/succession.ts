import type { SuccessionEffect } from '../../identity/index.ts'
import { accessEvents } from '../access.events.ts'
import { insertNotices, listUntold } from './notice.store.ts'
import { countPassing, passRequests } from './succession.store.ts'
import { writtenNumber } from '../written-number.ts'

/** Open requests go to who takes the unit over, and with each dataset what is still to be reported on it. */
export const subjectSuccession: SuccessionEffect = {
  preview: async (db, succession) => ({ lines: await countPassing(db, succession), contradictions: [] }),
  apply: async (tx, succession) => {
    const passed = await passRequests(tx, succession)
    const requests = passed.map(({ id }) => id)
    await insertNotices(tx, await listUntold(tx, requests), tx.at)
    for (const changes of Map.groupBy(passed, ({ id }) => id).values()) {
      const [request] = changes
      if (request === undefined) continue
      await tx.record({
        event: accessEvents['subjectRequest.passed'],
        subject: { type: 'subjectRequest', id: request.id, label: writtenNumber(request) },
        payload: {
          act: succession.act,
          passed: changes.map(({ dataset, from, to }) => ({ dataset, before: from, after: to })),
        },
      })
    }
  },
}
