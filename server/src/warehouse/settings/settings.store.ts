import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Settings } from './settings.ts'

export function findSettings(db: Db, datasetId: string): Promise<Settings | undefined> {
  return db.first<Settings>(sql`
    SELECT deletion_percent AS "deletionPercent", deletion_minimum AS "deletionMinimum"
    FROM warehouse.settings WHERE dataset_id = ${datasetId}`)
}

export async function saveSettings(tx: Tx, datasetId: string, settings: Settings): Promise<void> {
  const { deletionPercent, deletionMinimum } = settings
  await tx.execute(sql`
    INSERT INTO warehouse.settings (dataset_id, deletion_percent, deletion_minimum)
    VALUES (${datasetId}, ${deletionPercent}, ${deletionMinimum})
    ON CONFLICT (dataset_id) DO UPDATE
    SET deletion_percent = excluded.deletion_percent, deletion_minimum = excluded.deletion_minimum`)
}
