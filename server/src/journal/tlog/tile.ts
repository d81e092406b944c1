import { MalformedError } from './signed-note.ts'

/** Where the hashes and entries of a log stand as files (C2SP tlog-tiles v0.1.0): tiles of 256, the last one shorter. */

export const tileWidth = 256
export const hashBytes = 32

/** A tile of hashes at a level, or a bundle of entries; `width` is 256 unless it is the last one of a size. */
export interface Tile {
  readonly level: number | 'entries'
  readonly index: number
  readonly width: number
}

/** Groups of three digits, all but the last with an x before them: 1234067 is `x001/x234/067`. */
function indexPath(index: number): string {
  const digits = String(index).padStart(Math.max(3, Math.ceil(String(index).length / 3) * 3), '0')
  const groups = digits.match(/\d{3}/g) ?? []
  return groups.map((group, place) => (place === groups.length - 1 ? group : `x${group}`)).join('/')
}

export function tilePath({ level, index, width }: Tile): string {
  const partial = width === tileWidth ? '' : `.p/${String(width)}`
  return `tile/${String(level)}/${indexPath(index)}${partial}`
}

const form = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/

/** @throws MalformedError unless it is the one path of a tile. */
export function parseTilePath(path: string): Tile {
  const [, level = '', groups = '', width] = form.exec(path) ?? []
  const index = Number(groups.replaceAll(/[x/]/g, ''))
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index,
    width: width === undefined ? tileWidth : Number(width),
  }
  if (
    groups === '' ||
    !Number.isSafeInteger(index) ||
    tilePath(tile) !== path ||
    (tile.level !== 'entries' && tile.level > 63)
  ) {
    throw new MalformedError(`“${path}” is no path of a tile`)
  }
  return tile
}

/**
 * The tiles that come to be, or grow, when a log grows from one size to another; what a reader of the larger needs anew.
 * One after the other: a size that somebody only claims costs nothing but what is asked for.
 */
export function* tilesBetween(from: number, to: number): Generator<Tile> {
  yield* tilesOfLevel('entries', from, to)
  for (let level = 0, size = to; size > 0; level += 1, size = Math.floor(size / tileWidth))
    yield* tilesOfLevel(level, from, to)
}

/** Those of one level, in order. */
export function* tilesOfLevel(level: Tile['level'], from: number, to: number): Generator<Tile> {
  const scale = level === 'entries' ? 1 : tileWidth ** level
  const [before, after] = [Math.floor(from / scale), Math.floor(to / scale)]
  if (before === after) return
  for (let index = Math.floor(before / tileWidth); index * tileWidth < after; index += 1)
    yield { level, index, width: Math.min(tileWidth, after - index * tileWidth) }
}

/** An entry of a log has no more bytes: its length goes before it in two. */
export const mostEntryBytes = 0xffff
/** The largest file a log has: a bundle of such entries. */
export const mostFileBytes = tileWidth * (2 + mostEntryBytes)

/** Entries one behind the other, each after its length in two bytes. */
export function encodeEntries(entries: readonly Buffer[]): Buffer {
  const parts = entries.flatMap((entry) => {
    if (entry.length > mostEntryBytes) throw new RangeError('An entry of a log has at most 65,535 bytes')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(entry.length)
    return [length, entry]
  })
  return Buffer.concat(parts)
}

/** @throws MalformedError when the bytes end inside an entry. */
export function decodeEntries(bytes: Buffer): Buffer[] {
  const entries: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    const end = at + 2 <= bytes.length ? at + 2 + bytes.readUInt16BE(at) : Infinity
    if (end > bytes.length) throw new MalformedError('The bundle ends inside an entry')
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  return entries
}
