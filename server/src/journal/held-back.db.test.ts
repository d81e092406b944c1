import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { noDisk, smallDisk } from '../../test/small-disk.ts'
import { createLog, fixedClock } from '../platform/index.ts'
import type { RuntimeRole } from '../platform/index.ts'
import { createChange } from './change.ts'
import { createJournal } from './journal.ts'
import { readPublished } from './published-log.ts'
import { createSequencer } from './sequencer.ts'
import { aLog, aRecord, anActor, signCheckpoint } from './testing.ts'
import { verifyJournal } from './verify.ts'
import { verifyPublished } from './verify-published.ts'

const testing = await createTestDatabase()
const { database } = testing
const log = createLog('silent')

const clock = fixedClock('2026-03-02T03:00:00Z')
const limit = 30
const journal = createJournal({ database, clock, log, ...aLog, sealLimitSeconds: limit })
const change = () => journal.change(anActor(), (tx) => tx.record(aRecord()))

const intruder = new pg.Client({ connectionString: testing.adminUrl })
await intruder.connect()
afterAll(() => intruder.end())
/** The sequencer's lock, taken by somebody who does not seal. */
const holdSequencer = () => intruder.query('SELECT pg_advisory_lock(50861303)')
const letSequencerGo = () => intruder.query('SELECT pg_advisory_unlock(50861303)')
/** What waits has waited so long already. */
const age = (seconds: number) =>
  testing.asAdmin(`UPDATE journal.unsealed SET since = since - interval '${String(seconds)} s'`)
const count = async () =>
  Number((await testing.asAdmin<{ n: string }>('SELECT count(*) AS n FROM journal.changes'))[0]?.n)

describe('while somebody holds entries back from the tree (Điều 13.3, D6)', () => {
  it('changes are taken up to the limit, and none after it, in the role of the loader neither', async () => {
    await holdSequencer()
    await change()
    await age(limit - 10)
    await change()
    await age(15)
    const before = await count()
    await expect(change()).rejects.toMatchObject({ code: 'journal.sealingStalled' })
    const load = journal.change(anActor(), (tx) => tx.record(aRecord()), 'loader')
    await expect(load).rejects.toMatchObject({ code: 'journal.sealingStalled' })
    const stream = journal.change(anActor(), async (tx) => {
      await pipeline(Readable.from([`${randomUUID()}\n`]), tx.copyIn('COPY journal.unsealed (entry_id) FROM STDIN'))
      await tx.record(aRecord())
    })
    await expect(stream).rejects.toMatchObject({ code: 'journal.sealingStalled' })
    expect(await count()).toBe(before)
  })

  it('and they are taken again as soon as the log has gone on', async () => {
    await letSequencerGo()
    await journal.sequencer.seal()
    await change()
    await journal.sequencer.seal()
    expect(await verifyJournal(database.application)).toMatchObject({ entries: 3, faults: [] })
  })
})

describe('a clock that is set back (Điều 13.3, D7)', () => {
  const sealAt = async (instant: string) => {
    const then = fixedClock(instant)
    await createChange(database, then, () => undefined)(anActor(), (tx) => tx.record(aRecord()))
    await createSequencer({ database, clock: then, log, ...aLog }).seal()
  }
  const faults = async () => (await verifyJournal(database.application)).faults.map(({ place }) => place)
  const times = async () => {
    const rows = await testing.asAdmin<{ at: Date }>('SELECT at FROM journal.checkpoints ORDER BY size')
    return rows.map(({ at }) => at.toISOString())
  }

  it('by the length of a load is no reason to doubt an entry', async () => {
    await sealAt('2026-03-02T00:30:00Z')
    expect(await faults()).toEqual([])
  })

  it('never takes checkpoints back with it, and what was dated back by a day is found', async () => {
    await sealAt('2026-03-01T03:00:00Z')
    expect(await times()).toEqual((await times()).toSorted())
    expect(await faults()).toEqual(['entry 4'])
  })

  it('a checkpoint that was dated back afterwards is found', async () => {
    await testing.asIntruder(`UPDATE journal.checkpoints SET at = at - interval '1 hour' WHERE size = 5`)
    expect(await faults()).toContain('checkpoint 5')
  })
})

