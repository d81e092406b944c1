import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { anActor } from '../../law/testing.ts'
import type { RuntimeRole } from '../../platform/index.ts'

const warehouse = await openWarehouse()
const { deliver, modules, testing } = warehouse
const { database } = testing

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(manyFiles(5))
})

/** The SQLSTATE a role's statement is refused with; undefined when it is not. */
async function refusalOf(role: RuntimeRole, statement: RawBuilder<unknown>): Promise<string | undefined> {
  const outcome = await database
    .pool(role)
    .transaction(async (session) => {
      await session.execute(statement)
      throw new Error('nothing of this may stay')
    })
    .catch((error: unknown) => error)
  return outcome instanceof Error && 'code' in outcome ? String(outcome.code) : undefined
}

const notPermitted = '42501'
const withoutRecord = 'KJ001'
const writes = {
  insert: sql`INSERT INTO data.ho_so (_key, _since, _ordinal, _salt) VALUES ('X', 1, 0, gen_random_uuid())`,
  update: sql`UPDATE data.ho_so SET f2 = 'Khác'`,
  delete: sql`DELETE FROM data.ho_so`,
  truncate: sql`TRUNCATE data.ho_so`,
  history: sql`INSERT INTO history.ho_so (_key, _since, _ordinal, _salt, _until, _until_ordinal) VALUES ('X', 1, 0, gen_random_uuid(), 2, 0)`,
  'history update': sql`UPDATE history.ho_so SET _until = 9`,
  'history delete': sql`DELETE FROM history.ho_so`,
  applies: sql`INSERT INTO warehouse.applies SELECT dataset_id, 99, at, submission_id, 1, 1, merkle_root FROM warehouse.applies LIMIT 1`,
  'applies update': sql`UPDATE warehouse.applies SET merkle_root = sha256(merkle_root)`,
  'applies delete': sql`DELETE FROM warehouse.applies`,
  leaves: sql`INSERT INTO warehouse.row_leaves SELECT dataset_id, 99, chunk, leaves FROM warehouse.row_leaves LIMIT 1`,
  'leaves update': sql`UPDATE warehouse.row_leaves SET leaves = ''`,
  'leaves delete': sql`DELETE FROM warehouse.row_leaves`,
  tiles: sql`INSERT INTO warehouse.row_tiles SELECT dataset_id, 99, 1, 0, sha256(leaves) FROM warehouse.row_leaves LIMIT 1`,
  'tiles update': sql`UPDATE warehouse.row_tiles SET hashes = ''`,
  'tiles delete': sql`DELETE FROM warehouse.row_tiles`,
  states: sql`UPDATE warehouse.states SET records = 0`,
  submissions: sql`UPDATE warehouse.submissions SET sent = 0`,
  'submissions delete': sql`DELETE FROM warehouse.submissions`,
}
const definitions = {
  'make a table beside the data': sql`CREATE TABLE data.lau (x int)`,
  'make a table in the module': sql`CREATE TABLE warehouse.lau (x int)`,
  'make a table in public': sql`CREATE TABLE public.lau (x int)`,
  'make a schema': sql`CREATE SCHEMA lau`,
  'add a column': sql`ALTER TABLE data.ho_so ADD COLUMN x int`,
  'drop a table': sql`DROP TABLE data.ho_so`,
  'take the guard off a table': sql`ALTER TABLE data.ho_so DISABLE TRIGGER governed`,
  'drop a constraint': sql`ALTER TABLE warehouse.submissions DROP CONSTRAINT balanced`,
  'make a function': sql`CREATE FUNCTION warehouse.lau() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  'become the owner': sql`SET ROLE kho_owner`,
  'switch triggers off': sql`SET session_replication_role = replica`,
}

describe('the superuser', () => {
  it.each([
    `INSERT INTO data.ho_so (_key, _since, _ordinal, _salt) VALUES ('X', 1, 0, gen_random_uuid())`,
    `UPDATE data.ho_so SET f2 = 'Khác'`,
    'DELETE FROM data.ho_so',
    'TRUNCATE data.ho_so',
    'UPDATE history.ho_so SET _until = 9',
    'TRUNCATE history.ho_so',
  ])('does not pass the guard of a made table by playing the replica: %s (Điều 13.3, D4)', async (statement) => {
    const attack = testing.asAdmin(`SET session_replication_role = replica; ${statement}`)
    await expect(attack).rejects.toMatchObject({ code: withoutRecord })
  })
})

describe('the application', () => {
  it.each(Object.entries(writes))('cannot touch rows or their proofs unrecorded: %s', async (name, statement) => {
    expect([notPermitted, withoutRecord], name).toContain(await refusalOf('application', statement))
  })

  it('has no right on rows at all, recorded or not', async () => {
    for (const name of [
      'insert',
      'update',
      'delete',
      'truncate',
      'history',
      'history update',
      'history delete',
    ] as const) {
      expect(await refusalOf('application', writes[name]), name).toBe(notPermitted)
    }
  })

  it('cannot even look at rows', async () => {
    expect(await refusalOf('application', sql`SELECT * FROM data.ho_so`)).toBe(notPermitted)
    expect(await refusalOf('application', sql`SELECT * FROM history.ho_so`)).toBe(notPermitted)
  })

  it('cannot touch rows within a recorded change either', async () => {
    const change = modules.journal.change(anActor(), async (tx) => {
      await tx.record({ event: 'test', subject: { type: 'test', id: '1', label: '1' }, payload: {} })
      await tx.execute(writes.update)
    })
    await expect(change).rejects.toMatchObject({ code: notPermitted })
  })

  it.each(Object.entries(definitions))('cannot %s', async (_, statement) => {
    expect(await refusalOf('application', statement)).toMatch(/^(42501|42809)$/)
  })

  it('cannot have a table made for a dataset that is not declared, or take indexes off one that holds rows', async () => {
    const id = sql`'00000000-0000-7000-8000-000000000001'::uuid`
    expect(await refusalOf('application', sql`SELECT warehouse.make_dataset_tables(${id}, 1)`)).toBe('P0001')
    expect(await refusalOf('application', sql`SELECT warehouse.strip_indexes(${id})`)).toBe(notPermitted)
    const own = sql`(SELECT id FROM catalogue.datasets WHERE code = ${files})`
    expect(await refusalOf('loader', sql`SELECT warehouse.strip_indexes(${own})`)).toBe('P0001')
  })
})

describe('the loader', () => {
  it.each(Object.entries(writes))('writes nothing without a change: %s (Điều 13.3)', async (name, statement) => {
    expect([notPermitted, withoutRecord], name).toContain(await refusalOf('loader', statement))
  })

  it('is refused by the guard where it may write, by its rights where it may not', async () => {
    const codes: Record<string, string | undefined> = {}
    for (const [name, statement] of Object.entries(writes)) codes[name] = await refusalOf('loader', statement)
    const guarded = Object.entries(codes)
      .filter(([, code]) => code === withoutRecord)
      .map(([name]) => name)
    expect(guarded).toEqual([
      'insert',
      'update',
      'delete',
      'history',
      'applies',
      'leaves',
      'tiles',
      'states',
      'submissions',
    ])
  })

  it('cannot lend itself the change of another transaction', async () => {
    const [{ id } = { id: '' }] = await testing.asAdmin<{ id: string }>(
      'SELECT id FROM journal.changes ORDER BY id DESC LIMIT 1',
    )
    const outcome = database.loader.transaction(async (session) => {
      await session.execute(sql`SELECT set_config('kho.change', ${id}, true)`)
      await session.execute(writes.update)
    })
    await expect(outcome).rejects.toMatchObject({ code: withoutRecord })
  })

  it('cannot commit a change that has no entry', async () => {
    const outcome = database.loader.transaction(async (session) => {
      const id = '00000000-0000-7000-8000-0000000000ff'
      await session.execute(sql`INSERT INTO journal.changes (id, at, account_id, account_name, unit_id, unit_name, via, request_id)
                                VALUES (${id}, now(), 'x', 'x', 'x', 'x', 'system', 'x')`)
      await session.execute(sql`SELECT set_config('kho.change', ${id}, true)`)
      await session.execute(writes.update)
    })
    await expect(outcome).rejects.toMatchObject({ code: 'KJ003' })
    expect(await testing.asAdmin(`SELECT FROM data.ho_so WHERE f2 = 'Khác'`)).toEqual([])
  })

  it('cannot rewrite history or proofs even within a change', async () => {
    for (const name of [
      'history update',
      'history delete',
      'applies update',
      'applies delete',
      'leaves update',
      'leaves delete',
    ] as const) {
      const change = modules.journal.change(
        anActor(),
        async (tx) => {
          await tx.record({ event: 'test', subject: { type: 'test', id: '1', label: '1' }, payload: {} })
          await tx.execute(writes[name])
        },
        'loader',
      )
      await expect(change, name).rejects.toMatchObject({ code: notPermitted })
    }
  })

  it.each(Object.entries(definitions))('cannot %s', async (_, statement) => {
    expect(await refusalOf('loader', statement)).toBe(notPermitted)
  })

  it('cannot see what proves an identity', async () => {
    for (const table of ['accounts', 'api_tokens', 'sessions']) {
      expect(await refusalOf('loader', sql`SELECT * FROM ${sql.table(`identity.${table}`)}`), table).toBe(notPermitted)
    }
  })
})

describe('the reader', () => {
  it.each(Object.entries({ ...writes, ...definitions }))('only reads: %s', async (_, statement) => {
    expect(await refusalOf('reader', statement)).toBe(notPermitted)
  })

  it('reads no table of a dataset or a module, but what tells of applies (ADR 0038)', async () => {
    expect(await refusalOf('reader', sql`SELECT * FROM warehouse.applies`)).toBeUndefined()
    const closed = [
      ...['data.ho_so', 'history.ho_so', 'catalogue.datasets', 'access.grants', 'warehouse.exports'],
      ...['journal.entries', 'journal.reads', 'identity.accounts', 'identity.api_tokens', 'identity.sessions'],
    ]
    for (const table of closed)
      expect(await refusalOf('reader', sql`SELECT * FROM ${sql.table(table)}`), table).toBe(notPermitted)
    expect(await refusalOf('reader', sql`CREATE TABLE staging.lau (x int)`)).toBe(notPermitted)
  })
})
