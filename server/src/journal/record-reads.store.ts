import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { StoredRead } from './read.store.ts'

/** SQL of the log of reads that asks what was read of one record, where the others ask what was read by whom. */

/** A read that named what it wanted, with what shows which record that was. */
export type NamingRead = Pick<
  StoredRead,
  'id' | 'at' | 'unit_name' | 'action' | 'purpose' | 'fields' | 'reasons' | 'dataset' | 'query' | 'query_digest'
>

const naming = sql`id, at, unit_name, action, purpose, fields, reasons, dataset, query, query_digest`

/**
 * Reads that named a record by its key, newest first, and how many there are.
 * @param openings how their logged queries begin, one for each record; all of one length
 */
export async function listReadsOfRecords(
  db: Db,
  {
    dataset,
    openings,
    limit,
  }: { readonly dataset: string; readonly openings: readonly string[]; readonly limit: number },
): Promise<{ readonly reads: NamingRead[]; readonly count: number }> {
  const length = openings[0]?.length ?? 0
  const named = sql`
    FROM journal.reads
    WHERE dataset = ${dataset} AND action IN ('one', 'history', 'proof') AND row_count > 0
      AND left(query, ${length}::integer) = ANY (${openings}::text[])`
  const reads = await db.rows<NamingRead>(sql`SELECT ${naming} ${named} ORDER BY id DESC LIMIT ${limit}`)
  if (reads.length < limit) return { reads, count: reads.length }
  const counted = await db.first<{ count: number }>(sql`SELECT count(*) AS count ${named}`)
  return { reads, count: counted?.count ?? reads.length }
}

/** The newest reads of some kinds whose logged query holds one of the texts: whether they asked for a person shows their digest. */
export function listReadsHolding(
  db: Db,
  {
    dataset,
    actions,
    texts,
    limit,
  }: { dataset: string; actions: readonly string[]; texts: readonly string[]; limit: number },
): Promise<NamingRead[]> {
  return db.rows<NamingRead>(sql`
    SELECT ${naming} FROM journal.reads
    WHERE dataset = ${dataset} AND action = ANY (${actions}::text[]) AND row_count > 0
      AND EXISTS (SELECT FROM unnest(${texts}::text[]) AS t WHERE strpos(query, t) > 0)
    ORDER BY id DESC LIMIT ${limit}`)
}

export interface SummedReads {
  readonly unit: string
  readonly action: string
  readonly purpose: string | null
  readonly fields: readonly string[]
  readonly reasons: readonly string[]
  readonly reads: number
  readonly firstAt: Date
  readonly lastAt: Date
}

/** Reads of many records at once since an instant, by who read what for what; newest first. */
export function sumBulkReads(
  db: Db,
  { dataset, since, except, limit }: { dataset: string; since: Date; except: readonly string[]; limit: number },
): Promise<SummedReads[]> {
  return db.rows<SummedReads>(sql`
    SELECT unit_name AS unit, action, purpose, fields, reasons, count(*) AS reads, min(at) AS "firstAt", max(at) AS "lastAt"
    FROM journal.reads
    WHERE dataset = ${dataset} AND action IN ('page', 'export', 'changes', 'quarantine', 'faults', 'conversion-examples')
      AND row_count > 0 AND at >= ${since} AND id <> ALL (${except}::uuid[])
    GROUP BY unit_name, action, purpose, fields, reasons ORDER BY max(at) DESC, unit_name, action LIMIT ${limit}`)
}
