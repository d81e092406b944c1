import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import { scoreOfMeasure } from './measure.ts'
import type { DeliveryMeasure, Measure } from './measure.ts'
import { isDelivery } from './punctuality.store.ts'

/** A measure as it was kept, with the score of then. */
export type KeptMeasure = Measure & { readonly score: number }

const part = (name: string) => sql`
  json_build_object('good', ${sql.ref(`m.${name}_good`)}, 'total', ${sql.ref(`m.${name}_total`)}) AS ${sql.ref(name)}`

const columns: RawBuilder<unknown> = sql`
  m.submission_id AS "submissionId", m.dataset_id AS "datasetId", m.structure_version AS "structureVersion", m.at,
  m.in_force AS "inForce", m.apply_number AS "applyNumber", m.rows, m.fields, ${part('completeness')}, ${part('validity')},
  ${part('uniqueness')}, ${part('consistency')}, m.delivered_at AS "deliveredAt", m.due_at AS "dueAt",
  m.period_seconds AS "periodSeconds", m.sent, m.usual, m.score`

export async function insertMeasure(tx: Tx, measure: Measure): Promise<void> {
  const m = measure
  const parts = [m.completeness, m.validity, m.uniqueness, m.consistency]
  await tx.execute(sql`
    INSERT INTO warehouse.measures (submission_id, dataset_id, structure_version, at, in_force, apply_number, rows, fields,
      delivered_at, due_at, period_seconds, sent, usual, score, completeness_good, completeness_total, validity_good,
      validity_total, uniqueness_good, uniqueness_total, consistency_good, consistency_total)
    VALUES (${m.submissionId}, ${m.datasetId}, ${m.structureVersion}, ${m.at}, ${m.inForce}, ${m.applyNumber}, ${m.rows},
      ${JSON.stringify(m.fields)}::jsonb, ${m.deliveredAt}, ${m.dueAt}, ${m.periodSeconds}, ${m.sent}, ${m.usual},
      ${scoreOfMeasure(m)}, ${sql.join(parts.flatMap(({ good, total }) => [good, total]))})`)
}

/** What the last delivery was like that still stands, without the one a submission is about to undo. */
export function findStandingDelivery(
  db: Db,
  { datasetId, withdraws }: { readonly datasetId: string; readonly withdraws: string | null },
): Promise<DeliveryMeasure | undefined> {
  return db.first<DeliveryMeasure>(sql`
    SELECT m.delivered_at AS "deliveredAt", m.due_at AS "dueAt", m.period_seconds AS "periodSeconds", m.sent, m.usual,
           ${part('validity')}, ${part('uniqueness')}
    FROM warehouse.measures AS m JOIN warehouse.submissions AS s ON s.id = m.submission_id
    WHERE m.dataset_id = ${datasetId} AND m.in_force AND ${isDelivery('s')} AND s.id IS DISTINCT FROM ${withdraws}::uuid
    ORDER BY m.submission_id DESC LIMIT 1`)
}

/** Newest first; `isOwnDelivery` tells those whose part of the delivery is not that of an earlier one. */
export function listMeasures(
  db: Db,
  datasetId: string,
  limit: number,
): Promise<(KeptMeasure & { readonly isOwnDelivery: boolean })[]> {
  return db.rows<KeptMeasure & { readonly isOwnDelivery: boolean }>(sql`
    SELECT ${columns}, s.received_at = m.delivered_at AS "isOwnDelivery"
    FROM warehouse.measures AS m JOIN warehouse.submissions AS s ON s.id = m.submission_id
    WHERE m.dataset_id = ${datasetId}::uuid
    ORDER BY m.submission_id DESC LIMIT ${limit}`)
}

/** The last measure of rows in force of each dataset, and the score before it. */
export function listLastMeasures(
  db: Db,
  datasets: readonly string[],
): Promise<(KeptMeasure & { readonly before: number | null })[]> {
  return db.rows<KeptMeasure & { readonly before: number | null }>(sql`
    SELECT last.*, (SELECT b.score FROM warehouse.measures AS b
                    WHERE b.dataset_id = d.id AND b.in_force AND b.submission_id < last."submissionId"
                    ORDER BY b.submission_id DESC LIMIT 1) AS before
    FROM unnest(${datasets}::uuid[]) AS d (id) CROSS JOIN LATERAL (
      SELECT ${columns} FROM warehouse.measures AS m WHERE m.dataset_id = d.id AND m.in_force
      ORDER BY m.submission_id DESC LIMIT 1) AS last`)
}

/** How the references of a field into another dataset stand. */
export interface Resolution {
  readonly datasetId: string
  readonly datasetCode: string
  /** Name and titles of the field that points. */
  readonly field: string
  readonly title: string
  readonly titleEn: string
  readonly targetId: string
  readonly targetCode: string
  readonly total: number
  readonly dangling: number
}

/** The references out of a dataset and those into it. */
export function listResolutions(db: Db, datasetId: string): Promise<Resolution[]> {
  return db.rows<Resolution>(sql`
    SELECT r.dataset_id AS "datasetId", d.code AS "datasetCode", coalesce(f.value->>'name', r.field) AS field,
           coalesce(f.value->>'title', r.field) AS title, coalesce(f.value->>'titleEn', r.field) AS "titleEn", r.target_id AS "targetId", t.code AS "targetCode",
           r.total, r.dangling
    FROM warehouse.resolutions AS r JOIN catalogue.datasets AS d ON d.id = r.dataset_id JOIN catalogue.datasets AS t ON t.id = r.target_id
    LEFT JOIN LATERAL (
      SELECT e.value FROM catalogue.structures AS s, jsonb_array_elements(s.fields) AS e (value)
      WHERE s.dataset_id = r.dataset_id AND s.state = 'adopted' AND e.value->>'id' = r.field ORDER BY s.version DESC LIMIT 1) AS f ON true
    WHERE r.dataset_id = ${datasetId}::uuid OR r.target_id = ${datasetId}::uuid ORDER BY d.code, r.field`)
}
