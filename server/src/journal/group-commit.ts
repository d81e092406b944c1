import { createGathering } from '../platform/index.ts'
import type { BoundStatement, Connection } from '../platform/index.ts'

/** Commits what makes a transaction by itself; resolves when it is on disk. */
export type GroupCommit<T> = (connection: Connection, work: T) => Promise<void>

type ToStatements<T> = (works: readonly T[]) => readonly BoundStatement[]

interface Part<T> {
  readonly connection: Connection
  readonly work: T
}

/** Why a part was not committed. */
interface Failure {
  readonly error: unknown
}

/**
 * `most`: a group is short, and what fails with one is little. `lots`: of one at a time the database would wait while the
 * next is made ready, and the program while it is written.
 */
const bounds = { most: 100, lots: 4 }

/**
 * Those that end in the same moment, or while others are being written, share a transaction on the connection of the first
 * of them: one sync of the disk and one round trip for all. When the server refuses it, nothing of it stays, and each is
 * tried by itself so that only what is at fault fails.
 * @param toStatements what writes some of them at once
 */
export function createGroupCommit<T>(toStatements: ToStatements<T>): GroupCommit<T> {
  const gather = createGathering((group: readonly Part<T>[]) => commitGroup(group, toStatements), bounds)
  return async (connection, work) => {
    const failure = await gather({ connection, work })
    if (failure) throw failure.error
  }
}

async function commitGroup<T>(
  group: readonly Part<T>[],
  toStatements: ToStatements<T>,
): Promise<readonly (Failure | undefined)[]> {
  try {
    await group[0]?.connection.batch(toStatements(group.map(({ work }) => work)))
    return []
  } catch (error) {
    // Otherwise nobody knows whether it was committed: written again, it might stand there twice.
    if (group.length === 1 || !isRefusal(error)) return group.map(() => ({ error }))
    const each = await Promise.all(group.map((part) => commitGroup([part], toStatements)))
    return each.map(([failure]) => failure)
  }
}

/** The server's own word, by an SQLSTATE, that the transaction was undone. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^[\dA-Z]{5}$/.test(String(error.code))
}
