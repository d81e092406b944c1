import { sql } from 'kysely'
import { endingUnits, firstNamed, heirsOf } from '../../identity/index.ts'
import type { EffectLine, Succession } from '../../identity/index.ts'
import type { Tx } from '../../journal/index.ts'
import { startOfDay } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { GrantRequestId } from './grant-request.ts'

/** Grants that units which end hold, and that are not over at an instant or on a day. */
const held = (succession: Succession, at: Date | string) => sql`
  SELECT g.id, g.year, g.number, d.code, p."from"
  FROM ${endingUnits(succession)} JOIN access.grant_holders AS w ON w.unit_id = p."from" AND w.until IS NULL
  JOIN access.grants AS g ON g.id = w.grant_id AND g.ends_at > ${at}::timestamptz
  JOIN catalogue.datasets AS d ON d.id = g.dataset_id`

export function countPassing(db: Db, succession: Succession): Promise<EffectLine[]> {
  return db.rows<EffectLine>(sql`
    SELECT 'grants' AS what, n."from", h."to", count(*) AS count, ${firstNamed(sql`n.code`)} AS examples
    FROM (${held(succession, startOfDay(succession.day))}) AS n LEFT JOIN ${heirsOf(succession)} ON h."from" = n."from"
    GROUP BY n."from", h."to"
    UNION ALL
    SELECT 'grant-requests', p."from", p."to", count(*), ${firstNamed(sql`d.code`)}
    FROM ${endingUnits(succession)} JOIN access.grant_requests AS r ON r.unit_id = p."from" AND r.ended_at IS NULL
    JOIN catalogue.datasets AS d ON d.id = r.dataset_id
    GROUP BY p."from", p."to" ORDER BY 1, 2, 3`)
}

/** A grant with the unit that held it and the one that does now. */
export interface PassedGrant {
  readonly id: string
  readonly year: number
  readonly number: number
  readonly from: string
  readonly to: string
}

/** Gives who holds which grant now in whose place. */
export async function passGrants(tx: Tx, succession: Succession): Promise<PassedGrant[]> {
  const passing = await tx.rows<PassedGrant>(sql`
    SELECT n.id, n.year, n.number, n."from", h."to"
    FROM (${held(succession, tx.at)}) AS n JOIN ${heirsOf(succession)} ON h."from" = n."from" ORDER BY n.id, h."to"`)
  await tx.execute(sql`
    UPDATE access.grant_holders AS w SET until = ${tx.at} FROM ${endingUnits(succession)}
    WHERE w.unit_id = p."from" AND w.until IS NULL`)
  const rows = sql`json_to_recordset(${JSON.stringify(passing)}::json) AS n (id uuid, "to" uuid)`
  await tx.execute(sql`
    INSERT INTO access.grant_holders (grant_id, unit_id, since)
    SELECT DISTINCT n.id, n."to", ${tx.at}::timestamptz FROM ${rows}
    WHERE NOT EXISTS (
      SELECT FROM access.grant_holders AS w WHERE w.grant_id = n.id AND w.unit_id = n."to" AND w.until IS NULL)`)
  return passing
}

export function passRequests(
  tx: Tx,
  succession: Succession,
): Promise<{ id: GrantRequestId; year: number; number: number; from: string; to: string }[]> {
  return tx.rows(sql`
    UPDATE access.grant_requests AS r SET unit_id = p."to" FROM ${endingUnits(succession)}
    WHERE r.unit_id = p."from" AND r.ended_at IS NULL AND p."to" IS NOT NULL
    RETURNING r.id, r.year, r.number, p."from", p."to"`)
}
