import { sql } from 'kysely'
import { localDay } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'

export interface Reviewer {
  readonly unit: string
  readonly account: string
  readonly login: string
}

/** Who answers for units: the accounts that are their focal points on the day, of all units or of one. */
export function listReviewers(db: Db, at: Date, unit: string | null): Promise<Reviewer[]> {
  const day = localDay(at)
  return db.rows<Reviewer>(sql`
    SELECT DISTINCT f.organisation_id AS unit, a.id AS account, a.login
    FROM identity.focal_points AS f JOIN identity.accounts AS a
      ON a.id = f.account_id AND a.organisation_id = f.organisation_id AND a.state = 'active'
    WHERE f.valid_from <= ${day}::date AND (f.valid_to IS NULL OR f.valid_to > ${day}::date)
      AND (${unit}::uuid IS NULL OR f.organisation_id = ${unit}::uuid)
    ORDER BY a.login`)
}
