import type { RawBuilder } from 'kysely'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Readable, Writable } from 'node:stream'
import { platformProblems } from '../problems.ts'
import { sendBatch } from './batch.ts'
import { queryBehind, queryUnder } from './behind.ts'
import type { BoundStatement } from './batch.ts'
import { compileStatement } from './compile.ts'
import { arrayOf, contextAhead } from './context.ts'
import type { Context } from './context.ts'

/**
 * A connection that reads. It is handed to stores as their first argument; SQL is written with Kysely's `sql` tag, so
 * values are always bound parameters and names always quoted.
 */
export interface Db {
  rows<Row>(query: RawBuilder<Row>): Promise<Row[]>
  first<Row>(query: RawBuilder<Row>): Promise<Row | undefined>
  /** Runs a statement; gives the number of rows it touched. */
  execute(query: RawBuilder<unknown>): Promise<number>
}

/** Every kind of statement that ends by itself. */
export interface Statements extends Db {
  prepared<Row extends pg.QueryResultRow>(statement: PreparedStatement, values: readonly unknown[]): Promise<Row[]>
}

/** A connection held for one piece of work, able to stream. */
export interface Session extends Statements {
  /** Opens `COPY … FROM STDIN`; the text must be made of quoted names only. */
  copyIn(statement: string): Writable
  /** Opens `COPY (query) TO STDOUT`; the options are text of our own. */
  copyOut(query: RawBuilder<unknown>, options: string): Readable
}

/**
 * Statement prepared once per connection under a name; for the hot paths. Connections keep every name they have seen,
 * so what comes in many forms has none.
 */
export interface PreparedStatement {
  readonly name: string | undefined
  readonly text: string
}

/** A connection outside any transaction, on which transactions may be made of batches. */
export interface Connection extends Session {
  /**
   * Sends statements in one round trip, none behind one that fails; outside of a transaction they are one of their own.
   * @returns what was done, statement by statement, such as `INSERT 0 1`
   */
  batch(statements: readonly BoundStatement[]): Promise<string[]>
  /**
   * For one statement that goes behind others in the same round trip, within a transaction.
   * Its statements throw `AheadError` when one of the others fails.
   */
  behind(statements: readonly BoundStatement[]): Statements
  /** Whether a statement on it came with a notice of this SQLSTATE. */
  hasNoticed(code: string): boolean
}

/** One pool per database role: what code may do is decided by the role it connects as. */
export interface RolePool extends Statements {
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>
  /** A connection outside any transaction, e.g. to hold an advisory lock. */
  withSession<T>(work: (session: Connection) => Promise<T>): Promise<T>
  /** Statements that are each answered in a context, in a round trip and a transaction of their own. */
  under(context: Context): Statements
}

export type RuntimeRole = 'application' | 'loader' | 'reader'

export interface Database {
  readonly application: RolePool
  readonly loader: RolePool
  readonly reader: RolePool
  pool(role: RuntimeRole): RolePool
  /** Answers when every pool can reach the server. */
  ping(): Promise<void>
  close(): Promise<void>
}

const [int8, date] = [pg.types.builtins.INT8, pg.types.builtins.DATE]

/** Counts as numbers (below 2⁵³), days as the text PostgreSQL writes; all else as `pg` does. */
const wireTypes = new pg.TypeOverrides()
wireTypes.setTypeParser(int8, Number)
wireTypes.setTypeParser(date, String)

export function createDatabase(urls: Readonly<Record<RuntimeRole, string>>, poolSize: number): Database {
  const pools = {
    application: createRolePool(urls.application, poolSize),
    loader: createRolePool(urls.loader, poolSize, loaderSettings),
    reader: createRolePool(urls.reader, poolSize),
  }
  return {
    application: pools.application.face,
    loader: pools.loader.face,
    reader: pools.reader.face,
    pool: (role) => pools[role].face,
    ping: async () => {
      await Promise.all(Object.values(pools).map(({ pool }) => pool.query('SELECT 1')))
    },
    close: async () => {
      await Promise.all(Object.values(pools).map(({ pool }) => pool.end()))
    },
  }
}

/** A pool of its own for a role beside those that serve. */
export function createPool(
  address: string,
  size: number,
): { readonly db: RolePool; role(): Promise<string>; close(): Promise<void> } {
  const { pool, face } = createRolePool(address, size)
  return {
    db: face,
    /** Whom the server takes it for. */
    role: async () => {
      const { rows } = await pool.query<{ role: string }>('SELECT current_user::text AS role').catch(unavailable)
      return rows[0]?.role ?? ''
    },
    close: () => pool.end(),
  }
}

/** What a value looks like as text must not depend on the server's settings: commitments are made over it. */
const textSettings = '-c datestyle=ISO,YMD -c timezone=UTC -c standard_conforming_strings=on -c bytea_output=hex'
/**
 * How loads work: few at a time, each over whole files. Their sorts and joins stay in memory, and all cores take part: a
 * row handed over by a worker costs next to nothing beside what was done to it, but the planner would think it dear.
 */
