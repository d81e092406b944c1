import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { newSalt, writeWhole } from '../platform/index.ts'
import type { Db, Replacing, Session } from '../platform/index.ts'
import { cosignedNote } from './cosigned-note.ts'
import { entryLeaf } from './entry.ts'
import { listSealedEntries, toEntry } from './entry.store.ts'
import type { LogKeys } from './log-key.ts'
import { listLogs } from './logs.store.ts'
import { readTile } from './tile.store.ts'
import { parseCheckpoint } from './tlog/checkpoint.ts'
import type { Checkpoint, TreeHead } from './tlog/checkpoint.ts'
import { isNoteSigned } from './tlog/signed-note.ts'
import type { NoteSigner } from './tlog/signed-note.ts'
import {
  decodeEntries,
  encodeEntries,
  hashBytes,
  parseTilePath,
  tilePath,
  tilesBetween,
  tileWidth,
} from './tlog/tile.ts'
import type { Tile } from './tlog/tile.ts'
import { findCheckpoint, lockSequencer } from './tree.store.ts'

/**
 * The log as files, named as C2SP tlog-tiles names them: whoever has the folder can verify the log without database and
 * server. A checkpoint stands there only after every tile it needs.
 */

export const checkpointFile = 'checkpoint'

/**
 * A closed log stays to be read under a name of its own, with its last checkpoint and what both keys signed as it handed
 * over. Its tiles are the first ones of the tree, so they lie there once (ADR 0027).
 */
export const closedFile = (number: number, file: 'checkpoint' | 'succession') => `closed/${String(number)}/${file}`

/** The journal does not lead to what was published of it: an old state of the database was put back. */
export class LogRewoundError extends Error {
  override readonly name = 'LogRewoundError'
}

/** Another process publishes now: the session of this one was lost while it did. */
class PublishingOvertakenError extends Error {
  override readonly name = 'PublishingOvertakenError'
}

/**
 * Brings a folder up to the newest checkpoint, and gives the number of entries under it. Called with the lock of the
 * sequencer: with the session the lock is gone, and another process may have begun, which is not written over.
 * @throws LogRewoundError, PublishingOvertakenError
 */
export type Publisher = (session: Session) => Promise<number>

/** The last bundle of entries that was published, as far as it had come: the next one begins with these entries. */
interface Tail {
  readonly root: Buffer
  readonly bundle: number
  readonly entries: readonly Buffer[]
}

export function createPublisher(folder: string): Publisher {
  let tail: Tail | undefined
  const file = path.join(folder, checkpointFile)
  const aside = `${file}.${newSalt()}.new`
  return async (db) => {
    const head = await findCheckpoint(db)
    const before = await publishedHead(folder)
    await refuseRewound(db, head, before)
    if (typeof head?.note !== 'string') return 0
    const { size, root, note } = head
    const tiles = [...tilesBetween(before?.size ?? 0, size)]
    // Another process may have published meanwhile.
    const isOurs = before !== undefined && tail?.root.equals(before.root)
    const written = await writeTiles(db, folder, tiles, isOurs === true ? tail : undefined)
    const mayReplace = async () => {
      if (!(await lockSequencer(db, false))) throw new PublishingOvertakenError('Another process publishes the log now')
      await removeAsides(folder, aside)
      refuseShorter(size, await publishedSize(folder))
    }
    await publishClosed(db, folder, { mayReplace })
    const newest = await cosignedNote(db, { size, note })
    await publishNote(file, newest, { aside, mayReplace })
    tail = written && { ...written, root }
    for (const tile of tiles) await removeShorter(folder, tile)
    return size
  }
}

async function refuseRewound(db: Db, head: TreeHead | undefined, before: TreeHead | undefined): Promise<void> {
  if (!before) return
  const published = before.size
  refuseShorter(head?.size ?? 0, published)
  if ((await findCheckpoint(db, published))?.root.equals(before.root) !== true) {
    throw new LogRewoundError(
      `The first ${String(published)} entries of the journal are not those that were published: an old state of the database was put back and gone on with`,
    )
  }
}

function refuseShorter(size: number, published: number): void {
  if (size >= published) return
  throw new LogRewoundError(
    `The journal holds ${String(size)} entries, but ${String(published)} were published: an old state of the database was put back`,
  )
}

type Bundle = Omit<Tail, 'root'>

/** So many files are written at once: each of them waits for the disk. */
const filesAtOnce = 16

/** @returns the last bundle of entries */
async function writeTiles(
  db: Db,
  folder: string,
  tiles: readonly Tile[],
  tail: Bundle | undefined,
): Promise<Bundle | undefined> {
  let last = tail
  for (let first = 0; first < tiles.length; first += filesAtOnce) {
    const files: { readonly name: string; readonly content: Buffer }[] = []
    for (const tile of tiles.slice(first, first + filesAtOnce)) {
      if (tile.level === 'entries') last = await bundleOf(db, tile, last)
      const content = tile.level === 'entries' ? encodeEntries(last?.entries ?? []) : await readTile(db, tile)
      files.push({ name: path.join(folder, tilePath(tile)), content })
    }
    // All have ended before anybody tries again: a name has one writer at a time.
    const written = await Promise.allSettled(files.map(({ name, content }) => writeWhole(name, content)))
    for (const each of written) if (each.status === 'rejected') throw each.reason
  }
  return last
}

