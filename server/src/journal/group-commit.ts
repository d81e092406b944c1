import type { BoundStatement, Connection } from '../platform/index.ts'

/** Commits statements that make a transaction by themselves; resolves when they are on disk. */
export type GroupCommit = (connection: Connection, statements: readonly BoundStatement[]) => Promise<undefined>

interface Waiting {
  readonly connection: Connection
  readonly statements: readonly BoundStatement[]
  readonly settle: PromiseWithResolvers<undefined>
}

/** So many share a transaction at most: it is short, and what fails with one is little. */
const largestGroup = 100
/** Of one at a time the database would wait while the next is made ready, and the program while it is written. */
const groupsAtOnce = 4

/**
 * Those that end in the same moment, or while others are being written, share a transaction on the connection of the first
 * of them: one sync of the disk and one round trip for all. When the server refuses it, nothing of it stays, and each is
 * tried by itself so that only what is at fault fails.
 */
export function createGroupCommit(): GroupCommit {
  const waiting: Waiting[] = []
  let writing = 0
  const write = async () => {
    while (waiting.length > 0) await commitGroup(waiting.splice(0, largestGroup))
    writing -= 1
  }
  return (connection, statements) => {
    const settle = Promise.withResolvers<undefined>()
    waiting.push({ connection, statements, settle })
    if (writing < groupsAtOnce) {
      writing += 1
      // All that end in this turn share the first transaction already.
      setImmediate(() => void write())
    }
    return settle.promise
  }
}

async function commitGroup(group: readonly Waiting[]): Promise<void> {
  const [first] = group
  if (group.length === 1 || first === undefined) return commitEach(group)
  try {
    await first.connection.batch(group.flatMap(({ statements }) => statements))
  } catch (error) {
    if (isRefusal(error)) return commitEach(group)
    // Whether it was committed nobody knows: written again, it might stand there twice.
    for (const { settle } of group) settle.reject(error)
    return
  }
  for (const { settle } of group) settle.resolve(undefined)
}

async function commitEach(group: readonly Waiting[]): Promise<void> {
  const each = group.map(({ connection, statements, settle }) =>
    connection.batch(statements).then(() => {
      settle.resolve(undefined)
    }, settle.reject),
  )
  await Promise.all(each)
}

/** The server's own word, by an SQLSTATE, that the transaction was undone. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^[\dA-Z]{5}$/.test(String(error.code))
}
