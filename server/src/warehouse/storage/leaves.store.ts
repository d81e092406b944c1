import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import { MerkleTree } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import { rowLeafBytes } from './row-leaf.ts'
import { rowTiles } from './row-tile.ts'
import type { RowTile } from './row-tile.ts'

/** Chunks fetched at once: 64 × 256 leaves of 65 bytes, about a megabyte. */
const chunksPerFetch = 64

/** The RFC 6962 tree over the row leaves of one apply. */
export interface RowTree {
  readonly leaves: number
  readonly root: Buffer
  readonly tiles: readonly RowTile[]
}

/** Hashes the row leaves of one apply, read chunk by chunk: what is held meanwhile are 32 bytes for each chunk. */
export async function hashRowLeaves(db: Db, datasetId: string, apply: number): Promise<RowTree> {
  const above = new MerkleTree()
  const chunks: Buffer[] = []
  let leaves = 0
  for (let from = 0; ; from += chunksPerFetch) {
    const rows = await db.rows<{ leaves: Buffer }>(sql`
      SELECT leaves FROM warehouse.row_leaves
      WHERE dataset_id = ${datasetId} AND apply = ${apply} AND chunk >= ${from} AND chunk < ${from + chunksPerFetch}
      ORDER BY chunk`)
    if (rows.length === 0) return { leaves, root: above.root(), tiles: rowTiles(chunks) }
    for (const row of rows) {
      const chunk = new MerkleTree()
      chunk.appendData(row.leaves, rowLeafBytes)
      const root = chunk.root()
      leaves += chunk.size
      chunks.push(root)
      above.append(root)
    }
  }
}

export async function insertRowTiles(
  tx: Tx,
  { datasetId, apply }: { readonly datasetId: string; readonly apply: number },
  tiles: readonly RowTile[],
): Promise<void> {
  if (tiles.length === 0) return
  await tx.execute(sql`
    INSERT INTO warehouse.row_tiles (dataset_id, apply, level, place, hashes)
    SELECT ${datasetId}::uuid, ${apply}::bigint, t.* FROM unnest(
      ${tiles.map(({ level }) => level)}::smallint[], ${tiles.map(({ place }) => place)}::bigint[], ${tiles.map(({ hashes }) => hashes)}::bytea[]) AS t`)
}

/** The tiles of an apply in order. */
export function listRowTiles(db: Db, datasetId: string, apply: number): Promise<RowTile[]> {
  return db.rows<RowTile>(sql`
    SELECT level, place, hashes FROM warehouse.row_tiles WHERE dataset_id = ${datasetId} AND apply = ${apply} ORDER BY level, place`)
}
