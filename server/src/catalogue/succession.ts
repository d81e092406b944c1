import type { SuccessionEffect } from '../identity/index.ts'
import { startOfDay } from '../platform/index.ts'
import { catalogueEvents } from './catalogue.events.ts'
import { countPassing, listPromulgatedSince, listStrange, passDatasets } from './succession.store.ts'

/**
 * What a unit provides goes to one successor, what it may read to each of them. What was promulgated stays as it was
 * written; who stands in for a unit in it is kept beside it, with the day since when (ADR 0028).
 */
export const catalogueSuccession: SuccessionEffect = {
  preview: async (db, succession) => {
    const { day, today } = succession
    const since = day < today ? await listPromulgatedSince(db, succession, startOfDay(day)) : []
    const strange = await listStrange(db, succession)
    return {
      lines: await countPassing(db, succession),
      contradictions: [
        ...strange.map(({ unit, unitName, dataset }) => ({
          unit,
          vi: `Bộ dữ liệu ${dataset} được giao riêng nhưng ${unitName} không cung cấp; hãy bỏ khỏi danh sách giao riêng.`,
          en: `Dataset ${dataset} is assigned but ${unitName} does not provide it; take it out of what is assigned.`,
        })),
        ...since.map(({ unit, unitName, version, on }) => ({
          unit,
          vi: `Danh mục phiên bản ${String(version)}, hiệu lực từ ${on}, được ban hành sau ngày của quyết định này và vẫn nêu ${unitName}; hãy chọn ngày có hiệu lực sau khi ban hành.`,
          en: `Catalogue version ${String(version)}, in force from ${on}, was promulgated after the day of this act and names ${unitName}; choose a day after that.`,
        })),
      ],
    }
  },
  apply: async (tx, succession) => {
    const passed = await passDatasets(tx, succession)
    for (const changes of Map.groupBy(passed, ({ id }) => id).values()) {
      const [first] = changes
      if (first === undefined) continue
      await tx.record({
        event: catalogueEvents['dataset.passed'],
        subject: { type: 'dataset', id: first.id, label: first.code },
        payload: {
          act: succession.act,
          on: succession.day,
          passed: changes.map(({ role, from, to }) => ({ role, before: from, after: to })),
        },
      })
    }
  },
}
