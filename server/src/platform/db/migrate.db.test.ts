import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, expect, inject, it } from 'vitest'
import { createTestDatabase, openTestDatabase } from '../../../test/database.ts'
import { ensureDatabase, migrate } from './migrate.ts'

const server = inject('postgres')
const testing = await createTestDatabase()
const { adminUrl, secret, urls } = testing
const made: string[] = []

afterAll(async () => {
  for (const name of made) await run(server.adminUrl, `DROP DATABASE ${name} WITH (FORCE)`)
})

/** A database on which no migration has run. */
async function freshDatabase(): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await ensureDatabase(server.adminUrl, name)
  made.push(name)
  const url = new URL(server.adminUrl)
  url.pathname = `/${name}`
  return url.toString()
}

async function run(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

const applied = (url: string) => run(url, 'SELECT name, digest FROM platform.migrations ORDER BY name')

it('runs every file once, in the order of its number', async () => {
  const url = await freshDatabase()
  const ran = await migrate(url, secret)
  expect(ran.length).toBeGreaterThan(5)
  expect(ran[0]).toBe('0001-platform.sql')
  expect(ran.toSorted()).toEqual(ran)
  expect((await applied(url)).map(({ name }) => name)).toEqual(ran)
  expect(await migrate(url, secret)).toEqual([])
})

it('runs every file once when two processes start at the same time', async () => {
  const url = await freshDatabase()
  const runs = await Promise.all([migrate(url, secret), migrate(url, secret)])
  expect(runs.map((ran) => ran.length).sort((left, right) => left - right)).toEqual([0, runs.flat().length])
  expect(await applied(url)).toEqual(await applied(adminUrl))
})

it('refuses a database on which a file ran that was changed since, and leaves it as it is', async () => {
  const [known] = await testing.asAdmin<{ digest: string }>(`
    UPDATE platform.migrations AS m SET digest = repeat('0', 64)
    FROM platform.migrations AS before WHERE m.name = '0003-law.sql' AND before.name = m.name RETURNING before.digest`)
  const before = await applied(adminUrl)
  await expect(migrate(adminUrl, secret)).rejects.toThrow('0003-law.sql was changed after it ran here')
  expect(await applied(adminUrl)).toEqual(before)
  await testing.asAdmin(`UPDATE platform.migrations SET digest = $1 WHERE name = '0003-law.sql'`, [known?.digest])
  expect(await migrate(adminUrl, secret)).toEqual([])
})

it('undoes a file that fails, keeps those before it, and goes on from there once the obstacle is gone', async () => {
  const url = await freshDatabase()
  await run(url, 'CREATE SCHEMA law AUTHORIZATION kho_owner; CREATE TABLE law.instruments (in_the_way text)')
  await expect(migrate(url, secret)).rejects.toThrow(/^0003-law\.sql failed and was undone: .*already exists/)
  expect((await applied(url)).map(({ name }) => name)).toEqual(['0001-platform.sql', '0002-journal.sql'])
  await run(url, 'DROP SCHEMA law CASCADE')
  expect((await migrate(url, secret))[0]).toBe('0003-law.sql')
  expect(await applied(url)).toEqual(await applied(adminUrl))
})

it('lets each runtime role in with the password that follows from the secret, and with no other', async () => {
  const name = 'SELECT current_user::text AS name'
  expect(await Promise.all(Object.values(urls).map((url) => run(url, name)))).toEqual([
    [{ name: 'kho_application' }],
    [{ name: 'kho_loader' }],
    [{ name: 'kho_reader' }],
  ])
  const wrong = new URL(urls.reader)
  wrong.password = 'another'
  await expect(run(wrong.toString(), name)).rejects.toMatchObject({ code: '28P01' })
})

it('makes a database unless it is there', async () => {
  const url = await freshDatabase()
  await run(url, 'CREATE TABLE kept AS SELECT 1 AS one')
  await ensureDatabase(server.adminUrl, new URL(url).pathname.slice(1))
  expect(await run(url, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
  expect(await run(url, 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }])
})

it('prepares many databases of one server at the same time, though their roles are the same ones', async () => {
  const databases = await Promise.all([openTestDatabase(), openTestDatabase(), openTestDatabase(), openTestDatabase()])
  for (let round = 0; round < 5; round++) {
    const runs = await Promise.all(databases.map((each) => migrate(each.adminUrl, secret)))
    expect(runs).toEqual([[], [], [], []])
  }
  for (const each of databases) await each.drop()
})
