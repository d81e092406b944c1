import { isFrontierOf, leafHash, MerkleTree } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import { entryLeafIfAny } from './entry.ts'
import { listSealedEntries, toEntry } from './entry.store.ts'
import type { EntryRow } from './entry.store.ts'
import { journalEvents } from './journal.events.ts'
import { SuccessionCheck } from './log-succession.ts'
import { listLogs } from './logs.store.ts'
import type { OpenedLog } from './logs.store.ts'
import { openCheckpoint, parseCheckpoint } from './tlog/checkpoint.ts'
import type { TreeHead } from './tlog/checkpoint.ts'
import { MalformedError, parseVerifier } from './tlog/signed-note.ts'
import type { VerificationFault } from './verification-fault.ts'
import { countOverhang, countUnsealed, listCheckpoints } from './tree.store.ts'
import type { Checkpoint, Overhang, StoredCheckpoint } from './tree.store.ts'

const batchSize = 2_000
/** A change is recorded when it commits, under the instant at which it began; none takes longer than this. */
const longestChange = 6 * 3_600_000

export interface JournalVerification {
  readonly entries: number
  readonly checkpoints: number
  readonly unsealed: number
  readonly root: string
  readonly faults: readonly VerificationFault[]
}

/**
 * Recomputes every leaf from the entry's content and every checkpoint's root from the leaves, and holds signatures and
 * successors of the log against the entries. Trusts no stored hash.
 */
export async function verifyJournal(db: Db): Promise<JournalVerification> {
  const tree = new MerkleTree()
  const succession = new SuccessionCheck()
  let logs = await listLogs(db)
  const faults: VerificationFault[] = []
  let checkpoints = 0
  let last: Date | undefined
  // Asked first: what is sealed while the entries are read must not look as if it had been cut off.
  const overhang = await countOverhang(db)
  for (;;) {
    const from = tree.size
    const rows = await listSealedEntries(db, from, batchSize)
    if (rows.length === 0) break
    // One may have been closed meanwhile; its row was committed with the entries that tell of it.
    if (rows.some(isOfLog)) logs = await listLogs(db)
    const due = new Map((await listCheckpoints(db, from, from + rows.length)).map((point) => [point.size, point]))
    for (const row of rows) {
      const leaf = leafOf(row)
      if (leaf && isOfLog(row)) succession.take(tree.size, leaf)
      faults.push(...appendChecked(tree, row, leaf), ...backdated(tree.size - 1, row.at, last))
      const point = due.get(tree.size)
      if (point === undefined) continue
      checkpoints += 1
      if (last !== undefined && point.at < last) {
        faults.push({
          place: `checkpoint ${String(point.size)}`,
          reason: 'its time is before that of the one it follows',
        })
      }
      last = point.at
      faults.push(...signatureFaults(point, logs), ...treeFaults(point, tree.root()))
    }
  }
  faults.push(...overhangFaults(overhang, tree.size), ...successionFaults(succession, logs, tree.size))
  return {
    entries: tree.size,
    checkpoints,
    unsealed: await countUnsealed(db),
    root: tree.root().toString('hex'),
    faults,
  }
}

const isOfLog = ({ event }: EntryRow) => event === journalEvents['log.closed'] || event === journalEvents['log.opened']

/** Whether a checkpoint is that of the entries before it, and its stored edge one that the tree may be grown on. */
function treeFaults({ size, root, frontier: hashes, note }: StoredCheckpoint, entries: Buffer): VerificationFault[] {
  const place = `checkpoint ${String(size)}`
  const fits = [root, entries, ...rootInNote(note)].some((each) => isFrontierOf({ size, hashes }, each))
  return [
    ...(root.equals(entries) ? [] : [{ place, reason: 'its root is not the root of the entries before it' }]),
    ...(fits ? [] : [{ place, reason: 'its stored edge (frontier) was altered: it leads to another root' }]),
  ]
}

function rootInNote(note: string | null): Buffer[] {
  try {
    return note === null ? [] : [parseCheckpoint(note).root]
  } catch (error) {
    if (error instanceof MalformedError) return []
    throw error
  }
}

/** A checkpoint is signed by the log that was open when the tree was of its size. */
function signatureFaults({ note, size, root }: Checkpoint, logs: readonly OpenedLog[]): VerificationFault[] {
  const log = logs.findLast((each) => each.size < size)
  if (note === null || !log) return []
  const reason = reasonAgainst(note, { size, root }, log)
  return reason === undefined ? [] : [{ place: `checkpoint ${String(size)}`, reason }]
}

function reasonAgainst(note: string, { size, root }: TreeHead, { verifier }: OpenedLog): string | undefined {
  try {
    const signed = openCheckpoint(note, parseVerifier(verifier))
    return signed.size === size && signed.root.equals(root) ? undefined : 'what was signed is another size or root'
  } catch (error) {
    if (error instanceof MalformedError) return error.message
    throw error
  }
}

function successionFaults(succession: SuccessionCheck, logs: readonly OpenedLog[], size: number): VerificationFault[] {
  const [first, open] = [logs[0], logs.at(-1)]
  if (!first || !open) return []
  try {
    return succession.faults(size, { trusted: parseVerifier(first.verifier), signer: parseVerifier(open.verifier) })
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return [{ place: 'logs', reason: `the key of a log was altered: ${error.message}` }]
  }
}

/** An entry placed after a checkpoint cannot have been made long before it: the clock was set back, or the time is a lie. */
function backdated(index: number, at: Date | null, checkpoint: Date | undefined): VerificationFault[] {
  if (at === null || checkpoint === undefined || checkpoint.getTime() - at.getTime() <= longestChange) return []
  const reason = `its time ${at.toISOString()} is long before the checkpoint it follows (${checkpoint.toISOString()}): the clock was set back`
  return [{ place: `entry ${String(index)}`, reason }]
}

/** What the tree cannot show: entries cut off its end, and entries that never came to it. */
function overhangFaults({ largestCheckpoint, unplaced }: Overhang, size: number): VerificationFault[] {
  const cut = {
    place: `checkpoint ${String(largestCheckpoint)}`,
    reason: `only ${String(size)} entries are left of it`,
  }
  const lost = { place: 'entries', reason: `${String(unplaced)} stand neither in the tree nor in its queue` }
  return [...(largestCheckpoint > size ? [cut] : []), ...(unplaced > 0 ? [lost] : [])]
}

// A left join that finds nothing gives nulls: the leaf's entry is gone, or the change that names its actor.
const isMissing = (row: EntryRow) => (row.id as string | null) === null || (row.at as Date | null) === null

const leafOf = (row: EntryRow) => (isMissing(row) ? undefined : entryLeafIfAny(toEntry(row)))

function appendChecked(tree: MerkleTree, row: EntryRow, leaf: Buffer | undefined): VerificationFault[] {
  const index = tree.size
  const place = `entry ${String(index)}`
  const hash = leaf ? leafHash(leaf) : Buffer.alloc(32)
  tree.append(hash)
  if (isMissing(row)) return [{ place, reason: 'the entry or its change is missing' }]
  return [
    ...(row.index === index ? [] : [{ place, reason: `a leaf is missing; the next index is ${String(row.index)}` }]),
    ...(hash.equals(row.leaf_hash) ? [] : [{ place, reason: 'its content was altered after it was recorded' }]),
  ]
}
