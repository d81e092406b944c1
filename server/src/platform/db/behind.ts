import pg from 'pg'
import { areKnown, sendBatch, writeStatements } from './batch.ts'
import type { BoundStatement } from './batch.ts'

declare module 'pg' {
  /** Called by the driver as the server answers. */
  interface Query {
    handleCommandComplete(message: { readonly text: string }, connection: pg.Connection): void
  }
}

/** What was sent ahead of a statement failed, and so the statement was passed over; the cause says why. */
export class AheadError extends Error {
  override readonly name = 'AheadError'
}

/**
 * Sends a statement behind others, all in one round trip.
 * @throws AheadError when one of the others fails
 */
export async function queryBehind<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  statements: readonly BoundStatement[],
  config: pg.QueryConfig,
): Promise<pg.QueryResult<Row>> {
  const { connection } = client
  // The driver would take the preparation of one of the others for that of the statement itself.
  if (areKnown(connection, statements)) return sendTogether(client, statements, config)
  await sendBatch(client, statements).catch(wasAhead)
  return client.query<Row>(config)
}

/**
 * Sends a statement with the context it is to be answered in, in one round trip and one transaction: what the context sets
 * is there before the statement is looked at, and gone when it has been answered.
 */
export async function queryUnder<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  context: BoundStatement,
  config: pg.QueryConfig,
): Promise<pg.QueryResult<Row>> {
  // By itself it sets nothing for longer than it lasts: this only makes it known to the connection.
  if (!areKnown(client.connection, [context])) await sendBatch(client, [context])
  return sendTogether(client, [context], config)
}

function wasAhead(error: unknown): never {
  throw new AheadError('What was sent ahead of the statement failed', { cause: error })
}

async function sendTogether<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  statements: readonly BoundStatement[],
  config: pg.QueryConfig,
): Promise<pg.QueryResult<Row>> {
  const { promise, resolve, reject } = Promise.withResolvers<pg.QueryResult<Row>>()
  const query = new QueryBehind<Row>(statements, config, (error, result) => {
    if (error) reject(error)
    else resolve(result)
  })
  client.query(query)
  return promise.catch((error: unknown) => (query.isReached() ? Promise.reject(error as Error) : wasAhead(error)))
}

/** The driver's query, with others written ahead of it before the server is asked to answer. */
class QueryBehind<Row extends pg.QueryResultRow> extends pg.Query<Row> {
  /** How many of the others were not done yet. */
  #left: number

  constructor(
    statements: readonly BoundStatement[],
    config: pg.QueryConfig,
    callback: (error: Error | undefined, result: pg.ResultBuilder<Row>) => void,
  ) {
    // The simple protocol of statements without values would begin anew behind one that fails.
    const extended = { ...config, queryMode: 'extended' }
    super(extended, callback)
    this.#left = statements.length
    const submit = this.submit.bind(this)
    this.submit = (connection) => {
      connection.stream.cork()
      writeStatements(connection, statements)
      submit(connection)
      connection.stream.uncork()
    }
  }

  isReached(): boolean {
    return this.#left === 0
  }

  override handleCommandComplete(message: { readonly text: string }, connection: pg.Connection): void {
    if (this.#left > 0) this.#left -= 1
    else super.handleCommandComplete(message, connection)
  }
}
