import { Readable } from 'node:stream'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import type { Structure } from '../../catalogue/index.ts'
import { newId } from '../../platform/index.ts'
import { CsvScanner, splitRecord } from './csv-scanner.ts'
import type { CsvSink } from './csv-scanner.ts'
import { readToStaging } from './reading.ts'
import { wholeRows } from './header.ts'
import { delimiters, plainProfile } from './profile.ts'
import type { Delimiter } from './profile.ts'
import type { Reading } from './sheet.ts'
import { stagingTable } from '../storage/staging.store.ts'
import { aField } from '../testing.ts'

const testing = await createTestDatabase()
const { loader } = testing.database
const structure: Structure = {
  version: 1,
  fields: ['a', 'b', 'c'].map((name, place) => aField({ id: `f${String(place + 1)}`, name })),
  since: new Date('2026-01-01T00:00:00Z'),
  note: '',
}

interface Staged {
  readonly row: number
  readonly a: string | null
  readonly b: string | null
  readonly c: string | null
}

/** What comes as a stream, once. */
const sourceOf = (content: Readable) => ({ bytes: 0, stream: () => content })

/** Reads a file into staging in these pieces; gives what the reader counted and what stands in the table. */
async function stage(
  pieces: Iterable<Buffer>,
  delimiter: Delimiter = ',',
): Promise<{ reading: Reading; rows: Staged[] }> {
  const submissionId = newId(new Date('2026-01-01T00:00:00Z'))
  return loader.withSession(async (session) => {
    const source = sourceOf(Readable.from(pieces, { objectMode: true }))
    const onBytes = () => Promise.resolve()
    const [expected, profile] = [wholeRows(structure), { ...plainProfile, delimiter }]
    const reading = await readToStaging(session, { submissionId, expected, source, profile, onBytes })
    const table = stagingTable(submissionId)
    const rows = await session.rows<Staged>(
      sql`SELECT _row AS row, f1 AS a, f2 AS b, f3 AS c FROM ${table} ORDER BY _row`,
    )
    await session.execute(sql`DROP TABLE ${table}`)
    return { reading, rows }
  })
}

function* inPieces(file: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size)
}

/** What the scanner calls well-formed rows, cell by cell; an empty cell is an absent value. */
function wellFormed(file: Buffer, delimiter: Delimiter): Staged[] {
  const rows: Staged[] = []
  const sink: CsvSink = {
    header: () => undefined,
    row: (row, bytes) => {
      const cells = splitRecord(bytes.toString(), delimiter).map((cell) => (cell === '' ? null : cell))
      const [a = null, b = null, c = null] = cells
      rows.push({ row, a, b, c })
    },
    fault: () => undefined,
  }
  const scanner = new CsvScanner(sink, { delimiter })
  scanner.push(file)
  scanner.end()
  return rows
}

it('takes columns in the order of the file', async () => {
  const { rows } = await stage([Buffer.from('c,a,b\n3,1,2\n,"",x\n')])
  expect(rows).toEqual([
    { row: 2, a: '1', b: '2', c: '3' },
    { row: 3, a: null, b: 'x', c: null },
  ])
})

it.each(delimiters)(
  'has PostgreSQL read every row that the scanner calls well-formed with %j, and read the same cells',
  async (delimiter) => {
    const token = fc.constantFrom(...'x~ễ~🌊~|~;~,~"~""~"x,y"~"x|y;z\t"~"\n"~"\r"~\r~\t~\\~\\.~\\N~ ~\0'.split('~'))
    const cell = fc.array(token, { maxLength: 3 }).map((tokens) => tokens.join(''))
    const unit = fc.oneof(
      fc.constantFrom('\n', '\n\\.\n', '\r', ...delimiters),
      fc.string({ unit: 'grapheme', maxLength: 2 }),
    )
    const quoted = fc.string({ unit, maxLength: 4 }).map((text) => `"${text.replaceAll('"', '""')}"`)
    const record = fc
      .array(fc.oneof({ weight: 6, arbitrary: quoted }, { weight: 1, arbitrary: cell }), { minLength: 3, maxLength: 3 })
      .map((cells) => cells.join(delimiter))
    const lineEnd = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r\n', '\r', '\n\n', '\n\\.\n')
    const file = fc
      .array(fc.tuple(record, lineEnd), { minLength: 1, maxLength: 15 })
      .map((lines) => lines.flat().join(''))
    let wellFormedRows = 0
    await fc.assert(
      fc.asyncProperty(file, fc.integer({ min: 1, max: 50 }), async (body, size) => {
        const bytes = Buffer.from(`${['a', 'b', 'c'].join(delimiter)}\n${body}`)
        const expected = wellFormed(bytes, delimiter)
        wellFormedRows += expected.length
        const { reading, rows } = await stage(inPieces(bytes, size), delimiter)
        expect(rows).toEqual(expected)
        expect(reading.staged).toBe(expected.length)
      }),
      { seed: 4180, numRuns: 60 },
    )
    expect(wellFormedRows).toBeGreaterThan(100)
  },
)

it('carries megabytes in many rows, some of them near the greatest length', async () => {
  const long = 'dài '.repeat(200_000)
  const lines = Array.from({ length: 5_000 }, (_none, n) => `${String(n)},"một, hai",${n % 2500 === 0 ? long : 'ba'}\n`)
  const { reading, rows } = await stage(inPieces(Buffer.from(`a,b,c\n${lines.join('')}`), 65_536))
  expect(reading).toMatchObject({ sent: 5_000, staged: 5_000, faults: [] })
  expect(rows).toHaveLength(5_000)
  expect(rows[2500]).toEqual({ row: 2502, a: '2500', b: 'một, hai', c: long })
})

/** Ends the connection of the COPY under way in this database; returns when it is gone. */
async function endCopy(): Promise<void> {
  const statement = `
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND state = 'active' AND query LIKE 'COPY staging%'`
  while ((await testing.asAdmin(statement)).length === 0);
}

it('ends with an outage, not with the process, when the connection breaks in the middle of a file', async () => {
  async function* breakingOff() {
    yield Buffer.from('a,b,c\n1,2,3\n')
    await endCopy()
    for (let row = 0; row < 5_000; row += 1) {
      yield Buffer.from('1,2,3\n')
      await new Promise(setImmediate)
    }
  }
  const reading = loader.withSession((session) =>
    readToStaging(session, {
      submissionId: newId(new Date('2026-01-01T00:00:00Z')),
      expected: wholeRows(structure),
      source: sourceOf(Readable.from(breakingOff(), { objectMode: true })),
      onBytes: () => Promise.resolve(),
    }),
  )
  await expect(reading).rejects.toMatchObject({ code: 'platform.databaseUnavailable' })
  expect(await loader.first(sql`SELECT 1 AS one`)).toEqual({ one: 1 })
})

it('leaves the connection fit for work when the file itself breaks off', async () => {
  function* breakingOff() {
    yield Buffer.from('a,b,c\n1,2,3\n')
    throw new Error('the disk is gone')
  }
  await loader.withSession(async (session) => {
    const reading = readToStaging(session, {
      submissionId: newId(new Date('2026-01-01T00:00:00Z')),
      expected: wholeRows(structure),
      source: sourceOf(Readable.from(breakingOff(), { objectMode: true })),
      onBytes: () => Promise.resolve(),
    })
    await expect(reading).rejects.toThrow('the disk is gone')
    expect(await session.first(sql`SELECT 1 AS one`)).toEqual({ one: 1 })
  })
})
