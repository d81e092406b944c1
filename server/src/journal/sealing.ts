import { emptyFrontier, isFrontierOf, MerkleTree } from '../platform/index.ts'
import type { Db, Session } from '../platform/index.ts'
import type { LogKeys } from './log-key.ts'
import { findOpenLog, insertLog } from './logs.store.ts'
import { countTiledLeaves, listEdge, putTiles } from './tile.store.ts'
import { openCheckpoint, signCheckpoint } from './tlog/checkpoint.ts'
import type { TreeHead } from './tlog/checkpoint.ts'
import { formatVerifier, MalformedError } from './tlog/signed-note.ts'
import type { NoteSigner, NoteVerifier } from './tlog/signed-note.ts'
import { growTiles } from './tlog/tile-growth.ts'
import { findHead, insertCheckpoint, insertLeaves, listLeafHashes } from './tree.store.ts'
import type { Head, UnsealedEntry } from './tree.store.ts'

const tiledAtOnce = 5_000

/** The log that is open cannot be signed here: another key was configured, or it was closed by somebody who has the next one. */
export class LogKeyMissingError extends Error {
  override readonly name = 'LogKeyMissingError'
}

/** What the tree would grow on here is not what the log signed last: whoever signed it on would sign a fork. */
export class TreeAlteredError extends Error {
  override readonly name = 'TreeAlteredError'

  constructor(what: string) {
    super(
      `The stored tree is not the one that was signed last: ${what}. Nothing is sealed, and after a while no change is ` +
        'taken. Keep database and state folder as they are, find out who altered it, and put the newest backup back.',
    )
  }
}

/** Who signs the tree, and from which size on. */
export interface Signer {
  readonly signer: NoteSigner
  readonly since: number
  /** Who signed up to that size; undefined when nothing was signed, or the log has a checkpoint of its own since. */
  readonly before?: NoteVerifier
  /** The journal has had no log so far, so nothing of it was signed. */
  readonly isFirst?: boolean
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
  return { signer: first, since: 0, isFirst: true }
}

/**
 * Gives entries their places, and signs the tree that they make; gives its checkpoint.
 * @throws TreeAlteredError when what is stored of the tree is not what was signed
 */
export async function sealEntries(
  session: Session,
  taken: readonly UnsealedEntry[],
  { at, ...by }: Signer & { readonly at: Date },
): Promise<{ readonly size: number; readonly note: string }> {
  const { signer } = by
  const tree = signedTree(await findHead(session), by)
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

/** The tree to go on from: what is stored of it is taken only as far as it is what was signed last. */
function signedTree(head: Head | undefined, by: Signer): MerkleTree {
  if (!head) {
    if (by.isFirst !== true) throw new TreeAlteredError('the log is open, and no checkpoint is left')
    return new MerkleTree(emptyFrontier)
  }
  const { frontier } = head
  const root = head.note === null && by.isFirst === true ? head.root : signedRoot(head, by)
  if (!isFrontierOf(frontier, root))
    throw new TreeAlteredError(`its edge (frontier) over ${String(frontier.size)} entries leads to another root`)
  return new MerkleTree(frontier)
}

/** The root that the log signed last, as its note has it. Another key or name would begin a second history; that takes a new log. */
function signedRoot({ note, frontier: { size } }: Head, { signer, since, before }: Signer): Buffer {
  const place = `the newest checkpoint, of ${String(size)} entries,`
  const verifier = size > since ? signer : before
  if (note === null || !verifier) throw new TreeAlteredError(`${place} is not signed`)
  const signed = openSigned(note, verifier, place)
  if (signed.size !== size) throw new TreeAlteredError(`${place} was signed for ${String(signed.size)}`)
  return signed.root
}

function openSigned(note: string, verifier: NoteVerifier, place: string): TreeHead {
  try {
    return openCheckpoint(note, verifier)
  } catch (error) {
    if (error instanceof MalformedError) throw new TreeAlteredError(`${place} does not hold: ${error.message}`)
    throw error
  }
}

/** The newest leaves are at hand; also takes in leaves from before there were tiles. */
async function fillTiles(db: Session, size: number, newest: readonly Buffer[]): Promise<void> {
  const tiled = await countTiledLeaves(db)
  if (tiled > size - newest.length)
    throw new TreeAlteredError(
      `its tiles hold ${String(tiled)} entries, its checkpoint ${String(size - newest.length)}`,
    )
  for (let held = tiled; held < size; held += tiledAtOnce) {
    const isNewest = held === size - newest.length
    const leaves = isNewest ? newest : await listLeafHashes(db, held, Math.min(size, held + tiledAtOnce))
    await putTiles(db, growTiles(held, await listEdge(db), leaves))
  }
}
