import type { Catalogue } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Journal } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { Database } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { insertPlantedKey, listPlantedKeys, removePlantedKey } from './planted-key.store.ts'
import type { PlantedKey } from './planted-key.store.ts'
import { violationProblems } from './violation.errors.ts'

/** By what records are named in the log of reads; the module that holds them stands above this one: `app` fills it. */
export interface RecordKeys {
  /** The keyed digest that stands for a key of a dataset. */
  digestOf(dataset: string, key: string): string
  /** Whether a record stands under a key now. */
  holds(dataset: string, key: string): Promise<boolean>
}

/** Keys that stand for nothing: who asks for one walks through numbers, or has a list that leaked. */
export interface PlantedKeys {
  listPlantedKeys(): Promise<PlantedKey[]>
  /** The key itself is written down nowhere. Throws `access.plantedKeyHeld`, `access.plantedKeyKnown`. */
  plantKey(principal: Principal, dataset: string, key: string): Promise<void>
  /** Throws `access.plantedKeyNotFound`. */
  removeKey(principal: Principal, id: string): Promise<void>
}

export interface PlantedKeyDeps {
  readonly database: Database
  readonly journal: Journal
  readonly catalogue: Catalogue
  readonly recordKeys: RecordKeys
}

export function createPlantedKeys({ database, journal, catalogue, recordKeys }: PlantedKeyDeps): PlantedKeys {
  return {
    listPlantedKeys: () => listPlantedKeys(database.application),
    plantKey: async (principal, code, key) => {
      const dataset = await catalogue.getDataset(code)
      if (dataset.structure !== null && (await recordKeys.holds(code, key))) throw violationProblems.plantedKeyHeld()
      const digest = recordKeys.digestOf(code, key)
      await journal.change(principal, async (tx) => {
        const planted = { id: newId<'plantedKey'>(tx.at), dataset: dataset.id, digest, by: principal.accountName }
        if (!(await insertPlantedKey(tx, planted))) throw violationProblems.plantedKeyKnown()
        await tx.record({
          event: accessEvents['plantedKey.planted'],
          subject: { type: 'dataset', id: dataset.id, label: code },
          payload: { digest },
        })
      })
    },
    removeKey: (principal, id) =>
      journal.change(principal, async (tx) => {
        const removed = await removePlantedKey(tx, id)
        if (!removed) throw violationProblems.plantedKeyNotFound()
        await tx.record({
          event: accessEvents['plantedKey.removed'],
          subject: { type: 'dataset', id: removed.dataset, label: removed.code },
          payload: { plantedKey: id },
        })
      }),
  }
}
