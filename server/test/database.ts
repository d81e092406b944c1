import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { createDatabase, runtimeUrls, type Database, type RuntimeRole } from '../src/platform/index.ts'

export const templateName = 'kho_template'
/** The same with a furnished warehouse in it (`warehouse/open-warehouse.ts`). */
export const furnishedName = 'kho_furnished'

/** The server of this test run. */
export interface TestServer {
  readonly adminUrl: string
  readonly secret: string
}

/** A database of one test file: all migrations applied, nobody else in it, dropped when the file is done. */
export interface TestDatabase {
  readonly name: string
  readonly adminUrl: string
  readonly secret: string
  readonly urls: Readonly<Record<RuntimeRole, string>>
  readonly database: Database
  /** Runs SQL as superuser: to look at what no role may see, or to do harm on purpose. */
  asAdmin<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Runs SQL past every trigger, as a superuser can who leaves them as they were. */
  asIntruder(text: string): Promise<void>
}

/**
 * Switches the guards off for a transaction on a connection that has not looked at their tables yet. It is written into
 * PostgreSQL's own catalogue, so no command says that it was done.
 */
export const guardsOff = `
  SET session_replication_role = replica; SET allow_system_table_mods = on;
  UPDATE pg_catalog.pg_trigger SET tgenabled = 'D' WHERE tgenabled = 'A'`
const guardsOn = `UPDATE pg_catalog.pg_trigger SET tgenabled = 'A' WHERE tgenabled = 'D'`

/** Call it at the top of a test file: `const { database } = await createTestDatabase()`. */
export async function createTestDatabase(template?: string): Promise<TestDatabase> {
  const { drop, ...testing } = await openTestDatabase(template)
  afterAll(drop)
  return testing
}

/** The same for whoever drops it: a test that needs many, one after the other. */
export async function openTestDatabase(
  template = templateName,
): Promise<TestDatabase & { readonly drop: () => Promise<void> }> {
  const { adminUrl: serverUrl, secret } = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await cloneDatabase(serverUrl, template, name)
  const adminUrl = databaseUrl(serverUrl, name)
  const urls = runtimeUrls(adminUrl, secret)
  const database = createDatabase(urls, 4)
  return {
    drop: async () => {
      await database.close()
      await asAdmin(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`)
    },
    ...{ name, adminUrl, secret, urls, database },
    asAdmin: (text, values) => asAdmin(adminUrl, text, values),
    asIntruder: async (text) => {
      await asAdmin(adminUrl, [guardsOff, text, guardsOn].join('; '))
    },
  }
}

export async function cloneDatabase(serverUrl: string, template: string, name: string): Promise<void> {
  await asAdmin(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  // Rights on a database, unlike rights inside it, are not cloned.
  await asAdmin(serverUrl, `GRANT CREATE, CONNECT, TEMPORARY ON DATABASE ${name} TO kho_owner`)
}

/** Runs SQL in a database as superuser. */
export async function asAdmin<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Row>(text, [...values])
    return rows
  } finally {
    await client.end()
  }
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.toString()
}
