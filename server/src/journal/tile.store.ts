import { sql } from 'kysely'
import type { Db, Session } from '../platform/index.ts'
import { hashBytes, tileWidth } from './tlog/tile.ts'
import type { Tile } from './tlog/tile.ts'
import type { GrowingTile } from './tlog/tile-growth.ts'

const countingLeaves = {
  name: 'count_tiled_leaves',
  text: `
    SELECT index * ${String(tileWidth)} + octet_length(hashes) / ${String(hashBytes)} AS leaves FROM journal.tiles
    WHERE level = 0 ORDER BY index DESC LIMIT 1`,
}
const listingEdge = {
  name: 'list_edge',
  text: `
    SELECT level, index, hashes FROM journal.tiles AS t
    WHERE octet_length(hashes) < ${String(tileWidth * hashBytes)}
      AND index = (SELECT max(l.index) FROM journal.tiles AS l WHERE l.level = t.level)
    ORDER BY level`,
}
const puttingTiles = {
  name: 'put_tiles',
  text: `
    INSERT INTO journal.tiles (level, index, hashes)
    SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])
    ON CONFLICT (level, index) DO UPDATE SET hashes = excluded.hashes`,
}

/** How many leaves the tiles hold. */
export async function countTiledLeaves(db: Session): Promise<number> {
  const [row] = await db.prepared<{ leaves: number }>(countingLeaves, [])
  return row?.leaves ?? 0
}

/** The last tile of each level that is not full, lowest level first. */
export function listEdge(db: Session): Promise<GrowingTile[]> {
  return db.prepared<GrowingTile>(listingEdge, [])
}

export async function putTiles(db: Session, tiles: readonly GrowingTile[]): Promise<void> {
  const columns = [tiles.map(({ level }) => level), tiles.map(({ index }) => index), tiles.map(({ hashes }) => hashes)]
  await db.prepared(puttingTiles, columns)
}

/** The hashes of a tile up to its width; fewer when it has not come so far. */
export async function readTile(db: Db, { level, index, width }: Tile): Promise<Buffer> {
  const row = await db.first<{ hashes: Buffer }>(sql`
    SELECT substring(hashes FOR ${width * hashBytes}) AS hashes FROM journal.tiles
    WHERE level = ${level}::smallint AND index = ${index}`)
  return row?.hashes ?? Buffer.alloc(0)
}

/** How many hashes the tiles of a level hold, when its last one is where it must be. */
export interface TileEnd {
  readonly level: number
  readonly hashes: number
}

export function listTileEnds(db: Db): Promise<TileEnd[]> {
  return db.rows<TileEnd>(sql`
    SELECT DISTINCT ON (level) level, index * ${tileWidth} + octet_length(hashes) / ${hashBytes} AS hashes
    FROM journal.tiles ORDER BY level, index DESC`)
}

/** Tiles of a level as they stand there, from one on; those that are missing are left out. */
export function listTiles(
  db: Db,
  { level, first, count }: { readonly level: number; readonly first: number; readonly count: number },
): Promise<GrowingTile[]> {
  return db.rows<GrowingTile>(sql`
    SELECT level, index, hashes FROM journal.tiles
    WHERE level = ${level}::smallint AND index >= ${first} AND index < ${first + count} ORDER BY index`)
}
