import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sha256 } from './digest.ts'
import { emptyFrontier, leafHash, MerkleTree } from './merkle.ts'

/** The leaves and roots that implementations of RFC 6962 agree on. */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

it.each(roots.map((root, size) => ({ root, size })))('gives the known root of RFC 6962 over $size leaves', (known) => {
  const byData = new MerkleTree()
  const byHash = new MerkleTree()
  for (const leaf of leaves.slice(0, known.size)) {
    byData.appendData(Buffer.from(leaf, 'hex'))
    byHash.append(leafHash(Buffer.from(leaf, 'hex')))
  }
  expect(byData.size).toBe(known.size)
  expect(byData.root().toString('hex')).toBe(known.root)
  expect(byHash.root().toString('hex')).toBe(known.root)
})

/** Merkle Tree Hash, word for word as RFC 6962 §2.1 defines it. */
function naiveRoot(hashes: readonly Buffer[]): Buffer {
  const [first] = hashes
  if (first === undefined) return sha256('')
  if (hashes.length === 1) return first
  const split = 2 ** (Math.ceil(Math.log2(hashes.length)) - 1)
  return sha256(Buffer.concat([Buffer.of(1), naiveRoot(hashes.slice(0, split)), naiveRoot(hashes.slice(split))]))
}

const hashes = (count: number) => Array.from({ length: count }, (_none, place) => leafHash(Buffer.from(String(place))))

it('equals the recursive definition at every size up to 260', () => {
  const all = hashes(260)
  const tree = new MerkleTree()
  for (const [place, leaf] of all.entries()) {
    tree.append(leaf)
    expect(tree.root()).toEqual(naiveRoot(all.slice(0, place + 1)))
  }
})

it('grows on from a stored edge as if it had never stopped', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(70), { maxLength: 5 }), (sizes) => {
      const straight = new MerkleTree()
      let resumed = new MerkleTree(emptyFrontier)
      for (const size of sizes) {
        for (const leaf of hashes(size)) {
          straight.append(leaf)
          resumed.append(leaf)
        }
        const frontier = resumed.frontier()
        expect(frontier.hashes.length).toBe(frontier.size.toString(2).replaceAll('0', '').length)
        resumed = new MerkleTree(frontier)
      }
      expect(resumed.root()).toEqual(straight.root())
      expect(resumed.frontier()).toEqual(straight.frontier())
    }),
    { seed: 6962, numRuns: 100 },
  )
})

it('keeps leaves and nodes apart: the data of a node is no leaf that gives the same root', () => {
  const [left, right] = [leafHash(Buffer.from('left')), leafHash(Buffer.from('right'))]
  const two = new MerkleTree()
  two.append(left)
  two.append(right)
  const forged = new MerkleTree()
  forged.appendData(Buffer.concat([left, right]))
  expect(forged.root()).not.toEqual(two.root())
})

it('refuses an edge that does not fit its size', () => {
  const tree = new MerkleTree({ size: 3, hashes: [leafHash(Buffer.alloc(0))] })
  expect(() => {
    tree.append(leafHash(Buffer.alloc(0)))
  }).toThrow('does not fit')
})
