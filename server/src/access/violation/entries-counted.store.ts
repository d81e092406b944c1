import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { firstIdAt } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { thresholds } from './detector.ts'
import type { Counted, Period } from './finding.ts'

/** What the detectors count in the journal. */

/** So many entries are named as evidence; the figures tell of all. */
const mostEntries = 200
const hourMilliseconds = 3_600_000

/** Entries of some events within a period, with the change that made them. */
const entries = ({ from, to }: Period, events: readonly string[]): RawBuilder<unknown> => sql`
  SELECT e.id, e.event, e.subject_id, e.payload, c.account_id, c.at
  FROM journal.entries AS e JOIN journal.changes AS c ON c.id = e.change_id
  WHERE e.id >= ${firstIdAt(from)}::uuid
    AND e.event = ANY (${events}::text[]) AND c.at >= ${from} AND c.at < ${to}`

const named = sql`(array_agg(e.id::text ORDER BY e.id))[1:${sql.lit(mostEntries)}] AS entries`
const accountSubject = sql`json_build_object('type', 'account', 'id', a.id, 'name', a.login, 'accountId', a.id,
  'unitId', a.organisation_id, 'datasetId', c.dataset_id)`
const datasetSubject = sql`json_build_object('type', 'dataset', 'id', d.id, 'name', d.name, 'accountId', NULL, 'unitId', d.provider_id,
  'datasetId', d.id)`
const nothingElse = sql`NULL AS reads, NULL AS grant`

/** Reads refused to an account because a grant had ended. */
export function countAfterExpiry(db: Db, period: Period): Promise<Counted<'afterExpiry'>[]> {
  return db.rows(sql`
    SELECT ${accountSubject} AS subject, json_build_object('refused', c.refused) AS figures, c.entries, ${nothingElse}
    FROM (SELECT e.account_id, e.subject_id::uuid AS dataset_id, count(*) AS refused, ${named}
          FROM (${entries(period, [accessEvents['read.refused']])}) AS e
          WHERE e.payload -> 'reasons' ?| ARRAY['grantEnded', 'grantRevoked'] GROUP BY e.account_id, e.subject_id) AS c
    JOIN identity.accounts AS a ON a.id::text = c.account_id
    WHERE c.refused >= ${thresholds.afterExpiry.leastRefused}`)
}

/** Reads refused to an account in an hour, whatever the reason. */
export function countRefusals(db: Db, period: Period): Promise<Counted<'refusals'>[]> {
  const { leastRefused, leastDatasets } = thresholds.refusals
  return db.rows(sql`
    SELECT ${accountSubject} AS subject, json_build_object('refused', c.refused, 'datasets', c.datasets) AS figures, c.entries, ${nothingElse}
    FROM (SELECT e.account_id, NULL::uuid AS dataset_id, count(*) AS refused, count(DISTINCT e.subject_id) AS datasets, ${named}
          FROM (${entries(period, [accessEvents['read.refused']])}) AS e
          GROUP BY e.account_id, date_trunc('hour', e.at)) AS c
    JOIN identity.accounts AS a ON a.id::text = c.account_id
    WHERE c.refused >= ${leastRefused} OR c.datasets >= ${leastDatasets}`)
}

/**
 * Datasets that their provider closed while granted, or whose grants it holds back for long or time and again.
 * @param closedEvent what the journal says when a dataset is closed
 */
