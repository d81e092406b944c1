import { changeIfDue, systemActor } from '../../journal/index.ts'
import type { Journal, RecordedPayload, VerificationFault } from '../../journal/index.ts'
import { canonicalJson, leafHash, MerkleTree, newId } from '../../platform/index.ts'
import type { Clock, Db, Json } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { networkZones } from './zone.ts'
import { refusalsKeptMilliseconds, windowOf } from './refusal.ts'
import type { KeptRefusals } from './refusal.ts'
import {
  countElsewhere,
  forgetRefusalsBefore,
  hasRefusalsBefore,
  hasUnsealedBefore,
  holdRefusals,
  listSealed,
  takeIntoSeal,
} from './refusal.store.ts'

/** Refused requests, sealed into the journal: one entry for each window, however many there were (Điều 13.2, 13.3). */
export interface RefusalSeals {
  /** Seals the windows that have ended; gives how many rows. */
  sealRefusals(): Promise<number>
  /** Forgets what is older than it is kept, whole seals at a time; gives how many rows. */
  forgetRefusals(): Promise<number>
}

/** Other processes still write down the end of a window. */
const graceMilliseconds = 30_000
/** A seal covers so many rows at most; the rest goes into the next. */
const mostRows = 10_000
const dayMilliseconds = 86_400_000
const sealer = systemActor('zone refusals')

export function createRefusalSeals({ journal, db, clock }: { journal: Journal; db: Db; clock: Clock }): RefusalSeals {
  return {
    sealRefusals: async () => {
      const before = windowOf(new Date(clock.now().getTime() - graceMilliseconds))
      if (!(await hasUnsealedBefore(db, before))) return 0
      return changeIfDue(journal, sealer, async (tx) => {
        await holdRefusals(tx)
        const seal = newId<'zoneRefusalSeal'>(tx.at)
        const rows = await takeIntoSeal(tx, seal, before, mostRows)
        if (rows.length === 0) return 0
        await tx.record({
          event: accessEvents['zoneRefusals.sealed'],
          subject: { type: 'zoneRefusals', id: seal, label: '' },
          payload: sealPayload(rows),
        })
        return rows.length
      })
    },
    forgetRefusals: async () => {
      const before = new Date(clock.now().getTime() - refusalsKeptMilliseconds)
      if (!(await hasRefusalsBefore(db, new Date(before.getTime() - dayMilliseconds)))) return 0
      return changeIfDue(journal, sealer, async (tx) => {
        await holdRefusals(tx)
        const rows = await forgetRefusalsBefore(tx, before)
        if (rows === 0) return 0
        await tx.record({
          event: accessEvents['zoneRefusals.forgotten'],
          subject: { type: 'zoneRefusals', id: newId<'zoneRefusalSeal'>(tx.at), label: '' },
          payload: { rows, before: before.toISOString() },
        })
        return rows
      })
    },
  }
}

/** Figures, and the root that the rows can be held against. Addresses of people stand in no entry. */
function sealPayload(rows: readonly KeptRefusals[]): Record<string, Json> {
  const requests = Object.fromEntries(
    networkZones.map((zone) => [
      zone,
      rows.filter((row) => row.zone === zone).reduce((sum, row) => sum + row.count, 0),
    ]),
  )
  const addresses = new Set(rows.map(({ address }) => address)).size
  const instants = rows.flatMap(({ firstAt, lastAt }) => [firstAt.getTime(), lastAt.getTime()])
  const [from, to] = [new Date(Math.min(...instants)), new Date(Math.max(...instants))]
  return { rows: rows.length, addresses, requests, root: rootOf(rows), from: from.toISOString(), to: to.toISOString() }
}

/** The RFC 6962 root over the rows in the order of their ids, which are random and recorded nowhere else: it cannot be tried out. */
export function rootOf(rows: readonly KeptRefusals[]): string {
  const tree = new MerkleTree()
  for (const { id, address, zone, route, reason, count, firstAt, lastAt } of rows) {
    const instants = { first: firstAt.toISOString(), last: lastAt.toISOString() }
    tree.append(leafHash(Buffer.from(canonicalJson({ v: 1, id, address, zone, route, reason, count, ...instants }))))
  }
  return tree.root().toString('hex')
}

export interface RefusalVerification {
  readonly seals: number
  readonly rows: number
  readonly faults: readonly VerificationFault[]
}

/**
 * Holds the rows of every seal against its entry; those of a seal may be gone once all are older than they are kept.
 * @param recorded what the entries of the seals say
 */
export async function verifyRefusals(
  db: Db,
  recorded: readonly RecordedPayload[],
  now: Date,
): Promise<RefusalVerification> {
  const kept = new Date(now.getTime() - refusalsKeptMilliseconds).toISOString()
  const faults: VerificationFault[] = []
  let count = 0
  for (const { subject, payload } of recorded) {
    const rows = await listSealed(db, subject)
    count += rows.length
    const to = typeof payload['to'] === 'string' ? payload['to'] : ''
    if (rows.length === 0 && to < kept) continue
    const place = `zone refusals until ${to}`
    if (rows.length !== payload['rows'])
      faults.push({
        place,
        reason: `${String(rows.length)} are there of ${JSON.stringify(payload['rows'])} that were sealed`,
      })
    else if (rootOf(rows) !== payload['root'])
      faults.push({ place, reason: 'one of them was altered after it was sealed' })
  }
  const strange = await countElsewhere(
    db,
    recorded.map(({ subject }) => subject),
  )
  if (strange > 0) faults.push({ place: 'zone refusals', reason: `${String(strange)} are in a seal no entry tells of` })
  return { seals: recorded.length, rows: count, faults }
}
