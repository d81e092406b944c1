import { writtenDay } from '../../platform/index.ts'
import type { SuccessionEffect } from '../act/succession.ts'
import { identityEvents } from '../identity.events.ts'
import { countPassing, listBegunSince, passFocalPoints } from './focal-point.succession.store.ts'

/** A focal point ends with its unit; a successor without one for that role goes on with the predecessor's. */
export const focalPointSuccession: SuccessionEffect = {
  preview: async (db, succession) => {
    const begun = await listBegunSince(db, succession)
    return {
      lines: await countPassing(db, succession),
      contradictions: begun.map(({ unit, unitName, since }) => ({
        unit,
        vi: `${unitName} có đầu mối bắt đầu từ ngày ${writtenDay(since)}; hãy chọn ngày có hiệu lực sau ngày đó.`,
        en: `${unitName} has a focal point that begins on ${writtenDay(since)}; choose a day after that.`,
      })),
    }
  },
  apply: async (tx, succession) => {
    for (const { role, from, to, id } of await passFocalPoints(tx, succession)) {
      await tx.record({
        event: identityEvents['focalPoint.passed'],
        subject: { type: 'organisation', id: from.id, label: from.name },
        payload: { act: succession.act, role, before: from.id, after: to, focalPoint: id },
      })
    }
  },
}
