import { sql } from 'kysely'
import type { Db, Frontier, MerkleTree, Session } from '../platform/index.ts'

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
export async function lockSequencer(db: Session, wait: boolean): Promise<boolean> {
  if (wait) await db.execute(sql`SELECT pg_advisory_xact_lock(${sequencerLock})`)
  const [row] = await db.prepared<{ locked: boolean }>(locking, [sequencerLock])
  return row?.locked ?? false
}

// Statements of a round of sealing are prepared: it comes several times a second, and to plan them costs more than they do.
const locking = { name: 'lock_sequencer', text: 'SELECT pg_try_advisory_xact_lock($1) AS locked' }

export interface UnsealedEntry {
  readonly entry_id: string
  readonly leaf_hash: Buffer
}

/** An entry stands in the queue that belongs to no change: it was not written by one, and must not come into the tree. */
export class ChangeMissingError extends Error {
  override readonly name = 'ChangeMissingError'
}

/**
 * Empties the queue of committed entries, oldest first, or takes one of them out of its turn. Each is looked up by itself:
 * the queue is never as long as the planner expects, and would be held against all entries there are.
 * @param after only those behind an entry: until the next vacuum the places of all that was taken lie in the way
 * @throws ChangeMissingError
 */
export async function takeUnsealed(
  db: Session,
  { limit, entry, after }: { readonly limit: number; readonly entry?: string; readonly after?: string | undefined },
): Promise<UnsealedEntry[]> {
  const [statement, place] = entry === undefined ? [takingBehind, after ?? firstId] : [takingOne, entry]
  const taken = await db.prepared<UnsealedEntry & { readonly has_change: boolean }>(statement, [place, limit])
  const orphan = taken.find(({ has_change }) => !has_change)
  if (orphan) throw new ChangeMissingError(`The entry ${orphan.entry_id} belongs to no change, or is none`)
  return taken
}

const firstId = '00000000-0000-0000-0000-000000000000'

const taking = (name: string, which: string) => ({
  name,
  text: `
    WITH taken AS (
      DELETE FROM journal.unsealed
      WHERE ctid = ANY (ARRAY (SELECT ctid FROM journal.unsealed WHERE ${which} ORDER BY entry_id LIMIT $2))
      RETURNING entry_id)
    SELECT t.entry_id, e.leaf_hash, EXISTS (SELECT FROM journal.changes WHERE id = e.change_id OFFSET 0) AS has_change
    FROM taken AS t
    LEFT JOIN LATERAL (SELECT leaf_hash, change_id FROM journal.entries WHERE id = t.entry_id OFFSET 0) AS e ON true
    ORDER BY t.entry_id`,
})
const takingBehind = taking('take_unsealed', 'entry_id > $1::uuid')
const takingOne = taking('take_unsealed_one', 'entry_id = $1::uuid')

/** Where the tree stands: its right edge and root, and the checkpoint that was signed of it. */
export interface Head {
  readonly frontier: Frontier
  readonly root: Buffer
  readonly note: string | null
}

const findingHead = {
  name: 'find_head',
  text: 'SELECT size, frontier, root, note FROM journal.checkpoints ORDER BY size DESC LIMIT 1',
}

export async function findHead(db: Session): Promise<Head | undefined> {
  const [row] = await db.prepared<Omit<Head, 'frontier'> & { size: number; frontier: Buffer[] }>(findingHead, [])
  return row && { frontier: { size: row.size, hashes: row.frontier }, root: row.root, note: row.note }
}

const leavesInsertion = {
  name: 'insert_leaves',
  text: `
    INSERT INTO journal.leaves (index, entry_id)
    SELECT $1::bigint + ordinal - 1, id FROM unnest($2::uuid[]) WITH ORDINALITY AS leaf (id, ordinal)`,
}

export async function insertLeaves(db: Session, firstIndex: number, entryIds: readonly string[]): Promise<void> {
  await db.prepared(leavesInsertion, [firstIndex, entryIds])
}

/** A clock that was set back must not put a checkpoint before the one it follows: its instant is then that of the one before. */
export async function insertCheckpoint(
  db: Session,
  tree: MerkleTree,
  signed: { note: string; at: Date },
): Promise<void> {
  const { size, hashes } = tree.frontier()
  await db.prepared(checkpointInsertion, [size, tree.root(), hashes, signed.at, signed.note])
}

const checkpointInsertion = {
  name: 'insert_checkpoint',
  text: `
    INSERT INTO journal.checkpoints (size, root, frontier, at, note)
    VALUES ($1, $2, $3, greatest($4::timestamptz, (SELECT at FROM journal.checkpoints ORDER BY size DESC LIMIT 1)), $5)`,
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

/** A checkpoint with the right edge of its tree, as it is stored. */
export interface StoredCheckpoint extends Checkpoint {
  readonly frontier: readonly Buffer[]
}

export function listCheckpoints(db: Db, from: number, to: number): Promise<StoredCheckpoint[]> {
  return db.rows<StoredCheckpoint>(
    sql`SELECT size, root, frontier, at, note FROM journal.checkpoints WHERE size > ${from} AND size <= ${to} ORDER BY size`,
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

/** For how long the oldest checkpoint beyond a size has been signed, in seconds; 0 when there is none. */
export async function longestUnpublished(db: Db, size: number): Promise<number> {
  const row = await db.first<{ seconds: number }>(sql`
    SELECT extract(epoch FROM clock_timestamp() - coalesce(sealed_at, at))::float8 AS seconds
    FROM journal.checkpoints WHERE size > ${size} ORDER BY size LIMIT 1`)
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
