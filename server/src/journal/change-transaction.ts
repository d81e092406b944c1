import { AheadError } from '../platform/index.ts'
import type { BoundStatement, Connection, Session, Statements } from '../platform/index.ts'
import { changesInsertion, entriesInsertions } from './entry.store.ts'
import type { ChangeOpening, NewEntry } from './entry.store.ts'
import type { GroupCommit } from './group-commit.ts'

/**
 * A transaction that costs the round trips of its work and no more: what opens it goes along with BEGIN and the first
 * statement of the work, what is left for it with the statement that comes next, or with COMMIT. Work without a statement
 * makes it a batch that needs no transaction of its own, and may share one.
 */
export interface ChangeTransaction {
  /** For the work; past the end of the transaction its statements are outside of any. */
  readonly session: Session
  /** Leaves an entry to be sent ahead of all statements that come after it. */
  leave(entry: NewEntry): void
  commit(): Promise<void>
  /**
   * @param error why it is undone
   * @returns why it had to be: what went ahead of a statement failed first, and the statement only after it
   */
  rollBack(error: unknown): Promise<unknown>
}

/** What is to be written of changes: their rows while they are not opened, and entries. */
export interface Unsent {
  readonly openings: readonly ChangeOpening[]
  readonly entries: readonly NewEntry[]
}

interface Writing {
  readonly toStatements: (unsent: readonly Unsent[]) => BoundStatement[]
  readonly commitTogether: GroupCommit<Unsent>
}

/** What writes some of them at once; refused as `heldBack` when an entry has waited too long. */
export function writeUnsent(unsent: readonly Unsent[], sealLimitSeconds: number | null): BoundStatement[] {
  const openings = unsent.flatMap((each) => each.openings)
  const entries = entriesInsertions(unsent.flatMap((each) => each.entries))
  return openings.length === 0 ? entries : [changesInsertion(openings, sealLimitSeconds), ...entries]
}

const command = (text: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): BoundStatement => ({ name: text, text, values: [] })

export function openChangeTransaction(
  connection: Connection,
  opening: ChangeOpening,
  { toStatements, commitTogether }: Writing,
): ChangeTransaction {
  let entries: NewEntry[] = []
  let isBegun = false
  let hasEnded = false

  const take = (): Unsent => {
    const unsent = { openings: isBegun ? [] : [opening], entries }
    ;[isBegun, entries] = [true, []]
    return unsent
  }
  const begin = () => (isBegun ? [] : [command('BEGIN')])
  const { session, sent } = sendingAhead(connection, () =>
    hasEnded || (isBegun && entries.length === 0) ? [] : [...begin(), ...toStatements([take()])],
  )
  return {
    session,
    leave: (entry) => {
      if (hasEnded) throw new Error('The change has ended')
      entries.push(entry)
    },
    commit: async () => {
      await sent()
      hasEnded = true
      if (!isBegun) return commitTogether(connection, take())
      const done = await connection.batch([...toStatements([take()]), command('COMMIT')])
      // So the server ends a transaction in which a statement had failed, whoever passed over it.
      if (done.at(-1) === 'ROLLBACK') throw new Error('The change was undone: one of its statements had failed')
    },
    rollBack: async (error) => {
      hasEnded = true
      if (isBegun) await connection.batch([command('ROLLBACK')]).catch(() => undefined)
      return sent().then(
        () => error,
        (first: unknown) => first,
      )
    },
  }
}

/**
 * A session whose statements have others go ahead of them.
 * @param takeAhead gives what is to go ahead of the next one
 * @returns `sent` rejects when any of them failed: nothing goes on without it, savepoint or not
 */
function sendingAhead(
  connection: Connection,
  takeAhead: () => readonly BoundStatement[],
): { readonly session: Session; readonly sent: () => Promise<void> } {
  const failures: unknown[] = []
  let batches: Promise<unknown> = Promise.resolve()

  const send = async <T>(statement: (on: Statements) => Promise<T>): Promise<T> => {
    const ahead = takeAhead()
    if (ahead.length === 0) return statement(connection)
    try {
      return await statement(connection.behind(ahead))
    } catch (error) {
      if (!(error instanceof AheadError)) throw error
      failures.push(error.cause)
      throw error.cause
    }
  }
  // A stream opens without waiting: what goes ahead of it is handed to the connection before it.
  const sendForStream = (): Connection => {
    const ahead = takeAhead()
    if (ahead.length > 0) batches = connection.batch(ahead).catch((error: unknown) => failures.push(error))
    return connection
  }
  const session: Session = {
    rows: (query) => send((on) => on.rows(query)),
    first: (query) => send((on) => on.first(query)),
    execute: (query) => send((on) => on.execute(query)),
    prepared: (statement, values) => send((on) => on.prepared(statement, values)),
    copyIn: (statement) => sendForStream().copyIn(statement),
    copyOut: (query, options) => sendForStream().copyOut(query, options),
  }
  return {
    session,
    sent: async () => {
      await batches
      if (failures.length > 0) throw failures[0]
    },
  }
}
