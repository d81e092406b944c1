import { leafHash, rootFrom } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import { findBestCosigned } from './cosignature.store.ts'
import { cosignedNote } from './cosigned-note.ts'
import { entryLeafIfAny } from './entry.ts'
import type { Entry } from './entry.ts'
import { findEntry, toEntry } from './entry.store.ts'
import { readTile } from './tile.store.ts'
import { parseCheckpoint } from './tlog/checkpoint.ts'
import type { Checkpoint } from './tlog/checkpoint.ts'
import { ifWellFormed } from './tlog/signed-note.ts'
import type { LogProof } from './tlog/tlog-proof.ts'
import { readTree } from './tlog/tree-reader.ts'
import { findCheckpoint } from './tree.store.ts'

/** An entry as the tree holds it: its content, its place, and the path to the root of a checkpoint. */
export interface EntryProof {
  readonly entry: Entry
  readonly index: number
  /** The checkpoint. */
  readonly size: number
  readonly root: Buffer
  readonly at: Date
  readonly path: readonly Buffer[]
  /** The checkpoint as the log signed it and witnesses cosigned it; null when that was before the log had a key. */
  readonly note: string | null
}

/**
 * The proof of an entry; undefined while the entry has no place yet. It leads to a checkpoint that witnesses cosigned, and
 * to the newest one while none of those holds the entry.
 */
export async function proveEntry(db: Db, entryId: string): Promise<EntryProof | undefined> {
  const row = await findEntry(db, entryId)
  if (row?.index === undefined || row.index === null) return undefined
  const size = await findBestCosigned(db, row.index)
  const point = await findCheckpoint(db, size)
  if (!point || row.index >= point.size) return undefined
  const note = point.note === null ? null : await cosignedNote(db, { size: point.size, note: point.note })
  const tree = readTree(point.size, (tile) => readTile(db, tile))
  return { entry: toEntry(row), index: row.index, ...point, note, path: await tree.inclusion(row.index) }
}

/** The same as a file of its own has it; undefined when the log had no key yet. */
export function toLogProof({ index, path, note }: EntryProof): LogProof | undefined {
  return note === null ? undefined : { index, path, checkpoint: note }
}

/** The checkpoint that the content leads to; undefined when it leads to none. Says nothing about who signed it. */
export function provenCheckpoint(entry: Entry, { index, path, checkpoint }: LogProof): Checkpoint | undefined {
  const leaf = entryLeafIfAny(entry)
  const head = ifWellFormed(() => parseCheckpoint(checkpoint))
  if (!leaf || !head) return undefined
  return rootFrom(leafHash(leaf), { index, size: head.size, path })?.equals(head.root) === true ? head : undefined
}
