import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { DatasetId } from './dataset.ts'

/** A field, in the current structure of its dataset, that points at a field of another dataset. */
export interface Pointer {
  readonly datasetId: DatasetId
  readonly datasetCode: string
  readonly fieldId: string
  readonly targetId: DatasetId
  readonly targetCode: string
  readonly targetFieldId: string
}

/** The pointers out of a dataset into others, and those of others into it. */
export function listPointers(db: Db, dataset: string): Promise<Pointer[]> {
  return db.rows<Pointer>(sql`
    WITH fields AS (
      SELECT d.id AS dataset_id, d.code, f.value AS field
      FROM catalogue.datasets AS d CROSS JOIN LATERAL (
        SELECT s.fields FROM catalogue.structures AS s WHERE s.dataset_id = d.id ORDER BY s.version DESC LIMIT 1) AS s,
        jsonb_array_elements(s.fields) AS f (value))
    SELECT f.dataset_id AS "datasetId", f.code AS "datasetCode", f.field->>'id' AS "fieldId", t.dataset_id AS "targetId",
           t.code AS "targetCode", t.field->>'id' AS "targetFieldId"
    FROM fields AS f JOIN fields AS t
      ON t.code = f.field->'references'->>'dataset' AND t.field->>'name' = f.field->'references'->>'field' AND t.field->>'type' = f.field->>'type'
    WHERE f.dataset_id <> t.dataset_id AND ${dataset}::uuid IN (f.dataset_id, t.dataset_id)
    ORDER BY f.code, f.field->>'id'`)
}
