import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { firstIdAt } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import { thresholds } from './detector.ts'
import type { DetectorName } from './detector.ts'
import type { Counted, Period } from './finding.ts'

/** What the detectors count in the log of reads. Keys of records stand there as keyed digests: they are told apart, not known. */

const minuteMilliseconds = 60_000

/** No id of the period is smaller; but ids run ahead of a clock that was set back, by as much as it was, so no end is told by them. */
const within = ({ from, to }: Period): RawBuilder<boolean> => sql`
  r.id >= ${firstIdAt(from)}::uuid AND r.at >= ${from} AND r.at < ${to}`

const back = ({ from }: Period, days: number): Period => ({
  from: new Date(from.getTime() - days * 86_400_000),
  to: from,
})

const key = sql`substring(r.query FROM '"key":"([^"]+)"')`
const localTime = sql`(r.at AT TIME ZONE 'UTC' + interval '7 hours')`
/** A file is fetched in pieces: it counts once on a day, as its largest answer. */
const bulk = sql`r.action IN ('page', 'changes', 'export')`

/** Counts of accounts in datasets as findings of both, under the names of today. */
const asFindings = <Name extends DetectorName>(
  counted: RawBuilder<unknown>,
  figures: RawBuilder<unknown>,
  grant = sql`NULL::uuid`,
) => sql<Counted<Name>>`
  SELECT json_build_object('type', 'account', 'id', a.id, 'name', a.login, 'accountId', a.id, 'unitId', a.organisation_id,
           'datasetId', d.id) AS subject,
         ${figures} AS figures, ARRAY[]::text[] AS entries, ${grant} AS grant,
         json_build_object('account', c.account_id, 'dataset', c.dataset, 'first', c.first, 'last', c.last) AS reads
  FROM (${counted}) AS c JOIN identity.accounts AS a ON a.id::text = c.account_id
  LEFT JOIN catalogue.datasets AS d ON d.code = c.dataset ORDER BY c.first`

const range = sql`min(r.id::text) AS first, max(r.id::text) AS last`

/** How many records each account asked for by their keys in an hour, and how many of them were not there. */
export function countWalking(db: Db, period: Period): Promise<Counted<'walking'>[]> {
  return db.rows(
    asFindings<'walking'>(
      sql`SELECT r.account_id, r.dataset, ${range}, count(DISTINCT ${key}) AS keys,
                 count(DISTINCT ${key}) FILTER (WHERE r.row_count = 0) AS missed, bool_and(r.via = 'session') AS by_hand
          FROM journal.reads AS r WHERE ${within(period)} AND r.action IN ('one', 'history', 'proof')
          GROUP BY r.account_id, r.dataset, date_trunc('hour', r.at)
          HAVING count(DISTINCT ${key}) >= ${thresholds.walking.leastKeys}`,
      sql`json_build_object('keys', c.keys, 'missed', c.missed, 'byHand', c.by_hand::integer)`,
    ),
  )
}

/** Who asked for keys that stand for nothing; one that a delivery has brought since is an ordinary key. */
export function countPlanted(db: Db, period: Period): Promise<Counted<'plantedKey'>[]> {
  return db.rows(
    asFindings<'plantedKey'>(
      sql`SELECT r.account_id, r.dataset, ${range}, count(*) AS asked
          FROM access.planted_keys AS k JOIN catalogue.datasets AS e ON e.id = k.dataset_id
          JOIN journal.reads AS r ON r.dataset = e.code AND ${key} = k.key_digest AND r.at >= k.planted_at
            AND (k.removed_at IS NULL OR r.at < k.removed_at)
          WHERE ${within(period)} AND r.row_count = 0
          GROUP BY r.account_id, r.dataset`,
      sql`json_build_object('asked', c.asked)`,
    ),
  )
}

const rowsByDay = (which: RawBuilder<boolean>, day: RawBuilder<unknown>) => sql`
  SELECT r.account_id, r.dataset, r.day, min(r.id) AS first, max(r.id) AS last, sum(r.rows) AS rows, max(r.grant_id) AS grant_id
  FROM (SELECT r.account_id, r.dataset, ${day} AS day, min(r.id::text) AS id, max(r.row_count) AS rows, max(r.grant_id::text) AS grant_id
        FROM journal.reads AS r WHERE ${which} AND ${bulk}
        GROUP BY r.account_id, r.dataset, ${day}, CASE r.action WHEN 'export' THEN r.digest ELSE r.id::text END) AS r
  GROUP BY r.account_id, r.dataset, r.day`

