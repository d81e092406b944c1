import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { createLog, fixedClock } from '../platform/index.ts'
import { createChange } from './change.ts'
import { createJournal } from './journal.ts'
import { createSequencer } from './sequencer.ts'
import { aLog, aRecord, anActor } from './testing.ts'
import { verifyJournal } from './verify.ts'

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
