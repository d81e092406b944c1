import { joined, sameBytes, sha256, type Bytes } from '../../../lib/bytes.ts'

/** The Merkle tree of RFC 6962, as far as proofs of inclusion and of growth need it. */

export function leafHash(leaf: Bytes): Promise<Bytes> {
  return sha256(joined(Uint8Array.of(0), leaf))
}

function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(joined(Uint8Array.of(1), left, right))
}

interface Head {
  readonly size: number
  readonly root: Bytes
}

/** Whether the larger tree holds the smaller one unchanged (RFC 9162 §2.1.4.2). */
export async function isConsistent(claim: { from: Head; to: Head; proof: readonly Bytes[] }): Promise<boolean> {
  const { from, to, proof } = claim
  if (from.size > to.size) return false
  if (from.size === to.size || from.size === 0)
    return proof.length === 0 && (from.size === 0 || sameBytes(from.root, to.root))
  const [first, ...rest] = isPowerOfTwo(from.size) ? [from.root, ...proof] : proof
  const reached = first && (await walkUp(first, rest, [from.size - 1, to.size - 1]))
  return reached !== undefined && sameBytes(reached.old, from.root) && sameBytes(reached.now, to.root)
}

/** Counted: a logarithm of large numbers is rounded. */
function isPowerOfTwo(size: number): boolean {
  let power = 1
  while (power < size) power *= 2
  return power === size
}

/** The roots of both trees as the proof has them; undefined when it is too short or too long for their sizes. */
async function walkUp(first: Bytes, rest: readonly Bytes[], sizes: readonly [number, number]) {
  let [place, last] = sizes
  while (place % 2 === 1) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)]
  let [old, now] = [first, first]
  for (const hash of rest) {
    if (last === 0) return undefined
    if (place % 2 === 1 || place === last) {
      ;[old, now] = [await nodeHash(hash, old), await nodeHash(hash, now)]
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)]
    } else {
      now = await nodeHash(now, hash)
    }
    ;[place, last] = [Math.floor(place / 2), Math.floor(last / 2)]
  }
  return last === 0 ? { old, now } : undefined
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
