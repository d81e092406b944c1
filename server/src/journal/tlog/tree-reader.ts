import { joinHashes, sha256 } from '../../platform/index.ts'
import { MalformedError } from './signed-note.ts'
import { hashBytes, tileWidth } from './tile.ts'
import type { Tile } from './tile.ts'
import { rootOfTile } from './tile-growth.ts'

/** Roots and proofs of an RFC 6962 tree of a size, read from its tiles alone. */
export interface TreeReader {
  root(): Promise<Buffer>
  /** The leaf hash at an index. */
  leaf(index: number): Promise<Buffer>
  /** The audit path of a leaf, lowest first (RFC 6962 §2.1.1). */
  inclusion(index: number): Promise<Buffer[]>
  /** What shows that the tree grew out of one of a smaller size (RFC 6962 §2.1.2). */
  consistency(from: number): Promise<Buffer[]>
}

/** Gives the bytes of a tile of a level; a reader may ask the same tile again. */
export type ReadTile = (tile: Tile) => Promise<Buffer>

const tileHeight = 8

/** @throws MalformedError when a tile has another length than its size asks */
export function readTree(size: number, readTile: ReadTile): TreeReader {
  const known = new Map<string, Promise<Buffer>>()
  /** The hash over leaves side by side, worked out once: the paths of neighbours share most of theirs. */
  const range = (begin: number, end: number): Promise<Buffer> => {
    const key = `${String(begin)}-${String(end)}`
    const hash = known.get(key) ?? workOut(begin, end)
    known.set(key, hash)
    return hash
  }
  const workOut = async (begin: number, end: number): Promise<Buffer> => {
    const split = largestPowerBelow(end - begin)
    if (end - begin === 1) return node(0, begin)
    if (split * 2 === end - begin) return node(levelOf(end - begin), begin / (end - begin))
    return joinHashes(await range(begin, begin + split), await range(begin + split, end))
  }

  /** The root of a complete subtree of 2^level leaves: it stands in a tile, or follows from at most 128 hashes of one. */
  const node = async (level: number, index: number): Promise<Buffer> => {
    const tileLevel = Math.floor(level / tileHeight)
    const width = 2 ** (level - tileLevel * tileHeight)
    const first = index * width
    const tile = Math.floor(first / tileWidth)
    const bytes = await readTile({ level: tileLevel, index: tile, width: widthOf(tileLevel, tile) })
    const begin = (first % tileWidth) * hashBytes
    const hashes = bytes.subarray(begin, begin + width * hashBytes)
    if (hashes.length !== width * hashBytes)
      throw new MalformedError(`Tile ${String(tile)} of level ${String(tileLevel)} is too short`)
    return rootOfTile(hashes)
  }
  const widthOf = (level: number, tile: number) =>
    Math.min(tileWidth, Math.floor(size / tileWidth ** level) - tile * tileWidth)

  const path = async (index: number, begin: number, end: number): Promise<Buffer[]> => {
    if (end - begin === 1) return []
    const middle = begin + largestPowerBelow(end - begin)
    return index < middle
      ? [...(await path(index, begin, middle)), await range(middle, end)]
      : [...(await path(index, middle, end)), await range(begin, middle)]
  }
  const subproof = async (from: number, begin: number, end: number, isWhole: boolean): Promise<Buffer[]> => {
    if (from === end) return isWhole ? [] : [await range(begin, end)]
    const middle = begin + largestPowerBelow(end - begin)
    return from <= middle
      ? [...(await subproof(from, begin, middle, isWhole)), await range(middle, end)]
      : [...(await subproof(from, middle, end, false)), await range(begin, middle)]
  }
  return {
    root: async () => (size === 0 ? sha256('') : range(0, size)),
    leaf: async (index) => node(0, within(index, size)),
    inclusion: async (index) => path(within(index, size), 0, size),
    consistency: async (from) => (from === 0 || from === size ? [] : subproof(within(from, size), 0, size, true)),
  }
}

/** The largest power of two smaller than a number of leaves; 1 for a single one. Counted: a logarithm of large numbers is rounded. */
function largestPowerBelow(leaves: number): number {
  let power = 1
  while (power * 2 < leaves) power *= 2
  return power
}

/** The exponent of a power of two. */
function levelOf(power: number): number {
  let level = 0
  for (let left = power; left > 1; left /= 2) level += 1
  return level
}

function within(index: number, size: number): number {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`${String(index)} lies outside a tree of ${String(size)} leaves`)
  }
  return index
}

/** Two trees and what is said to lead from one to the other. */
export interface Consistency {
  readonly from: { readonly size: number; readonly root: Buffer }
  readonly to: { readonly size: number; readonly root: Buffer }
  readonly proof: readonly Buffer[]
}

/** Whether the larger tree holds the smaller one unchanged (RFC 9162 §2.1.4.2). */
export function isConsistent({ from, to, proof }: Consistency): boolean {
  if (from.size > to.size) return false
  if (from.size === to.size || from.size === 0) {
    return proof.length === 0 && (from.size === 0 || from.root.equals(to.root))
  }
  const isComplete = from.size === 1 || largestPowerBelow(from.size) * 2 === from.size
  const [first, ...rest] = isComplete ? [from.root, ...proof] : proof
  const reached = first && walkUp(first, rest, [from.size - 1, to.size - 1])
  return reached !== undefined && reached.old.equals(from.root) && reached.now.equals(to.root)
}

/** The roots of both trees as the proof has them; undefined when it is too short or too long for their sizes. */
function walkUp(first: Buffer, rest: readonly Buffer[], sizes: readonly [number, number]) {
  let [place, last] = sizes
  while (place % 2 === 1) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)]
  let [old, now] = [first, first]
  for (const hash of rest) {
    if (last === 0) return undefined
    if (place % 2 === 1 || place === last) {
      ;[old, now] = [joinHashes(hash, old), joinHashes(hash, now)]
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)]
    } else {
      now = joinHashes(now, hash)
    }
    ;[place, last] = [Math.floor(place / 2), Math.floor(last / 2)]
  }
  return last === 0 ? { old, now } : undefined
}
