import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { DatasetId } from './dataset.ts'
import type { FieldType } from './field.ts'

/** A field, in the structure in force of its dataset, that points into another dataset. */
export interface CrossReference {
  readonly datasetId: DatasetId
  readonly datasetCode: string
  readonly fieldId: string
  readonly type: FieldType
  /** The name it uses for the field it points at. */
  readonly targetField: string
}

/** The fields of other datasets that point into a dataset. */
export function listReferencesInto(db: Db, code: string): Promise<CrossReference[]> {
  return db.rows<CrossReference>(sql`
    SELECT d.id AS "datasetId", d.code AS "datasetCode", f.value->>'id' AS "fieldId", f.value->>'type' AS type,
           f.value->'references'->>'field' AS "targetField"
    FROM catalogue.datasets AS d CROSS JOIN LATERAL (
      SELECT s.fields FROM catalogue.structures AS s WHERE s.dataset_id = d.id AND s.state = 'adopted'
      ORDER BY s.version DESC LIMIT 1) AS s, jsonb_array_elements(s.fields) AS f (value)
    WHERE d.code <> ${code} AND f.value->'references'->>'dataset' = ${code}
    ORDER BY d.code, f.value->>'id'`)
}
