import { sql } from 'kysely'
import { assignedThings, endingUnits, firstNamed, fromAndTo, heirsOf, mostNamed } from '../identity/index.ts'
import type { EffectLine, OrganisationId, Succession } from '../identity/index.ts'
import type { Tx } from '../journal/index.ts'
import type { Db } from '../platform/index.ts'

/** Rows of the catalogue that have force on the day or later. */
const rowsInForce = ({ day }: Succession) => sql`
  catalogue.rows AS r JOIN catalogue.versions AS v ON v.number = r.version AND (v.effective_to IS NULL OR v.effective_to > ${day}::date)`

/** Datasets whose provider ends, as registered or as promulgated, with who takes them over. */
const provided = (succession: Succession) => sql`
  SELECT d.id, d.code, d.update_frequency, ${fromAndTo}
  FROM ${endingUnits(succession)}
  JOIN (
    SELECT id, provider_id FROM catalogue.datasets
    UNION SELECT r.dataset_id, r.provider_id FROM ${rowsInForce(succession)}
    UNION SELECT s.dataset_id, s.successor_id FROM catalogue.unit_successions AS s
    WHERE s.role = 'provider' AND s.until IS NULL) AS held (id, unit) ON held.unit = p."from"
  JOIN catalogue.datasets AS d ON d.id = held.id
  LEFT JOIN ${assignedThings(succession, 'dataset')} ON x."from" = p."from" AND x.id = d.id`

/** Units named among consumers that end, by dataset. */
const named = (succession: Succession) => sql`
  SELECT d.id, d.code, p."from", p."to"
  FROM ${endingUnits(succession)}
  JOIN (
    SELECT d.id, c ->> 'unit' FROM catalogue.datasets AS d CROSS JOIN jsonb_array_elements(d.consumers) AS c
    UNION SELECT r.dataset_id, c ->> 'unit' FROM ${rowsInForce(succession)} CROSS JOIN jsonb_array_elements(r.consumers) AS c
    UNION SELECT s.dataset_id, s.successor_id::text FROM catalogue.unit_successions AS s
    WHERE s.role = 'consumer' AND s.until IS NULL) AS held (id, unit) ON held.unit = p."from"::text
  JOIN catalogue.datasets AS d ON d.id = held.id`

export function countPassing(db: Db, succession: Succession): Promise<EffectLine[]> {
  return db.rows<EffectLine>(sql`
    WITH provided AS (${provided(succession)}), named AS (${named(succession)})
    SELECT 'datasets' AS what, "from", "to", count(*) AS count, ${firstNamed(sql`code`)} AS examples
    FROM provided GROUP BY "from", "to"
    UNION ALL
    SELECT 'deliveries-due', "from", "to", count(*), ${firstNamed(sql`code`)}
    FROM provided WHERE update_frequency <> 'on-change' GROUP BY "from", "to"
    UNION ALL
    SELECT 'consumer-rights', n."from", h."to", count(*), ${firstNamed(sql`n.code`)}
    FROM named AS n LEFT JOIN ${heirsOf(succession)} ON h."from" = n."from" GROUP BY n."from", h."to"
    ORDER BY 1, 2, 3`)
}

/** Datasets that a split assigns although its unit does not provide them. */
export function listStrange(
  db: Db,
  succession: Succession,
): Promise<{ unit: OrganisationId; unitName: string; dataset: string }[]> {
  return db.rows(sql`
    SELECT o.id AS unit, o.name AS "unitName", coalesce(d.code, x.id::text) AS dataset
    FROM ${assignedThings(succession, 'dataset')}
    JOIN identity.organisations AS o ON o.id = x."from"
    LEFT JOIN catalogue.datasets AS d ON d.id = x.id
    WHERE NOT EXISTS (SELECT FROM (${provided(succession)}) AS p WHERE p."from" = x."from" AND p.id = x.id)
    ORDER BY 1, 3 LIMIT ${mostNamed}`)
}

/** Versions promulgated from an instant on that name a unit that would have ended before. */
export function listPromulgatedSince(
  db: Db,
  succession: Succession,
  since: Date,
): Promise<{ unit: OrganisationId; unitName: string; version: number; on: string }[]> {
  return db.rows(sql`
    SELECT DISTINCT p."from" AS unit, o.name AS "unitName", v.number AS version, v.effective_from AS on
    FROM ${endingUnits(succession)}
    JOIN catalogue.rows AS r
      ON r.provider_id = p."from" OR r.consumers @> jsonb_build_array(jsonb_build_object('unit', p."from"))
    JOIN catalogue.versions AS v ON v.number = r.version AND v.promulgated_at >= ${since}
    JOIN identity.organisations AS o ON o.id = p."from"
    ORDER BY 3, 1`)
}

