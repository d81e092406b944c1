import { sql } from 'kysely'
import { MerkleTree } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import { rowLeafBytes } from './row-leaf.ts'

/** Chunks fetched at once: 64 × 256 leaves of 65 bytes, about a megabyte. */
const chunksPerFetch = 64

/** The RFC 6962 root over the row leaves of one apply, read chunk by chunk in constant memory. */
export async function merkleRootOf(
  db: Db,
  datasetId: string,
  apply: number,
  onLeaves: (leaves: number) => Promise<void> = () => Promise.resolve(),
): Promise<{ leaves: number; root: Buffer }> {
  const tree = new MerkleTree()
  for (let from = 0; ; from += chunksPerFetch) {
    const rows = await db.rows<{ leaves: Buffer }>(sql`
      SELECT leaves FROM warehouse.row_leaves
      WHERE dataset_id = ${datasetId} AND apply = ${apply} AND chunk >= ${from} AND chunk < ${from + chunksPerFetch}
      ORDER BY chunk`)
    if (rows.length === 0) return { leaves: tree.size, root: tree.root() }
    for (const row of rows) tree.appendData(row.leaves, rowLeafBytes)
    await onLeaves(tree.size)
  }
}
