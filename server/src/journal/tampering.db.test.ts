import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { rewriteTails } from '../../test/journal/tails.ts'
import { editRows, flipBits, reorder } from '../../test/journal/tampering.ts'
import { createDatabase, createLog, systemClock } from '../platform/index.ts'
import { createJournal } from './journal.ts'
import { aLog, anActor, aRecord } from './testing.ts'

const testing = await createTestDatabase()
const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-tampering-'))
const logFolder = path.join(folder, 'log')
const intruder = createDatabase(
  { application: testing.adminUrl, loader: testing.adminUrl, reader: testing.adminUrl },
  1,
)
const size = 280
beforeAll(async () => {
  const { database } = testing
  const journal = createJournal({ database, clock: systemClock, log: createLog('silent'), ...aLog, logFolder })
  for (let n = 0; n < size; n += 20) {
    await journal.change(anActor(), async (tx) => {
      for (let place = 0; place < 20; place += 1) await tx.record(aRecord({ payload: { n, place } }))
    })
    await journal.sequencer.seal()
  }
})
afterAll(async () => {
  await intruder.close()
  rmSync(folder, { recursive: true, force: true })
})

it('tells every bit that was turned over in its files, and where (Điều 13.3, D1)', async () => {
  expect(await flipBits(logFolder, aLog.signer, 60, 1)).toEqual({ tried: 60, found: 60, missed: [] })
})

it('tells every edit of a row of the journal, and where (Điều 13.3, D1)', async () => {
  expect(await editRows(intruder, size, { count: 20, seed: 2 })).toEqual({ tried: 20, found: 20, missed: [] })
})

it('tells entries that changed places (Điều 13.3, D1)', async () => {
  expect(await reorder(intruder, size, { count: 8, seed: 3 })).toEqual({ tried: 8, found: 8, missed: [] })
})

it('tells where a tail was rewritten under the stolen key of the log, and gets no witness for it (Điều 13.3, D2)', async () => {
  const witness = path.join(folder, 'witness')
  expect(await rewriteTails(witness, 21, 4)).toEqual({ tried: 21, found: 21, missed: [] })
})
