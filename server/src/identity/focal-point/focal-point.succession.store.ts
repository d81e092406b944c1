import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import { assignedThings, endingUnits, fromAndTo } from '../act/succession.sql.ts'
import type { EffectLine, Succession } from '../act/succession.ts'
import type { OrganisationId } from '../organisation/organisation.ts'
import type { FocalPointRole } from './focal-point.ts'

/** Focal points of units that end, with where they would go: to where their account goes. */
const ending = (succession: Succession) => sql`
  SELECT f.*, p.place, ${fromAndTo}
  FROM ${endingUnits(succession)} JOIN identity.focal_points AS f ON f.organisation_id = p."from"
  LEFT JOIN ${assignedThings(succession, 'account')} ON x."from" = p."from" AND x.id = f.account_id
  WHERE f.valid_to IS NULL OR f.valid_to > ${succession.day}::date`

/** Of those, the first for each successor and role that has none from the day on. */
const inherited = (succession: Succession) => sql`
  SELECT DISTINCT ON (e."to", e.role) e.*
  FROM (${ending(succession)}) AS e
  WHERE e."to" IS NOT NULL AND NOT EXISTS (
    SELECT FROM identity.focal_points AS own
    WHERE own.organisation_id = e."to" AND own.role = e.role
      AND (own.valid_to IS NULL OR own.valid_to > ${succession.day}::date))
  ORDER BY e."to", e.role, e.place`

/** Those that go on with a successor, and those that only end. */
export function countPassing(db: Db, succession: Succession): Promise<EffectLine[]> {
  return db.rows<EffectLine>(sql`
    SELECT 'focal-points' AS what, e."from", i."to", count(*) AS count, array_agg(e.role ORDER BY e.role) AS examples
    FROM (${ending(succession)}) AS e LEFT JOIN (${inherited(succession)}) AS i ON i.id = e.id
    GROUP BY e."from", i."to" ORDER BY 2, 3`)
}

export function listBegunSince(
  db: Db,
  succession: Succession,
): Promise<{ unit: OrganisationId; unitName: string; since: string }[]> {
  return db.rows(sql`
    SELECT e."from" AS unit, o.name AS "unitName", max(e.valid_from) AS since
    FROM (${ending(succession)}) AS e JOIN identity.organisations AS o ON o.id = e."from"
    WHERE e.valid_from >= ${succession.day}::date GROUP BY 1, 2 ORDER BY 1`)
}

export interface PassedFocalPoint {
  readonly id: string
  readonly role: FocalPointRole
  readonly from: { readonly id: OrganisationId; readonly name: string }
  readonly to: string
}

/** Ends the focal points of units that end, and begins the inherited ones. */
export async function passFocalPoints(tx: Tx, succession: Succession): Promise<PassedFocalPoint[]> {
  interface Row {
    role: FocalPointRole
    from: OrganisationId
    fromName: string
    to: string
    account: string | null
    person: string | null
    until: string | null
  }
  const rows = await tx.rows<Row>(sql`
    SELECT i.role, i."from", o.name AS "fromName", i."to", i.account_id AS account, i.person_id AS person, i.valid_to AS until
    FROM (${inherited(succession)}) AS i JOIN identity.organisations AS o ON o.id = i."from"`)
  await tx.execute(sql`
    UPDATE identity.focal_points AS f SET valid_to = ${succession.day}::date
    FROM (${ending(succession)}) AS e WHERE f.id = e.id`)
  const begun = rows.map((row) => ({ ...row, id: newId<'focalPoint'>(tx.at) }))
  await tx.execute(sql`
    INSERT INTO identity.focal_points (id, organisation_id, role, account_id, person_id, valid_from, valid_to)
    SELECT n.id, n."to", n.role, n.account, n.person, ${succession.day}::date, n.until
    FROM json_to_recordset(${JSON.stringify(begun)}::json)
      AS n (id uuid, "to" uuid, role text, account uuid, person uuid, until date)`)
  return begun.map(({ id, role, from, fromName, to }) => ({ id, role, from: { id: from, name: fromName }, to }))
}
