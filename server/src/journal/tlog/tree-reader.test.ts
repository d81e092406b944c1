import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinHashes, leafHash, MerkleTree, rootFrom } from '../../platform/index.ts'
import { hashBytes, tilePath, tileWidth } from './tile.ts'
import type { Tile } from './tile.ts'
import { isConsistent, readTree } from './tree-reader.ts'

const most = 2_000
const leaves = Array.from({ length: most }, (_none, index) => leafHash(Buffer.from(String(index))))
const roots = [new MerkleTree().root()]
const growing = new MerkleTree()
for (const leaf of leaves) {
  growing.append(leaf)
  roots.push(growing.root())
}

/** Tiles as their definition has them: every hash the root of 256^level leaves. */
function makeTile({ level, index, width }: Tile): Buffer {
  const scale = tileWidth ** Number(level)
  const hashes = Array.from({ length: width }, (_none, place) => {
    const tree = new MerkleTree()
    const begin = (index * tileWidth + place) * scale
    for (const leaf of leaves.slice(begin, begin + scale)) tree.append(leaf)
    return tree.root()
  })
  return Buffer.concat(hashes)
}

const made = new Map<string, Buffer>()
function tileOf(tile: Tile): Promise<Buffer> {
  const bytes = made.get(tilePath(tile)) ?? makeTile(tile)
  made.set(tilePath(tile), bytes)
  return Promise.resolve(bytes)
}

it('gives the root of every size up to 2,000 from tiles', async () => {
  for (let size = 0; size <= most; size += size < 300 ? 1 : 37) {
    expect(await readTree(size, tileOf).root()).toEqual(roots[size])
  }
})

it('proves every leaf of sizes around powers of two and tiles', async () => {
  for (const size of [1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 255, 256, 257, 300]) {
    const tree = readTree(size, tileOf)
    for (let index = 0; index < size; index += 1) {
      const path = await tree.inclusion(index)
      expect(await tree.leaf(index)).toEqual(leaves[index])
      expect(rootFrom(leaves[index] ?? Buffer.alloc(0), { index, size, path })).toEqual(roots[size])
    }
  }
})

const rootAt = (size: number) => ({ size, root: roots[size] ?? Buffer.alloc(hashBytes) })

it('proves that a tree grew out of a smaller one, for sizes drawn at random, and only when it did', async () => {
  const sizes = fc.tuple(fc.nat(most), fc.nat(most)).map(([a, b]) => ({ small: Math.min(a, b), large: Math.max(a, b) }))
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async ({ small, large }, at) => {
      const proof = await readTree(large, tileOf).consistency(small)
      const claim = { from: rootAt(small), to: rootAt(large), proof }
      expect(isConsistent(claim)).toBe(true)
      if (small === 0 || small === large) return
      const other = Buffer.from(proof[at % proof.length] ?? Buffer.alloc(hashBytes))
      other[0] = (other[0] ?? 0) ^ 1
      const bent = proof.map((hash, place) => (place === at % proof.length ? other : hash))
      expect(isConsistent({ ...claim, proof: bent })).toBe(false)
      expect(isConsistent({ ...claim, proof: proof.slice(1) })).toBe(false)
      expect(isConsistent({ ...claim, proof: [...proof, other] })).toBe(false)
      expect(isConsistent({ ...claim, from: { size: small, root: other } })).toBe(false)
      expect(isConsistent({ ...claim, to: { size: large, root: other } })).toBe(false)
      expect(isConsistent({ ...claim, from: claim.to, to: claim.from })).toBe(false)
    }),
    { seed: 6962, numRuns: 100 },
  )
})

it('refuses a tile that is too short, and what lies outside the tree', async () => {
  const cut = readTree(300, async (tile) => (await tileOf(tile)).subarray(0, -1))
  await expect(cut.root()).rejects.toThrow('too short')
  await expect(readTree(3, tileOf).inclusion(3)).rejects.toThrow(RangeError)
  await expect(readTree(3, tileOf).consistency(4)).rejects.toThrow(RangeError)
})

/** Trees of leaves that are all the same, so that only their size counts: each complete subtree of a level has one hash. */
let subtree = leafHash(Buffer.from('same'))
const level = Array.from({ length: 54 }, () => {
  const hash = subtree
  subtree = joinHashes(hash, hash)
  return hash
})
const sameTile = ({ level: tileLevel, width }: Tile) =>
  Promise.resolve(Buffer.concat(Array.from({ length: width }, () => level[Number(tileLevel) * 8] ?? Buffer.alloc(0))))
/** By the binary digits of the size, without any arithmetic of doubles. */
function rootOfSame(size: number): Buffer {
  const subtrees = level.filter((_hash, place) => (BigInt(size) >> BigInt(place)) % 2n === 1n)
  return subtrees.reduce((right, left) => joinHashes(left, right))
}

it.each([
  2 ** 31 + 1,
  2 ** 47 - 1,
  2 ** 48 + 1,
  2 ** 49 - 1,
  2 ** 49,
  2 ** 49 + 1,
  2 ** 49 + 2,
  2 ** 50 + 3,
  2 ** 52 - 1,
  2 ** 52 + 1,
  2 ** 53 - 1,
])('reads and proves a tree of %d leaves', async (size) => {
  const tree = readTree(size, sameTile)
  const root = rootOfSame(size)
  expect(await tree.root()).toEqual(root)
  for (const index of [0, Math.floor(size / 2), size - 1]) {
    const path = await tree.inclusion(index)
    expect(rootFrom(level[0] ?? root, { index, size, path })).toEqual(root)
  }
  for (const from of [1, 3, 2 ** 30, Math.floor(size / 2), size - 2, size - 1]) {
    const proof = await tree.consistency(from)
    expect(
      isConsistent({ from: { size: from, root: rootOfSame(from) }, to: { size, root }, proof }),
      `from ${String(from)}`,
    ).toBe(true)
  }
})

it.each([2 ** 49 - 1, 2 ** 49, 2 ** 49 + 1, 2 ** 52 + 1])('holds what grew from %d leaves to be so', async (from) => {
  const size = 2 ** 53 - 1
  const proof = await readTree(size, sameTile).consistency(from)
  const claim = { from: { size: from, root: rootOfSame(from) }, to: { size, root: rootOfSame(size) }, proof }
  expect(isConsistent(claim)).toBe(true)
  expect(isConsistent({ ...claim, from: { size: from, root: rootOfSame(from - 2) } })).toBe(false)
})
