import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import type { Structure } from '../../catalogue/index.ts'
import { canonicalText, stored } from '../storage/columns.sql.ts'
import type { RowTile } from '../storage/row-tile.ts'
import { all, withinScopes } from './conditions.sql.ts'
import type { Window } from './window.ts'

/** Where the row in force with a key came in. */
export function findPlace(
  db: Db,
  { inForce, scopes }: Window,
  key: string,
): Promise<{ apply: number; ordinal: number } | undefined> {
  return db.first<{ apply: number; ordinal: number }>(sql`
    SELECT d._since AS apply, d._ordinal AS ordinal FROM ${inForce} AS d
    WHERE ${all([sql`d._key = ${key}`, withinScopes(scopes)])}`)
}

/** What the commitment of a row covers, if the row still stands at that apply. */
export function findCommitted(
  { db, inForce }: Window,
  { key, apply, structure }: { key: string; apply: number; structure: Structure },
): Promise<{ salt: string; values: (string | null)[] } | undefined> {
  const values = sql.join(structure.fields.map((field) => canonicalText(field, stored('d')(field))))
  return db.first<{ salt: string; values: (string | null)[] }>(sql`
    SELECT d._salt::text AS salt, ARRAY[${values}]::text[] AS values FROM ${inForce} AS d
    WHERE d._key = ${key} AND d._since = ${apply}`)
}

/** The leaves of one chunk of an apply. */
export async function findChunk(db: Db, datasetId: string, apply: number, chunk: number): Promise<Buffer | undefined> {
  const row = await db.first<{ leaves: Buffer }>(sql`
    SELECT leaves FROM warehouse.row_leaves WHERE dataset_id = ${datasetId} AND apply = ${apply} AND chunk = ${chunk}`)
  return row?.leaves
}

/** Levels above the chunks: seven hold the leaves of any apply. */
const mostLevels = 7

/** The tile above a chunk of each level, lowest first. */
export function listTilesAbove(db: Db, datasetId: string, apply: number, chunk: number): Promise<RowTile[]> {
  return db.rows<RowTile>(sql`
    SELECT t.level, t.place, t.hashes FROM generate_series(1, ${sql.lit(mostLevels)}) AS l (level)
    JOIN warehouse.row_tiles AS t ON t.dataset_id = ${datasetId} AND t.apply = ${apply} AND t.level = l.level
      AND t.place = ${chunk}::bigint >> (8 * l.level)
    ORDER BY t.level`)
}

export interface RecordedApply {
  readonly submission: string
  /** What recorded it. */
  readonly entry: string | null
  readonly structureVersion: number
  readonly leaves: number
  readonly root: Buffer
}

export function findRecorded(db: Db, datasetId: string, apply: number): Promise<RecordedApply | undefined> {
  return db.first<RecordedApply>(sql`
    SELECT a.submission_id AS submission, s.journal_entry AS entry, a.structure_version AS "structureVersion", a.leaves, a.merkle_root AS root
    FROM warehouse.applies AS a JOIN warehouse.submissions AS s ON s.id = a.submission_id
    WHERE a.dataset_id = ${datasetId} AND a.number = ${apply}`)
}