async function bundleOf(db: Db, { index, width }: Tile, before: Bundle | undefined): Promise<Bundle> {
  const known = before?.bundle === index ? before.entries : []
  const rows = await listSealedEntries(db, index * tileWidth + known.length, width - known.length)
  return { bundle: index, entries: [...known, ...rows.map((row) => entryLeaf(toEntry(row)))] }
}

async function publishClosed(db: Db, folder: string, replacing: Replacing): Promise<void> {
  for (const { number, size, succession } of await listLogs(db)) {
    const last = succession === null ? undefined : await findCheckpoint(db, size)
    if (typeof last?.note !== 'string' || succession === null) continue
    await publishNote(path.join(folder, closedFile(number - 1, 'succession')), succession, replacing)
    await publishNote(
      path.join(folder, closedFile(number - 1, 'checkpoint')),
      await cosignedNote(db, { size, note: last.note }),
      replacing,
    )
  }
}

/**
 * What another writer left beside the checkpoint: one that died, or one that lost the lock and has asked already whether it
 * may replace. Without it that one cannot any more.
 */
async function removeAsides(folder: string, own: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name)
    if (name.startsWith(`${checkpointFile}.`) && file !== own) await rm(file, { force: true })
  }
}

/** Written again when cosignatures came in. */
async function publishNote(file: string, note: string, replacing: Replacing): Promise<void> {
  const published = await readIfThere(file)
  if (published?.toString() !== note) await writeWhole(file, Buffer.from(note), replacing)
}

/** The size of the checkpoint in the folder; 0 when there is none yet. */
export async function publishedSize(folder: string): Promise<number> {
  return (await publishedHead(folder))?.size ?? 0
}

async function publishedHead(folder: string): Promise<Checkpoint | undefined> {
  const text = await readIfThere(path.join(folder, checkpointFile))
  return text && parseCheckpoint(text.toString())
}

/** The log that a folder shows, when one of these keys signs it; the first of them while nothing was published. */
export async function publishedSigner(folder: string, keys: LogKeys): Promise<{ number: number; signer: NoteSigner }> {
  const head = await publishedHead(folder)
  let number = 1
  while (await readIfThere(path.join(folder, closedFile(number, 'succession')))) number += 1
  // A log is there as closed before there is a checkpoint of its successor.
  for (let each = number; head && each > 0; each -= 1) {
    const { origin, note } = head
    const signer = keys.candidates({ number: each, origin }).find((one) => isNoteSigned(note, one))
    if (signer) return { number: each, signer }
  }
  return { number, signer: keys.first }
}

const closedNote = /^closed\/[1-9]\d{0,4}\/(?:checkpoint|succession)$/

/**
 * What the log has under a path of C2SP tlog-tiles; undefined when it has nothing there (yet). A shorter tile is cut out of
 * a longer one.
 * @throws MalformedError for what is no path of a log
 */
export async function readPublished(folder: string, name: string): Promise<Buffer | undefined> {
  if (name === checkpointFile || closedNote.test(name)) return readIfThere(path.join(folder, name))
  const tile = parseTilePath(name)
  return (await readIfThere(path.join(folder, tilePath(tile)))) ?? readLonger(folder, tile)
}

async function readLonger(folder: string, tile: Tile): Promise<Buffer | undefined> {
  if (tile.width === tileWidth) return undefined
  const size = await publishedSize(folder)
  const scale = tile.level === 'entries' ? 1 : tileWidth ** tile.level
  const width = Math.min(tileWidth, Math.floor(size / scale) - tile.index * tileWidth)
  if (width <= tile.width) return undefined
  const longer = await readIfThere(path.join(folder, tilePath({ ...tile, width })))
  if (tile.level !== 'entries') return longer?.subarray(0, tile.width * hashBytes)
  return longer && encodeEntries(decodeEntries(longer).slice(0, tile.width))
}

/** Shorter forms of a tile are cut out of the longest, so they need not lie about. A longer one is another process's. */
async function removeShorter(folder: string, { level, index, width }: Tile): Promise<void> {
  const shorter = path.dirname(path.join(folder, tilePath({ level, index, width: 1 })))
  if (width === tileWidth) return rm(shorter, { recursive: true, force: true })
  for (const name of await readdir(shorter)) {
    if (Number.parseInt(name, 10) < width) await rm(path.join(shorter, name), { force: true })
  }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    // Where something else lies in the place of a folder there is no file either.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined
    throw error
  }
}
