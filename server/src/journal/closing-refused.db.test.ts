import { expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { createLog, fixedClock } from '../platform/index.ts'
import { createJournal } from './journal.ts'
import { listLogs } from './logs.store.ts'
import { aLog, aRecord, anActor, formatVerifier, sealingElsewhere } from './testing.ts'
import { parsePolicy } from './tlog/witness-policy.ts'

const testing = await createTestDatabase()
const { database } = testing
const deps = { ...aLog, database, clock: fixedClock('2026-05-04T01:00:00Z'), log: createLog('silent') }
const logs = async () => (await listLogs(database.application)).map(({ number }) => number)

it('a log that two close at the same moment is closed once, and the other is told so (D9)', async () => {
  const journal = createJournal(deps)
  await journal.change(anActor(), (tx) => tx.record(aRecord()))
  await journal.sequencer.seal()
  const elsewhere = await sealingElsewhere(testing)
  const closings = Promise.allSettled(['one', 'other'].map((reason) => journal.closeLog(anActor(), reason)))
  await elsewhere.untilWaiting(2)
  await elsewhere.end()
  const settled = await closings
  expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const refused = settled.find((each) => each.status === 'rejected')
  expect(refused?.reason).toMatchObject({ code: 'journal.logClosed' })
  expect(await logs()).toEqual([1, 2])
})

it('a log is not closed while the policy names logs and not the next one', async () => {
  const policy = parsePolicy(`log ${formatVerifier(aLog.keys.first)}\nquorum none\n`)
  const named = createJournal({ ...deps, policy })
  await expect(named.closeLog(anActor(), 'a reason')).rejects.toMatchObject({ code: 'journal.nextKeyUnknown' })
  expect(await logs()).toEqual([1, 2])
})
