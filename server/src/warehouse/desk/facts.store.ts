import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import { isDelivery } from '../quality/punctuality.store.ts'
import type { Load, SubmissionState } from '../submission/submission.ts'

/** What the warehouse knows of a dataset's deliveries. */
export interface DeliveryFacts {
  readonly datasetId: string
  readonly records: number | null
  readonly apply: number | null
  readonly appliedAt: Date | null
  readonly appliedBy: string | null
  /** The last delivery that came into force, with or without changes: a file that brings nothing new is on time, too. */
  readonly delivery: string | null
  readonly deliveredAt: Date | null
  /** When that delivery was due; null when at no time. */
  readonly deliveryDueAt: Date | null
  readonly submission: string | null
  readonly state: SubmissionState | null
  readonly load: Load | null
  readonly receivedAt: Date | null
  readonly fileName: string | null
  /** The oldest submission that waits for somebody's word. */
  readonly waiting: string | null
  /** Quarantined rows that wait to be mended, and the oldest submission that has some. */
  readonly openRows: number
  readonly openIn: string | null
}

/** One row for each of the datasets; a fixed number of index look-ups each. */
export function listDeliveryFacts(db: Db, datasets: readonly string[]): Promise<DeliveryFacts[]> {
  return db.rows<DeliveryFacts>(sql`
    SELECT d.id AS "datasetId", s.records, s.apply_number AS apply, a.at AS "appliedAt", a.submission_id AS "appliedBy",
           delivery.id AS delivery, delivery.received_at AS "deliveredAt", m.due_at AS "deliveryDueAt",
           last.id AS submission, last.state, last.load, last.received_at AS "receivedAt", last.file_name AS "fileName",
           (SELECT w.id FROM warehouse.submissions AS w WHERE w.dataset_id = d.id AND w.state = 'waiting'
            ORDER BY w.id LIMIT 1) AS waiting,
           coalesce(quarantined.rows, 0)::bigint AS "openRows", quarantined.oldest AS "openIn"
    FROM unnest(${datasets}::uuid[]) AS d (id)
    LEFT JOIN warehouse.states AS s ON s.dataset_id = d.id
    LEFT JOIN warehouse.applies AS a ON a.dataset_id = s.dataset_id AND a.number = s.apply_number
    LEFT JOIN LATERAL (
      SELECT u.id, u.received_at FROM warehouse.submissions AS u
      WHERE u.dataset_id = d.id AND ${isDelivery('u')}
      ORDER BY u.id DESC LIMIT 1) AS delivery ON true
    LEFT JOIN warehouse.measures AS m ON m.submission_id = delivery.id
    LEFT JOIN LATERAL (
      SELECT u.id, u.state, u.load, u.received_at, u.file_name FROM warehouse.submissions AS u
      WHERE u.dataset_id = d.id ORDER BY u.id DESC LIMIT 1) AS last ON true
    LEFT JOIN LATERAL (
      SELECT count(*) AS rows, min(q.submission_id::text) AS oldest FROM warehouse.quarantine AS q
      WHERE q.dataset_id = d.id AND q.settled_by IS NULL) AS quarantined ON true`)
}

export async function findDeliveryFacts(db: Db, dataset: string): Promise<DeliveryFacts | undefined> {
  return (await listDeliveryFacts(db, [dataset]))[0]
}