export function countObstruction(db: Db, period: Period, closedEvent: string): Promise<Counted<'obstruction'>[]> {
  const { daysBack, mostHeldHours } = thresholds.obstruction
  const since = new Date(period.to.getTime() - daysBack * 24 * hourMilliseconds)
  const longHeld = new Date(period.to.getTime() - mostHeldHours * hourMilliseconds)
  return db.rows(sql`
    SELECT ${datasetSubject} AS subject, ${nothingElse},
           json_build_object('closed', coalesce(s.closed, 0), 'heldHours', coalesce(h.held_hours, 0), 'holds', coalesce(h.holds, 0)) AS figures,
           (coalesce(s.entries, '{}') || coalesce(h.entries, '{}'))[1:${sql.lit(mostEntries)}] AS entries
    FROM catalogue.datasets AS d
    LEFT JOIN (
      SELECT e.subject_id, 1 AS closed, ${named} FROM (${entries(period, [closedEvent])}) AS e
      WHERE EXISTS (SELECT FROM access.grants AS g
                    WHERE g.dataset_id = e.subject_id::uuid AND g.starts_at <= e.at AND g.ends_at > e.at)
      GROUP BY e.subject_id) AS s ON s.subject_id = d.id::text
    LEFT JOIN (
      SELECT g.dataset_id, count(*) AS holds, max(p.last_hold) AS last_hold,
             coalesce(max(floor(extract(epoch FROM least(coalesce(p.let_go_at, ${period.to}), ${period.to}, g.ends_at) - p.since) / 3600))
               FILTER (WHERE p.let_go_at IS NULL OR p.let_go_at >= ${period.from}), 0)::integer AS held_hours,
             (array_agg(p.entry ORDER BY p.entry) FILTER (WHERE p.entry IS NOT NULL))[1:${sql.lit(mostEntries)}] AS entries
      FROM access.grants AS g
      JOIN (SELECT w.grant_id, w.since, w.let_go_at, w.since AS last_hold,
                   (SELECT e.id::text FROM journal.entries AS e JOIN journal.changes AS c ON c.id = e.change_id
                    WHERE e.subject_id = w.grant_id::text AND e.event = ${accessEvents['grant.held']} AND c.at = w.since LIMIT 1) AS entry
            FROM access.grant_holds AS w
            WHERE w.party = 'provider' AND w.since >= ${since} AND w.since < ${period.to}) AS p ON p.grant_id = g.id
      GROUP BY g.dataset_id
      -- Looked at on the days something is new: a hold begins, or is long enough now.
      HAVING max(p.last_hold) >= ${period.from}
          OR bool_or(p.let_go_at IS NULL AND p.since < ${longHeld} AND p.since >= ${new Date(longHeld.getTime() - (period.to.getTime() - period.from.getTime()))})
    ) AS h ON h.dataset_id = d.id
    WHERE s.subject_id IS NOT NULL OR h.dataset_id IS NOT NULL`)
}

/**
 * Deliveries that changed or deleted many rows, beside what the dataset's earlier ones did.
 * @param appliedEvent what the journal says when a delivery comes into force
 */
export function countMassChanges(db: Db, period: Period, appliedEvent: string): Promise<Counted<'massChange'>[]> {
  const { leastTouched, deliveriesBack } = thresholds.massChange
  const figure = (name: string) => sql`(e.payload -> 'balance' ->> ${sql.lit(name)})::bigint`
  const touched = sql`${figure('changed')} + ${figure('deleted')}`
  return db.rows(sql`
    SELECT ${datasetSubject} AS subject, ${nothingElse}, ARRAY[c.id::text] AS entries,
           json_build_object('touched', c.touched, 'before', c.before, 'usual', b.usual, 'deliveries', b.deliveries) AS figures
    FROM (SELECT DISTINCT ON (e.payload ->> 'datasetId') e.id, e.payload ->> 'datasetId' AS dataset_id, ${touched} AS touched,
                 ${touched} + ${figure('unchanged')} AS before
          FROM (${entries(period, [appliedEvent])}) AS e ORDER BY e.payload ->> 'datasetId', ${touched} DESC) AS c
    JOIN catalogue.datasets AS d ON d.id::text = c.dataset_id
    CROSS JOIN LATERAL (
      SELECT count(*) AS deliveries, coalesce(max(f.touched), 0) AS usual FROM (
        SELECT ${touched} AS touched FROM journal.entries AS e
        WHERE e.event = ${appliedEvent} AND e.payload ->> 'datasetId' = c.dataset_id AND e.id < c.id
        ORDER BY e.id DESC LIMIT ${deliveriesBack}) AS f) AS b
    WHERE c.touched >= ${leastTouched}`)
}
