import { newId } from '../platform/index.ts'
import type { Clock, Database, RuntimeRole, Session } from '../platform/index.ts'
import type { Actor, ChangeId, EntryId, JournalRecord } from './entry.ts'
import { entryLeafHash } from './entry.ts'
import { insertChange, insertEntry } from './entry.store.ts'
import { journalProblems } from './journal.errors.ts'
import { structureRecord } from './structure.ts'
import { takeOwnStructure } from './structure.store.ts'

declare const governed: unique symbol

/**
 * The only transaction that can write governed tables (Điều 13.3). It can only come from `journal.change`; code that
 * wants to write asks for a `Tx`, so it cannot be reached without a record.
 */
export interface Tx extends Session {
  readonly [governed]: true
  /** The instant of the change; every row it writes carries this one. */
  readonly at: Date
  readonly changeId: ChangeId
  /** Records what was changed; gives the id of the entry. */
  record(record: JournalRecord): Promise<EntryId>
}

export type Change = <T>(actor: Actor, work: (tx: Tx) => Promise<T>, role?: RuntimeRole) => Promise<T>

/** Thrown when a change ends without having recorded anything: a fault of the caller's code. */
export class UnrecordedChangeError extends Error {
  override readonly name = 'UnrecordedChangeError'
}

/**
 * @param sealLimitSeconds how long an entry may wait for its place in the tree before no further change is taken: who holds
 *   the sequencer back must not go on working meanwhile (Điều 13.3)
 */
export function createChange(
  database: Database,
  clock: Clock,
  onCommitted: () => void,
  sealLimitSeconds: number | null = null,
): Change {
  return async (actor, work, role = 'application') => {
    const result = await database.pool(role).transaction(async (session) => {
      const { tx, recorded, takeStructureAlong } = await openChange(session, actor, clock.now(), sealLimitSeconds)
      const value = await work(tx)
      if (recorded.length === 0) throw new UnrecordedChangeError('A change must record at least one entry')
      await takeStructureAlong()
      return value
    })
    onCommitted()
    return result
  }
}

interface OpenChange {
  readonly tx: Tx
  readonly recorded: readonly EntryId[]
  /** Records what the change did to the structure of the database, when it did anything. */
  readonly takeStructureAlong: () => Promise<void>
}

async function openChange(
  ...[session, actor, at, sealLimitSeconds]: [Session, Actor, Date, number | null]
): Promise<OpenChange> {
  const changeId = newId<'change'>(at)
  const isHeldBack = await insertChange(session, { id: changeId, at, actor }, sealLimitSeconds)
  if (isHeldBack) throw journalProblems.sealingStalled({ seconds: sealLimitSeconds ?? 0 })
  const recorded: EntryId[] = []
  let hasChangedStructure = false
  const record = async (what: JournalRecord): Promise<EntryId> => {
    const id = newId<'entry'>(at)
    hasChangedStructure = await insertEntry(
      session,
      changeId,
      { ...what, id },
      entryLeafHash({ ...what, id, at, actor }),
    )
    recorded.push(id)
    return id
  }
  const takeStructureAlong = async () => {
    const structure = hasChangedStructure ? await takeOwnStructure(session) : undefined
    if (structure) await record(structureRecord(structure))
  }
  return { tx: { ...session, at, changeId, record } as Tx, recorded, takeStructureAlong }
}
