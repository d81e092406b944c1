import { canonicalJson, leafHash, MerkleTree, newId } from '../../platform/index.ts'
import type { Clock, Db, Json } from '../../platform/index.ts'
import { systemActor } from '../../journal/index.ts'
import type { Journal, RecordedPayload, VerificationFault } from '../../journal/index.ts'
import { changeIfDue } from '../account/clock-work.ts'
import { identityEvents } from '../identity.events.ts'
import { signInsKeptMilliseconds } from './session.ts'
import {
  countElsewhere,
  countUnsealedBefore,
  findOldest,
  findOldestUnsealed,
  listSealed,
  removeSignInsBefore,
  takeIntoSeal,
} from './sign-in-seal.store.ts'
import type { SealedSignIn } from './sign-in-seal.store.ts'

/** The history of sign-ins, sealed into the journal: what was erased or rewritten since shows (ADR 0035). */
export interface SignInSeals {
  /** Seals what is older than ten minutes and all that came after it; gives how many rows. */
  sealSignIns(): Promise<number>
  /** Forgets once a day what is older than it is kept, whole seals at a time; gives how many rows. */
  forgetSignIns(): Promise<number>
}

/** So long a row may wait; what is sealed at once makes few entries of many sign-ins. */
const waitMilliseconds = 600_000
/** Longer than this no row waits where the keeper does its work: it looks each minute. */
const longestWaitMilliseconds = 1_800_000
const dayMilliseconds = 86_400_000
/** A seal covers so many rows at most; the rest goes into the next. */
const mostRows = 10_000

const sealer = systemActor('sign-in history')

export function createSignInSeals({ journal, db, clock }: { journal: Journal; db: Db; clock: Clock }): SignInSeals {
  return {
    sealSignIns: async () => {
      const oldest = await findOldestUnsealed(db)
      if (!oldest || clock.now().getTime() - oldest.at.getTime() < waitMilliseconds) return 0
      return changeIfDue(
        journal,
        async (tx) => {
          const seal = newId<'signInSeal'>(tx.at)
          const rows = await takeIntoSeal(tx, seal, mostRows)
          if (rows.length === 0) return 0
          await tx.record({
            event: identityEvents['signIns.sealed'],
            subject: { type: 'signIns', id: seal, label: '' },
            payload: sealPayload(rows),
          })
          return rows.length
        },
        sealer,
      )
    },
    forgetSignIns: async () => {
      const before = new Date(clock.now().getTime() - signInsKeptMilliseconds)
      const oldest = await findOldest(db)
      if (!oldest || oldest.at.getTime() > before.getTime() - dayMilliseconds) return 0
      return changeIfDue(
        journal,
        async (tx) => {
          const rows = await removeSignInsBefore(tx, before)
          if (rows === 0) return 0
          await tx.record({
            event: identityEvents['signIns.forgotten'],
            subject: { type: 'signIns', id: newId<'signInSeal'>(tx.at), label: '' },
            payload: { rows, before: before.toISOString() },
          })
          return rows
        },
        sealer,
      )
    },
  }
}

function sealPayload(rows: readonly SealedSignIn[]): Record<string, Json> {
  const instants = rows.map(({ at }) => at.getTime())
  const [from, to] = [new Date(Math.min(...instants)), new Date(Math.max(...instants))]
  return { rows: rows.length, root: rootOf(rows), from: from.toISOString(), to: to.toISOString() }
}

/**
 * The RFC 6962 root over the rows in the order of their ids. An id has 74 random bits and is recorded nowhere else, so nobody
 * can try out from the root who came from where.
 */
export function rootOf(rows: readonly SealedSignIn[]): string {
  const tree = new MerkleTree()
  for (const { id, accountId, at, outcome, method, address, device } of rows) {
    const content = { v: 1, id, account: accountId, at: at.toISOString(), outcome, method, address, device }
    tree.append(leafHash(Buffer.from(canonicalJson(content))))
  }
  return tree.root().toString('hex')
}

/** What was found when the history was held against its seals. */
export interface SignInVerification {
  readonly seals: number
  readonly rows: number
  readonly faults: readonly VerificationFault[]
}

/** So many seals are looked at together. */
const sealsAtOnce = 200

/**
 * Holds the rows of every seal against its entry. Those of a seal may be gone once all of them are older than they are kept.
 * Rows in no seal are held against the journal: where it has gone on for half an hour since, sealing has not.
 * @param recorded what the entries of the seals say
 */
export async function verifySignIns(
  db: Db,
  recorded: readonly RecordedPayload[],
  { now, lastChange }: { readonly now: Date; readonly lastChange: Date | undefined },
): Promise<SignInVerification> {
  const forgotten = new Date(now.getTime() - signInsKeptMilliseconds).toISOString()
  const seals = recorded.map(sealFrom)
  const ids = seals.map(({ id }) => id)
  const faults: VerificationFault[] = []
  let count = 0
  for (let from = 0; from < seals.length; from += sealsAtOnce) {
    const found = await listSealed(db, ids.slice(from, from + sealsAtOnce))
    const rows = Map.groupBy(found, ({ seal }) => seal)
    count += found.length
    for (const seal of seals.slice(from, from + sealsAtOnce)) {
      const own = rows.get(seal.id) ?? []
      if (own.length === 0 && seal.to < forgotten) continue
      const reason = reasonAgainst(own, seal)
      if (reason !== undefined) faults.push({ place: `sign-ins until ${seal.to}`, reason })
    }
  }
  const strange = await countElsewhere(db, ids)
  if (strange > 0) faults.push({ place: 'sign-ins', reason: `${String(strange)} are in a seal no entry tells of` })
  const late = lastChange && new Date(lastChange.getTime() - longestWaitMilliseconds)
  const waiting = await findOldestUnsealed(db)
  if (late && waiting && waiting.at < late) {
    const reason = `${String(await countUnsealedBefore(db, late))} are in no seal, though the journal went on for half an hour since`
    faults.push({ place: `sign-ins since ${waiting.at.toISOString()}`, reason })
  }
  return { seals: seals.length, rows: count, faults }
}

interface Seal {
  readonly id: string
  readonly rows: number
  readonly root: string
  readonly to: string
}

/** What an entry lacks or holds otherwise fits no rows: then it is the entry that does not fit. */
function sealFrom({ subject, payload: { rows, root, to } }: RecordedPayload): Seal {
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : '')
  return { id: subject, rows: typeof rows === 'number' ? rows : -1, root: text(root), to: text(to) }
}

function reasonAgainst(rows: readonly SealedSignIn[], seal: Seal): string | undefined {
  if (rows.length !== seal.rows) return `${String(rows.length)} are there of ${String(seal.rows)} that were sealed`
  return rootOf(rows) === seal.root ? undefined : 'one of them was altered after it was sealed'
}
