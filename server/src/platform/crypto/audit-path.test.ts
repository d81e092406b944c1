import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditPath, rootFrom } from './audit-path.ts'
import { sha256 } from './digest.ts'
import { leafHash, MerkleTree } from './merkle.ts'

const hashesOf = (size: number) => Array.from({ length: size }, (_none, n) => leafHash(Buffer.from(String(n))))

function rootOf(hashes: readonly Buffer[]): Buffer {
  const tree = new MerkleTree()
  for (const each of hashes) tree.append(each)
  return tree.root()
}

describe.each(Array.from({ length: 20 }, (_none, n) => n + 1))('in a tree of %i leaves', (size) => {
  const hashes = hashesOf(size)
  const root = rootOf(hashes)

  it('the path of every leaf leads to the root, and no other leaf, place or size does', () => {
    for (const [index, leaf] of hashes.entries()) {
      const path = auditPath(hashes, index)
      expect(rootFrom(leaf, { index, size, path })).toEqual(root)
      expect(rootFrom(sha256('another'), { index, size, path })).not.toEqual(root)
      for (let other = 0; other < size; other += 1) {
        if (other !== index) expect(rootFrom(leaf, { index: other, size, path })).not.toEqual(root)
      }
      expect(rootFrom(leaf, { index, size: size * 2 + 1, path })).toBeUndefined()
    }
  })
})

it('a path changed anywhere leads nowhere', () => {
  const hashes = hashesOf(300)
  const root = rootOf(hashes)
  fc.assert(
    fc.property(fc.nat(299), fc.nat(8), fc.nat(31), (index, step, byte) => {
      const path = auditPath(hashes, index)
      const at = step % path.length
      const changed = path.map((each, place) => (place === at ? Buffer.from(each) : each))
      const spot = changed[at]
      if (spot) spot[byte] = (spot[byte] ?? 0) ^ 1
      expect(rootFrom(hashes[index] ?? root, { index, size: 300, path: changed })).not.toEqual(root)
      expect(rootFrom(hashes[index] ?? root, { index, size: 300, path: path.slice(1) })).not.toEqual(root)
      expect(rootFrom(hashes[index] ?? root, { index, size: 300, path: [...path, root] })).not.toEqual(root)
    }),
    { seed: 5, numRuns: 200 },
  )
})

it.each([1, 255, 256, 257, 1000, 1024, 1100])('over %i leaves the path may be made by way of chunks', (size) => {
  const hashes = hashesOf(size)
  const chunks = Array.from({ length: Math.ceil(size / 256) }, (_none, n) => hashes.slice(n * 256, (n + 1) * 256))
  for (const index of [0, Math.floor(size / 2), size - 1]) {
    const chunk = Math.floor(index / 256)
    const path = [...auditPath(chunks[chunk] ?? [], index % 256), ...auditPath(chunks.map(rootOf), chunk)]
    expect(path).toEqual(auditPath(hashes, index))
  }
})

it.each([
  [-1, 3],
  [3, 3],
  [0.5, 3],
  [0, 0],
  [NaN, 3],
])('a place that cannot be has no root: %j of %j', (index, size) => {
  expect(rootFrom(sha256('x'), { index, size, path: [] })).toBeUndefined()
})
