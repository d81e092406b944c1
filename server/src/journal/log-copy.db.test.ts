import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { aLogOf } from '../../test/witness/a-log.ts'
import { createLog, systemClock } from '../platform/index.ts'
import { findEntry, toEntry } from './entry.store.ts'
import { entryLeafHash } from './entry.ts'
import { createJournal } from './journal.ts'
import { copyLog, proveFromFiles } from './log-copy.ts'
import { readPublished } from './published-log.ts'
import { aLog, anActor, aRecord } from './testing.ts'
import { openCheckpoint, signCheckpoint } from './tlog/checkpoint.ts'
import { openLogProof } from './tlog/tlog-proof.ts'
import { verifyPublished } from './verify-published.ts'
import type { ReadLogFile } from './verify-published.ts'

/** A copy of the log in other hands, and checkpoints that were kept. */

const { database } = await createTestDatabase()
const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-copy-'))
const [published, copy] = [path.join(folder, 'log'), path.join(folder, 'copy')]
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})
const deps = { database, clock: systemClock, log: createLog('silent') }
const journal = createJournal({ ...deps, ...aLog, logFolder: published })
const key = aLog.signer
const read: ReadLogFile = (name) => readPublished(published, name)
const checkpointOf = (place: string) => readFileSync(path.join(place, 'checkpoint'), 'utf8')

async function record(entries: number): Promise<string> {
  const last = await journal.change(anActor(), async (tx) => {
    let id = ''
    for (let n = 0; n < entries; n += 1) id = await tx.record(aRecord({ payload: { n } }))
    return id
  })
  await journal.sequencer.seal()
  return last
}

it('is brought up to date with what is new alone, and is whole by itself (Điều 13.3)', async () => {
  const asked: string[] = []
  const counted: ReadLogFile = (name) => {
    asked.push(name)
    return read(name)
  }
  await record(300)
  expect(await copyLog(counted, copy, key)).toMatchObject({ before: 0, size: 300, faults: [] })
  asked.length = 0
  await record(40)
  expect(await copyLog(counted, copy, key)).toMatchObject({ before: 300, size: 340, faults: [] })
  expect(asked.sort()).toEqual(['checkpoint', 'closed/1/succession', 'tile/0/001.p/84', 'tile/entries/001.p/84'])
  expect(await verifyPublished((name) => readPublished(copy, name), key)).toMatchObject({ size: 340, faults: [] })
})

it('stays as it was when the log lacks a file, was rewritten or was cut off', async () => {
  const before = checkpointOf(copy)
  await record(1)
  const lacking: ReadLogFile = (name) => (name === 'tile/0/001.p/85' ? Promise.resolve(undefined) : read(name))
  expect((await copyLog(lacking, copy, key)).faults[0]?.place).toBe('tile/0/001.p/85')
  const root = Buffer.alloc(32, 1)
  for (const size of [340, 341, 10]) {
    const other = Buffer.from(signCheckpoint(key, { size, root }))
    const rewritten: ReadLogFile = (name) => (name === 'checkpoint' ? Promise.resolve(other) : read(name))
    expect((await copyLog(rewritten, copy, key)).faults.length).toBeGreaterThan(0)
  }
  const none: ReadLogFile = () => Promise.resolve(undefined)
  expect((await copyLog(none, copy, key)).faults).toEqual([{ place: 'checkpoint', reason: 'it is missing' }])
  expect(checkpointOf(copy)).toBe(before)
  expect(await copyLog(read, copy, key)).toMatchObject({ size: 341, faults: [] })
})

it('shows by a checkpoint that was kept that the log was rewritten since, though it fits in itself (D1)', async () => {
  const honest = openCheckpoint(checkpointOf(published), key)
  await record(3)
  expect((await verifyPublished(read, key, [honest])).faults).toEqual([])
  const stranger = { ...honest, root: Buffer.alloc(32, 2) }
  expect((await verifyPublished(read, key, [stranger])).faults).toEqual([
    { place: 'the first 341 entries', reason: 'they are not those of a checkpoint that was kept' },
  ])
  const later = { ...honest, size: 1000 }
  expect((await verifyPublished(read, key, [later])).faults[0]?.reason).toContain('held 1000')
})

it('gives the proof of an entry without the database', async () => {
  const id = await record(1)
  const row = (await findEntry(database.application, id)) ?? expect.fail('no entry')
  await copyLog(read, copy, key)
  const proof = await proveFromFiles((name) => readPublished(copy, name), key, row.index ?? -1)
  expect(openLogProof(proof, entryLeafHash(toEntry(row)), key).size).toBe((row.index ?? 0) + 1)
  await expect(proveFromFiles(read, key, 100_000)).rejects.toThrow('The log has only')
  await expect(proveFromFiles(read, aLogOf('other.example').signer, 0)).rejects.toThrow('is of kho.example.vn')
})
