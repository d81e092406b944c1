import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { sha256 } from '../crypto/digest.ts'
import { openRole, ownerRole, reconcilerRole, rolePassword, runtimeRoles, windowRoles } from './roles.ts'

const folder = path.resolve(import.meta.dirname, '../../../migrations')
/** One migrator at a time on one database. */
const lockKey = 5086
/** The event triggers that note changes of the structure, and when they fire. */
const structureWatches = [
  ['kho_structure_changed', 'ddl_command_end'],
  ['kho_structure_dropped', 'sql_drop'],
] as const

export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/**
 * Brings a database to the newest schema: roles, then every file of `migrations/` that has not run yet, each in one
 * transaction as the owner role. A file that was changed after it ran is refused.
 * @returns the names of the files that ran now
 */
export async function migrate(adminUrl: string, secret: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lockKey])
    await refuseOldServers(client)
    await ensureRoles(client, secret)
    await client.query(`SET ROLE ${ownerRole}`)
    const done = await appliedDigests(client)
    const ran: string[] = []
    for (const file of await migrationFiles()) {
      const known = done.get(file.name)
      if (known === undefined) {
        await runFile(client, file)
        ran.push(file.name)
      } else if (known !== file.digest) {
        throw new MigrationError(`${file.name} was changed after it ran here; write a new migration instead`)
      }
    }
    await watchStructure(client)
    return ran
  } finally {
    await client.end()
  }
}

/** Makes a database on a server unless it is there. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0)
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} ENCODING 'UTF8' TEMPLATE template0`)
  } finally {
    await client.end()
  }
}

/**
 * Has every change of the structure noted by `journal.note_structure`, in every session. Only a superuser may; where the
 * administrator of a server is none, the watch is missing and `kho reconcile` says so.
 */
async function watchStructure(client: pg.Client): Promise<void> {
  await client.query('RESET ROLE')
  const { rows } = await client.query<{ strong: boolean }>(
    'SELECT rolsuper AS strong FROM pg_roles WHERE rolname = current_user',
  )
  if (rows[0]?.strong !== true) return
  for (const [name, event] of structureWatches) {
    await client.query(`DO $do$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_event_trigger WHERE evtname = '${name}') THEN
        CREATE EVENT TRIGGER ${name} ON ${event} EXECUTE FUNCTION journal.note_structure();
        ALTER EVENT TRIGGER ${name} ENABLE ALWAYS;
      END IF;
    END $do$`)
  }
}

interface MigrationFile {
  readonly name: string
  readonly text: string
  readonly digest: string
}

async function migrationFiles(): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8')
      return { name, text, digest: sha256(text).toString('hex') }
    }),
  )
}

async function refuseOldServers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::integer AS version`,
  )
  const version = Math.floor((rows[0]?.version ?? 0) / 10_000)
  if (version < 15) throw new MigrationError(`PostgreSQL 15 or newer is needed; this server is ${String(version)}`)
}

/**
 * Roles belong to the whole server, and an advisory lock to one database: of two databases that are prepared at once
 * one waits for the row of a role and is then refused as too late. It does the same again; all of it may be done twice.
 */
async function ensureRoles(client: pg.Client, secret: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query('BEGIN')
      await makeRoles(client, secret)
      await client.query('COMMIT')
      return
    } catch (error) {
      await client.query('ROLLBACK')
      if (!anotherWasFirst(error) || attempt === 20) throw error
    }
  }
}

function anotherWasFirst(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false
  return error.code === '23505' || (error.code === 'XX000' && error.routine === 'simple_heap_update')
}

async function makeRoles(client: pg.Client, secret: string): Promise<void> {
  const signingIn = [...Object.values(runtimeRoles), reconcilerRole, openRole]
  for (const role of [ownerRole, ...windowRoles, ...signingIn]) {
    await client.query(`DO $do$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role}; END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $do$`)
  }
  for (const role of signingIn) {
    const password = client.escapeLiteral(rolePassword(secret, role))
    await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${password}`)
  }
  // What is open to everybody takes only so much of the server away from the others.
  await client.query(`ALTER ROLE ${openRole} CONNECTION LIMIT 20`)
  await client.query(`ALTER ROLE ${openRole} SET statement_timeout = '10s'`)
  // Only a superuser, or since PostgreSQL 16 who has it, may hand it on; `kho reconcile` tells where it is missing.
  await client.query(`DO $do$ BEGIN
    IF NOT (SELECT rolreplication FROM pg_roles WHERE rolname = '${reconcilerRole}') THEN ALTER ROLE ${reconcilerRole} REPLICATION; END IF;
  EXCEPTION WHEN insufficient_privilege THEN NULL; END $do$`)
  await client.query(`GRANT ${ownerRole} TO CURRENT_USER`)
  // It hands over to them what it makes for them.
  await client.query(`GRANT ${windowRoles.join(', ')} TO ${ownerRole}`)
  const { rows } = await client.query<{ name: string }>('SELECT quote_ident(current_database()) AS name')
  await client.query(`GRANT CREATE, CONNECT, TEMPORARY ON DATABASE ${rows[0]?.name ?? ''} TO ${ownerRole}`)
}

async function appliedDigests(client: pg.Client): Promise<Map<string, string>> {
  await client.query(`CREATE SCHEMA IF NOT EXISTS platform`)
  await client.query(`CREATE TABLE IF NOT EXISTS platform.migrations (
    name text PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`)
  const { rows } = await client.query<{ name: string; digest: string }>('SELECT name, digest FROM platform.migrations')
  return new Map(rows.map((row) => [row.name, row.digest]))
}

async function runFile(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(file.text)
    await client.query('INSERT INTO platform.migrations (name, digest) VALUES ($1, $2)', [file.name, file.digest])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrationError(`${file.name} failed and was undone: ${reason}`, { cause: error })
  }
}

/** What came with the program: `name digest` of each migration, and the whole text of all. */
export async function shippedMigrations(): Promise<{ readonly names: ReadonlySet<string>; readonly text: string }> {
  const files = await migrationFiles()
  return {
    names: new Set(files.map(({ name, digest }) => `${name} ${digest}`)),
    text: files.map(({ text }) => text).join('\n'),
  }
}
