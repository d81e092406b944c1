import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { tablesAndRules } from './testing.ts'

/** Điều 13.3 as the database itself keeps it: what holds here holds for any program, whatever its code forgets. */

const testing = await createTestDatabase()

const tables = await tablesAndRules(testing)
const operational = await testing.asAdmin<{ relation: string; reason: string }>(
  'SELECT relation, reason FROM platform.operational_tables ORDER BY relation',
)
const governed = tables.filter((table) => table.governed).map(({ name }) => name)
const journalTables = [
  'changes',
  'checkpoints',
  'cosignatures',
  'entries',
  'leaves',
  'logs',
  'reads',
  'timestamps',
].map((name) => `journal.${name}`)

const client = new pg.Client({ connectionString: testing.adminUrl })
beforeAll(() => client.connect())
afterAll(() => client.end())

/**
 * The strongest there are: the owner of all tables, the superuser of the connection, and the same in a session that plays
 * the replica, whom ordinary triggers let pass.
 */
const strongest = ['kho_owner', 'NONE', 'NONE; SET LOCAL session_replication_role = replica'] as const

/** Tries a statement in a role and undoes it; says how it was refused. */
async function tryAs(role: (typeof strongest)[number], statement: string): Promise<string> {
  await client.query(`BEGIN; SET LOCAL ROLE ${role}`)
  try {
    await client.query(statement)
    return 'done'
  } catch (error) {
    return error instanceof pg.DatabaseError ? `${error.code ?? ''} ${error.message}` : String(error)
  } finally {
    await client.query('ROLLBACK')
  }
}

/** Statements of all four kinds that would touch no row at all. */
const emptyStatements = (table: string, column: string) => [
  `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM ${table} WHERE false`,
  `UPDATE ${table} SET ${column} = ${column} WHERE false`,
  `DELETE FROM ${table} WHERE false`,
  `TRUNCATE ${table} CASCADE`,
]
const firstColumn = new Map(
  (
    await testing.asAdmin<{ name: string; column: string }>(
      `SELECT table_schema || '.' || table_name AS name, column_name AS column FROM information_schema.columns WHERE ordinal_position = 1`,
    )
  ).map(({ name, column }) => [name, column]),
)

it('has every table under the rule of the journal, or listed as free of it with the reason (Điều 13.3)', () => {
  expect(governed.length).toBeGreaterThan(10)
  const free = operational.map(({ relation }) => relation)
  expect([...governed, ...free].sort()).toEqual(tables.map(({ name }) => name))
  expect(operational.filter(({ reason }) => reason.length < 10)).toEqual([])
})

it('frees no data of the warehouse from the rule', () => {
  expect(operational.map(({ relation }) => relation)).toEqual([
    'access.decisions',
    'access.grant_use',
    'access.subject_notices',
    'access.violation_views',
    'access.zone_refusals',
    'identity.account_uses',
    'identity.authenticator_uses',
    'identity.known_devices',
    'identity.openid_artifacts',
    'identity.passkey_attempts',
    'identity.passkey_uses',
    'identity.sessions',
    'identity.sign_in_attempts',
    'identity.sign_ins',
    'identity.token_uses',
    ...journalTables.filter((name) => name < 'journal.s'),
    'journal.structure_queue',
    'journal.tiles',
    'journal.timestamps',
    'journal.unsealed',
    'journal.witness_answers',
    'platform.authority',
    'platform.migrations',
    'platform.operational_tables',
    'warehouse.calendar',
    'warehouse.conversions',
    'warehouse.drafts',
    'warehouse.exports',
    'warehouse.fault_counts',
    'warehouse.faults',
    'warehouse.notice_reads',
    'warehouse.notices',
    'warehouse.progress',
    'warehouse.state_checks',
    'warehouse.uploads',
  ])
})

describe.each(strongest)('without a change, in the role %s', (role) => {
  it.each(governed)('%s takes no INSERT, UPDATE, DELETE or TRUNCATE (Điều 13.3)', async (table) => {
    for (const statement of emptyStatements(table, firstColumn.get(table) ?? '')) {
      expect(await tryAs(role, statement), statement).toMatch(/^KJ001 .* takes no change without a journal record/)
    }
  })
})

