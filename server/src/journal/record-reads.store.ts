import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { firstIdAt } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import type { StoredRead } from './read.store.ts'

/** SQL of the log of reads that asks what was read of one record, where the others ask what was read by whom. */

/** A read that named what it wanted, with what shows which record that was. */
export type NamingRead = Pick<
  StoredRead,
  'id' | 'at' | 'unit_name' | 'action' | 'purpose' | 'fields' | 'reasons' | 'dataset' | 'query' | 'query_digest'
>

const naming = sql`id, at, unit_name, action, purpose, fields, reasons, dataset, query, query_digest`

/** Reads of a dataset since an instant that gave anything. Ids follow time: none of them is smaller, so the index gives a range. */
export interface ReadsSince {
  readonly dataset: string
  readonly since: Date
}

function gaveSince({ dataset, since }: ReadsSince): RawBuilder<boolean> {
  return sql`dataset = ${dataset} AND id >= ${firstIdAt(since)}::uuid AND at >= ${since} AND row_count > 0`
}

/**
 * Reads that named a record by its key, newest first, and how many there are.
 * @param openings how their logged queries begin, one for each record; all of one length
 */
export async function listReadsOfRecords(
  db: Db,
  which: ReadsSince,
  { openings, limit }: { readonly openings: readonly string[]; readonly limit: number },
): Promise<{ readonly reads: NamingRead[]; readonly count: number }> {
  const length = openings[0]?.length ?? 0
  const named = sql`
    FROM journal.reads
    WHERE ${gaveSince(which)} AND action IN ('one', 'history', 'proof')
      AND left(query, ${length}::integer) = ANY (${openings}::text[])`
  const reads = await db.rows<NamingRead>(sql`SELECT ${naming} ${named} ORDER BY id DESC LIMIT ${limit}`)
  if (reads.length < limit) return { reads, count: reads.length }
  const counted = await db.first<{ count: number }>(sql`SELECT count(*) AS count ${named}`)
  return { reads, count: counted?.count ?? reads.length }
}

/**
 * All reads of some kinds whose logged query holds one of the texts, newest first. Whether they asked for a person shows their
 * digest alone, so others come along, as many as there may be: they are fetched in portions, never all at once.
 */
export async function* readsHolding(
  db: Db,
  which: ReadsSince,
  asked: { readonly actions: readonly string[]; readonly texts: readonly string[] },
  portion: number,
): AsyncGenerator<NamingRead, void> {
  let before: string | null = null
  for (;;) {
    const reads: NamingRead[] = await db.rows<NamingRead>(sql`
      SELECT ${naming} FROM journal.reads
      WHERE ${gaveSince(which)} AND (${before}::uuid IS NULL OR id < ${before}::uuid) AND action = ANY (${asked.actions}::text[])
        AND EXISTS (SELECT FROM unnest(${asked.texts}::text[]) AS t WHERE strpos(query, t) > 0)
      ORDER BY id DESC LIMIT ${portion}`)
    yield* reads
    if (reads.length < portion) return
    before = reads.at(-1)?.id ?? null
  }
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

/** Reads of many records at once, by who read what for what; newest first. */
export function sumBulkReads(
  db: Db,
  which: ReadsSince,
  { except, limit }: { readonly except: readonly string[]; readonly limit: number },
): Promise<SummedReads[]> {
  return db.rows<SummedReads>(sql`
    SELECT unit_name AS unit, action, purpose, fields, reasons, count(*) AS reads, min(at) AS "firstAt", max(at) AS "lastAt"
    FROM journal.reads
    WHERE ${gaveSince(which)} AND action IN ('page', 'export', 'changes', 'quarantine', 'faults', 'conversion-examples')
      AND id <> ALL (${except}::uuid[])
    GROUP BY unit_name, action, purpose, fields, reasons ORDER BY max(at) DESC, unit_name, action LIMIT ${limit}`)
}
