import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { openUrl } from './roles.ts'

/** What each role of the database may do at all (Điều 13.1); the rules of the journal come on top of it. */

const testing = await createTestDatabase()
const urls = { ...testing.urls, open: openUrl(testing.adminUrl, testing.secret) }
const roles = ['application', 'loader', 'reader', 'open'] as const
const runtime = `rolname IN ('kho_application', 'kho_loader', 'kho_reader', 'kho_open')`
const ours = `n.nspname !~ '^(pg_|information_schema$)'`

const clients = Object.fromEntries(roles.map((role) => [role, new pg.Client({ connectionString: urls[role] })]))
beforeAll(async () => {
  await Promise.all(Object.values(clients).map((client) => client.connect()))
})
afterAll(async () => {
  await Promise.all(Object.values(clients).map((client) => client.end()))
})
const run = (role: string, text: string) => clients[role]?.query(text) ?? Promise.reject(new Error(role))

/** `schema.table: PRIVILEGE` for all that a role may do to tables. */
async function granted(role: string, privileges: readonly string[]): Promise<string[]> {
  const rows = await testing.asAdmin<{ name: string }>(
    `SELECT c.oid::regclass || ': ' || p AS name
     FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace, unnest($2::text[]) AS p
     WHERE c.relkind IN ('r', 'p', 'v', 'm') AND ${ours} AND has_table_privilege('kho_' || $1, c.oid, p) ORDER BY 1`,
    [role, privileges],
  )
  return rows.map(({ name }) => name)
}

describe.each(roles)('the role %s', (role) => {
  it('has no power of its own and is nobody else', async () => {
    const [row] = await testing.asAdmin(
      `SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS powerful,
              (SELECT count(*)::integer FROM pg_auth_members AS m WHERE m.member = r.oid) AS memberships
       FROM pg_roles AS r WHERE rolname = 'kho_' || $1`,
      [role],
    )
    expect(row).toEqual({ powerful: false, memberships: 0 })
  })

  it('owns nothing', async () => {
    const rows = await testing.asAdmin(
      `SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS owned FROM pg_shdepend AS d JOIN pg_roles AS r ON r.oid = d.refobjid
       WHERE d.deptype = 'o' AND r.rolname = 'kho_' || $1
         AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))`,
      [role],
    )
    expect(rows).toEqual([])
  })

  it.each([
    ['make a table', 'CREATE TABLE warehouse.extra (n integer)'],
    ['make a table where everybody might', 'CREATE TABLE public.extra (n integer)'],
    ['make a schema', 'CREATE SCHEMA extra'],
    ['make a role', 'CREATE ROLE extra'],
    ['change a table', 'ALTER TABLE warehouse.submissions ADD COLUMN extra text'],
    ['drop a table', 'DROP TABLE warehouse.progress'],
    ['take a trigger off', 'ALTER TABLE warehouse.submissions DISABLE TRIGGER governed'],
    ['pass a trigger by', 'SET session_replication_role = replica'],
    ['become the owner', 'SET ROLE kho_owner'],
    ['replace the rule of the journal', `CREATE OR REPLACE FUNCTION journal.require_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`], // prettier-ignore
    ['empty a table', 'TRUNCATE warehouse.progress'],
    ['exempt a table from the journal', `INSERT INTO platform.operational_tables VALUES ('catalogue.datasets', 'no')`],
    ['pretend that a migration ran', `INSERT INTO platform.migrations VALUES ('9999.sql', '')`],
    ['raise the authority epoch', 'UPDATE platform.authority SET epoch = 0'],
  ])('may not %s', async (_what, statement) => {
    await expect(run(role, statement)).rejects.toMatchObject({ code: '42501' })
  })

  it('may neither truncate tables nor hang triggers or references on them', async () => {
    expect(await granted(role, ['TRUNCATE', 'TRIGGER', 'REFERENCES'])).toEqual([])
  })
})

it('gives the roles no schema to make tables in but staging, and that only to the loader', async () => {
  const rows = await testing.asAdmin(
    `SELECT r.rolname AS role, n.nspname AS schema FROM pg_roles AS r, pg_namespace AS n
     WHERE ${runtime} AND ${ours} AND has_schema_privilege(r.oid, n.oid, 'CREATE')`,
  )
  expect(rows).toEqual([{ role: 'kho_loader', schema: 'staging' }])
})

it('lets the reader write nothing', async () => {
  expect(await granted('reader', ['INSERT', 'UPDATE', 'DELETE'])).toEqual([])
})