it('has every trigger of its rules fire in every session, whatever part that plays (Điều 13.3, D4)', async () => {
  const others = await testing.asAdmin(`
    SELECT t.tgrelid::regclass::text AS on, t.tgname AS name, t.tgenabled AS enabled FROM pg_trigger AS t
    WHERE NOT t.tgisinternal AND t.tgenabled <> 'A'`)
  expect(others).toEqual([])
})

it('keeps the log append-only by a trigger on each of its tables (Điều 13.3)', () => {
  expect(tables.filter(({ appendOnly }) => appendOnly).map(({ name }) => name)).toEqual(journalTables)
})

describe.each(strongest)('in the role %s', (role) => {
  it.each(journalTables)('%s takes no UPDATE, DELETE or TRUNCATE (Điều 13.3)', async (table) => {
    const [, ...rewrites] = emptyStatements(table, firstColumn.get(table) ?? '')
    for (const statement of rewrites) {
      expect(await tryAs(role, statement), statement).toMatch(/^KJ002 journal\.\w+ is append-only/)
    }
  })
})

const id = (n: number) => `'0198a6a0-0000-7000-8000-00000000000${String(n)}'`
const openChange = (n: number) => `
  INSERT INTO journal.changes (id, at, account_id, account_name, unit_id, unit_name, via, request_id)
  VALUES (${id(n)}, now(), 'a', 'a', 'u', 'u', 'system', 'r')`
const name = (n: number) => `SELECT set_config('kho.change', ${id(n)}, true)`
const record = (n: number) => `
  INSERT INTO journal.entries (id, change_id, event, subject_type, subject_id, subject_label, payload, leaf_hash)
  VALUES (gen_random_uuid(), ${id(n)}, 'law.instrument.registered', 't', 'i', 'l', '{}', sha256(''))`
const write = `DELETE FROM law.instruments WHERE false`

it('asks for an entry to a change even of a session that plays the replica (Điều 13.3, D4)', async () => {
  await client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${openChange(9)}`)
  await expect(client.query('COMMIT')).rejects.toMatchObject({ code: 'KJ003' })
})

describe('a transaction as the application', () => {
  const application = new pg.Client({ connectionString: testing.urls.application })
  beforeAll(() => application.connect())
  afterAll(() => application.end())

  /** What becomes of a transaction of these statements, up to its commit. */
  async function outcome(...statements: string[]): Promise<string> {
    try {
      await application.query('BEGIN')
      for (const statement of statements) await application.query(statement)
      await application.query('COMMIT')
      return 'committed'
    } catch (error) {
      await application.query('ROLLBACK')
      return error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)
    }
  }

  it('may write a governed table after its change row, and commit with an entry', async () => {
    expect(await outcome(openChange(1), name(1), write, record(1), write)).toBe('committed')
  })

  it.each([
    ['no change at all', 'KJ001', [write]],
    ['a change that it does not name', 'KJ001', [openChange(2), write]],
    ['a name without a change', 'KJ001', [name(2), write]],
    ['the name of a change of an earlier transaction', 'KJ001', [name(1), write]],
    ['a change without an entry', 'KJ003', [openChange(2), name(2), write]],
    ['a change row alone', 'KJ003', [openChange(2)]],
    ['its entry under another change', 'KJ003', [openChange(2), name(2), write, record(1)]],
  ])('does not commit with %s (Điều 13.3)', async (_what, code, statements) => {
    expect(await outcome(...statements)).toBe(code)
  })

  it('does not carry its change over to the next transaction', async () => {
    expect(await outcome(openChange(3), name(3), record(3), write)).toBe('committed')
    expect(await outcome(write)).toBe('KJ001')
  })

  it('keeps its change over a savepoint that is rolled back', async () => {
    const statements = ['SAVEPOINT s', write, 'ROLLBACK TO s', write]
    expect(await outcome(openChange(4), name(4), ...statements, record(4))).toBe('committed')
  })
})
