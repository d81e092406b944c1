import { joinHashes, MerkleTree } from './merkle.ts'

/**
 * The audit path of a leaf (RFC 6962 §2.1.1), lowest first: the hashes that, with its own, give the root. The hashes may be
 * roots of complete subtrees of equal size, the last of them of what is left.
 */
export function auditPath(hashes: readonly Buffer[], index: number): Buffer[] {
  if (hashes.length <= 1) return []
  const split = 2 ** (Math.ceil(Math.log2(hashes.length)) - 1)
  const [left, right] = [hashes.slice(0, split), hashes.slice(split)]
  return index < split
    ? [...auditPath(left, index), rootOver(right)]
    : [...auditPath(right, index - split), rootOver(left)]
}

function rootOver(hashes: readonly Buffer[]): Buffer {
  const tree = new MerkleTree()
  for (const each of hashes) tree.append(each)
  return tree.root()
}

/** Where a leaf stands among how many, and the path from it to the root. */
export interface Inclusion {
  readonly index: number
  readonly size: number
  readonly path: readonly Buffer[]
}

/** The root that a leaf hash and its path give (RFC 9162 §2.1.3.2); undefined when the path does not fit its place. */
export function rootFrom(leaf: Buffer, { index, size, path }: Inclusion): Buffer | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return undefined
  let [place, last, node] = [index, size - 1, leaf]
  for (const sibling of path) {
    if (last === 0) return undefined
    if (place % 2 === 1 || place === last) {
      node = joinHashes(sibling, node)
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)]
    } else {
      node = joinHashes(node, sibling)
    }
    ;[place, last] = [Math.floor(place / 2), Math.floor(last / 2)]
  }
  return last === 0 ? node : undefined
}