const loaderSettings = '-c work_mem=256MB -c parallel_tuple_cost=0'

function createRolePool(address: string, size: number, settings = ''): { pool: pg.Pool; face: RolePool } {
  // The address may carry options of the operator's, which `pg` would take instead of ours; of two, the later one counts.
  const url = new URL(address)
  url.searchParams.set('options', [url.searchParams.get('options'), textSettings, settings].join(' ').trim())
  const pool = new pg.Pool({
    connectionString: url.toString(),
    max: size,
    types: wireTypes,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'khochung',
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', ignoreBrokenConnection)
  // The same of one that breaks while it changes hands: it may hear of its end twice.
  pool.on('connect', (client) => client.on('error', ignoreBrokenConnection))
  const borrow = () => pool.connect().catch(unavailable)
  const withClient = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await borrow()
    let broken = false
    try {
      return await work(client)
    } catch (error) {
      // What is thrown may be told as unavailable already; a connection that breaks is not always known as such yet.
      broken = isConnectionError(error) || (error instanceof Error && isConnectionError(error.cause))
      return unavailable(error)
    } finally {
      client.release(broken)
    }
  }
  return {
    pool,
    face: {
      ...createStatements((config) => pool.query(config)),
      withSession: (work) => withClient((client) => withNotices(client, work)),
      transaction: (work) => withClient((client) => runTransaction(client, work)),
      under: (context) => {
        const statement = contextAhead(context)
        return createStatements((config) => withClient((client) => queryUnder(client, statement, config)))
      },
    },
  }
}

type Query = (config: pg.QueryConfig) => Promise<pg.QueryResult<pg.QueryResultRow>>

function createStatements(query: Query): Statements {
  const run = (built: RawBuilder<unknown>) => {
    const { text, values } = compileStatement(built)
    return query({ text, values: [...values] }).catch(unavailable)
  }
  return {
    rows: async <Row>(built: RawBuilder<Row>) => (await run(built)).rows as Row[],
    first: async <Row>(built: RawBuilder<Row>) => (await run(built)).rows[0] as Row | undefined,
    execute: async (built) => (await run(built)).rowCount ?? 0,
    prepared: async <Row>({ name, text }: PreparedStatement, values: readonly unknown[]) => {
      const named = name === undefined ? {} : { name }
      return (await query({ ...named, text, values: [...values] }).catch(unavailable)).rows as Row[]
    },
  }
}

/** COPY takes no parameters: their values stand in its text, escaped by the driver, as what they would be sent as. */
function withLiterals(query: RawBuilder<unknown>): string {
  const { text, values } = compileStatement(query)
  return text.replace(/\$(\d+)/g, (_whole, place: string) => toLiteral(values[Number(place) - 1]))
}

function toLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (Array.isArray(value)) return pg.escapeLiteral(arrayOf(value.map(String)))
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return pg.escapeLiteral(String(value))
  }
  throw new TypeError('COPY takes texts, numbers, booleans and lists of them')
}

function createSession(client: pg.PoolClient): Session {
  return {
    ...createStatements((config) => client.query(config)),
    copyIn: (statement) => client.query(copyFrom(statement)),
    copyOut: (query, options) => client.query(copyTo(`COPY (${withLiterals(query)}) TO STDOUT (${options})`)),
  }
}

async function withNotices<T>(client: pg.PoolClient, work: (connection: Connection) => Promise<T>): Promise<T> {
  const codes = new Set<string | undefined>()
  const note = ({ code }: { code?: string | undefined }) => {
    codes.add(code)
  }
  client.on('notice', note)
  try {
    return await work({
      ...createSession(client),
      batch: (statements) => sendBatch(client, statements).catch(unavailable),
      behind: (statements) => createStatements((config) => queryBehind(client, statements, config)),
      hasNoticed: (code) => codes.has(code),
    })
  } finally {
    client.off('notice', note)
  }
}

async function runTransaction<T>(client: pg.PoolClient, work: (session: Session) => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    const result = await work(createSession(client))
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

function ignoreBrokenConnection(): void {
  // A query in flight rejects with the same error; this listener only keeps the event from ending the process.
}

/** Whether the failure is the connection's, not the statement's: SQLSTATE 08, 57P01–57P03, 53300, or a socket error. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (/^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code))
    return true
  // The server's socket is gone; any other file that is missing has nothing to do with the connection.
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect'
  return /Connection terminated|timeout exceeded when trying to connect|not queryable|Cannot use a pool after calling end/.test(
    error.message,
  )
}

/** No room on the disk of the evidence folder, or on the database's (SQLSTATE 53100). */
export function isStorageFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === '53100')
}

function unavailable(error: unknown): never {
  throw isConnectionError(error) ? platformProblems.databaseUnavailable({}, { cause: error }) : error
}