it('lets the loader write what the work on a submission writes, and nothing else', async () => {
  expect(await granted('loader', ['INSERT', 'UPDATE', 'DELETE'])).toEqual([
    'journal.changes: INSERT',
    'journal.entries: INSERT',
    'journal.structure_queue: DELETE',
    'journal.unsealed: INSERT',
    'warehouse.applies: INSERT',
    'warehouse.conversions: DELETE',
    'warehouse.conversions: INSERT',
    'warehouse.drafts: DELETE',
    'warehouse.fault_counts: DELETE',
    'warehouse.fault_counts: INSERT',
    'warehouse.fault_counts: UPDATE',
    'warehouse.faults: DELETE',
    'warehouse.faults: INSERT',
    'warehouse.faults: UPDATE',
    'warehouse.measures: INSERT',
    'warehouse.progress: DELETE',
    'warehouse.progress: INSERT',
    'warehouse.progress: UPDATE',
    'warehouse.quarantine: INSERT',
    'warehouse.quarantine: UPDATE',
    'warehouse.resolutions: DELETE',
    'warehouse.resolutions: INSERT',
    'warehouse.resolutions: UPDATE',
    'warehouse.row_leaves: INSERT',
    'warehouse.row_tiles: INSERT',
    'warehouse.states: INSERT',
    'warehouse.states: UPDATE',
    'warehouse.submissions: INSERT',
    'warehouse.submissions: UPDATE',
  ])
})

it('lets the application add to the log, and take out of it only what waits for its place in the tree', async () => {
  const writes = await granted('application', ['INSERT', 'UPDATE', 'DELETE'])
  expect(writes.filter((name) => name.startsWith('journal.'))).toEqual([
    'journal.changes: INSERT',
    'journal.checkpoints: INSERT',
    'journal.cosignatures: INSERT',
    'journal.entries: INSERT',
    'journal.leaves: INSERT',
    'journal.logs: INSERT',
    'journal.reads: INSERT',
    'journal.structure_queue: DELETE',
    'journal.tiles: INSERT',
    'journal.tiles: UPDATE',
    'journal.timestamps: INSERT',
    'journal.unsealed: DELETE',
    'journal.unsealed: INSERT',
    'journal.unsealed: UPDATE',
    'journal.witness_answers: INSERT',
    'journal.witness_answers: UPDATE',
  ])
})

it('shows the reader no table but those that tell of applies, each held to a dataset (ADR 0038)', async () => {
  const seen = await granted('reader', ['SELECT'])
  expect(seen.filter((name) => !name.startsWith('shown.'))).toEqual([
    'platform.authority: SELECT',
    'platform.migrations: SELECT',
    'platform.operational_tables: SELECT',
    'warehouse.applies: SELECT',
    'warehouse.row_leaves: SELECT',
    'warehouse.row_tiles: SELECT',
    'warehouse.states: SELECT',
  ])
  await expect(run('reader', 'SELECT * FROM identity.accounts')).rejects.toMatchObject({ code: '42501' })
})

it('does not show the loader what proves an identity', async () => {
  const seen = await granted('loader', ['SELECT'])
  expect(seen.filter((name) => name.startsWith('identity.'))).toEqual([
    'identity.organisation_functions: SELECT',
    'identity.organisation_identifiers: SELECT',
    'identity.organisation_periods: SELECT',
    'identity.organisations: SELECT',
    'identity.successions: SELECT',
  ])
  await expect(run('loader', 'SELECT * FROM identity.accounts')).rejects.toMatchObject({ code: '42501' })
})

it('does not show the reader the journal: who read what is not for who reads', async () => {
  expect((await granted('reader', ['SELECT'])).filter((name) => name.startsWith('journal.'))).toEqual([])
})

it('lets nobody but the owner and the loader come to the tables of datasets: readers look through windows (ADR 0038)', async () => {
  const rows = await testing.asAdmin(
    `SELECT n.nspname AS schema, r.rolname AS role FROM pg_roles AS r, pg_namespace AS n
     WHERE ${runtime} AND n.nspname IN ('data', 'history', 'staging') AND has_schema_privilege(r.oid, n.oid, 'USAGE') ORDER BY 1, 2`,
  )
  expect(rows).toEqual([
    { schema: 'data', role: 'kho_loader' },
    { schema: 'history', role: 'kho_loader' },
    { schema: 'staging', role: 'kho_loader' },
  ])
})

