import { sql } from 'kysely'
import { assignedThings, endingUnits, fromAndTo } from '../../identity/index.ts'
import type { EffectLine, Succession } from '../../identity/index.ts'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { SubjectRequest } from './subject-request.ts'

/** Open requests at the desks of units that end. */
const desks = (succession: Succession) => sql`
  SELECT r.id, p."from", p."to"
  FROM ${endingUnits(succession)} JOIN access.subject_requests AS r ON r.unit_id = p."from" AND r.ended_at IS NULL`

/** What units that end still have to report on, with who takes the dataset over. */
const reports = (succession: Succession) => sql`
  SELECT r.id, d.dataset_id, ${fromAndTo}
  FROM ${endingUnits(succession)}
  JOIN access.subject_request_datasets AS d ON d.unit_id = p."from" AND d.reported_at IS NULL
  JOIN access.subject_requests AS r ON r.id = d.request_id AND r.ended_at IS NULL
  LEFT JOIN ${assignedThings(succession, 'dataset')} ON x."from" = p."from" AND x.id = d.dataset_id`

export function countPassing(db: Db, succession: Succession): Promise<EffectLine[]> {
  return db.rows<EffectLine>(sql`
    SELECT 'subject-requests' AS what, "from", "to", count(DISTINCT id) AS count, ARRAY[]::text[] AS examples
    FROM (${desks(succession)} UNION ALL SELECT id, "from", "to" FROM (${reports(succession)}) AS d) AS r
    GROUP BY "from", "to" ORDER BY 2, 3`)
}

/** Who keeps a request, or reports on one of its datasets, since another unit ended. */
export interface PassedRequest extends Pick<SubjectRequest, 'id' | 'year' | 'number'> {
  /** Null for the request itself. */
  readonly dataset: string | null
  readonly from: string
  readonly to: string
}

/** Gives open requests, and what is still to be reported on, to the successors; reminders of the units that end are dropped. */
export async function passRequests(tx: Tx, succession: Succession): Promise<PassedRequest[]> {
  const kept = await tx.rows<PassedRequest>(sql`
    UPDATE access.subject_requests AS r SET unit_id = d."to" FROM (${desks(succession)}) AS d WHERE r.id = d.id
    RETURNING r.id, r.year, r.number, NULL AS dataset, d."from", d."to"`)
  const reported = await tx.rows<PassedRequest>(sql`
    WITH passed AS (
      UPDATE access.subject_request_datasets AS s SET unit_id = d."to" FROM (${reports(succession)}) AS d
      WHERE s.request_id = d.id AND s.dataset_id = d.dataset_id RETURNING d.*)
    SELECT r.id, r.year, r.number, c.code AS dataset, p."from", p."to"
    FROM passed AS p JOIN access.subject_requests AS r ON r.id = p.id JOIN catalogue.datasets AS c ON c.id = p.dataset_id
    ORDER BY r.id, c.code`)
  await tx.execute(sql`
    DELETE FROM access.subject_notices AS n USING ${endingUnits(succession)} WHERE n.unit_id = p."from"`)
  return [...kept, ...reported]
}
