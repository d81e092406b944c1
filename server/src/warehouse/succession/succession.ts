import type { SuccessionEffect } from '../../identity/index.ts'
import { startOfDay, writtenDay } from '../../platform/index.ts'
import { warehouseEvents } from '../warehouse.events.ts'
import { countPassing, listDeliveredSince, passDeliveries } from './succession.store.ts'

/** Whoever takes a unit's datasets over answers for its deliveries: for rows that wait, questions, withdrawals. */
export const warehouseSuccession: SuccessionEffect = {
  preview: async (db, succession) => {
    const { day, today } = succession
    const since = day < today ? await listDeliveredSince(db, succession, startOfDay(day)) : []
    return {
      lines: await countPassing(db, succession),
      contradictions: since.map(({ unit, unitName, dataset, on }) => ({
        unit,
        vi: `${unitName} đã nộp ${dataset} ngày ${writtenDay(on)}, sau khi quyết định có hiệu lực; hãy chọn ngày có hiệu lực sau ngày đó.`,
        en: `${unitName} delivered ${dataset} on ${writtenDay(on)}, after this act would have taken effect; choose a later day.`,
      })),
    }
  },
  apply: async (tx, succession) => {
    for (const { from, to, count } of await passDeliveries(tx, succession)) {
      await tx.record({
        event: warehouseEvents['submission.passed'],
        subject: { type: 'organisation', id: from, label: from },
        payload: { act: succession.act, before: from, after: to, submissions: count },
      })
    }
  },
}
