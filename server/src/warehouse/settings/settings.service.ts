import type { Access } from '../../access/index.ts'
import { kindRules } from '../../catalogue/index.ts'
import type { Catalogue } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Journal } from '../../journal/index.ts'
import type { Clock, Db } from '../../platform/index.ts'
import { defaultSettings } from './settings.ts'
import type { Settings } from './settings.ts'
import { findSettings, saveSettings } from './settings.store.ts'
import { warehouseEvents } from '../warehouse.events.ts'

export interface DatasetSettings {
  of(datasetCode: string): Promise<Settings>
  /** Set by whoever may submit to the dataset. */
  save(principal: Principal, datasetCode: string, settings: Settings): Promise<Settings>
}

export interface SettingsDeps {
  readonly db: Db
  readonly access: Access
  readonly catalogue: Catalogue
  readonly journal: Journal
  readonly clock: Clock
}

/** The settings of a dataset: its provider's, or those of its kind as promulgated. */
export async function settingsInForce(
  { db, catalogue, clock }: Pick<SettingsDeps, 'db' | 'catalogue' | 'clock'>,
  datasetCode: string,
): Promise<Settings> {
  const dataset = await catalogue.getDataset(datasetCode)
  const row = await catalogue.findRowInForce(dataset.id, clock.now())
  return (await findSettings(db, dataset.id)) ?? defaultSettings(kindRules(row?.dataset.kind ?? dataset.kind))
}

export function createDatasetSettings({ db, access, catalogue, journal, clock }: SettingsDeps): DatasetSettings {
  return {
    of: (datasetCode) => settingsInForce({ db, catalogue, clock }, datasetCode),
    save: async (principal, datasetCode, settings) => {
      await access.authorise(principal, 'submit', datasetCode, undefined, clock.now())
      const { id, code } = await catalogue.getDataset(datasetCode)
      await journal.change(principal, async (tx) => {
        await saveSettings(tx, id, settings)
        await tx.record({
          event: warehouseEvents['dataset.configured'],
          subject: { type: 'dataset', id, label: code },
          payload: { ...settings },
        })
      })
      return settings
    },
  }
}
