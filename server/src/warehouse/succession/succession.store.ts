import { sql } from 'kysely'
import { assignedThings, endingUnits, fromAndTo } from '../../identity/index.ts'
import type { EffectLine, OrganisationId, Succession } from '../../identity/index.ts'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'

/** Deliveries of units that end, with who answers for them: the one that takes their dataset over. */
const delivered = (succession: Succession) => sql`
  SELECT s.id, s.state, s.received_at, ${fromAndTo}
  FROM ${endingUnits(succession)} JOIN warehouse.submissions AS s ON s.unit_id = p."from"::text
  LEFT JOIN ${assignedThings(succession, 'dataset')} ON x."from" = p."from" AND x.id = s.dataset_id`

/** Files that somebody in a unit that ends made or began to send: each goes where the account goes that did. */
const makings = (succession: Succession, what: 'exports' | 'uploads') => sql`
  SELECT f.id, ${fromAndTo}
  FROM ${endingUnits(succession)} JOIN ${sql.table(`warehouse.${what}`)} AS f ON f.unit_id = p."from"::text
  LEFT JOIN ${assignedThings(succession, 'account')} ON x."from" = p."from" AND x.id::text = f.account_id`

/** Deliveries somebody still has to do something about, and files made for readers that can still be fetched. */
export function countPassing(db: Db, succession: Succession): Promise<EffectLine[]> {
  return db.rows<EffectLine>(sql`
    WITH delivered AS (${delivered(succession)})
    SELECT 'submissions' AS what, d."from", d."to", count(*) AS count, ARRAY[]::text[] AS examples
    FROM delivered AS d
    WHERE d.state IN ('received', 'waiting') OR EXISTS (
      SELECT FROM warehouse.quarantine AS q WHERE q.submission_id = d.id AND q.settled_by IS NULL)
    GROUP BY d."from", d."to"
    UNION ALL
    SELECT 'exports', m."from", m."to", count(*), ARRAY[]::text[]
    FROM (${makings(succession, 'exports')}) AS m JOIN warehouse.exports AS e ON e.id = m.id
    WHERE e.state IN ('waiting', 'running', 'done') GROUP BY m."from", m."to"
    ORDER BY 1, 2, 3`)
}

/** The last delivery of each unit from an instant on. */
export function listDeliveredSince(
  db: Db,
  succession: Succession,
  since: Date,
): Promise<{ unit: OrganisationId; unitName: string; dataset: string; on: string }[]> {
  return db.rows(sql`
    SELECT DISTINCT ON (s.unit_id) p."from" AS unit, s.unit_name AS "unitName", s.dataset_code AS dataset,
           (s.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS on
    FROM ${endingUnits(succession)} JOIN warehouse.submissions AS s ON s.unit_id = p."from"::text
    WHERE s.received_at >= ${since} ORDER BY s.unit_id, s.received_at DESC`)
}

/** Gives how many deliveries have another unit to answer for them now, by unit; who sent each stays known. */
export async function passDeliveries(
  tx: Tx,
  succession: Succession,
): Promise<{ from: string; to: string; count: number }[]> {
  const passed = await tx.rows<{ from: string; to: string; count: number }>(sql`
    WITH passed AS (
      UPDATE warehouse.submissions AS s SET unit_id = d."to"::text, sent_by_unit = coalesce(s.sent_by_unit, s.unit_id)
      FROM (${delivered(succession)}) AS d WHERE s.id = d.id AND d."to" IS NOT NULL
      RETURNING d."from", d."to")
    SELECT "from", "to", count(*) AS count FROM passed GROUP BY "from", "to" ORDER BY 1, 2`)
  await tx.execute(sql`
    UPDATE warehouse.exports AS e SET unit_id = m."to"::text FROM (${makings(succession, 'exports')}) AS m
    WHERE e.id = m.id AND m."to" IS NOT NULL`)
  await tx.execute(sql`
    UPDATE warehouse.uploads AS u SET unit_id = m."to"::text FROM (${makings(succession, 'uploads')}) AS m
    WHERE u.id = m.id AND m."to" IS NOT NULL`)
  return passed
}
