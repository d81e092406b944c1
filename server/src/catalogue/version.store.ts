import { sql } from 'kysely'
import type { Tx } from '../journal/index.ts'
import type { InstrumentId } from '../law/index.ts'
import type { Db } from '../platform/index.ts'
import type { ConsumerInput, Dataset, DatasetId } from './dataset.ts'
import { consumersOn, providerOn } from './standing.sql.ts'

export interface VersionRow {
  readonly number: number
  readonly instrument: InstrumentId
  readonly effectiveFrom: string
  readonly effectiveTo: string | null
  readonly promulgatedAt: Date
  /** How many datasets it names. */
  readonly rows: number
}

/** A promulgated row with units by id. */
export interface PromulgatedRecord {
  readonly dataset: Pick<Dataset, 'code' | 'name' | 'nameEn' | 'kind' | 'classification'>
  readonly provider: string
  readonly updateMethod: Dataset['updateMethod']
  readonly updateFrequency: Dataset['updateFrequency']
  readonly consumers: readonly ConsumerInput[]
}

/** One promulgation at a time. */
export async function lockVersions(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('catalogue.versions'))`)
}

export async function closeVersion(tx: Tx, number: number, effectiveTo: string): Promise<void> {
  await tx.execute(sql`UPDATE catalogue.versions SET effective_to = ${effectiveTo} WHERE number = ${number}`)
}

export async function insertVersion(
  tx: Tx,
  version: Pick<VersionRow, 'number' | 'instrument' | 'effectiveFrom'>,
  datasets: readonly DatasetId[],
): Promise<void> {
  const { number, instrument, effectiveFrom } = version
  await tx.execute(sql`
    INSERT INTO catalogue.versions (number, instrument_id, effective_from, promulgated_at)
    VALUES (${number}, ${instrument}, ${effectiveFrom}, ${tx.at})`)
  await tx.execute(sql`
    INSERT INTO catalogue.rows (version, dataset_id, name, name_en, kind, classification, provider_id, update_method,
                                update_frequency, consumers)
    SELECT ${number}::integer, id, name, name_en, kind, classification, provider_id, update_method, update_frequency,
           consumers
    FROM catalogue.datasets WHERE id = ANY (${datasets}::uuid[])`)
}

const versionColumns = sql`
  v.number, v.instrument_id AS instrument, v.effective_from AS "effectiveFrom", v.effective_to AS "effectiveTo",
  v.promulgated_at AS "promulgatedAt", (SELECT count(*) FROM catalogue.rows AS r WHERE r.version = v.number) AS rows`
const inForce = (day: string) => sql`
  v.effective_from <= ${day}::date AND (v.effective_to IS NULL OR ${day}::date < v.effective_to)`

/** Newest first. */
export function listVersions(db: Db): Promise<VersionRow[]> {
  return db.rows<VersionRow>(sql`SELECT ${versionColumns} FROM catalogue.versions AS v ORDER BY v.number DESC`)
}

export function findVersion(db: Db, number: number): Promise<VersionRow | undefined> {
  return db.first<VersionRow>(sql`SELECT ${versionColumns} FROM catalogue.versions AS v WHERE v.number = ${number}`)
}

export function findVersionInForce(db: Db, day: string): Promise<VersionRow | undefined> {
  return db.first<VersionRow>(sql`SELECT ${versionColumns} FROM catalogue.versions AS v WHERE ${inForce(day)}`)
}

const factColumns = sql`
  json_build_object('code', d.code, 'name', r.name, 'nameEn', r.name_en, 'kind', r.kind,
                    'classification', r.classification) AS dataset,
  r.update_method AS "updateMethod", r.update_frequency AS "updateFrequency"`

/** As they were promulgated. */
export function listRows(db: Db, number: number): Promise<PromulgatedRecord[]> {
  return db.rows<PromulgatedRecord>(sql`
    SELECT ${factColumns}, r.provider_id AS provider, r.consumers FROM catalogue.rows AS r JOIN catalogue.datasets AS d ON d.id = r.dataset_id
    WHERE r.version = ${number} ORDER BY d.code`)
}

export type RowInForce = PromulgatedRecord & VersionRow

/** With the units that stand on the day in the place of those promulgated. */
export function findRowInForce(db: Db, dataset: string, day: string): Promise<RowInForce | undefined> {
  return db.first<RowInForce>(sql`
    SELECT ${factColumns}, ${providerOn(day)} AS provider, ${consumersOn(day)} AS consumers, ${versionColumns}
    FROM catalogue.rows AS r JOIN catalogue.datasets AS d ON d.id = r.dataset_id
    JOIN catalogue.versions AS v ON v.number = r.version
    WHERE r.dataset_id = ${dataset}::uuid AND ${inForce(day)}`)
}

/** Whether a row that is public has force on a day or later. */
export async function hasPublicRow(db: Db, dataset: DatasetId, day: string): Promise<boolean> {
  const row = await db.first<{ exists: boolean }>(sql`
    SELECT EXISTS (
      SELECT FROM catalogue.rows AS r JOIN catalogue.versions AS v ON v.number = r.version
      WHERE r.dataset_id = ${dataset} AND r.classification = 'public'
        AND (v.effective_to IS NULL OR ${day}::date < v.effective_to)) AS exists`)
  return row?.exists ?? false
}
