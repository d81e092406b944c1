import { sql } from 'kysely'
import type { Db, Frontier, MerkleTree } from '../platform/index.ts'

export interface Checkpoint {
  readonly size: number
  readonly root: Buffer
  readonly at: Date
  /** As the log signed it; null for checkpoints from before the log had a key. */
  readonly note: string | null
}

/** The advisory lock of whoever seals. */
export const sequencerLock = 50_861_303

/** Takes the sequencer's lock for this transaction; unless told to wait, false when another process is sealing. */
export async function lockSequencer(db: Db, wait: boolean): Promise<boolean> {
  if (wait) await db.execute(sql`SELECT pg_advisory_xact_lock(${sequencerLock})`)
  const row = await db.first<{ locked: boolean }>(sql`SELECT pg_try_advisory_xact_lock(${sequencerLock}) AS locked`)
  return row?.locked ?? false
}

export interface UnsealedEntry {
  readonly entry_id: string
  readonly leaf_hash: Buffer
}

/**
 * Empties the queue of committed entries, oldest first, or takes one of them out of its turn. Each is looked up by itself:
 * the queue is never as long as the planner expects, and would be held against all entries there are.
 * @param after only those behind an entry: until the next vacuum the places of all that was taken lie in the way
 */
export function takeUnsealed(
  db: Db,
  { limit, entry, after }: { readonly limit: number; readonly entry?: string; readonly after?: string | undefined },
): Promise<UnsealedEntry[]> {
  const one = entry === undefined ? sql`true` : sql`entry_id = ${entry}::uuid`
  const which = after === undefined ? one : sql`entry_id > ${after}::uuid`
  return db.rows<UnsealedEntry>(sql`
    WITH taken AS (
      DELETE FROM journal.unsealed
      WHERE ctid = ANY (ARRAY (SELECT ctid FROM journal.unsealed WHERE ${which} ORDER BY entry_id LIMIT ${limit}))
      RETURNING entry_id)
    SELECT t.entry_id, e.leaf_hash FROM taken AS t
    CROSS JOIN LATERAL (SELECT leaf_hash FROM journal.entries WHERE id = t.entry_id OFFSET 0) AS e ORDER BY t.entry_id`)
}

/** Where the tree stands: its right edge, and the checkpoint that was signed of it. */
export interface Head {
  readonly frontier: Frontier
  readonly note: string | null
}

export async function findHead(db: Db): Promise<Head | undefined> {
  const row = await db.first<{ size: number; frontier: Buffer[]; note: string | null }>(
    sql`SELECT size, frontier, note FROM journal.checkpoints ORDER BY size DESC LIMIT 1`,
  )
  return row && { frontier: { size: row.size, hashes: row.frontier }, note: row.note }
}

export async function insertLeaves(db: Db, firstIndex: number, entryIds: readonly string[]): Promise<void> {
  await db.execute(sql`
    INSERT INTO journal.leaves (index, entry_id)
    SELECT ${firstIndex}::bigint + ordinal - 1, id FROM unnest(${entryIds}::uuid[]) WITH ORDINALITY AS leaf (id, ordinal)`)
}

/** A clock that was set back must not put a checkpoint before the one it follows: its instant is then that of the one before. */
export async function insertCheckpoint(db: Db, tree: MerkleTree, signed: { note: string; at: Date }): Promise<void> {
  const { size, hashes } = tree.frontier()
  await db.execute(sql`
    INSERT INTO journal.checkpoints (size, root, frontier, at, note)
    VALUES (${size}, ${tree.root()}, ${hashes}::bytea[],
            greatest(${signed.at}::timestamptz, (SELECT at FROM journal.checkpoints ORDER BY size DESC LIMIT 1)), ${signed.note})`)
}

/** The newest checkpoint, or the one of a size. */
export function findCheckpoint(db: Db, size?: number): Promise<Checkpoint | undefined> {
  const which = size === undefined ? sql`true` : sql`size = ${size}`
  return db.first<Checkpoint>(
    sql`SELECT size, root, at, note FROM journal.checkpoints WHERE ${which} ORDER BY size DESC LIMIT 1`,
  )
}

/** The place of an entry in the tree; undefined until it is sealed. */
export async function findLeafIndex(db: Db, entryId: string): Promise<number | undefined> {
  const row = await db.first<{ index: number }>(sql`SELECT index FROM journal.leaves WHERE entry_id = ${entryId}::uuid`)
  return row?.index
}

export function listCheckpoints(db: Db, from: number, to: number): Promise<Checkpoint[]> {
  return db.rows<Checkpoint>(
    sql`SELECT size, root, at, note FROM journal.checkpoints WHERE size > ${from} AND size <= ${to} ORDER BY size`,
  )
}

export async function countUnsealed(db: Db): Promise<number> {
  const row = await db.first<{ count: number }>(sql`SELECT count(*) AS count FROM journal.unsealed`)
  return row?.count ?? 0
}

export interface Overhang {
  readonly largestCheckpoint: number
  readonly unplaced: number
}

/** How long the entry has waited that waits longest, in seconds; 0 when none waits. */
export async function longestWait(db: Db): Promise<number> {
  const row = await db.first<{ seconds: number }>(sql`
    SELECT coalesce(extract(epoch FROM clock_timestamp() - min(since)), 0)::float8 AS seconds FROM journal.unsealed`)
  return row?.seconds ?? 0
}

/** The size of the largest checkpoint, and how many entries are neither in the tree nor in the queue before it. */
export async function countOverhang(db: Db): Promise<Overhang> {
  const row = await db.first<Overhang>(sql`
    SELECT (SELECT coalesce(max(size), 0) FROM journal.checkpoints) AS "largestCheckpoint",
           (SELECT count(*) FROM journal.entries AS e
            WHERE NOT EXISTS (SELECT FROM journal.leaves AS l WHERE l.entry_id = e.id)
              AND NOT EXISTS (SELECT FROM journal.unsealed AS u WHERE u.entry_id = e.id)) AS unplaced`)
  return row ?? { largestCheckpoint: 0, unplaced: 0 }
}

/** The leaf hashes from one index up to, not including, another, in order. */
export async function listLeafHashes(db: Db, from: number, to: number): Promise<Buffer[]> {
  const rows = await db.rows<{ leaf_hash: Buffer }>(sql`
    SELECT e.leaf_hash FROM journal.leaves AS l JOIN journal.entries AS e ON e.id = l.entry_id
    WHERE l.index >= ${from} AND l.index < ${to} ORDER BY l.index`)
  return rows.map((row) => row.leaf_hash)
}
