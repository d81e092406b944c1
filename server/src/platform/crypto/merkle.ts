import { hash } from 'node:crypto'

const nodeInput = Buffer.alloc(65)
nodeInput[0] = 0x01
const leafPrefix = Buffer.of(0x00)
const emptyRoot = hash('sha256', '', 'buffer')

/** Hash of a leaf, RFC 6962 §2.1: SHA-256(0x00 ‖ data). */
export function leafHash(data: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([leafPrefix, data]), 'buffer')
}

/**
 * Node hashes travel as latin1 strings: `crypto.hash` returns them ('binary' is its name for latin1) three times faster than as buffers.
 * The shared input buffer is safe because hashing is synchronous.
 */
function nodeHash(left: string, right: string): string {
  nodeInput.write(left, 1, 32, 'latin1')
  nodeInput.write(right, 33, 32, 'latin1')
  return hash('sha256', nodeInput, 'binary')
}

/** Hash of the node over two others, RFC 6962 §2.1: SHA-256(0x01 ‖ left ‖ right). */
export function joinHashes(left: Buffer, right: Buffer): Buffer {
  left.copy(nodeInput, 1)
  right.copy(nodeInput, 33)
  return hash('sha256', nodeInput, 'buffer')
}

/** The right edge of an RFC 6962 tree: enough to append leaves and to give the root, log₂(n) hashes in all. */
export interface Frontier {
  readonly size: number
  /** Roots of the complete subtrees from left (largest) to right, 32 bytes each. */
  readonly hashes: readonly Buffer[]
}

export const emptyFrontier: Frontier = { size: 0, hashes: [] }

const frontierHashBytes = 32

/**
 * Whether a right edge is that of the tree of its size with a root. A root alone would not say: one hash, or hashes cut in
 * other places, lead to it as well, and another tree grows from them.
 */
export function isFrontierOf(frontier: Frontier, root: Buffer): boolean {
  let subtrees = 0
  for (let left = frontier.size; left > 0; left = Math.floor(left / 2)) subtrees += left % 2
  return (
    frontier.hashes.length === subtrees &&
    frontier.hashes.every((hash) => Buffer.isBuffer(hash) && hash.length === frontierHashBytes) &&
    new MerkleTree(frontier).root().equals(root)
  )
}

/** Grows an RFC 6962 Merkle tree leaf by leaf in constant memory. */
export class MerkleTree {
  #size: number
  #edge: string[]
  /** 0x00 ‖ data; kept, since leaves of one tree mostly have one length. */
  #leafInput: Buffer = Buffer.alloc(0)

  constructor(frontier: Frontier = emptyFrontier) {
    this.#size = frontier.size
    this.#edge = frontier.hashes.map((node) => node.toString('latin1'))
  }

  get size(): number {
    return this.#size
  }

  /** Appends the leaves of data that stand one behind the other, each of so many bytes. */
  appendData(data: Buffer, length = data.length): void {
    if (this.#leafInput.length !== length + 1) this.#leafInput = Buffer.alloc(length + 1)
    let at = 0
    do {
      data.copy(this.#leafInput, 1, at, at + length)
      this.#append(hash('sha256', this.#leafInput, 'binary'))
      at += length
    } while (at < data.length)
  }

  /** Appends a leaf given its leaf hash. */
  append(leaf: Buffer): void {
    this.#append(leaf.toString('latin1'))
  }

  #append(leaf: string): void {
    let node = leaf
    for (let size = this.#size; size % 2 === 1; size = Math.floor(size / 2)) {
      const left = this.#edge.pop()
      if (left === undefined) throw new Error('The frontier does not fit its size')
      node = nodeHash(left, node)
    }
    this.#edge.push(node)
    this.#size += 1
  }

  root(): Buffer {
    const [last, ...rest] = [...this.#edge].reverse()
    if (last === undefined) return emptyRoot
    return Buffer.from(
      rest.reduce((right, left) => nodeHash(left, right), last),
      'latin1',
    )
  }

  frontier(): Frontier {
    return { size: this.#size, hashes: this.#edge.map((node) => Buffer.from(node, 'latin1')) }
  }
}
