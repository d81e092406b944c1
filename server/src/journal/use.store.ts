import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { firstIdAt } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'

/** Reads of a dataset on one local day. */
export interface UseByDay {
  readonly day: string
  readonly reads: number
  readonly rows: number
}

export interface UseByUnit {
  readonly unitId: string
  readonly reads: number
  readonly rows: number
  readonly last: Date
}

/** Which reads count as use: those since an instant, without looks of a sender at its own file. */
export interface UseFilter {
  readonly since: Date
  readonly except: readonly string[]
  /** Actions that give a file, maybe in pieces: what one account fetches of one file on one day is one use. */
  readonly whole: readonly string[]
}

const localDay = sql`(r.at AT TIME ZONE 'UTC' + interval '7 hours')::date`

/** Ids follow time: none of a read since the instant is smaller, so the index gives a range. */
function useOf(which: RawBuilder<boolean>, { since, except, whole }: UseFilter): RawBuilder<unknown> {
  const found = sql`SELECT r.id, r.account_id, r.digest, ${localDay} AS day, r.unit_id AS "unitId", r.row_count, r.at
    FROM journal.reads AS r
    WHERE ${which} AND r.id >= ${firstIdAt(since)}::uuid AND r.at >= ${since} AND r.action <> ALL (${except}::text[])`
  return sql`(${found} AND r.action <> ALL (${whole}::text[]) UNION ALL (
    SELECT DISTINCT ON (account_id, digest, day) * FROM (${found} AND r.action = ANY (${whole}::text[])) AS fetched
    ORDER BY account_id, digest, day, id))`
}

/** Reads and rows of a dataset by local day and by unit, in one pass over the index. */
export async function countUse(
  db: Db,
  dataset: string,
  filter: UseFilter,
): Promise<{ days: UseByDay[]; units: UseByUnit[] }> {
  const rows = await db.rows<UseByDay & UseByUnit & { readonly isDay: boolean }>(sql`
    SELECT day, "unitId", day IS NOT NULL AS "isDay", count(*) AS reads, coalesce(sum(row_count), 0)::bigint AS rows, max(at) AS last
    FROM ${useOf(sql`r.dataset = ${dataset}`, filter)} AS r
    GROUP BY GROUPING SETS ((day), ("unitId")) ORDER BY day, reads DESC, "unitId"`)
  return {
    days: rows.filter(({ isDay }) => isDay).map(({ day, reads, rows: count }) => ({ day, reads, rows: count })),
    units: rows
      .filter(({ isDay }) => !isDay)
      .map(({ unitId, reads, rows: count, last }) => ({ unitId, reads, rows: count, last })),
  }
}

/** What one unit read of one dataset: since an instant, and when last at all. */
export interface DatasetUse {
  readonly dataset: string
  readonly reads: number
  readonly rows: number
  readonly last: Date
}

/** Those of the datasets that a unit ever read. */
export function listUseOf(
  db: Db,
  unitId: string,
  datasets: readonly string[],
  filter: UseFilter,
): Promise<DatasetUse[]> {
  return db.rows<DatasetUse>(sql`
    SELECT d.code AS dataset, recent.reads, recent.rows, ever.at AS last
    FROM unnest(${datasets}::text[]) AS d (code)
    CROSS JOIN LATERAL (
      SELECT r.at FROM journal.reads AS r
      WHERE r.unit_id = ${unitId} AND r.dataset = d.code AND r.action <> ALL (${filter.except}::text[])
      ORDER BY r.id DESC LIMIT 1) AS ever
    CROSS JOIN LATERAL (
      SELECT count(*) AS reads, coalesce(sum(r.row_count), 0)::bigint AS rows
      FROM ${useOf(sql`r.unit_id = ${unitId} AND r.dataset = d.code`, filter)} AS r) AS recent`)
}
