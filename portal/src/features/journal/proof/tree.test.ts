import { expect, it } from 'vitest'
import { hexOf, joined, sha256, utf8, type Bytes } from '../../../lib/bytes.ts'
import { isConsistent, leafHash, rootFrom } from './tree.ts'

/** The tree as RFC 6962 §2.1 defines it, straight from its words. */
async function rootOf(leaves: readonly Bytes[]): Promise<Bytes> {
  const [only] = leaves
  if (only !== undefined && leaves.length === 1) return only
  const half = largestPowerBelow(leaves.length)
  return sha256(joined(Uint8Array.of(1), await rootOf(leaves.slice(0, half)), await rootOf(leaves.slice(half))))
}

async function pathOf(leaves: readonly Bytes[], index: number): Promise<Bytes[]> {
  if (leaves.length === 1) return []
  const half = largestPowerBelow(leaves.length)
  const [near, far] = [leaves.slice(0, half), leaves.slice(half)]
  if (index < half) return [...(await pathOf(near, index)), await rootOf(far)]
  return [...(await pathOf(far, index - half)), await rootOf(near)]
}

const largestPowerBelow = (size: number) => 2 ** Math.ceil(Math.log2(size) - 1)

it('the root of the tree that RFC 6962 implementations are tried with', async () => {
  const inputs = [[], [0], [16], [32, 33], [48, 49, 50, 51], [64, 65, 66, 67, 68, 69, 70, 71]]
  const leaves = await Promise.all(inputs.map((input) => leafHash(Uint8Array.from(input))))
  expect(hexOf(leaves[0] ?? utf8(''))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
  expect(hexOf(await rootOf(leaves.slice(0, 3)))).toBe(
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  )
})

it('every leaf of every tree up to 33 leads to its root, and at no other place', async () => {
  const leaves = await Promise.all(Array.from({ length: 33 }, (_none, n) => leafHash(utf8(`mục ${String(n)}`))))
  for (let size = 1; size <= leaves.length; size += 1) {
    const some = leaves.slice(0, size)
    const root = hexOf(await rootOf(some))
    for (const [index, leaf] of some.entries()) {
      const path = await pathOf(some, index)
      const lead = async (place: number) => hexOf((await rootFrom(leaf, { index: place, size, path })) ?? utf8(''))
      expect(await lead(index)).toBe(root)
      if (size > 1) expect(await lead(index === 0 ? size - 1 : index - 1)).not.toBe(root)
      expect(await rootFrom(leaf, { index, size, path: [...path, leaf] })).toBeUndefined()
    }
  }
})

it('a tree of 2⁴⁹ + 1 leaves grew by one: no size is taken for the power of two beside it', async () => {
  const join = (left: Bytes, right: Bytes) => sha256(joined(Uint8Array.of(1), left, right))
  const leaf = await leafHash(utf8('mục'))
  let half = leaf
  for (let level = 0; level < 49; level += 1) half = await join(half, half)
  const from = { size: 2 ** 49 + 1, root: await join(half, leaf) }
  const to = { size: 2 ** 49 + 2, root: await join(half, await join(leaf, leaf)) }
  expect(await isConsistent({ from, to, proof: [leaf, leaf, half] })).toBe(true)
  expect(await isConsistent({ from, to, proof: [leaf, half] })).toBe(false)
  expect(await isConsistent({ from: { size: 2 ** 49, root: half }, to, proof: [await join(leaf, leaf)] })).toBe(true)
})