describe('while the published log cannot be written (Điều 13.3)', () => {
  const disk = smallDisk(1)
  const folder = path.join(disk ?? '/nonexistent', 'log')
  const told: string[] = []
  const telling = pino({ base: null }, { write: (line) => told.push(line) })
  const open = () =>
    createJournal({ database, clock, ...aLog, log: telling, logFolder: folder, sealLimitSeconds: limit })
  const publishing = open()
  const record = (to = publishing, role: RuntimeRole = 'application') =>
    to.change(anActor(), (tx) => tx.record(aRecord()), role)
  const filler = path.join(disk ?? '', 'filler')
  const fill = () => {
    expect(() => {
      for (;;) appendFileSync(filler, Buffer.alloc(4_096))
    }).toThrow('ENOSPC')
  }
  const stalled = { code: 'journal.publishingStalled' }
  const ageCheckpoints = () =>
    testing.asIntruder(`UPDATE journal.checkpoints SET sealed_at = sealed_at - interval '40 s'`)
  const goesOn = async (to: typeof publishing) => {
    // A round that meets another process at its round does nothing, and is tried again.
    while (to.sequencer.publication.failure()) {
      to.sequencer.kick()
      await setImmediate()
    }
  }
  const verified = () => verifyPublished((name) => readPublished(folder, name), aLog.signer)

  it('that is said once, with the reason, and changes go on up to the limit', async (ctx) => {
    if (disk === undefined) return ctx.skip(noDisk)
    await record()
    await publishing.sequencer.seal()
    expect(await publishing.progress()).toMatchObject({ publishing: { state: 'running', since: undefined } })
    fill()
    for (let round = 0; round < 3; round += 1) {
      await record()
      await expect(publishing.sequencer.seal()).rejects.toMatchObject({ reason: 'diskFull' })
    }
    const { size, published = 0, ...steps } = await publishing.progress()
    expect(steps).toMatchObject({ sealing: { state: 'running' }, publishing: { state: 'late', reason: 'diskFull' } })
    expect(published).toBeLessThan(size)
    expect(told.filter((line) => line.includes('cannot be published'))).toHaveLength(1)
  })

  it('and then none is taken, by a process that has only just begun neither, until there is room', async (ctx) => {
    if (disk === undefined) return ctx.skip(noDisk)
    await ageCheckpoints()
    await expect(publishing.sequencer.seal()).rejects.toThrow('ENOSPC')
    const before = await count()
    const begun = open()
    for (const each of [publishing, begun]) {
      await expect(record(each)).rejects.toMatchObject(stalled)
      await expect(record(each, 'loader')).rejects.toMatchObject(stalled)
      expect(await each.progress()).toMatchObject({ publishing: { state: 'stalled', reason: 'diskFull' } })
    }
    expect(await count()).toBe(before)
    rmSync(filler)
    for (const each of [publishing, begun]) {
      await goesOn(each)
      await record(each)
    }
    await publishing.sequencer.seal()
    const { size, published } = await publishing.progress()
    expect(published).toBe(size)
    expect(await verified()).toMatchObject({ size, faults: [] })
    expect(told.filter((line) => line.includes('published again'))).toHaveLength(2)
  })

  it.each([
    ['something else lies in the place of its folder', 'noFolder'],
    ['an old state of the database was put back', 'rewound'],
  ] as const)(
    'because %s: nothing of it can be fetched, so a process that begins takes no change',
    async (why, reason) => {
      const place = mkdtempSync(path.join(os.tmpdir(), 'kho-unpublished-'))
      const logFolder = path.join(place, 'log')
      const deps = { database, clock, ...aLog, log, logFolder, sealLimitSeconds: limit }
      if (reason === 'noFolder') writeFileSync(logFolder, why)
      else {
        mkdirSync(logFolder)
        writeFileSync(
          path.join(logFolder, 'checkpoint'),
          signCheckpoint(aLog.signer, { size: 1_000_000, root: Buffer.alloc(32) }),
        )
      }
      await ageCheckpoints()
      const begun = createJournal(deps)
      await expect(record(begun)).rejects.toMatchObject(stalled)
      expect(await begun.progress()).toMatchObject({ publishing: { state: 'stalled', reason } })
      rmSync(logFolder, { recursive: true })
      await goesOn(begun)
      await record(begun)
      rmSync(place, { recursive: true })
    },
  )
})
