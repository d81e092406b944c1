import { beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { createLog, fixedClock } from '../platform/index.ts'
import { listNewestCheckpoints, listSizes } from './checkpoint.store.ts'
import { insertCosignature } from './cosignature.store.ts'
import { createJournal } from './journal.ts'
import { aLog, aRecord, anActor, cosign, makeSigner, parseCheckpoint } from './testing.ts'

const { database } = await createTestDatabase()
const db = database.application
const clock = fixedClock('2026-03-01T02:00:00Z')
const journal = createJournal({ database, clock, log: createLog('silent'), ...aLog })
const witness = makeSigner('nhan-chung.example.vn', 'cosignature', Buffer.alloc(32, 7))

/** The local days are the 1st, the 1st shortly before midnight, the 2nd shortly after, and the 4th. */
const instants = ['2026-03-01T02:00:00Z', '2026-03-01T16:59:00Z', '2026-03-01T17:01:00Z', '2026-03-04T01:00:00Z']

beforeAll(async () => {
  for (const instant of instants) {
    clock.moveTo(instant)
    await journal.change(anActor(), (tx) => tx.record(aRecord()))
    await journal.sequencer.seal()
  }
  const [second] = await listNewestCheckpoints(db, { below: 3, limit: 1 })
  const { text } = parseCheckpoint(second?.note ?? '').note
  await insertCosignature(db, 2, cosign(witness, text, 1_772_384_400))
})

describe('the checkpoints', () => {
  it('are listed newest first with who cosigned them, page by page', async () => {
    const first = await listNewestCheckpoints(db, { below: undefined, limit: 2 })
    const second = await listNewestCheckpoints(db, { below: first.at(-1)?.size, limit: 2 })
    expect([...first, ...second].map(({ size }) => size)).toEqual([4, 3, 2, 1])
    expect([...first, ...second].map(({ signatures }) => signatures.map(({ name }) => name))).toEqual([
      [],
      [],
      ['nhan-chung.example.vn'],
      [],
    ])
    const noted = parseCheckpoint(second[0]?.note ?? '')
    expect([noted.size, noted.root, noted.note.signatures.length]).toEqual([2, second[0]?.root, 2])
  })

  it('tell how large the log was at the end of each day of the city, also of days on which nothing happened', async () => {
    expect(await listSizes(db, { until: new Date('2026-03-05T03:00:00Z'), days: 30 })).toEqual([
      { day: '2026-03-01', size: 2 },
      { day: '2026-03-02', size: 3 },
      { day: '2026-03-03', size: 3 },
      { day: '2026-03-04', size: 4 },
      { day: '2026-03-05', size: 4 },
    ])
    expect(await listSizes(db, { until: new Date('2026-03-03T17:00:00Z'), days: 1 })).toEqual([
      { day: '2026-03-04', size: 4 },
    ])
  })
})
