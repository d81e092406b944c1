import { leafHash, newId } from '../platform/index.ts'
import type { Clock, Connection, Database, RuntimeRole, Session } from '../platform/index.ts'
import { openChangeTransaction, writeUnsent } from './change-transaction.ts'
import type { ChangeTransaction, Unsent } from './change-transaction.ts'
import type { Actor, ChangeId, EntryId, JournalRecord } from './entry.ts'
import { entryLeaf } from './entry.ts'
import { heldBack } from './entry.store.ts'
import type { ChangeOpening } from './entry.store.ts'
import { createGroupCommit } from './group-commit.ts'
import { journalProblems } from './journal.errors.ts'
import { structureRecord } from './structure.ts'
import { mostEntryBytes } from './tlog/tile.ts'
import { structureNoticed, takeOwnStructure } from './structure.store.ts'

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

/** Who holds the log back must not go on working meanwhile (Điều 13.3). */
export interface LogLimit {
  /** How long an entry may wait for its place in the tree before no further change is taken; null: as long as it likes. */
  readonly seconds: number | null
  /** Whether it is known that none waits, so that the database need not look. */
  readonly isKept: () => boolean
  /** Throws when no further change is taken because what was sealed could not be published for so long. */
  readonly admit: () => Promise<void>
}

const noLimit: LogLimit = { seconds: null, isKept: () => true, admit: () => Promise.resolve() }

export function createChange(
  database: Database,
  clock: Clock,
  onCommitted: () => void,
  limit: LogLimit = noLimit,
): Change {
  const toStatements = (unsent: readonly Unsent[]) => writeUnsent(unsent, limit.isKept() ? null : limit.seconds)
  const group = () => createGroupCommit(toStatements)
  // A role's transactions are made on connections of that role.
  const groups = { application: group(), loader: group(), reader: group() }
  return async (actor, work, role = 'application') => {
    await limit.admit()
    const result = await database.pool(role).withSession(async (connection) => {
      const at = clock.now()
      const opening = { id: newId<'change'>(at), at, actor }
      const writing = { toStatements, commitTogether: groups[role] }
      const change = openChange(connection, opening, openChangeTransaction(connection, opening, writing))
      try {
        const value = await work(change.tx)
        await change.commit()
        return value
      } catch (error) {
        const reason = await change.rollBack(error)
        throw isHeldBack(reason) ? journalProblems.sealingStalled({ seconds: limit.seconds ?? 0 }) : reason
      }
    })
    onCommitted()
    return result
  }
}

function isHeldBack(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === heldBack
}

interface OpenChange {
  readonly tx: Tx
  /** @throws UnrecordedChangeError */
  readonly commit: () => Promise<void>
  readonly rollBack: ChangeTransaction['rollBack']
}

function openChange(
  connection: Connection,
  { id: changeId, at, actor }: ChangeOpening,
  transaction: ChangeTransaction,
): OpenChange {
  let hasRecorded = false
  const record = (what: JournalRecord): EntryId => {
    const id = newId<'entry'>(at)
    const leaf = entryLeaf({ ...what, id, at, actor })
    if (leaf.length > mostEntryBytes) throw journalProblems.entryTooLarge({ bytes: leaf.length, most: mostEntryBytes })
    transaction.leave({ ...what, id, change: changeId, leafHash: leafHash(leaf) })
    hasRecorded = true
    return id
  }
  return {
    tx: { ...transaction.session, at, changeId, record: (what: JournalRecord) => Promise.try(record, what) } as Tx,
    commit: async () => {
      if (!hasRecorded) throw new UnrecordedChangeError('A change must record at least one entry')
      const structure = connection.hasNoticed(structureNoticed) ? await takeOwnStructure(connection) : undefined
      if (structure) record(structureRecord(structure))
      await transaction.commit()
    },
    rollBack: (error) => transaction.rollBack(error),
  }
}
