import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'

/** A key that stands for nothing (khóa mồi); nobody can read from here which. */
export interface PlantedKey {
  readonly id: string
  readonly dataset: { readonly code: string; readonly name: string; readonly nameEn: string }
  readonly digest: string
  readonly plantedAt: Date
  readonly by: string
}

/** Those that are planted now, newest first. */
export function listPlantedKeys(db: Db): Promise<PlantedKey[]> {
  return db.rows<PlantedKey>(sql`
    SELECT k.id, json_build_object('code', d.code, 'name', d.name, 'nameEn', d.name_en) AS dataset, k.key_digest AS digest,
           k.planted_at AS "plantedAt", k.by_name AS by
    FROM access.planted_keys AS k JOIN catalogue.datasets AS d ON d.id = k.dataset_id
    WHERE k.removed_at IS NULL ORDER BY k.id DESC LIMIT 1000`)
}

/** Gives false when it is planted already; one that was taken out is planted again. */
export async function insertPlantedKey(
  tx: Tx,
  {
    id,
    dataset,
    digest,
    by,
  }: { readonly id: string; readonly dataset: string; readonly digest: string; readonly by: string },
): Promise<boolean> {
  const inserted = await tx.execute(sql`
    INSERT INTO access.planted_keys AS k (id, dataset_id, key_digest, planted_at, by_name)
    VALUES (${id}::uuid, ${dataset}::uuid, ${digest}, ${tx.at}, ${by})
    ON CONFLICT (dataset_id, key_digest) DO UPDATE
    SET planted_at = excluded.planted_at, by_name = excluded.by_name, removed_at = NULL WHERE k.removed_at IS NOT NULL`)
  return inserted === 1
}

/** Gives the dataset it was planted in; undefined when it is not planted. */
export function removePlantedKey(tx: Tx, id: string): Promise<{ dataset: string; code: string } | undefined> {
  return tx.first<{ dataset: string; code: string }>(sql`
    UPDATE access.planted_keys AS k SET removed_at = ${tx.at} FROM catalogue.datasets AS d
    WHERE k.id = ${id}::uuid AND k.removed_at IS NULL AND d.id = k.dataset_id RETURNING d.id AS dataset, d.code`)
}
