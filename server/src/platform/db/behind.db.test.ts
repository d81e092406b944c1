import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { AheadError } from './behind.ts'
import type { Connection } from './database.ts'

const testing = await createTestDatabase()
const { application } = testing.database
await testing.asAdmin(`
  CREATE SCHEMA probe;
  CREATE TABLE probe.notes (n integer PRIMARY KEY);
  GRANT USAGE ON SCHEMA probe TO kho_application;
  GRANT SELECT, INSERT ON probe.notes TO kho_application`)

const insert = (n: number) => ({
  name: 'probe_insert',
  text: 'INSERT INTO probe.notes VALUES ($1)',
  values: [String(n)],
})
const [begin, rollBack] = ['BEGIN', 'ROLLBACK'].map((text) => ({ name: text, text, values: [] }))
const count = sql<{ count: number; text: string | null }>`SELECT count(*), max(n)::text AS text FROM probe.notes`

/** In a transaction that is undone, on a connection that knows the statements already. */
const within = <T>(work: (connection: Connection) => Promise<T>) =>
  application.withSession(async (connection) => {
    if (!begin || !rollBack) throw new Error('no commands')
    await connection.batch([begin, insert(1), rollBack])
    await connection.batch([begin])
    try {
      return await work(connection)
    } finally {
      await connection.batch([rollBack])
    }
  })

it('does a statement behind others, and sees what they did', async () => {
  const seen = await within(async (connection) => [
    await connection.behind([insert(1), insert(2)]).first(count),
    await connection
      .behind([insert(3)])
      .prepared({ name: 'probe_count', text: 'SELECT count(*) FROM probe.notes' }, []),
    await connection.behind([insert(4)]).execute(sql`INSERT INTO probe.notes VALUES (${5}), (${6})`),
    await connection.first(count),
  ])
  expect(seen).toEqual([{ count: 2, text: '2' }, [{ count: 3 }], 2, { count: 6, text: '6' }])
})

it('is the same on a connection that does not know the statements yet', async () => {
  const other = { ...insert(9), name: 'probe_new' }
  const seen = await within((connection) =>
    connection.behind([other]).prepared({ name: 'probe_count', text: 'SELECT count(*) FROM probe.notes' }, []),
  )
  expect(seen).toEqual([{ count: 1 }])
})

it.each([
  ['known', 'probe_insert'],
  ['new', 'probe_other'],
])('passes the statement over when one of the others fails, and says so: %s statements', async (_what, name) => {
  const failing = { ...insert(1), name }
  const failed = within((connection) => connection.behind([failing, failing]).first(count))
  await expect(failed).rejects.toSatisfy(
    (error) => error instanceof AheadError && (error.cause as { code?: string }).code === '23505',
  )
})

it('fails by itself when the others did not, and the connection goes on', async () => {
  const failed = within((connection) => connection.behind([insert(1)]).rows(sql`SELECT 1 / 0`))
  await expect(failed).rejects.toMatchObject({ code: '22012' })
  expect(await application.first(count)).toEqual({ count: 0, text: null })
})
