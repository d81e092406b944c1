import { emptyFrontier, MerkleTree } from '../platform/index.ts'
import type { Db, Session } from '../platform/index.ts'
import type { LogKeys } from './log-key.ts'
import { findOpenLog, insertLog } from './logs.store.ts'
import { countTiledLeaves, listEdge, putTiles } from './tile.store.ts'
import { openCheckpoint, signCheckpoint } from './tlog/checkpoint.ts'
import { formatVerifier } from './tlog/signed-note.ts'
import type { NoteSigner } from './tlog/signed-note.ts'
import { growTiles } from './tlog/tile-growth.ts'
import { findHead, insertCheckpoint, insertLeaves, listLeafHashes } from './tree.store.ts'
import type { UnsealedEntry } from './tree.store.ts'

const tiledAtOnce = 5_000

/** The log that is open cannot be signed here: another key was configured, or it was closed by somebody who has the next one. */
export class LogKeyMissingError extends Error {
  override readonly name = 'LogKeyMissingError'
}

/** Who signs the tree, and from which size on. */
export interface Signer {
  readonly signer: NoteSigner
  readonly since: number
}

function keyMissing(origin: string, verifier: string): LogKeyMissingError {
  return new LogKeyMissingError(
    `The log ${origin} is signed with the key ${verifier}, which is not here. Set KHO_LOG_KEY to it.`,
  )
}

/** Asked at the start: nothing could be sealed, and after a while nothing changed any more. @throws LogKeyMissingError */
export async function checkOpenKey(db: Db, keys: LogKeys): Promise<void> {
  const open = await findOpenLog(db)
  if (open && !keys.of(open)) throw keyMissing(open.origin, open.verifier)
}

/**
 * Who signs the log that is open; under the lock of the sequencer. The first log is opened by this.
 * @throws LogKeyMissingError
 */
export async function openSigner(session: Session, keys: LogKeys, at: Date): Promise<Signer> {
  const open = await findOpenLog(session)
  if (open) {
    const signer = keys.of(open)
    if (signer) return { signer, since: open.size }
    throw keyMissing(open.origin, open.verifier)
  }
  const { first } = keys
  const verifier = formatVerifier(first)
  await insertLog(session, { number: 1, origin: first.name, verifier, size: 0, succession: null, openedAt: at })
  return { signer: first, since: 0 }
}

/**
 * Gives entries their places, and signs the tree that they make; gives its checkpoint.
 * @throws MalformedError when what the log signed before was not signed by it
 */
export async function sealEntries(
  session: Session,
  taken: readonly UnsealedEntry[],
  { signer, since, at }: Signer & { readonly at: Date },
): Promise<{ readonly size: number; readonly note: string }> {
  const head = await findHead(session)
  // Another key or name would begin a second history; that takes a new log.
  if (typeof head?.note === 'string' && head.frontier.size > since) openCheckpoint(head.note, signer)
  const tree = new MerkleTree(head?.frontier ?? emptyFrontier)
  await insertLeaves(
    session,
    tree.size,
    taken.map((entry) => entry.entry_id),
  )
  const leaves = taken.map((entry) => entry.leaf_hash)
  for (const leaf of leaves) tree.append(leaf)
  await fillTiles(session, tree.size, leaves)
  const note = signCheckpoint(signer, { size: tree.size, root: tree.root() })
  await insertCheckpoint(session, tree, { note, at })
  return { size: tree.size, note }
}

/** The newest leaves are at hand; also takes in leaves from before there were tiles. */
async function fillTiles(db: Session, size: number, newest: readonly Buffer[]): Promise<void> {
  for (let held = await countTiledLeaves(db); held < size; held += tiledAtOnce) {
    const isNewest = held === size - newest.length
    const leaves = isNewest ? newest : await listLeafHashes(db, held, Math.min(size, held + tiledAtOnce))
    await putTiles(db, growTiles(held, await listEdge(db), leaves))
  }
}
