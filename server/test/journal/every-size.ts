import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { growTiles, readTree, tilePath, tileWidth } from '../../src/journal/testing.ts'
import type { GrowingTile } from '../../src/journal/testing.ts'
import { rootFrom } from '../../src/platform/index.ts'

/**
 * The tree of RFC 6962 as its definition has it, by recursion, with nothing of ours: what the proofs of the product are held
 * against. Roots of whole powers of two are kept, since every larger tree is made of them.
 */
const sha = (...parts: readonly Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
const leafOf = (index: number) => sha(Buffer.of(0), Buffer.from(String(index)))
const whole = new Map<string, Buffer>()

function naiveRoot(begin: number, size: number): Buffer {
  const key = `${String(begin)} ${String(size)}`
  const known = whole.get(key)
  if (known) return known
  const root =
    size === 1
      ? leafOf(begin)
      : sha(Buffer.of(1), naiveRoot(begin, split(size)), naiveRoot(begin + split(size), size - split(size)))
  if (begin % size === 0 && (size & (size - 1)) === 0) whole.set(key, root)
  return root
}

/** The largest power of two smaller than a size. */
const split = (size: number) => 2 ** Math.floor(Math.log2(size - 1))

/**
 * The hashes that lead from each leaf of a range to the root of the range, those next to the leaf first (RFC 6962 §2.1.1):
 * all leaves of one half have the root of the other half last.
 */
function naivePaths(begin: number, size: number): Buffer[][] {
  if (size === 1) return [[]]
  const left = split(size)
  const [leftRoot, rightRoot] = [naiveRoot(begin, left), naiveRoot(begin + left, size - left)]
  return [
    ...naivePaths(begin, left).map((hashes) => [...hashes, rightRoot]),
    ...naivePaths(begin + left, size - left).map((hashes) => [...hashes, leftRoot]),
  ]
}

/** The tiles of every size up to the largest, grown leaf by leaf as the sequencer grows them, by their paths. */
function tilesUpTo(largest: number): Map<string, Buffer> {
  const tiles = new Map<string, Buffer>()
  let edge: GrowingTile[] = []
  for (let size = 0; size < largest; size += 1) {
    const grown = growTiles(size, edge, [leafOf(size)])
    edge = [...edge.filter(({ level }) => !grown.some((tile) => tile.level === level)), ...grown].filter(
      ({ hashes }) => hashes.length < tileWidth * 32,
    )
    for (const { level, index, hashes } of grown) {
      tiles.set(tilePath({ level, index, width: hashes.length / 32 }), hashes)
    }
  }
  return tiles
}

/** All that was proven of one size. */
interface ProvenSize {
  readonly size: number
  readonly root: Buffer
  /** SHA-256 over the paths of all its leaves, one behind the other. */
  readonly digest: Buffer
}

async function proveSize(size: number, tiles: ReadonlyMap<string, Buffer>): Promise<ProvenSize> {
  const tree = readTree(size, (tile) => Promise.resolve(tiles.get(tilePath(tile)) ?? Buffer.alloc(0)))
  const root = naiveRoot(0, size)
  if (!(await tree.root()).equals(root)) throw new Error(`The root over ${String(size)} leaves is another`)
  const digest = createHash('sha256')
  for (const [index, expected] of naivePaths(0, size).entries()) {
    const hashes = await tree.inclusion(index)
    const isSame = hashes.length === expected.length && hashes.every((hash, at) => expected[at]?.equals(hash) === true)
    const isLed = rootFrom(leafOf(index), { index, size, path: hashes })?.equals(root) === true
    if (!isSame || !isLed) throw new Error(`Leaf ${String(index)} of ${String(size)} is proven otherwise`)
    for (const hash of hashes) digest.update(hash)
  }
  return { size, root, digest: digest.digest() }
}

/**
 * Proves every leaf of trees of these sizes as the product does, and as the definition has it; gives how many were proven.
 * @param folder where to write the tiles and, as `proofs`, what was proven, for `logcheck sizes`
 */
export async function proveEverySize(sizes: readonly number[], folder?: string): Promise<number> {
  const tiles = tilesUpTo(sizes.reduce((largest, size) => Math.max(largest, size), 0))
  const proven: ProvenSize[] = []
  for (const size of sizes) proven.push(await proveSize(size, tiles))
  if (folder !== undefined) {
    for (const [name, content] of tiles) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      writeFileSync(path.join(folder, name), content)
    }
    const lines = proven.map(
      ({ size, root, digest }) => `${String(size)} ${root.toString('hex')} ${digest.toString('hex')}`,
    )
    writeFileSync(path.join(folder, 'proofs'), lines.join('\n'))
  }
  return sizes.reduce((sum, size) => sum + size, 0)
}
