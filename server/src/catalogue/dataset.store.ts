import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../journal/index.ts'
import type { InstrumentId } from '../law/index.ts'
import { fold } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import type { DatasetStage } from './retirement.ts'
import type { ConsumerInput, Dataset, DatasetId, DatasetInput } from './dataset.ts'

/** A dataset with the units by id, and the version in force that has a row of it. */
export interface DatasetRow extends DatasetInput {
  readonly id: DatasetId
  readonly consumers: readonly ConsumerInput[]
  readonly registeredAt: Date
  /** The last act of its end, if there was one. */
  readonly lastAct: {
    readonly stage: DatasetStage
    readonly instrument: InstrumentId
    readonly reason: string
    readonly at: string
  } | null
  readonly inForce: { readonly number: number; readonly from: string; readonly instrument: InstrumentId } | null
}

const factsOf = (input: DatasetInput) => sql`
  ${input.name}, ${input.nameEn}, ${input.description}, ${input.descriptionEn}, ${input.kind}, ${input.classification},
  ${input.provider}::uuid, ${input.updateMethod}, ${input.updateFrequency}, ${JSON.stringify(input.consumers)}::jsonb,
  ${input.licence}, ${input.contact}, ${fold(`${input.name} ${input.nameEn} ${input.code} ${input.description}`)}`
const factColumns = sql`
  name, name_en, description, description_en, kind, classification, provider_id, update_method, update_frequency,
  consumers, licence, contact, search`

/** Gives false when the code is taken. */
export async function insertDataset(tx: Tx, id: DatasetId, input: DatasetInput): Promise<boolean> {
  const inserted = await tx.execute(sql`
    INSERT INTO catalogue.datasets (id, code, ${factColumns}, registered_at, revised_at)
    VALUES (${id}, ${input.code}, ${factsOf(input)}, ${tx.at}, ${tx.at}) ON CONFLICT DO NOTHING`)
  return inserted === 1
}

export async function saveDataset(tx: Tx, id: DatasetId, input: DatasetInput): Promise<void> {
  await tx.execute(sql`
    UPDATE catalogue.datasets SET (${factColumns}, revised_at) = (${factsOf(input)}, ${tx.at}::timestamptz)
    WHERE id = ${id}`)
}

/** Keeps every other change of the dataset and its structure out until the transaction ends. */
export async function lockDataset(tx: Tx, id: DatasetId): Promise<void> {
  await tx.execute(sql`SELECT FROM catalogue.datasets WHERE id = ${id} FOR UPDATE`)
}

/** Keeps datasets as they are until the transaction ends. */
export async function holdDatasets(tx: Tx, codes: readonly string[]): Promise<void> {
  await tx.execute(sql`SELECT FROM catalogue.datasets WHERE code = ANY (${codes}::text[]) ORDER BY id FOR SHARE`)
}

const columns = (day: string) => sql`
  d.id, d.code, d.name, d.name_en AS "nameEn", d.description, d.description_en AS "descriptionEn", d.kind,
  d.classification, d.provider_id AS provider, d.update_method AS "updateMethod",
  d.update_frequency AS "updateFrequency", d.consumers, d.licence, d.contact, d.registered_at AS "registeredAt",
  (SELECT json_build_object('stage', t.stage, 'instrument', t.instrument_id, 'reason', t.reason, 'at', t.at)
   FROM catalogue.retirements AS t WHERE t.dataset_id = d.id ORDER BY t.number DESC LIMIT 1) AS "lastAct",
  (SELECT json_build_object('number', v.number, 'from', v.effective_from, 'instrument', v.instrument_id)
   FROM catalogue.rows AS r JOIN catalogue.versions AS v ON v.number = r.version
   WHERE r.dataset_id = d.id AND v.effective_from <= ${day}::date
     AND (v.effective_to IS NULL OR ${day}::date < v.effective_to)) AS "inForce"`

export function findDatasets(db: Db, codes: readonly string[], day: string): Promise<DatasetRow[]> {
  return db.rows<DatasetRow>(sql`
    SELECT ${columns(day)} FROM catalogue.datasets AS d WHERE d.code = ANY (${codes}::text[])`)
}

export interface DatasetFilter {
  readonly q: string | undefined
  readonly kind: Dataset['kind'] | undefined
  readonly provider: string | undefined
  /** Leaves archived datasets out. */
  readonly hidesArchived?: boolean | undefined
  /** The last dataset of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

function matching(filter: DatasetFilter): RawBuilder<boolean> {
  const { q = '', kind = null, provider = null, hidesArchived = false } = filter
  return sql`
    (${kind}::text IS NULL OR d.kind = ${kind}) AND (${provider}::uuid IS NULL OR d.provider_id = ${provider}::uuid)
    AND NOT (${hidesArchived}::boolean AND EXISTS (
      SELECT FROM catalogue.retirements AS t WHERE t.dataset_id = d.id AND t.stage = 'archived'))
    AND NOT EXISTS (SELECT FROM unnest(${fold(q).split(' ')}::text[]) AS word WHERE strpos(d.search, word) = 0)`
}

/** By name; every word of `q` must occur. */
export function listDatasets(db: Db, filter: DatasetFilter, day: string): Promise<DatasetRow[]> {
  const { after = null, limit } = filter
  return db.rows<DatasetRow>(sql`
    SELECT ${columns(day)} FROM catalogue.datasets AS d
    WHERE ${matching(filter)}
      AND (${after}::uuid IS NULL
           OR (d.search, d.id) > (SELECT l.search, l.id FROM catalogue.datasets AS l WHERE l.id = ${after}::uuid))
    ORDER BY d.search, d.id LIMIT ${limit}`)
}

export async function countDatasets(db: Db, filter: DatasetFilter): Promise<number> {
  const row = await db.first<{ count: number }>(sql`
    SELECT count(*) FROM catalogue.datasets AS d WHERE ${matching(filter)}`)
  return row?.count ?? 0
}