/**
 * Rows that each account read of a dataset, beside what it read on the days before, but for its busiest fifth of them: who
 * was not found once must not thereby be usual.
 */
export function countVolume(db: Db, period: Period): Promise<Counted<'volume'>[]> {
  const { leastRows, daysBack } = thresholds.volume
  const day = sql`${localTime}::date`
  return db.rows(
    asFindings<'volume'>(
      sql`SELECT t.*, coalesce(b.days, 0) AS days, coalesce(b.usual, 0) AS usual
          FROM (${rowsByDay(within(period), day)}) AS t
          LEFT JOIN (SELECT account_id, dataset, count(*) AS days, percentile_disc(0.8) WITHIN GROUP (ORDER BY rows) AS usual
                     FROM (${rowsByDay(within(back(period, daysBack)), day)}) AS e GROUP BY account_id, dataset) AS b
            ON b.account_id = t.account_id AND b.dataset = t.dataset
          WHERE t.rows >= ${leastRows}`,
      sql`json_build_object('rows', c.rows, 'usual', c.usual, 'days', c.days)`,
      sql`c.grant_id::uuid`,
    ),
  )
}

/** From 22:00 to 05:00; a night belongs to the day it ends on. */
const isNight = sql`extract(hour FROM ${localTime} + interval '2 hours') < 7`
const night = sql`(${localTime} + interval '2 hours')::date`
const earlier = ({ from, to }: Period): Period => ({
  from: new Date(from.getTime() - 120 * minuteMilliseconds),
  to: new Date(to.getTime() - 120 * minuteMilliseconds),
})

/** Rows that each account read of a dataset at night, beside how many nights of theirs were alike. */
export function countNightBulk(db: Db, period: Period): Promise<Counted<'nightBulk'>[]> {
  const { leastRows, daysBack } = thresholds.nightBulk
  const nights = (which: Period) => rowsByDay(sql`${within(earlier(which))} AND ${isNight}`, night)
  return db.rows(
    asFindings<'nightBulk'>(
      sql`SELECT t.*, (SELECT count(*) FROM (${nights(back(period, daysBack))}) AS b
                       WHERE b.account_id = t.account_id AND b.dataset = t.dataset AND b.rows >= ${leastRows / 2}) AS nights
          FROM (${nights(period)}) AS t WHERE t.rows >= ${leastRows}`,
      sql`json_build_object('rows', c.rows, 'nights', c.nights)`,
    ),
  )
}

/** Rows read under grants that end in the period or soon after, beside the most of an earlier day. */
export function countNearExpiry(db: Db, period: Period): Promise<Counted<'nearExpiry'>[]> {
  const { leastRows, hoursBefore, daysBack } = thresholds.nearExpiry
  const soon = new Date(period.to.getTime() + hoursBefore * 60 * minuteMilliseconds)
  const begin = sql`g.ends_at - make_interval(hours => ${hoursBefore}::integer)`
  const reads = sql`SELECT r.row_count, r.at, r.id, r.account_id, r.dataset FROM journal.reads AS r
    WHERE ${within({ from: back(period, daysBack).from, to: period.to })} AND r.grant_id = g.id`
  return db.rows(sql`
    SELECT json_build_object('type', 'grant', 'id', g.id, 'name', g.year || '/' || lpad(g.number::text, 4, '0'), 'accountId', NULL,
             'unitId', g.unit_id, 'datasetId', g.dataset_id) AS subject,
           json_build_object('rows', c.rows, 'usual', coalesce(u.usual, 0)) AS figures, ARRAY[]::text[] AS entries, g.id AS grant,
           json_build_object('account', c.account_id, 'dataset', c.dataset, 'first', c.first, 'last', c.last) AS reads
    FROM access.grants AS g
    CROSS JOIN LATERAL (
      SELECT r.account_id, r.dataset, ${range}, sum(r.row_count) AS rows FROM (${reads}) AS r
      WHERE r.at >= ${begin} AND r.at >= ${period.from} GROUP BY r.account_id, r.dataset ORDER BY 5 DESC LIMIT 1) AS c
    LEFT JOIN LATERAL (
      SELECT max(day.rows) AS usual FROM (
        SELECT sum(r.row_count) AS rows FROM (${reads}) AS r WHERE r.at < ${begin} GROUP BY ${localTime}::date) AS day) AS u ON true
    WHERE g.ends_at >= ${period.from} AND g.ends_at < ${soon} AND c.rows >= ${leastRows}`)
}
