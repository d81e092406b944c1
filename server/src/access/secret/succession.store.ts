import { sql } from 'kysely'
import { assignedThings, endingUnits, fromAndTo } from '../../identity/index.ts'
import type { EffectLine, Succession } from '../../identity/index.ts'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { IncidentId } from './incident.ts'

/** Incidents of units that end, while their file is kept from them, by what the file had become. */
const standing = (succession: Succession, became: 'submission' | 'upload') => sql`
  SELECT i.id, ${fromAndTo}
  FROM ${endingUnits(succession)}
  JOIN access.incidents AS i ON i.unit_id = p."from"::text AND i.state <> 'handled' AND i.restored_at IS NULL
    AND ${sql.ref(`i.${became}_id`)} IS NOT NULL
  LEFT JOIN ${assignedThings(succession, became === 'submission' ? 'dataset' : 'account')}
    ON x."from" = p."from" AND x.id::text = ${became === 'submission' ? sql`i.dataset_id::text` : sql`i.account_id`}`

/** A delivery goes where its dataset goes, an upload where the account goes that sent it; so do their incidents. */
const passing = (succession: Succession) =>
  sql`${standing(succession, 'submission')} UNION ALL ${standing(succession, 'upload')}`

export function countPassing(db: Db, succession: Succession): Promise<EffectLine[]> {
  return db.rows<EffectLine>(sql`
    SELECT 'incidents' AS what, i."from", i."to", count(*) AS count, ARRAY[]::text[] AS examples
    FROM (${passing(succession)}) AS i GROUP BY i."from", i."to" ORDER BY 2, 3`)
}

/** Gives standing incidents to the successors; who sent the file stays known by name. */
export function passIncidents(
  tx: Tx,
  succession: Succession,
): Promise<{ id: IncidentId; code: string; from: string; to: string }[]> {
  return tx.rows(sql`
    UPDATE access.incidents AS i SET unit_id = s."to"::text FROM (${passing(succession)}) AS s
    WHERE i.id = s.id AND s."to" IS NOT NULL RETURNING i.id, i.dataset_code AS code, s."from", s."to"`)
}