export interface PassedDataset {
  readonly id: string
  readonly code: string
  readonly from: string
  readonly to: string
  readonly role: 'provider' | 'consumer'
}

/** Puts successors in the place of units that end: in what is proposed, and beside what was promulgated. */
export async function passDatasets(tx: Tx, succession: Succession): Promise<PassedDataset[]> {
  const passed = await tx.rows<PassedDataset>(sql`
    WITH provided AS (${provided(succession)}), named AS (${named(succession)})
    SELECT id, code, "from", "to", 'provider' AS role FROM provided WHERE "to" IS NOT NULL
    UNION ALL
    SELECT n.id, n.code, n."from", h."to", 'consumer' FROM named AS n JOIN ${heirsOf(succession)} ON h."from" = n."from"
    ORDER BY 2, 5, 3, 4`)
  if (passed.length === 0) return []
  const rows = sql`json_to_recordset(${JSON.stringify(passed)}::json) AS n (id uuid, "from" uuid, "to" uuid, role text)`
  await lengthenChains(tx, succession, rows)
  await tx.execute(sql`
    UPDATE catalogue.datasets AS d SET provider_id = n."to" FROM ${rows}
    WHERE n.role = 'provider' AND d.id = n.id AND d.provider_id = n."from"`)
  await tx.execute(sql`
    UPDATE catalogue.datasets AS d SET consumers = named.consumers
    FROM (
      SELECT e.id, jsonb_agg(e.value ORDER BY e.place) AS consumers
      FROM (
        SELECT DISTINCT ON (d.id, entry.value) d.id, entry.value, c.place
        FROM catalogue.datasets AS d CROSS JOIN jsonb_array_elements(d.consumers) WITH ORDINALITY AS c (value, place)
        LEFT JOIN ${rows} ON n.role = 'consumer' AND n.id = d.id AND n."from"::text = c.value ->> 'unit'
        CROSS JOIN LATERAL (
          SELECT CASE WHEN n."to" IS NULL THEN c.value ELSE jsonb_build_object('unit', n."to") END) AS entry (value)
        WHERE d.id IN (SELECT m.id FROM json_to_recordset(${JSON.stringify(passed)}::json) AS m (id uuid, role text)
                       WHERE m.role = 'consumer')
        ORDER BY d.id, entry.value, c.place) AS e
      GROUP BY e.id) AS named
    WHERE d.id = named.id`)
  return passed
}

/**
 * Who stood in for another and ends is followed by its own successors, so that one look-up tells who stands in now: from the
 * day on which the other ended, when that is later.
 */
async function lengthenChains(tx: Tx, { day, act }: Succession, rows: ReturnType<typeof sql>): Promise<void> {
  const ended = await tx.rows<{ dataset: string; unit: string; to: string; role: string; since: string }>(sql`
    WITH ended AS (
      UPDATE catalogue.unit_successions AS s SET until = greatest(${day}::date, s.since)
      FROM (SELECT DISTINCT n.id, n."from", n.role FROM ${rows}) AS e
      WHERE s.dataset_id = e.id AND s.role = e.role AND s.successor_id = e."from" AND s.until IS NULL
      RETURNING s.dataset_id, s.unit_id, s.role, s.successor_id, s.until)
    SELECT DISTINCT e.dataset_id AS dataset, e.unit_id AS unit, n."to", e.role, e.until AS since
    FROM ended AS e JOIN ${rows} ON n.id = e.dataset_id AND n.role = e.role AND n."from" = e.successor_id`)
  await tx.execute(sql`
    INSERT INTO catalogue.unit_successions (dataset_id, unit_id, successor_id, role, since, act_id)
    SELECT n.id, n."from", n."to", n.role, ${day}::date, ${act}::uuid FROM ${rows}
    UNION
    SELECT e.dataset, e.unit, e."to", e.role, e.since, ${act}::uuid
    FROM json_to_recordset(${JSON.stringify(ended)}::json) AS e (dataset uuid, unit uuid, "to" uuid, role text, since date)
    ON CONFLICT DO NOTHING`)
}
