import { canonicalJson, sha256 } from '../../platform/index.ts'
import type { Db, Json } from '../../platform/index.ts'
import type { Change } from '../change.ts'
import { listLastPayloads } from '../entry.store.ts'
import { journalEvents } from '../journal.events.ts'
import { systemActor } from '../system-actor.ts'
import type { VerificationFault } from '../verification-fault.ts'
import { advance, currentPosition, findSlot, peek, sampleRows } from './decoding.store.ts'
import type { Position, Transaction } from './decoding.store.ts'
import { listFallenGuards, listOperational } from './guards.store.ts'
import { judge } from './judgement.ts'
import type { Allowances, Objection, TableEvents } from './judgement.ts'
import { openWatch } from './watch.ts'
import type { PositionKeeper } from './watch.ts'

export interface ReconcilerDeps {
  /** A connection of the reconciler's own role. */
  readonly db: Db
  /** Reads entries. */
  readonly journal: Db
  readonly change: Change
  readonly positions: PositionKeeper
  readonly tableEvents: readonly TableEvents[]
  /** The migrations that came with the program. */
  readonly shipped: { readonly names: ReadonlySet<string>; readonly text: string }
}

/** What one look found; `faults` name rows by their keys, for the eyes of an operator, never for a log. */
export interface Reconciliation {
  readonly from: Position
  readonly to: Position
  readonly transactions: number
  readonly faults: readonly VerificationFault[]
}

/** Lines of the write-ahead log that are looked at in one go; a transaction is never cut. */
const batchLines = 50_000
/** Tables of one transaction that stand in an entry one by one. */
const namedTables = 100

const reconciler = systemActor('kho reconcile')

/**
 * Holds what the database wrote since the last look against the journal, transaction by transaction, and looks whether
 * the guards stand. Findings are recorded before the position moves on: a look that dies is made again.
 */
export async function reconcile(deps: ReconcilerDeps): Promise<Reconciliation> {
  const { db, positions } = deps
  const watch = await openWatch(deps, (from, because) => recordBegun(deps, from, because))
  const faults: VerificationFault[] = [...watch.faults]
  if (faults.length > 0) await recordFaults(deps, 'watch', faults)
  const allowances = await readAllowances(deps)
  const upTo = await currentPosition(db)
  let transactions = 0
  for (let more = true; more;) {
    const span = { upTo, count: batchLines }
    const decoded = await peek(db, watch.slot, span)
    for (const transaction of decoded.transactions) {
      transactions += 1
      const objections = judge(transaction, allowances)
      if (objections.length === 0) continue
      await recordFound(deps, transaction, objections)
      for (const { touch, reason } of objections) {
        const keys = await sampleRows(db, watch.slot, { ...span, xid: transaction.xid, touch })
        faults.push(explain(transaction, { touch, reason }, keys))
      }
    }
    more = decoded.lines >= batchLines
    await advance(db, watch.slot, more && decoded.end !== null ? decoded.end : upTo)
    const reached = await findSlot(db, watch.slot)
    if (reached) positions.keep(reached.confirmed)
  }
  const fallen = await listFallenGuards(db, deps.shipped.text)
  await recordFaults(deps, 'guards', fallen)
  return { from: watch.from, to: upTo, transactions, faults: [...faults, ...fallen] }
}

async function readAllowances({ db, shipped, tableEvents }: ReconcilerDeps): Promise<Allowances> {
  return { operational: new Set(await listOperational(db)), migrations: shipped.names, tableEvents }
}

function explain({ xid, at }: Transaction, { touch, reason }: Objection, keys: readonly string[]): VerificationFault {
  const { relation, operation, rows, lsn } = touch
  const named = keys.length === 0 ? '' : ` (${keys.join(', ')}${rows > keys.length ? ', …' : ''})`
  const count = operation === 'TRUNCATE' ? 'TRUNCATE' : `${operation} of ${String(rows)} rows${named}`
  return { place: `${relation} at ${lsn}`, reason: `${count} ${reason}; transaction ${String(xid)}, committed ${at}` }
}

async function record(
  { change }: ReconcilerDeps,
  event: string,
  place: string,
  payload: Record<string, Json>,
): Promise<void> {
  await change(reconciler, async (tx) => {
    await tx.record({ event, subject: { type: 'position', id: place, label: place }, payload })
  })
}

function recordBegun(deps: ReconcilerDeps, from: Position, because: string): Promise<void> {
  return record(deps, journalEvents['reconciler.began'], from, { from, because })
}

/** Says where and how much; the keys of rows may name people. */
function recordFound(deps: ReconcilerDeps, { xid, at }: Transaction, objections: readonly Objection[]): Promise<void> {
  const tables = objections.slice(0, namedTables).map(({ touch, reason }) => ({ ...touch, reason }))
  const place = `${objections[0]?.touch.relation ?? ''} ${objections[0]?.touch.lsn ?? ''}`
  return record(deps, journalEvents['reconciler.found'], place, {
    transaction: xid,
    at,
    count: objections.length,
    tables,
  })
}

/** Once, as long as they stay the same; that there are none any more is said as well. */
async function recordFaults(
  deps: ReconcilerDeps,
  place: 'watch' | 'guards',
  faults: readonly VerificationFault[],
): Promise<void> {
  const all = faults.map(({ place: at, reason }) => ({ place: at, reason }))
  const digest = sha256(canonicalJson(all)).toString('hex')
  const last = await listLastPayloads(deps.journal, journalEvents['reconciler.found'])
  const before = last.get(place)
  if (before === undefined ? all.length === 0 : before['digest'] === digest) return
  const payload = { count: all.length, digest, faults: all.slice(0, namedTables) }
  await record(deps, journalEvents['reconciler.found'], place, payload)
}
