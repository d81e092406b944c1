import { createJournal, createLogKeys, trialSigning } from '../../src/journal/index.ts'
import { anActor } from '../../src/law/testing.ts'
import { createDatabase, createLog, runtimeUrls, systemClock } from '../../src/platform/index.ts'

/**
 * A process that changes, seals and publishes until it is killed: database, secret, folder of the log and the log's name
 * as arguments. It prints the id of each entry whose change was committed, and nothing it is not sure of.
 */
const [adminUrl = '', secret = '', logFolder = '', origin = ''] = process.argv.slice(2)
const writers = 4
const journal = createJournal({
  database: createDatabase(runtimeUrls(adminUrl, secret), writers + 1),
  ...{ clock: systemClock, log: createLog('silent'), logFolder, secret },
  keys: createLogKeys({ secret, key: undefined, origin }),
  signing: trialSigning(secret, origin, systemClock),
})
journal.sequencer.start()

async function write(): Promise<never> {
  for (;;) {
    const subject = { type: 'dataset', id: 'x', label: 'thu' }
    const record = { event: 'catalogue.dataset.registered', subject, payload: {} }
    // Of a change whose answer was lost nobody knows whether it was committed: it was not acknowledged.
    const id = await journal.change(anActor(), (tx) => tx.record(record)).catch(() => undefined)
    if (id !== undefined) process.stdout.write(`${id}\n`)
  }
}
await Promise.all(Array.from({ length: writers }, write))
