import { sql } from 'kysely'
import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { createDatabase } from './database.ts'

const testing = await createTestDatabase()
const { application, loader } = testing.database
await testing.asAdmin(`
  CREATE SCHEMA probe;
  CREATE TABLE probe.notes (n integer, text text);
  GRANT USAGE ON SCHEMA probe TO kho_application, kho_loader;
  GRANT SELECT, INSERT ON probe.notes TO kho_application, kho_loader`)
const notes = async () => {
  const rows = await testing.asAdmin<{ text: string }>('SELECT text FROM probe.notes ORDER BY n, text')
  return rows.map(({ text }) => text)
}

describe('a statement', () => {
  it.each(["'); DROP TABLE probe.notes; --", "' OR '1'='1", '$1', '\\', '', 'Điều 13.3 🌊'])(
    'carries %j as a value, whatever it looks like',
    async (value) => {
      expect(await application.first(sql`SELECT ${value}::text AS value`)).toEqual({ value })
    },
  )

  it('quotes names', async () => {
    const name = 'a"; DROP SCHEMA probe; --'
    expect(await application.first(sql`SELECT 1 AS ${sql.ref(name)}`)).toEqual({ [name]: 1 })
  })

  it('tells how many rows it touched, and gives the first or none', async () => {
    expect(await application.execute(sql`SELECT FROM generate_series(1, 3)`)).toBe(3)
    expect(await application.first(sql`SELECT 1 AS one WHERE false`)).toBeUndefined()
  })
})

it('gives counts as numbers, decimals and days as their text, instants as dates, bytes as bytes', async () => {
  const row = await application.first(sql`
    SELECT 9007199254740991::bigint AS count, 12.50::numeric AS decimal, DATE '2026-01-31' AS day,
           TIMESTAMPTZ '2026-01-31T00:00:00.123+07:00' AS instant, '\\x00ff'::bytea AS bytes, ARRAY['a', NULL] AS texts`)
  expect(row).toEqual({
    count: Number.MAX_SAFE_INTEGER,
    decimal: '12.50',
    day: '2026-01-31',
    instant: new Date('2026-01-30T17:00:00.123Z'),
    bytes: Buffer.of(0, 255),
    texts: ['a', null],
  })
})

describe('on a server with habits of its own', () => {
  const withOptions = (url: string) => `${url}${url.includes('?') ? '&' : '?'}options=-c%20bytea_output%3Descape`
  const { application: own, loader: ofLoads, reader } = testing.urls
  const addresses = { application: withOptions(own), loader: withOptions(ofLoads), reader: withOptions(reader) }
  const database = createDatabase(addresses, 1)
  afterAll(() => database.close())

  it.each(['application', 'loader', 'reader'] as const)('writes and reads as ever, as %s', async (role) => {
    await testing.asAdmin(`ALTER DATABASE ${testing.name} SET datestyle = 'German, DMY'`)
    await testing.asAdmin(`ALTER DATABASE ${testing.name} SET timezone = 'Asia/Ho_Chi_Minh'`)
    const instant = new Date('2026-01-30T17:00:00.123Z')
    const row = await database[role].first(sql`
      SELECT DATE '2026-01-31' AS day, DATE '2026-01-31'::text AS text, ${instant}::timestamptz AS instant,
             '\\x00ff'::bytea::text AS bytes`)
    expect(row).toEqual({ day: '2026-01-31', text: '2026-01-31', instant, bytes: '\\x00ff' })
  })

  it('lets loads work in memory and on all cores', async () => {
    const asked = sql`SELECT current_setting('work_mem') AS memory, current_setting('parallel_tuple_cost') AS handover`
    expect(await database.loader.first(asked)).toEqual({ memory: '256MB', handover: '0' })
    expect(await database.reader.first(asked)).not.toEqual({ memory: '256MB', handover: '0' })
  })
})

describe('a transaction', () => {
  it('commits what it wrote', async () => {
    expect(await application.transaction((tx) => tx.execute(sql`INSERT INTO probe.notes VALUES (1, 'kept')`))).toBe(1)
    expect(await notes()).toEqual(['kept'])
  })

  it('undoes what it wrote when its work fails, and lends the connection on', async () => {
    const fail = async (n: number) =>
      application.transaction(async (tx) => {
        await tx.execute(sql`INSERT INTO probe.notes VALUES (${n}, 'undone')`)
        throw new Error('broken')
      })
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_none, n) => fail(n)))
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : ''))).toEqual(
      Array.from({ length: 10 }, () => 'Error: broken'),
    )
    expect(await notes()).toEqual(['kept'])
  })

  it('says that the database is unavailable when its connection is ended, and the next one has another', async () => {
    const transaction = application.transaction(async (tx) => {
      await tx.execute(sql`INSERT INTO probe.notes VALUES (2, 'lost')`)
      const backend = await tx.first<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`)
      await testing.asAdmin('SELECT pg_terminate_backend($1, 10000)', [backend?.pid])
      await tx.execute(sql`SELECT 1`)
    })
    await expect(transaction).rejects.toMatchObject({ code: 'platform.databaseUnavailable' })
    await application.transaction((tx) => tx.execute(sql`INSERT INTO probe.notes VALUES (3, 'after')`))
    expect(await notes()).toEqual(['kept', 'after'])
  })
})

it('survives the end of connections that nobody uses', async () => {
  await testing.database.ping()
  await testing.asAdmin(`
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`)
  const ping = () => testing.database.ping().then(() => 'up', String)
  await expect.poll(ping).toBe('up')
})

it('copies rows in and out as they are', async () => {
  const bytes = Buffer.from('7,"một, ""hai"""\n8,\n')
  const out = await loader.transaction(async (session) => {
    const copy = session.copyIn('COPY probe.notes FROM STDIN (FORMAT csv)')
    copy.end(bytes)
    await finished(copy)
    return buffer(session.copyOut(sql`SELECT * FROM probe.notes WHERE n > ${6} ORDER BY n`, 'FORMAT csv'))
  })
  expect(out.toString()).toBe(bytes.toString())
})

it('runs a prepared statement many times over', async () => {
  const statement = { name: 'probe_sum', text: 'SELECT $1::integer + $2::integer AS sum' }
  const sums = await Promise.all(
    Array.from({ length: 50 }, (_none, n) => application.prepared<{ sum: number }>(statement, [n, n])),
  )
  expect(sums.flat().map(({ sum }) => sum)).toEqual(Array.from({ length: 50 }, (_none, n) => n + n))
})
