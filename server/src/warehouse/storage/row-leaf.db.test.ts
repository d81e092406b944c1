import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import type { Structure } from '../../catalogue/index.ts'
import { commitment, keyOf, staged, stored } from './columns.sql.ts'
import { rowCommitment } from './row-leaf.ts'
import { aField } from '../testing.ts'

const { database } = await createTestDatabase()
const structureOf = (fields: Structure['fields']): Structure => ({
  version: 1,
  fields,
  since: new Date('2026-01-01T00:00:00Z'),
  note: '',
})

const texts = structureOf(['f1', 'f2', 'f3'].map((id) => aField({ id, name: id })))
const value = fc.oneof(
  fc.constantFrom(
    null,
    '',
    ' ',
    '\\',
    '\\N',
    '"',
    "'",
    'NULL',
    '{}',
    '(,)',
    'a\r\nb',
    'Nguyễn',
    'Nguyễn'.normalize('NFD'),
  ),
  fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !text.includes('\0')),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)

it('is the same by the definition in TypeScript and by the SQL over sets, whatever the row holds', async () => {
  const rows = fc.array(fc.tuple(fc.uuid(), value, value, value), { minLength: 1, maxLength: 25 })
  await fc.assert(
    fc.asyncProperty(rows, async (sample) => {
      const column = (place: number) => sample.map((row) => row[place] ?? null)
      const computed = await database.application.rows<{ commitment: Buffer }>(sql`
        SELECT ${commitment(texts, sql.ref('v.salt'), stored('v'))} AS commitment
        FROM unnest(${column(0)}::uuid[], ${column(1)}::text[], ${column(2)}::text[], ${column(3)}::text[])
          WITH ORDINALITY AS v (salt, f1, f2, f3, place) ORDER BY v.place`)
      const expected = sample.map(([salt, ...values]) => rowCommitment(salt, values).toString('hex'))
      expect(computed.map((row) => row.commitment.toString('hex'))).toEqual(expected)
    }),
    { seed: 133, numRuns: 60 },
  )
})

const salt = '00112233-4455-6677-8899-aabbccddeeff'
const types = ['text', 'integer', 'decimal', 'date', 'boolean'] as const

it.each([
  [
    ['ễ', '42', '1.50', '2026-01-31', 'true'],
    ['ễ', '42', '1.50', '2026-01-31', 'true'],
  ],
  [
    ['', '-0', '-0.10', '0001-01-01', 'false'],
    ['', '0', '-0.10', '0001-01-01', 'false'],
  ],
  [
    ['a', '007', '000.5', '9999-12-31', 'true'],
    ['a', '7', '0.5', '9999-12-31', 'true'],
  ],
  [
    ['a', '-999999999999999999', '123456789012345678901234567890.123456789012', '1800-02-28', 'false'],
    ['a', '-999999999999999999', '123456789012345678901234567890.123456789012', '1800-02-28', 'false'],
  ],
  [
    [null, null, null, null, null],
    [null, null, null, null, null],
  ],
])('commits for the cells %j to the texts %j, as PostgreSQL keeps them', async (cells, canonical) => {
  const typed = structureOf(types.map((type, place) => aField({ id: `f${String(place + 1)}`, name: type, type })))
  const columns = cells.map((cell, place) => sql`${cell}::text AS ${sql.ref(`f${String(place + 1)}`)}`)
  const row = await database.application.first<{ commitment: Buffer }>(sql`
    SELECT ${commitment(typed, sql`${salt}::uuid`, staged('v'))} AS commitment FROM (SELECT ${sql.join(columns)}) AS v`)
  expect(row?.commitment).toEqual(rowCommitment(salt, canonical))
})

const keyed = (...keyTypes: readonly (typeof types)[number][]) =>
  structureOf(
    keyTypes.map((type, place) => aField({ id: `f${String(place + 1)}`, name: `k${String(place)}`, type, key: true })),
  )

it.each([
  [keyed('text'), ['a~b%'], 'a~b%'],
  [keyed('integer'), ['007'], '7'],
  [keyed('date'), ['2026-01-31'], '2026-01-31'],
  [keyed('text', 'integer'), ['a', '007'], 'a~7'],
  [keyed('text', 'text'), ['a~b', 'c'], 'a%7Eb~c'],
  [keyed('text', 'text'), ['a', 'b~c'], 'a~b%7Ec'],
  [keyed('text', 'text'), ['a%7Eb', 'c'], 'a%257Eb~c'],
  [keyed('text', 'text'), ['', ''], '~'],
])('makes one text of the parts of a key: %#', async (structure, cells, key) => {
  const columns = cells.map((cell, place) => sql`${cell}::text AS ${sql.ref(`f${String(place + 1)}`)}`)
  const row = await database.application.first<{ key: string }>(
    sql`SELECT ${keyOf(structure, 'v')} AS key FROM (SELECT ${sql.join(columns)}) AS v`,
  )
  expect(row?.key).toBe(key)
})
