import type { BoundStatement, Connection, Session } from '../platform/index.ts'
import type { GroupCommit } from './group-commit.ts'

/**
 * A transaction that costs the round trips of its work and no more: what opens it goes along with BEGIN ahead of the first
 * statement of the work, what is left for it ahead of the statement that comes next, or with COMMIT. Work without a
 * statement makes it a batch that needs no transaction of its own, and may share one.
 */
export interface ChangeTransaction {
  /** For the work; past the end of the transaction its statements are outside of any. */
  readonly session: Session
  /** Leaves a statement to be sent before all that come after it. */
  leave(statement: BoundStatement): void
  commit(): Promise<void>
  rollBack(): Promise<void>
}

const command = (text: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): BoundStatement => ({ name: text, text, values: [] })

export function openChangeTransaction(
  connection: Connection,
  opening: BoundStatement,
  commitTogether: GroupCommit,
): ChangeTransaction {
  let unsent = [opening]
  let isBegun = false
  let hasEnded = false
  /** Rejects when something failed that was sent ahead of a statement. */
  let sent: Promise<unknown> = Promise.resolve()

  // What there is to send is handed to the connection at once: also a stream that is opened next comes behind it.
  const sendAhead = (): Promise<unknown> => {
    if (hasEnded || unsent.length === 0) return sent
    const statements = isBegun ? unsent : [command('BEGIN'), ...unsent]
    isBegun = true
    unsent = []
    return (sent = Promise.all([sent, connection.batch(statements)]))
  }
  return {
    session: behind(connection, sendAhead),
    leave: (statement) => {
      if (hasEnded) throw new Error('The change has ended')
      unsent.push(statement)
    },
    commit: async () => {
      await sent
      hasEnded = true
      if (!isBegun) return commitTogether(connection, unsent)
      const done = await connection.batch([...unsent, command('COMMIT')])
      // So the server ends a transaction in which a statement had failed, whoever passed over it.
      if (done.at(-1) === 'ROLLBACK') throw new Error('The change was undone: one of its statements had failed')
    },
    rollBack: async () => {
      hasEnded = true
      if (isBegun) await connection.batch([command('ROLLBACK')]).catch(() => undefined)
    },
  }
}

/** A session each of whose statements waits for what goes ahead of it. */
function behind(session: Session, ahead: () => Promise<unknown>): Session {
  const openingStream = () => {
    // Whoever commits hears of a failure; a stream opens without waiting.
    ahead().catch(() => undefined)
    return session
  }
  return {
    rows: async (query) => {
      await ahead()
      return session.rows(query)
    },
    first: async (query) => {
      await ahead()
      return session.first(query)
    },
    execute: async (query) => {
      await ahead()
      return session.execute(query)
    },
    prepared: async (statement, values) => {
      await ahead()
      return session.prepared(statement, values)
    },
    copyIn: (statement) => openingStream().copyIn(statement),
    copyOut: (query, options) => openingStream().copyOut(query, options),
  }
}
