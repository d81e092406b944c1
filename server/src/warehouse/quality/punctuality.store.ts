import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Db } from '../../platform/index.ts'

/** The delivery before a submission, and the rows of loads of its kind before it. */
export interface Before {
  readonly deliveredAt: Date | null
  readonly loads: number
  /** Median of the rows sent. */
  readonly median: number | null
}

/**
 * Whether a submission is the delivery of a period: it came into force, it is no mending of an earlier one, and it was not
 * withdrawn.
 */
export function isDelivery(alias: string): RawBuilder<boolean> {
  const of = (column: string) => sql.ref(`${alias}.${column}`)
  return sql<boolean>`(${of('state')} = 'applied' AND ${of('load')} IN ('full', 'incremental', 'deletions') AND ${of('continues')} IS NULL
    AND NOT EXISTS (SELECT FROM warehouse.submissions AS w WHERE w.withdraws = ${of('id')} AND w.state = 'applied'))`
}

const remembered = 10

export async function findBefore(
  db: Db,
  { datasetId, submissionId, load }: { datasetId: string; submissionId: string; load: string },
): Promise<Before> {
  const row = await db.first<Before>(sql`
    SELECT (SELECT max(s.received_at) FROM warehouse.submissions AS s
            WHERE s.dataset_id = ${datasetId} AND s.id <> ${submissionId} AND ${isDelivery('s')}) AS "deliveredAt",
           count(*) AS loads, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY sent))::bigint AS median
    FROM (SELECT s.sent FROM warehouse.submissions AS s
          WHERE s.dataset_id = ${datasetId} AND s.state = 'applied' AND s.id <> ${submissionId} AND s.load = ${load} AND s.continues IS NULL
          ORDER BY s.id DESC LIMIT ${remembered}) AS earlier`)
  return row ?? { deliveredAt: null, loads: 0, median: null }
}
