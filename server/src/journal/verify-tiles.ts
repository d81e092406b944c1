import type { Db } from '../platform/index.ts'
import { listTileEnds, listTiles } from './tile.store.ts'
import type { TileEnd } from './tile.store.ts'
import { hashBytes, tilePath, tileWidth } from './tlog/tile.ts'
import { rootOfTile } from './tlog/tile-growth.ts'
import type { GrowingTile } from './tlog/tile-growth.ts'
import type { VerificationFault } from './verification-fault.ts'

/** What must stand in a place of a tile; undefined where what it follows from is at fault itself, and named already. */
type Expected = Buffer | undefined

/**
 * Holds the stored tiles against the hashes of the entries, as these pass by. A tile that was touched is named, and none of
 * those above it.
 */
export class TileCheck {
  readonly faults: VerificationFault[] = []
  readonly #db: Db
  readonly #ends: readonly TileEnd[]
  /** By level: what stands in its tiles from the first that was not compared yet. */
  readonly #waiting: Expected[][] = [[]]
  /** By level: tiles that were compared. */
  readonly #compared: number[] = [0]

  private constructor(db: Db, ends: readonly TileEnd[]) {
    this.#db = db
    this.#ends = ends
  }

  /** To be begun before the entries are read: what is sealed meanwhile must not look as if it were too much. */
  static async begin(db: Db): Promise<TileCheck> {
    return new TileCheck(db, await listTileEnds(db))
  }

  take(hash: Expected): void {
    this.#waiting[0]?.push(hash)
  }

  /** Compares all tiles that are whole by now. */
  async compareWhole(): Promise<void> {
    for (let level = 0; level < this.#waiting.length; level += 1) {
      const whole = Math.floor((this.#waiting[level]?.length ?? 0) / tileWidth)
      if (whole > 0) await this.#compare(level, whole)
    }
  }

  /** Compares what is left, and finds what stands there beyond the entries. */
  async end(): Promise<void> {
    await this.compareWhole()
    for (const [level, waiting] of this.#waiting.entries()) {
      if (waiting.length > 0) await this.#compare(level, 1)
      const tiles = this.#compared[level] ?? 0
      const held = tiles * tileWidth - (waiting.length > 0 ? tileWidth - waiting.length : 0)
      this.#findBeyond(level, held)
    }
    for (const { level } of this.#ends) if (level >= this.#waiting.length) this.#findBeyond(level, 0)
  }

  #findBeyond(level: number, held: number): void {
    const end = this.#ends.find((each) => each.level === level)
    if (!end || end.hashes <= held) return
    const tile = { level, index: Math.floor(held / tileWidth), width: tileWidth }
    const reason = `it goes on beyond the entries: of its level there must be ${String(held)} hashes, and there are ${String(end.hashes)}`
    this.faults.push({ place: tilePath(tile), reason })
  }

  /** The next tiles of a level; the last one may be short. */
  async #compare(level: number, count: number): Promise<void> {
    const [first, waiting] = [this.#compared[level] ?? 0, this.#waiting[level] ?? []]
    const stored = new Map((await listTiles(this.#db, { level, first, count })).map((tile) => [tile.index, tile]))
    const whole = Math.floor(waiting.length / tileWidth)
    for (let index = first; index < first + count; index += 1) {
      const expected = waiting.slice((index - first) * tileWidth, (index - first + 1) * tileWidth)
      this.#compareTile({ level, index }, expected, stored.get(index)?.hashes)
    }
    this.#compared[level] = first + count
    this.#waiting[level] = whole === 0 ? waiting : waiting.slice(count * tileWidth)
  }

  #compareTile(at: Omit<GrowingTile, 'hashes'>, expected: readonly Expected[], stored: Buffer | undefined): void {
    const place = tilePath({ ...at, width: tileWidth })
    const held = expected.map((_hash, n) => stored?.subarray(n * hashBytes, (n + 1) * hashBytes))
    const wrong = expected.flatMap((hash, n) => (hash && held[n]?.equals(hash) !== true ? [n] : []))
    if (!stored) this.faults.push({ place, reason: 'it is missing' })
    else this.faults.push(...wrong.map((n) => ({ place, reason: reasonOf(at, n) })))
    if (expected.length < tileWidth) return
    const isSound = wrong.length === 0 && stored?.length === tileWidth * hashBytes
    this.#passUp(at.level + 1, isSound ? rootOfTile(stored) : undefined)
  }

  /** The root of a whole tile is what the level above must hold. */
  #passUp(level: number, root: Expected): void {
    const above = (this.#waiting[level] ??= [])
    this.#compared[level] ??= 0
    above.push(root)
  }
}

function reasonOf({ level, index }: Omit<GrowingTile, 'hashes'>, wrong: number): string {
  const below = index * tileWidth + wrong
  const what = level === 0 ? `entry ${String(below)}` : tilePath({ level: level - 1, index: below, width: tileWidth })
  return `its hash ${String(wrong)} is not that of ${what}`
}
