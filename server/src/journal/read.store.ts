import { sql } from 'kysely'
import type { Db, RolePool } from '../platform/index.ts'
import type { ActingClient } from './entry.ts'

export interface ReadRow {
  readonly id: string
  readonly at: string
  readonly account_id: string
  readonly account_name: string
  readonly unit_id: string
  readonly unit_name: string
  readonly via: string
  readonly request_id: string
  readonly client: ActingClient | null
  readonly dataset: string
  readonly action: string
  readonly purpose: string | null
  readonly query: string
  /** Of the whole question, keyed; none for reads from before there was one. */
  readonly query_digest: string | null
  readonly fields: readonly string[]
  readonly row_count: number
  readonly digest: string
  readonly reasons: readonly string[]
  /** The grant it went by. */
  readonly grant_id: string | null
  readonly structure_version: number | null
  readonly apply: number | null
}

/** A read as it stands in the log. */
export interface StoredRead extends Omit<ReadRow, 'at'> {
  readonly at: Date
  /** The size of the newest checkpoint as the read was written down; none for reads from before there were receipts. */
  readonly checkpoint: number | null
}

/** The newest checkpoint as reads were written down, and the name of the log that had signed it. */
export interface LogPosition {
  readonly checkpoint: number | null
  readonly root: Buffer | null
  readonly origin: string | null
}

/** A read with all that its receipt tells. */
export interface LoggedRead extends StoredRead, LogPosition {}

const columns = `id, at, account_id, account_name, unit_id, unit_name, via, request_id, client, dataset, action, purpose, query, query_digest,
  fields, row_count, digest, reasons, grant_id, structure_version, apply`

/** Who had signed a checkpoint. What names none is from before there was one: from the time of the first log. */
const signerOf = (checkpoint: string) =>
  `(SELECT origin FROM journal.logs WHERE size < coalesce(${checkpoint}, 1) ORDER BY number DESC LIMIT 1)`

const insertion = {
  name: 'insert_reads',
  text: `WITH newest AS MATERIALIZED (SELECT size, root FROM journal.checkpoints ORDER BY size DESC LIMIT 1),
    logged AS (INSERT INTO journal.reads (${columns}, checkpoint)
      SELECT ${columns}, (SELECT size FROM newest) FROM json_populate_recordset(NULL::journal.reads, $1::json))
    SELECT c.size AS checkpoint, c.root, ${signerOf('c.size')} AS origin FROM (SELECT) AS always LEFT JOIN newest AS c ON true`,
}

/**
 * One statement for a whole batch of `ReadRow`s as JSON texts; prepared, since there is one for nearly every read.
 * @returns what all of them were written beside
 */
export async function insertReads(pool: RolePool, rows: readonly string[]): Promise<LogPosition> {
  const [position] = await pool.prepared<LogPosition>(insertion, [`[${rows.join(',')}]`])
  if (!position) throw new TypeError('The log of reads gave no position')
  return position
}

export function findRead(db: Db, id: string): Promise<LoggedRead | undefined> {
  return db.first<LoggedRead>(sql`
    SELECT r.*, c.root, ${sql.raw(signerOf('r.checkpoint'))} AS origin
    FROM journal.reads AS r LEFT JOIN journal.checkpoints AS c ON c.size = r.checkpoint WHERE r.id = ${id}`)
}

/** Newest first. */
export function listReads(
  db: Db,
  filter: { dataset: string | undefined; before: string | undefined; limit: number },
): Promise<StoredRead[]> {
  const { dataset = null, before = null } = filter
  return db.rows<StoredRead>(sql`
    SELECT r.* FROM journal.reads AS r
    WHERE (${dataset}::text IS NULL OR r.dataset = ${dataset}) AND (${before}::uuid IS NULL OR r.id < ${before}::uuid)
    ORDER BY r.id DESC LIMIT ${filter.limit}`)
}

/**
 * What one unit read, newest first. Walks from dataset to dataset and takes the newest reads of each, so that the cost
 * follows the page and the number of datasets, not how much the unit has ever read.
 */
export function listOwnReads(
  db: Db,
  filter: { unit: string; dataset: string | undefined; before: string | undefined; limit: number },
): Promise<StoredRead[]> {
  const { unit, dataset = null, before = null, limit } = filter
  return db.rows<StoredRead>(sql`
    WITH RECURSIVE used AS (
      SELECT min(r.dataset) AS dataset FROM journal.reads AS r WHERE r.unit_id = ${unit}
      UNION ALL
      SELECT (SELECT min(r.dataset) FROM journal.reads AS r WHERE r.unit_id = ${unit} AND r.dataset > u.dataset)
      FROM used AS u WHERE u.dataset IS NOT NULL)
    SELECT r.* FROM used AS u CROSS JOIN LATERAL (
      SELECT * FROM journal.reads AS r
      WHERE r.unit_id = ${unit} AND r.dataset = u.dataset AND (${before}::uuid IS NULL OR r.id < ${before}::uuid)
      ORDER BY r.id DESC LIMIT ${limit}) AS r
    WHERE ${dataset}::text IS NULL OR u.dataset = ${dataset}
    ORDER BY r.id DESC LIMIT ${limit}`)
}
