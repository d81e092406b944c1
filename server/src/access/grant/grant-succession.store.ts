import { sql } from 'kysely'
import { endingUnits } from '../../identity/index.ts'
import type { EffectLine, Succession } from '../../identity/index.ts'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { GrantRequestId } from './grant-request.ts'

/** Each unit that ends with each of its successors; without one, with nobody. */
const heirs = ({ passings }: Succession) => {
  const rows = passings.flatMap(({ from, successors }) =>
    (successors.length === 0 ? [null] : successors).map((to) => ({ from, to })),
  )
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) AS p ("from" uuid, "to" uuid)`
}

const written = (alias: string) =>
  sql`${sql.ref(`${alias}.year`)} || '/' || CASE WHEN ${sql.ref(`${alias}.number`)} < 10000 THEN lpad(${sql.ref(`${alias}.number`)}::text, 4, '0') ELSE ${sql.ref(`${alias}.number`)}::text END`

export function countPassing(db: Db, succession: Succession): Promise<EffectLine[]> {
  return db.rows<EffectLine>(sql`
    SELECT 'grants' AS what, p."from", p."to", count(*) AS count, (array_agg(${written('g')} ORDER BY g.id))[1:5] AS examples
    FROM ${heirs(succession)} JOIN access.grant_holders AS w ON w.unit_id = p."from" AND w.until IS NULL
    JOIN access.grants AS g ON g.id = w.grant_id AND g.ends_at > ${succession.day}::date
    GROUP BY p."from", p."to"
    UNION ALL
    SELECT 'grant-requests', p."from", p."to", count(*), (array_agg(${written('r')} ORDER BY r.id))[1:5]
    FROM ${endingUnits(succession)} JOIN access.grant_requests AS r ON r.unit_id = p."from" AND r.ended_at IS NULL
    GROUP BY p."from", p."to" ORDER BY 1, 2, 3`)
}

/** Gives who holds which grant now in whose place. */
export async function passGrants(
  tx: Tx,
  succession: Succession,
): Promise<{ grant: string; number: string; from: string; to: string }[]> {
  const passing = await tx.rows<{ grant: string; number: string; from: string; to: string }>(sql`
    SELECT g.id AS grant, ${written('g')} AS number, p."from", p."to"
    FROM ${heirs(succession)} JOIN access.grant_holders AS w ON w.unit_id = p."from" AND w.until IS NULL
    JOIN access.grants AS g ON g.id = w.grant_id AND g.ends_at > ${tx.at}
    WHERE p."to" IS NOT NULL ORDER BY g.id, p."to"`)
  await tx.execute(sql`
    UPDATE access.grant_holders AS w SET until = ${tx.at} FROM ${heirs(succession)}
    WHERE w.unit_id = p."from" AND w.until IS NULL`)
  const rows = sql`json_to_recordset(${JSON.stringify(passing)}::json) AS n ("grant" uuid, "to" uuid)`
  await tx.execute(sql`
    INSERT INTO access.grant_holders (grant_id, unit_id, since)
    SELECT DISTINCT n."grant", n."to", ${tx.at}::timestamptz FROM ${rows}
    WHERE NOT EXISTS (
      SELECT FROM access.grant_holders AS w WHERE w.grant_id = n."grant" AND w.unit_id = n."to" AND w.until IS NULL)`)
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
