import { MerkleTree } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import { entryLeafHash } from './entry.ts'
import { listSealedEntries, toEntry } from './entry.store.ts'
import type { EntryRow } from './entry.store.ts'
import { countOverhang, countUnsealed, listCheckpoints } from './tree.store.ts'
import type { Overhang } from './tree.store.ts'

const batchSize = 2_000
/** A change is recorded when it commits, under the instant at which it began; none takes longer than this. */
const longestChange = 6 * 3_600_000

/** One thing that does not fit: where, and what. */
export interface VerificationFault {
  readonly place: string
  readonly reason: string
}

export interface JournalVerification {
  readonly entries: number
  readonly checkpoints: number
  readonly unsealed: number
  readonly root: string
  readonly faults: readonly VerificationFault[]
}

/** Recomputes every leaf from the entry's content and every checkpoint's root from the leaves. Trusts no stored hash. */
export async function verifyJournal(db: Db): Promise<JournalVerification> {
  const tree = new MerkleTree()
  const faults: VerificationFault[] = []
  let checkpoints = 0
  let last: Date | undefined
  // Asked first: what is sealed while the entries are read must not look as if it had been cut off.
  const overhang = await countOverhang(db)
  for (;;) {
    const from = tree.size
    const rows = await listSealedEntries(db, from, batchSize)
    if (rows.length === 0) break
    const due = new Map((await listCheckpoints(db, from, from + rows.length)).map((point) => [point.size, point]))
    for (const row of rows) {
      faults.push(...appendChecked(tree, row), ...backdated(tree.size - 1, row.at, last))
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
      if (!point.root.equals(tree.root())) {
        faults.push({
          place: `checkpoint ${String(point.size)}`,
          reason: 'its root is not the root of the entries before it',
        })
      }
    }
  }
  faults.push(...overhangFaults(overhang, tree.size))
  return {
    entries: tree.size,
    checkpoints,
    unsealed: await countUnsealed(db),
    root: tree.root().toString('hex'),
    faults,
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

function appendChecked(tree: MerkleTree, row: EntryRow): VerificationFault[] {
  const index = tree.size
  const place = `entry ${String(index)}`
  // A left join that finds nothing gives nulls: the leaf's entry is gone, or the change that names its actor.
  if ((row.id as string | null) === null || (row.at as Date | null) === null) {
    tree.append(Buffer.alloc(32))
    return [{ place, reason: 'the entry or its change is missing' }]
  }
  const hash = entryLeafHash(toEntry(row))
  tree.append(hash)
  return [
    ...(row.index === index ? [] : [{ place, reason: `a leaf is missing; the next index is ${String(row.index)}` }]),
    ...(hash.equals(row.leaf_hash) ? [] : [{ place, reason: 'its content was altered after it was recorded' }]),
  ]
}
