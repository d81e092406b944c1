import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'

const testing = await createTestDatabase()
const { application } = testing.database
await testing.asAdmin(`
  CREATE SCHEMA probe;
  CREATE TABLE probe.notes (n integer PRIMARY KEY, text text, bytes bytea);
  GRANT USAGE ON SCHEMA probe TO kho_application;
  GRANT SELECT, INSERT, DELETE ON probe.notes TO kho_application`)

const insert = (n: number, text: string | null = null, bytes: Buffer | null = null) => ({
  name: 'probe_insert',
  text: 'INSERT INTO probe.notes VALUES ($1, $2, $3)',
  values: [String(n), text, bytes],
})
const clear = { name: 'probe_clear', text: 'DELETE FROM probe.notes', values: [] }
const command = (text: string) => ({ name: `probe_${text}`, text, values: [] })
const notes = () => testing.asAdmin('SELECT n, text, bytes FROM probe.notes ORDER BY n')
const batch = (...statements: readonly ReturnType<typeof insert | typeof command>[]) =>
  application.withSession((connection) => connection.batch([clear, ...statements]))

it('does one statement after the other, each with its values, and says what was done', async () => {
  expect(await batch(insert(1, 'Điều 13.3'), insert(2, null, Buffer.of(0, 255)), clear, insert(3))).toEqual([
    'DELETE 0',
    'INSERT 0 1',
    'INSERT 0 1',
    'DELETE 2',
    'INSERT 0 1',
  ])
  expect(await notes()).toEqual([{ n: 3, text: null, bytes: null }])
})

it('carries texts and bytes as they are', async () => {
  await batch(insert(1, `'; DROP TABLE probe.notes; --`), insert(2, '', Buffer.of(0, 255)))
  expect(await notes()).toEqual([
    { n: 1, text: `'; DROP TABLE probe.notes; --`, bytes: null },
    { n: 2, text: '', bytes: Buffer.of(0, 255) },
  ])
})

it('is one transaction outside of any: of what fails nothing stays, and nothing behind it is done', async () => {
  await batch(insert(1))
  await expect(batch(insert(2), insert(2), insert(3))).rejects.toMatchObject({ code: '23505' })
  expect(await notes()).toMatchObject([{ n: 1 }])
})

it('opens and ends a transaction; one in which a statement failed says that it was undone', async () => {
  await application.withSession(async (connection) => {
    await connection.batch([command('BEGIN'), clear, insert(4)])
    await expect(connection.batch([insert(4), insert(5)])).rejects.toMatchObject({ code: '23505' })
    expect(await connection.batch([command('COMMIT')])).toEqual(['ROLLBACK'])
    await connection.batch([command('BEGIN'), clear, insert(6)])
    await connection.execute(sql`INSERT INTO probe.notes VALUES (7)`)
    expect(await connection.batch([insert(8), command('COMMIT')])).toEqual(['INSERT 0 1', 'COMMIT'])
  })
  expect(await notes()).toMatchObject([{ n: 6 }, { n: 7 }, { n: 8 }])
})

it('leaves the connection fit for the same statements after a failure of any of them', async () => {
  await application.withSession(async (connection) => {
    const late = { name: 'probe_late', text: 'INSERT INTO probe.notes VALUES ($1)', values: ['1'] }
    const wrong = { ...late, values: ['no number'] }
    for (const failing of [wrong, { ...clear, name: 'probe_gone', text: 'DELETE FROM probe.gone' }, wrong]) {
      await expect(connection.batch([clear, failing, late])).rejects.toThrow()
    }
    expect(await connection.batch([clear, late])).toHaveLength(2)
    await testing.asAdmin('CREATE TABLE probe.gone (); GRANT ALL ON probe.gone TO kho_application')
    expect(await connection.batch([{ ...clear, name: 'probe_gone', text: 'DELETE FROM probe.gone' }])).toEqual([
      'DELETE 0',
    ])
  })
})

it('hears what notices of its statements are marked with, and only on the connection they came on', async () => {
  const elsewhere = () => application.withSession((other) => Promise.resolve(other.hasNoticed('KX001')))
  const heard = await application.withSession(async (connection) => {
    const before = connection.hasNoticed('KX001')
    await connection.execute(sql`DO $$ BEGIN RAISE INFO 'something' USING ERRCODE = 'KX001'; END $$`)
    return [before, connection.hasNoticed('KX001'), await elsewhere()]
  })
  expect([...heard, await elsewhere()]).toEqual([false, true, false, false])
})

it('says that the database is unavailable when its connection is ended', async () => {
  const work = application.withSession(async (connection) => {
    const backend = await connection.first<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`)
    await testing.asAdmin('SELECT pg_terminate_backend($1, 10000)', [backend?.pid])
    await connection.batch([clear])
  })
  await expect(work).rejects.toMatchObject({ code: 'platform.databaseUnavailable' })
  expect(await batch()).toHaveLength(1)
})
