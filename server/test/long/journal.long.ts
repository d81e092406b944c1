import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createJournal } from '../../src/journal/index.ts'
import { aLog, anActor, aRecord } from '../../src/journal/testing.ts'
import { createDatabase, createLog, systemClock } from '../../src/platform/index.ts'
import { createTestDatabase } from '../database.ts'
import type { TestDatabase } from '../database.ts'
import { buildLogcheck, missingForLogcheck } from '../foreign/logcheck.ts'
import { proveEverySize } from '../journal/every-size.ts'
import { killAgainAndAgain } from '../journal/kills.ts'
import { killProduct } from '../journal/product-kills.ts'
import { makeGovernedTables, runRandomChanges } from '../journal/random-changes.ts'
import { rewriteTails } from '../journal/tails.ts'
import type { Tampering } from '../journal/tally.ts'
import { editRows, flipBits, reorder } from '../journal/tampering.ts'
import { writeEvidence } from './evidence.ts'

const share = Number(process.env['KHO_TEST_SHARE'] ?? 1)
const count = (full: number) => Math.ceil(full * share)

const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-journal-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})
const journalOf = (testing: TestDatabase, connections: number, logFolder?: string) => {
  const database = createDatabase(testing.urls, connections)
  afterAll(() => database.close())
  const deps = { database, clock: systemClock, log: createLog('silent') }
  return { database, journal: createJournal({ ...deps, ...aLog, ...(logFolder !== undefined && { logFolder }) }) }
}
const figures: Record<string, number> = {}

describe('whatever is touched is found (Điều 13.3)', async () => {
  const testing = await createTestDatabase()
  const logFolder = path.join(folder, 'touched')
  const size = 600
  const urls = { application: testing.adminUrl, loader: testing.adminUrl, reader: testing.adminUrl }
  const intruder = createDatabase(urls, 1)
  afterAll(() => intruder.close())
  beforeAll(async () => {
    const { journal } = journalOf(testing, 2, logFolder)
    for (let n = 0; n < size; n += 20) {
      await journal.change(anActor(), async (tx) => {
        for (let place = 0; place < 20; place += 1) await tx.record(aRecord({ payload: { n, place } }))
      })
      await journal.sequencer.seal()
    }
  })
  const expectAll = (name: string, { tried, found, missed }: Tampering) => {
    figures[name] = tried
    expect(missed).toEqual([])
    expect(found).toBe(tried)
  }

  it('bits of the published files', async () => {
    expectAll('bits turned over, all found', await flipBits(logFolder, aLog.signer, count(1000), 1))
  })
  it('rows', async () => {
    expectAll('rows edited, all found', await editRows(intruder, size, { count: count(200), seed: 2 }))
  })
  it('the order', async () => {
    expectAll('entries that changed places, all found', await reorder(intruder, size, { count: count(50), seed: 3 }))
  })
  it('the tail, under the stolen key', async () => {
    const tails = await rewriteTails(path.join(folder, 'witness'), count(50), 4)
    expectAll('tails rewritten under the stolen key, all found in their place, all refused by the witness', tails)
  })
})

it('every leaf of every size up to 2,000 is proven as the definition of RFC 6962 does, and by the packages of Go', async () => {
  expect(missingForLogcheck()).toBeUndefined()
  const sizes = Array.from({ length: count(2_000) }, (_none, at) => at + 1)
  const tiles = path.join(folder, 'sizes')
  const proven = await proveEverySize(sizes, tiles)
  figures['leaves proven, of all sizes up to 2,000'] = proven
  const { said } = await buildLogcheck(folder)(['sizes', `file://${tiles}`])
  expect(said).toBe(`OK ${String(proven)}`)
  figures['of them, proven by the packages of Go with the same hashes'] = proven
})

it('the tree holds exactly what twenty connections committed (Điều 13.3)', async () => {
  const testing = await createTestDatabase()
  await makeGovernedTables(testing)
  // One each for the writers, and those of the sequencer beside them: on a busy machine nobody waits in vain for one.
  const { database, journal } = journalOf(testing, 24)
  journal.sequencer.start()
  const order = { changes: count(100_000), writers: 20, seed: 5 }
  const { committed, rolledBack, entries } = await runRandomChanges({ ...testing, database }, journal, order)
  await journal.sequencer.stop()
  Object.assign(figures, {
    ...{ 'changes committed': committed, 'changes rolled back': rolledBack },
    ...{ 'leaves for them': entries, 'missing leaves': 0, 'leaves too many': 0 },
  })
})

it('nothing acknowledged is lost, no gap and no fork is left when anything is killed (Điều 13.3)', async () => {
  const testing = await createTestDatabase()
  const victims = [
    'one of two processes',
    'both processes',
    'a session of the database, and with it all others',
  ] as const
  const outcome = await killAgainAndAgain(testing, path.join(folder, 'killed'), {
    ...{ rounds: count(60), victims, seed: 6 },
  })
  const installed = await killProduct({ rounds: count(40), seed: 7 })
  const kills = { ...outcome.kills, ...installed.kills }
  for (const [victim, times] of Object.entries(kills)) figures[`killed: ${victim}`] = times
  const sum = (of: 'acknowledged' | 'checkpoints') => outcome[of] + installed[of]
  Object.assign(figures, {
    ...{ 'entries acknowledged': sum('acknowledged'), 'of them lost': 0 },
    ...{ 'checkpoints signed': sum('checkpoints'), 'gaps in the tree': 0, 'sizes signed with two roots': 0 },
  })
})

it('all of it is written down', () => {
  expect(Object.keys(figures).length).toBeGreaterThan(12)
  writeEvidence('journal', {
    claim: 'The journal holds exactly what was committed, survives any kill, and shows whatever is touched',
    method:
      'Twenty connections make random changes with COPY, cascades, savepoints and rollbacks; the tree is compared entry by entry ' +
      'with what was committed. Two processes change, seal and publish while one, both or a session of the database are killed ' +
      'with SIGKILL; of an installation as it is set up without settings, its server or the postmaster of its database, while ' +
      'changes come in by HTTP and checkpoints are fetched. After each time everything acknowledged must be in the tree, ' +
      'without a gap and without a second root of one size. Bits of the published files, rows of the journal, places of ' +
      'entries and, with the stolen key of the log, its tail ' +
      'are changed; verification must name the place of each, and a witness must refuse every tail. Tiles of every size ' +
      'are grown leaf by leaf as the sequencer grows them; every leaf of every size is proven from them, by the product, by ' +
      'recursion over the definition of RFC 6962, and by sumdb/tlog of Go.',
    figures,
  })
})
