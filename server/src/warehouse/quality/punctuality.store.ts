import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'

/** The delivery before a submission, and the rows of loads of its kind before it. */
export interface Before {
  readonly deliveredAt: Date | null
  readonly loads: number
  /** Median of the rows sent. */
  readonly median: number | null
}

const remembered = 10

export async function findBefore(
  db: Db,
  { datasetId, submissionId, load }: { datasetId: string; submissionId: string; load: string },
): Promise<Before> {
  const row = await db.first<Before>(sql`
    SELECT (SELECT max(s.received_at) FROM warehouse.submissions AS s
            WHERE s.dataset_id = ${datasetId} AND s.state = 'applied' AND s.id <> ${submissionId}
              AND s.load IN ('full', 'incremental', 'deletions')) AS "deliveredAt",
           count(*) AS loads, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY sent))::bigint AS median
    FROM (SELECT s.sent FROM warehouse.submissions AS s
          WHERE s.dataset_id = ${datasetId} AND s.state = 'applied' AND s.id <> ${submissionId} AND s.load = ${load}
          ORDER BY s.id DESC LIMIT ${remembered}) AS earlier`)
  return row ?? { deliveredAt: null, loads: 0, median: null }
}
