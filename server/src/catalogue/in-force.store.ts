import { sql } from 'kysely'
import type { InstrumentId } from '../law/index.ts'
import type { Db } from '../platform/index.ts'
import type { Dataset, DatasetId } from './dataset.ts'
import { consumersOn, providerOn } from './standing.sql.ts'
import type { Structure } from './structure.ts'
import type { PromulgatedRecord } from './version.store.ts'

/** A promulgated row in force with its dataset, units by id. */
export interface InForceRecord extends PromulgatedRecord {
  readonly id: DatasetId
  readonly contact: string
  readonly structure: (Omit<Structure, 'since'> & { readonly since: string }) | null
  readonly number: number
  readonly instrument: InstrumentId
  readonly effectiveFrom: string
  readonly effectiveTo: string | null
  /** Since when the dataset has been in force without a break, over all versions. */
  readonly since: string
  readonly registeredProvider: string
  readonly registered: Pick<Dataset, 'name' | 'nameEn' | 'stage'>
}

/** The rows in force on a day, those of archived datasets left out: all of them, or those of one provider or dataset. */
export function listInForce(
  db: Db,
  day: string,
  filter: { readonly provider?: string | undefined; readonly dataset?: string | undefined },
): Promise<InForceRecord[]> {
  const { provider = null, dataset = null } = filter
  return db.rows<InForceRecord>(sql`
    WITH begun AS (
      SELECT v.number, v.effective_from, lag(v.number) OVER (ORDER BY v.effective_from) AS before
      FROM catalogue.versions AS v WHERE v.effective_from <= ${day}::date)
    SELECT d.id, d.contact, d.provider_id AS "registeredProvider",
           json_build_object('name', d.name, 'nameEn', d.name_en, 'stage', coalesce(last.stage, 'active')) AS registered,
           json_build_object('code', d.code, 'name', r.name, 'nameEn', r.name_en, 'kind', r.kind,
                             'classification', r.classification) AS dataset,
           ${providerOn(day)} AS provider, r.update_method AS "updateMethod", r.update_frequency AS "updateFrequency",
           ${consumersOn(day)} AS consumers,
           v.number, v.instrument_id AS instrument, v.effective_from AS "effectiveFrom", v.effective_to AS "effectiveTo",
           (SELECT json_build_object('version', s.version, 'fields', s.fields, 'since', s.since, 'note', s.note)
            FROM catalogue.structures AS s WHERE s.dataset_id = d.id AND s.state = 'adopted' ORDER BY s.version DESC LIMIT 1) AS structure,
           (SELECT max(b.effective_from) FROM begun AS b JOIN catalogue.rows AS o ON o.version = b.number
            LEFT JOIN catalogue.rows AS p ON p.version = b.before AND p.dataset_id = o.dataset_id
            WHERE o.dataset_id = d.id AND p.version IS NULL) AS since
    FROM catalogue.versions AS v JOIN catalogue.rows AS r ON r.version = v.number
    JOIN catalogue.datasets AS d ON d.id = r.dataset_id
    LEFT JOIN LATERAL (SELECT t.stage FROM catalogue.retirements AS t WHERE t.dataset_id = d.id
                       ORDER BY t.number DESC LIMIT 1) AS last ON true
    WHERE v.effective_from <= ${day}::date AND (v.effective_to IS NULL OR ${day}::date < v.effective_to)
      AND last.stage IS DISTINCT FROM 'archived' AND (${provider}::uuid IS NULL OR ${providerOn(day)} = ${provider}::uuid)
      AND (${dataset}::uuid IS NULL OR d.id = ${dataset}::uuid)
    ORDER BY d.search, d.id`)
}
