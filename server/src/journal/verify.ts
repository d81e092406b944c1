import { isFrontierOf, leafHash, MerkleTree } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import { entryLeafIfAny } from './entry.ts'
import { listSealedEntries, toEntry } from './entry.store.ts'
import type { EntryRow } from './entry.store.ts'
import { journalEvents } from './journal.events.ts'
import { SuccessionCheck } from './log-succession.ts'
import { listLogs } from './logs.store.ts'
import type { OpenedLog } from './logs.store.ts'
import { openSuccession } from './succession.ts'
import { openCheckpoint, parseCheckpoint } from './tlog/checkpoint.ts'
import type { TreeHead } from './tlog/checkpoint.ts'
import { formatVerifier, ifWellFormed, MalformedError, parseVerifier } from './tlog/signed-note.ts'
import type { VerificationFault } from './verification-fault.ts'
import { TileCheck } from './verify-tiles.ts'
import { countOverhang, countUnsealed, listCheckpoints } from './tree.store.ts'
import type { Overhang, StoredCheckpoint } from './tree.store.ts'

const batchSize = 2_000
/** Leaves that are not there and are gone past, in all: an index may be as large as somebody wants it. */
const mostPassed = 1_000_000
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
 * Recomputes every leaf from the entry's content and every checkpoint's root and every tile from the leaves, and holds
 * signatures and successors of the log against the entries. Trusts no stored hash.
 */
export async function verifyJournal(db: Db): Promise<JournalVerification> {
  // Asked first: what is sealed while the entries are read must not look as if it had been cut off, or were too much.
  const tiles = await TileCheck.begin(db)
  const overhang = await countOverhang(db)
  const check = new EntryCheck(tiles)
  let logs = await listLogs(db)
  for (let from = 0; ;) {
    const rows = await listSealedEntries(db, from, batchSize)
    const last = rows.at(-1)?.index ?? null
    if (last === null) break
    // One may have been closed meanwhile; its row was committed with the entries that tell of it.
    if (rows.some(isOfLog)) logs = await listLogs(db)
    check.expect(await listCheckpoints(db, check.tree.size, last + 1), logs)
    for (const row of rows) check.take(row)
    await tiles.compareWhole()
    from = last + 1
  }
  await tiles.end()
  const { tree, faults, checkpoints } = check
  return {
    entries: tree.size,
    checkpoints,
    unsealed: await countUnsealed(db),
    root: tree.root().toString('hex'),
    faults: [
      ...faults,
      ...tiles.faults,
      ...overhangFaults(overhang, tree.size),
      ...logFaults(check, logs),
      ...successionFaults(check.succession, logs, tree.size),
    ],
  }
}

/** Holds entries, in the order of the tree, against what was kept of them, and the checkpoints against the entries. */
class EntryCheck {
  readonly tree = new MerkleTree()
  readonly succession = new SuccessionCheck()
  readonly faults: VerificationFault[] = []
  /** By the number of a log: whether its key signed any of its checkpoints that were looked at. */
  readonly signed = new Map<number, boolean>()
  checkpoints = 0
  readonly #tiles: TileCheck
  #passed = 0
  #due = new Map<number, StoredCheckpoint>()
  #logs: readonly OpenedLog[] = []
  #last: Date | undefined

  constructor(tiles: TileCheck) {
    this.#tiles = tiles
  }

  /** The checkpoints over the entries that come next. */
  expect(checkpoints: readonly StoredCheckpoint[], logs: readonly OpenedLog[]): void {
    this.#due = new Map(checkpoints.map((point) => [point.size, point]))
    this.#logs = logs
  }

  take(row: EntryRow): void {
    this.#passMissing(row)
    const index = this.tree.size
    const leaf = leafOf(row)
    if (leaf && isOfLog(row)) this.succession.take(index, leaf)
    const hash = leaf && leafHash(leaf)
    const faults = contentFaults(row, index, hash)
    this.faults.push(...faults, ...backdated(index, row.at, this.#last))
    // What stands in the tile of an entry at fault says nothing of the tile.
    this.#append(hash, faults.length === 0)
  }

  /** Goes past leaves that are not there, so that what follows them stands in its place. */
  #passMissing({ index }: EntryRow): void {
    if (index === null || index === this.tree.size) return
    const place = `entry ${String(this.tree.size)}`
    this.faults.push({ place, reason: `a leaf is missing; the next index is ${String(index)}` })
    for (; this.tree.size < index && this.#passed < mostPassed; this.#passed += 1) this.#append(undefined, false)
  }

  #append(hash: Buffer | undefined, isSound: boolean): void {
    this.tree.append(hash ?? Buffer.alloc(32))
    this.#tiles.take(isSound ? hash : undefined)
    const point = this.#due.get(this.tree.size)
    if (!point) return
    this.checkpoints += 1
    this.#check(point)
    this.#last = point.at
  }

  #check(point: StoredCheckpoint): void {
    const fault = (reason: string) => this.faults.push({ place: `checkpoint ${String(point.size)}`, reason })
    if (this.#last !== undefined && point.at < this.#last) fault('its time is before that of the one it follows')
    const log = this.#logs.findLast(({ size }) => size < point.size)
    if (log && point.note !== null) {
      const reason = reasonAgainst(point.note, point, log)
      if (reason !== undefined) fault(reason)
      this.signed.set(log.number, this.signed.get(log.number) === true || reason === undefined)
    }
    this.faults.push(...treeFaults(point, this.tree.root()))
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
  const signed = note === null ? undefined : ifWellFormed(() => parseCheckpoint(note))
  return signed ? [signed.root] : []
}

/** A checkpoint is signed by the log that was open when the tree was of its size. */
function reasonAgainst(note: string, { size, root }: TreeHead, { verifier }: OpenedLog): string | undefined {
  try {
    const signed = openCheckpoint(note, parseVerifier(verifier))
    return signed.size === size && signed.root.equals(root) ? undefined : 'what was signed is another size or root'
  } catch (error) {
    if (error instanceof MalformedError) return error.message
    throw error
  }
}

/** The row of each log against its own key, and against what the entries say of the log before it. */
function logFaults({ succession, signed }: EntryCheck, logs: readonly OpenedLog[]): VerificationFault[] {
  return logs.flatMap((log) => {
    const unsigned = signed.get(log.number) === false ? 'its key signed none of its checkpoints' : undefined
    const reason = reasonAgainstLog(log, succession) ?? unsigned
    return reason === undefined ? [] : [{ place: `log ${String(log.number)}`, reason }]
  })
}

function reasonAgainstLog(log: OpenedLog, succession: SuccessionCheck): string | undefined {
  try {
    if (parseVerifier(log.verifier).name !== log.origin) return 'its name is not that of its key'
    if (log.number === 1) return undefined
    const handedOver = succession.closingAt(log.size)
    if (handedOver === undefined || handedOver !== log.succession)
      return 'what both keys signed is not what the entry says that closed the log before it'
    return formatVerifier(openSuccession(handedOver).to) === log.verifier
      ? undefined
      : 'its key is not the one that the log before it handed over to'
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

/** @param hash of its content; undefined when there is none to be had */
function contentFaults(row: EntryRow, index: number, hash: Buffer | undefined): VerificationFault[] {
  const place = `entry ${String(index)}`
  if (isMissing(row)) return [{ place, reason: 'the entry or its change is missing' }]
  return hash?.equals(row.leaf_hash) === true
    ? []
    : [{ place, reason: 'its content was altered after it was recorded' }]
}
