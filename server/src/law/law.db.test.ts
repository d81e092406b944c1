import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { createJournal } from '../journal/index.ts'
import { aLog } from '../journal/testing.ts'
import { createLog, fixedClock } from '../platform/index.ts'
import { createLaw } from './index.ts'
import { anActor, anInstrument } from './testing.ts'

const testing = await createTestDatabase()
const { database } = testing
const clock = fixedClock('2026-03-02T03:00:00Z')
const journal = createJournal({ database, clock, log: createLog('silent'), ...aLog })
const law = createLaw({ database, journal, clock })
const actor = anActor()

describe('registering an instrument', () => {
  it('keeps it as given and records it (Điều 13.3)', async () => {
    const input = anInstrument({ number: '10/QĐ-UBND', fileDigest: 'ab'.repeat(32), effectiveTo: '2027-01-01' })
    const instrument = await law.register(actor, input)
    expect(await law.find(instrument.id)).toEqual({ ...input, id: instrument.id })
    const entries = await testing.asAdmin('SELECT event, subject_label FROM journal.entries WHERE subject_id = $1', [
      instrument.id,
    ])
    expect(entries).toEqual([{ event: 'law.instrument.registered', subject_label: '10/QĐ-UBND' }])
  })

  it('refuses the same number, issuer and day twice, and leaves no record of it', async () => {
    const input = anInstrument({ number: '11/QĐ-UBND' })
    await law.register(actor, input)
    const before = await testing.asAdmin('SELECT count(*) FROM journal.changes')
    await expect(law.register(actor, input)).rejects.toMatchObject({ code: 'law.instrumentExists' })
    expect(await testing.asAdmin('SELECT count(*) FROM journal.changes')).toEqual(before)
  })

  it('refuses an end that is not after the beginning', async () => {
    const input = anInstrument({ number: '12/QĐ-UBND', effectiveTo: '2026-01-01' })
    await expect(law.register(actor, input)).rejects.toMatchObject({ code: 'law.periodInvalid' })
  })

  it('cannot be done without a change: the table itself refuses', async () => {
    await expect(testing.asAdmin('DELETE FROM law.instruments')).rejects.toMatchObject({ code: 'KJ001' })
  })
})

describe('finding instruments', () => {
  it('pages through them, newest first, without loss or repetition', async () => {
    for (const day of ['01', '02', '03', '04', '05']) {
      await law.register(
        actor,
        anInstrument({ number: `2${day}/NQ-HĐND`, kind: 'resolution', signedOn: `2020-01-${day}` }),
      )
    }
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await law.list({ q: 'NQ-HĐND', after, limit: 2 })
      seen.push(...page.map(({ number }) => number))
      after = page.at(-1)?.id
    } while (after !== undefined)
    expect(seen).toEqual(['205/NQ-HĐND', '204/NQ-HĐND', '203/NQ-HĐND', '202/NQ-HĐND', '201/NQ-HĐND'])
  })

  it('finds without diacritics', async () => {
    await law.register(actor, anInstrument({ number: '30/QĐ', title: 'Quy chế vận hành Kho dữ liệu' }))
    const found = await law.list({ q: 'quy che van hanh', after: undefined, limit: 10 })
    expect(found.map(({ number }) => number)).toEqual(['30/QĐ'])
  })

  it.each(["'; DROP TABLE law.instruments; --", '%', '_', '\\', '$1', "' OR '1'='1"])(
    'takes %j as text to look for, nothing else',
    async (q) => {
      expect(await law.list({ q, after: undefined, limit: 10 })).toEqual([])
    },
  )

  it('says that there is no such instrument', async () => {
    const id = '00000000-0000-7000-8000-000000000000'
    expect(await law.find(id)).toBeUndefined()
    await expect(law.get(id)).rejects.toMatchObject({ code: 'law.instrumentNotFound' })
  })
})
