import { auditPath, rootFrom } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import { entryLeafHash } from './entry.ts'
import type { Entry } from './entry.ts'
import { findEntry, toEntry } from './entry.store.ts'
import { findCheckpoint, listLeafHashes } from './tree.store.ts'

/** An entry as the tree holds it: its content, its place, and the path to the root of a checkpoint. */
export interface EntryProof {
  readonly entry: Entry
  readonly index: number
  /** The checkpoint. */
  readonly size: number
  readonly root: Buffer
  readonly at: Date
  readonly path: readonly Buffer[]
}

/** The proof of an entry against the newest checkpoint; undefined while the entry has no place yet. */
export async function proveEntry(db: Db, entryId: string): Promise<EntryProof | undefined> {
  const row = await findEntry(db, entryId)
  const point = await findCheckpoint(db)
  if (row?.index === undefined || row.index === null || !point || row.index >= point.size) return undefined
  const hashes = await listLeafHashes(db, point.size)
  return { entry: toEntry(row), index: row.index, ...point, path: auditPath(hashes, row.index) }
}

/** Whether the content leads to the checkpoint's root. */
export function isEntryProven({ entry, index, size, root, path }: EntryProof): boolean {
  return rootFrom(entryLeafHash(entry), { index, size, path })?.equals(root) ?? false
}
