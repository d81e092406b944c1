import { joined, sha256, type Bytes } from '../../../lib/bytes.ts'

/** The Merkle tree of RFC 6962, as far as proofs of inclusion need it. */

export function leafHash(leaf: Bytes): Promise<Bytes> {
  return sha256(joined(Uint8Array.of(0), leaf))
}

function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(joined(Uint8Array.of(1), left, right))
}

interface Place {
  readonly index: number
  readonly size: number
  /** Lowest first. */
  readonly path: readonly Bytes[]
}

/** The root a leaf hash leads to (RFC 9162 §2.1.3.2); undefined when the path does not fit the place. */
export async function rootFrom(leaf: Bytes, { index, size, path }: Place): Promise<Bytes | undefined> {
  if (index >= size) return undefined
  let [at, last, hash] = [index, size - 1, leaf]
  for (const sibling of path) {
    if (last === 0) return undefined
    const isRight = at % 2 === 1 || at === last
    hash = isRight ? await nodeHash(sibling, hash) : await nodeHash(hash, sibling)
    // A right edge without siblings goes up by itself.
    while (isRight && at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 ? hash : undefined
}
