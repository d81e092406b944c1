import { createHash } from 'node:crypto'
import { rootFrom } from '../../src/platform/index.ts'
import { readTree } from '../../src/journal/testing.ts'

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

/** The hashes that lead from a leaf to the root, those next to the leaf first (RFC 6962 §2.1.1). */
function naivePath(index: number, begin: number, size: number): Buffer[] {
  if (size === 1) return []
  const left = split(size)
  return index < left
    ? [...naivePath(index, begin, left), naiveRoot(begin + left, size - left)]
    : [...naivePath(index - left, begin + left, size - left), naiveRoot(begin, left)]
}

const width = 256
const tileOf = (level: number, index: number, hashes: number) =>
  Buffer.concat(
    Array.from({ length: hashes }, (_none, place) =>
      naiveRoot((index * width + place) * width ** level, width ** level),
    ),
  )

/** Proves every leaf of trees of these sizes as the product does, and as the definition has it; gives how many were proven. */
export async function proveEverySize(sizes: Iterable<number>): Promise<number> {
  let proven = 0
  const made = new Map<string, Buffer>()
  for (const size of sizes) {
    const tree = readTree(size, ({ level, index, width: hashes }) => {
      const key = `${String(level)} ${String(index)} ${String(hashes)}`
      const tile = made.get(key) ?? tileOf(Number(level), index, hashes)
      made.set(key, tile)
      return Promise.resolve(tile)
    })
    const root = naiveRoot(0, size)
    if (!(await tree.root()).equals(root)) throw new Error(`The root over ${String(size)} leaves is another`)
    for (let index = 0; index < size; index += 1) {
      const path = await tree.inclusion(index)
      const isSame = Buffer.concat(path).equals(Buffer.concat(naivePath(index, 0, size)))
      const isLed = rootFrom(leafOf(index), { index, size, path })?.equals(root) === true
      if (!isSame || !isLed) throw new Error(`Leaf ${String(index)} of ${String(size)} is proven otherwise`)
      proven += 1
    }
  }
  return proven
}
