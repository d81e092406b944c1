import { joinHashes } from '../../platform/index.ts'
import { hashBytes, tileWidth } from './tile.ts'

/** A tile of hashes as far as it has come. */
export interface GrowingTile {
  readonly level: number
  readonly index: number
  readonly hashes: Buffer
}

/**
 * What tiles become when leaves are appended: those at the right edge grow, new ones follow, and the root of each that is
 * full goes up a level.
 * @param size leaves that the tiles hold already
 * @param edge the last tile of each level that is not full, lowest level first
 */
export function growTiles(size: number, edge: readonly GrowingTile[], leaves: readonly Buffer[]): GrowingTile[] {
  const grown: GrowingTile[] = []
  let [level, held, added] = [0, size, leaves]
  while (added.length > 0) {
    const started = edge.find((tile) => tile.level === level)
    const first = Math.floor(held / tileWidth)
    const bytes = Buffer.concat([...(started ? [started.hashes] : []), ...added])
    const tiles = Array.from({ length: Math.ceil(bytes.length / (tileWidth * hashBytes)) }, (_none, place) => ({
      ...{ level, index: first + place },
      hashes: bytes.subarray(place * tileWidth * hashBytes, (place + 1) * tileWidth * hashBytes),
    }))
    grown.push(...tiles)
    added = tiles
      .filter(({ hashes }) => hashes.length === tileWidth * hashBytes)
      .map(({ hashes }) => rootOfTile(hashes))
    ;[level, held] = [level + 1, first]
  }
  return grown
}

/** The root over the hashes of a whole tile, or of a part of it whose number is a power of two. */
export function rootOfTile(hashes: Buffer): Buffer {
  if (hashes.length === hashBytes) return hashes
  const middle = hashes.length / 2
  return joinHashes(rootOfTile(hashes.subarray(0, middle)), rootOfTile(hashes.subarray(middle)))
}
