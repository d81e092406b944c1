import { sql } from 'kysely'
import { MerkleTree } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Structure } from '../../catalogue/index.ts'
import { canonicalText, dataTable, stored } from '../storage/columns.sql.ts'
import { leavesPerChunk, rowLeafBytes } from '../storage/row-leaf.ts'
import { all, withinScope } from './conditions.sql.ts'
import type { RowScope } from './conditions.sql.ts'

/** Where the row in force with a key came in. */
export function findPlace(
  db: Db,
  datasetCode: string,
  { key, scope }: { key: string; scope: RowScope | undefined },
): Promise<{ apply: number; ordinal: number } | undefined> {
  return db.first<{ apply: number; ordinal: number }>(sql`
    SELECT d._since AS apply, d._ordinal AS ordinal FROM ${dataTable(datasetCode)} AS d
    WHERE ${all([sql`d._key = ${key}`, withinScope(scope)])}`)
}

/** What the commitment of a row covers, if the row still stands at that apply. */
export function findCommitted(
  db: Db,
  datasetCode: string,
  { key, apply, structure }: { key: string; apply: number; structure: Structure },
): Promise<{ salt: string; values: (string | null)[] } | undefined> {
  const values = sql.join(structure.fields.map((field) => canonicalText(field, stored('d')(field))))
  return db.first<{ salt: string; values: (string | null)[] }>(sql`
    SELECT d._salt::text AS salt, ARRAY[${values}]::text[] AS values FROM ${dataTable(datasetCode)} AS d
    WHERE d._key = ${key} AND d._since = ${apply}`)
}

/** The leaves of one chunk of an apply. */
export async function findChunk(db: Db, datasetId: string, apply: number, chunk: number): Promise<Buffer | undefined> {
  const row = await db.first<{ leaves: Buffer }>(sql`
    SELECT leaves FROM warehouse.row_leaves WHERE dataset_id = ${datasetId} AND apply = ${apply} AND chunk = ${chunk}`)
  return row?.leaves
}

const chunksPerFetch = 64

/** The roots over the chunks of an apply, in order: what the tree over all its leaves is made of. */
export async function chunkRoots(db: Db, datasetId: string, apply: number): Promise<{ roots: Buffer[]; size: number }> {
  const roots: Buffer[] = []
  let size = 0
  for (;;) {
    const from = roots.length
    const rows = await db.rows<{ leaves: Buffer }>(sql`
      SELECT leaves FROM warehouse.row_leaves
      WHERE dataset_id = ${datasetId} AND apply = ${apply} AND chunk >= ${from} AND chunk < ${from + chunksPerFetch} ORDER BY chunk`)
    if (rows.length === 0) return { roots, size }
    for (const { leaves } of rows) {
      const tree = new MerkleTree()
      tree.appendData(leaves, rowLeafBytes)
      roots.push(tree.root())
      size += tree.size
      if (tree.size < leavesPerChunk) return { roots, size }
    }
  }
}

/** The submission of an apply, its structure, and the entry that recorded it. */
export function findRecorded(
  db: Db,
  datasetId: string,
  apply: number,
): Promise<{ submission: string; entry: string | null; structureVersion: number } | undefined> {
  return db.first<{ submission: string; entry: string | null; structureVersion: number }>(sql`
    SELECT a.submission_id AS submission, s.journal_entry AS entry, a.structure_version AS "structureVersion"
    FROM warehouse.applies AS a JOIN warehouse.submissions AS s ON s.id = a.submission_id
    WHERE a.dataset_id = ${datasetId} AND a.number = ${apply}`)
}
