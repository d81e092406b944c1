import { expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { makeGovernedTables, runRandomChanges } from '../../test/journal/random-changes.ts'
import { createLog, systemClock } from '../platform/index.ts'
import { createJournal } from './journal.ts'
import { aLog } from './testing.ts'

const testing = await createTestDatabase()
const journal = createJournal({ database: testing.database, clock: systemClock, log: createLog('silent'), ...aLog })

it('holds exactly what was committed, with savepoints, cascades, COPY and rollbacks on all connections (Điều 13.3)', async () => {
  await makeGovernedTables(testing)
  journal.sequencer.start()
  const outcome = await runRandomChanges(testing, journal, { changes: 1_500, writers: 8, seed: 13 })
  await journal.sequencer.stop()
  expect(outcome.committed).toBeGreaterThan(900)
  expect(outcome.rolledBack).toBeGreaterThan(200)
})
