import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'

export interface CodeListUseRow {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly provider: string
  readonly fields: readonly { readonly name: string; readonly title: string; readonly titleEn: string }[]
}

/** Datasets with a field in their current structure whose values are codes of a list, by name. */
export function listCodeListUses(db: Db, list: string): Promise<CodeListUseRow[]> {
  return db.rows<CodeListUseRow>(sql`
    SELECT d.code, d.name, d.name_en AS "nameEn", d.provider_id AS provider, used.fields
    FROM catalogue.datasets AS d
    CROSS JOIN LATERAL (
      SELECT s.fields FROM catalogue.structures AS s WHERE s.dataset_id = d.id AND s.state = 'adopted'
      ORDER BY s.version DESC LIMIT 1) AS current
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('name', f->>'name', 'title', f->>'title', 'titleEn', f->>'titleEn') ORDER BY place) AS fields
      FROM jsonb_array_elements(current.fields) WITH ORDINALITY AS each(f, place) WHERE f->>'codeList' = ${list}) AS used
    WHERE used.fields IS NOT NULL ORDER BY d.search, d.id`)
}
