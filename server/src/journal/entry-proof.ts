import { rootFrom } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import { entryLeafHash } from './entry.ts'
import type { Entry } from './entry.ts'
import { findEntry, toEntry } from './entry.store.ts'
import { readTile } from './tile.store.ts'
import { parseCheckpoint } from './tlog/checkpoint.ts'
import type { TreeHead } from './tlog/checkpoint.ts'
import { MalformedError } from './tlog/signed-note.ts'
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
  /** The checkpoint as the log signed it; null when that was before the log had a key. */
  readonly note: string | null
}

/** The proof of an entry against the newest checkpoint; undefined while the entry has no place yet. */
export async function proveEntry(db: Db, entryId: string): Promise<EntryProof | undefined> {
  const row = await findEntry(db, entryId)
  const point = await findCheckpoint(db)
  if (row?.index === undefined || row.index === null || !point || row.index >= point.size) return undefined
  const tree = readTree(point.size, (tile) => readTile(db, tile))
  return { entry: toEntry(row), index: row.index, ...point, path: await tree.inclusion(row.index) }
}

/** Whether the content leads to the root, and the signed checkpoint, if there is one, is of that size and root. */
export function isEntryProven({ entry, index, size, root, path, note }: EntryProof): boolean {
  const isReached = rootFrom(entryLeafHash(entry), { index, size, path })?.equals(root) ?? false
  return isReached && (note === null || isCheckpointOf(note, { size, root }))
}

function isCheckpointOf(note: string, { size, root }: TreeHead): boolean {
  try {
    const checkpoint = parseCheckpoint(note)
    return checkpoint.size === size && checkpoint.root.equals(root)
  } catch (error) {
    if (error instanceof MalformedError) return false
    throw error
  }
}
