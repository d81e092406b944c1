import { auditPath, MerkleTree } from '../../platform/index.ts'
import { leavesPerChunk } from './row-leaf.ts'

/** Hashes to a tile, as leaves to a chunk. */
const hashesPerTile = leavesPerChunk
const hashBytes = 32

/** Hashes of the tree over the row leaves of one apply, side by side: of level 1 roots of chunks, above it roots of tiles. */
export interface RowTile {
  readonly level: number
  readonly place: number
  readonly hashes: Buffer
}

/** The tiles above the chunks of an apply, lowest level first; none when there is one chunk only. */
export function rowTiles(chunks: readonly Buffer[]): RowTile[] {
  const tiles: RowTile[] = []
  for (let [level, hashes] = [1, chunks]; hashes.length > 1; level += 1) {
    const groups = Array.from({ length: Math.ceil(hashes.length / hashesPerTile) }, (_none, place) =>
      hashes.slice(place * hashesPerTile, (place + 1) * hashesPerTile),
    )
    tiles.push(...groups.map((group, place) => ({ level, place, hashes: Buffer.concat(group) })))
    hashes = groups.map(rootOver)
  }
  return tiles
}

/** The path from the root of a chunk to that of its apply, lowest first, given the tile above it of each level. */
export function pathAbove(chunk: number, tiles: readonly RowTile[]): Buffer[] {
  return tiles.flatMap(({ level, hashes }) => {
    const within = Math.floor(chunk / hashesPerTile ** (level - 1)) % hashesPerTile
    return auditPath(cut(hashes), within)
  })
}

function cut(hashes: Buffer): Buffer[] {
  return Array.from({ length: hashes.length / hashBytes }, (_none, place) =>
    hashes.subarray(place * hashBytes, (place + 1) * hashBytes),
  )
}

function rootOver(hashes: readonly Buffer[]): Buffer {
  const tree = new MerkleTree()
  for (const hash of hashes) tree.append(hash)
  return tree.root()
}
