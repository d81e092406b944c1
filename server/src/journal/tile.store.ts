import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import { hashBytes, tileWidth } from './tlog/tile.ts'
import type { Tile } from './tlog/tile.ts'
import type { GrowingTile } from './tlog/tile-growth.ts'

/** How many leaves the tiles hold. */
export async function countTiledLeaves(db: Db): Promise<number> {
  const row = await db.first<{ leaves: number }>(sql`
    SELECT index * ${tileWidth} + octet_length(hashes) / ${hashBytes} AS leaves FROM journal.tiles
    WHERE level = 0 ORDER BY index DESC LIMIT 1`)
  return row?.leaves ?? 0
}

/** The last tile of each level that is not full, lowest level first. */
export function listEdge(db: Db): Promise<GrowingTile[]> {
  return db.rows<GrowingTile>(sql`
    SELECT level, index, hashes FROM journal.tiles AS t
    WHERE octet_length(hashes) < ${tileWidth * hashBytes}
      AND index = (SELECT max(l.index) FROM journal.tiles AS l WHERE l.level = t.level)
    ORDER BY level`)
}

export async function putTiles(db: Db, tiles: readonly GrowingTile[]): Promise<void> {
  await db.execute(sql`
    INSERT INTO journal.tiles (level, index, hashes)
    SELECT * FROM unnest(${tiles.map(({ level }) => level)}::smallint[], ${tiles.map(({ index }) => index)}::bigint[],
                         ${tiles.map(({ hashes }) => hashes)}::bytea[])
    ON CONFLICT (level, index) DO UPDATE SET hashes = excluded.hashes`)
}

/** The hashes of a tile up to its width; fewer when it has not come so far. */
export async function readTile(db: Db, { level, index, width }: Tile): Promise<Buffer> {
  const row = await db.first<{ hashes: Buffer }>(sql`
    SELECT substring(hashes FOR ${width * hashBytes}) AS hashes FROM journal.tiles
    WHERE level = ${level}::smallint AND index = ${index}`)
  return row?.hashes ?? Buffer.alloc(0)
}
