import type pg from 'pg'

/** A prepared statement with its values as they go over the wire: texts, bytes, or null. */
export interface BoundStatement {
  readonly name: string
  readonly text: string
  readonly values: readonly (string | Buffer | null)[]
}

/** Which statements of batches each connection knows already, by their names. */
const known = new WeakMap<pg.Connection, Set<string>>()

export function areKnown(connection: pg.Connection, statements: readonly BoundStatement[]): boolean {
  return statements.every(({ name }) => known.get(connection)?.has(name) === true)
}

/**
 * Sends statements in one go: one round trip, where one by one would take as many as there are statements. Behind one that
 * fails the server passes over all others. Outside of a transaction block the batch is a transaction of its own. Names are
 * for batches alone: the driver keeps its own account of those it prepared.
 * @returns what the server says was done, statement by statement, such as `INSERT 0 1`
 */
export function sendBatch(client: pg.PoolClient, statements: readonly BoundStatement[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    client.query(new Batch(statements, resolve, reject))
  })
}

/** Writes them without asking for an answer yet. */
export function writeStatements(connection: pg.Connection, statements: readonly BoundStatement[]): void {
  const prepared = known.get(connection)
  for (const { name, text, values } of statements) {
    if (prepared?.has(name) !== true) {
      // What failed behind its preparation may stand there under the name; to close what does not is no error.
      connection.close({ type: 'S', name }, true)
      connection.parse({ name, text, types: [] }, true)
    }
    connection.bind({ statement: name, values: [...values] }, true)
    connection.execute(null, true)
  }
}

/** The driver calls what begins with `handle` for each message of the server (its `Submittable`). */
class Batch implements pg.Submittable {
  readonly #statements: readonly BoundStatement[]
  readonly #resolve: (done: string[]) => void
  readonly #reject: (error: unknown) => void
  readonly #done: string[] = []

  constructor(
    statements: readonly BoundStatement[],
    resolve: (done: string[]) => void,
    reject: (error: unknown) => void,
  ) {
    this.#statements = statements
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(connection: pg.Connection): void {
    // Held back until all is there, so that it leaves in one piece.
    connection.stream.cork()
    writeStatements(connection, this.#statements)
    connection.sync()
    connection.stream.uncork()
  }

  handleCommandComplete({ text }: { readonly text: string }, connection: pg.Connection): void {
    const name = this.#statements[this.#done.length]?.name
    if (name !== undefined) known.set(connection, (known.get(connection) ?? new Set()).add(name))
    this.#done.push(text)
  }

  handleError(error: unknown): void {
    this.#reject(error)
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#done)
  }

  handleDataRow(): void {
    // Rows are not asked for.
  }
}
