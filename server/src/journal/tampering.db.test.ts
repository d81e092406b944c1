import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { rewriteTails } from '../../test/journal/tails.ts'
import { editRows, flipBits, kindsOfEdits, reorder } from '../../test/journal/tampering.ts'
import { makeTouchedLog } from '../../test/journal/touched-log.ts'
import { createDatabase } from '../platform/index.ts'

const testing = await createTestDatabase()
const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-tampering-'))
const logFolder = path.join(folder, 'log')
const intruder = createDatabase(
  { application: testing.adminUrl, loader: testing.adminUrl, reader: testing.adminUrl },
  1,
)
const size = 280
beforeAll(() => makeTouchedLog(testing, logFolder, size))
afterAll(async () => {
  await intruder.close()
  rmSync(folder, { recursive: true, force: true })
})

it('tells every bit that was turned over in its files, with the file and the entry, and nothing else (Điều 13.3, D1)', async () => {
  expect(await flipBits(logFolder, 60, 1)).toEqual({ tried: 60, found: 60, missed: [] })
})

it('tells every edit of a row of whatever table of the journal, in its place and in no other (Điều 13.3, D1)', async () => {
  const count = kindsOfEdits
  expect(await editRows(intruder, size, { count, seed: 2 })).toEqual({ tried: count, found: count, missed: [] })
})

it('tells both of two entries that changed places (Điều 13.3, D1)', async () => {
  expect(await reorder(intruder, size, { count: 8, seed: 3 })).toEqual({ tried: 8, found: 8, missed: [] })
})

it('tells where a tail was rewritten under the stolen key of the log, and gets no witness for it (Điều 13.3, D2)', async () => {
  const witness = path.join(folder, 'witness')
  expect(await rewriteTails(witness, 21, 4)).toEqual({ tried: 21, found: 21, missed: [] })
})