it('lets a role run as the owner only what it is named for', async () => {
  const rows = await testing.asAdmin<{ name: string; roles: string[] }>(
    `SELECT p.oid::regprocedure::text AS name, array(SELECT rolname::text FROM pg_roles AS r
       WHERE ${runtime} AND has_function_privilege(r.oid, p.oid, 'EXECUTE') ORDER BY 1) AS roles
     FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
     WHERE p.prosecdef AND ${ours} AND p.prorettype <> 'trigger'::regtype ORDER BY 1`,
  )
  expect(rows).toEqual([
    { name: 'access.list_health_networks()', roles: ['kho_open'] },
    { name: 'catalogue.list_public_datasets(date)', roles: ['kho_application', 'kho_open'] },
    { name: 'journal.note_structure()', roles: [] },
    { name: 'warehouse.build_base_indexes(uuid)', roles: [] },
    { name: 'warehouse.build_indexes(uuid)', roles: ['kho_loader'] },
    { name: 'warehouse.build_search(uuid)', roles: [] },
    { name: 'warehouse.count_terms(uuid,bigint)', roles: ['kho_loader'] },
    { name: 'warehouse.find_keys(uuid,text,text,integer)', roles: ['kho_reader'] },
    { name: 'warehouse.make_base_tables(uuid,integer)', roles: [] },
    { name: 'warehouse.make_dataset_tables(uuid,integer)', roles: ['kho_application'] },
    { name: 'warehouse.open_window(uuid,jsonb,text[],boolean,boolean)', roles: ['kho_application'] },
    { name: 'warehouse.secure_rows(uuid)', roles: [] },
    { name: 'warehouse.strip_indexes(uuid)', roles: ['kho_loader'] },
  ])
})

describe('the role of the open zone (Điều 13.2)', () => {
  const everything = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']

  it('reads and writes no table, no view and no column of any', async () => {
    expect(await granted('open', everything)).toEqual([])
    const columns = await testing.asAdmin(
      `SELECT c.oid::regclass::text AS name FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'v', 'm') AND ${ours} AND has_any_column_privilege('kho_open', c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')`,
    )
    expect(columns).toEqual([])
  })

  it('uses no sequence', async () => {
    const rows = await testing.asAdmin(
      `SELECT s.seqrelid::regclass::text AS name FROM pg_sequence AS s
       WHERE has_sequence_privilege('kho_open', s.seqrelid, 'USAGE, SELECT, UPDATE')`,
    )
    expect(rows).toEqual([])
  })

  it('enters the two schemas whose questions it may ask, and public, where there is nothing', async () => {
    const rows = await testing.asAdmin<{ name: string }>(
      `SELECT nspname AS name FROM pg_namespace AS n WHERE ${ours} AND has_schema_privilege('kho_open', n.oid, 'USAGE') ORDER BY 1`,
    )
    expect(rows.map(({ name }) => name)).toEqual(['access', 'catalogue', 'public'])
    const tables = await testing.asAdmin(
      `SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm')`,
    )
    expect(tables).toEqual([])
  })

  it('calls of our functions those two alone', async () => {
    const rows = await testing.asAdmin<{ name: string }>(
      `SELECT p.oid::regprocedure::text AS name FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
       LEFT JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
       WHERE ${ours} AND d.objid IS NULL AND n.nspname <> 'public' AND has_function_privilege('kho_open', p.oid, 'EXECUTE')
         AND has_schema_privilege('kho_open', n.oid, 'USAGE') ORDER BY 1`,
    )
    expect(rows.map(({ name }) => name)).toEqual([
      'access.list_health_networks()',
      'catalogue.list_public_datasets(date)',
    ])
  })

  it.each([
    'identity.accounts',
    'identity.organisations',
    'journal.entries',
    'journal.reads',
    'journal.checkpoints',
    'catalogue.datasets',
    'catalogue.rows',
    'law.instruments',
    'warehouse.submissions',
    'access.networks',
    'access.zone_refusals',
    'platform.migrations',
  ])('is refused %s', async (table) => {
    await expect(run('open', `SELECT * FROM ${table} LIMIT 1`)).rejects.toMatchObject({ code: '42501' })
  })

  it('takes 20 connections and ten seconds at most', async () => {
    const rows = await testing.asAdmin(
      `SELECT rolconnlimit AS connections, rolconfig AS config FROM pg_roles WHERE rolname = 'kho_open'`,
    )
    expect(rows).toEqual([{ connections: 20, config: ['statement_timeout=10s'] }])
  })
})

it('fixes the search path of every function that runs as the owner', async () => {
  const rows = await testing.asAdmin(
    `SELECT p.oid::regprocedure::text AS name FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
     WHERE p.prosecdef AND ${ours} AND NOT coalesce(p.proconfig, '{}') @> ARRAY['search_path=""']`,
  )
  expect(rows).toEqual([])
})
