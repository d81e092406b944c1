import {
  anchorsOfSigning,
  createJournal,
  parsePolicy,
  readPublished,
  trialSigning,
  verifyCosignatures,
  verifyJournal,
  verifyPublished,
  verifyTimeStamps,
} from '../../src/journal/index.ts'
import type { VerificationFault } from '../../src/journal/index.ts'
import {
  aLog,
  anActor,
  aRecord,
  cosign,
  formatVerifier,
  insertCosignature,
  makeSigner,
  openCheckpoint,
} from '../../src/journal/testing.ts'
import { createLog, fixedClock } from '../../src/platform/index.ts'
import type { Db } from '../../src/platform/index.ts'
import type { TestDatabase } from '../database.ts'

/** Entries of each change, and of each checkpoint. */
export const entriesPerCheckpoint = 20

const hour = 3_600_000
const clock = fixedClock('2026-03-02T03:00:00Z')
const witness = makeSigner('luu-tru.example.vn', 'cosignature', Buffer.alloc(32, 7))
export const witnessName = witness.name
const policy = parsePolicy(`witness luu-tru ${formatVerifier(witness)}\nquorum luu-tru\n`)
const signing = trialSigning('test', aLog.signer.name, clock)

/** A log as it stands after some hours: one change of twenty entries each, its checkpoint cosigned, stamped and published. */
export async function makeTouchedLog({ database }: TestDatabase, logFolder: string, size: number): Promise<void> {
  const { keys, secret } = aLog
  const journal = createJournal({ database, clock, log: createLog('silent'), keys, secret, signing, logFolder })
  for (let n = 0; n < size; n += entriesPerCheckpoint) {
    await journal.change(anActor(), async (tx) => {
      for (let place = 0; place < entriesPerCheckpoint; place += 1) await tx.record(aRecord({ payload: { n, place } }))
    })
    await journal.sequencer.seal()
    const checkpoint = openCheckpoint(((await readPublished(logFolder, 'checkpoint')) ?? '').toString(), aLog.signer)
    const at = Math.floor(clock.now().getTime() / 1000)
    await insertCosignature(database.application, checkpoint.size, cosign(witness, checkpoint.note.text, at))
    await journal.stamper.stampIfDue()
    clock.moveTo(new Date(clock.now().getTime() + hour).toISOString())
  }
}

/** What `kho journal verify` finds in the tables of the journal. */
export async function faultsInTables(db: Db): Promise<VerificationFault[]> {
  const found = [
    await verifyJournal(db),
    await verifyCosignatures(db, policy),
    await verifyTimeStamps(db, anchorsOfSigning(signing)),
  ]
  return found.flatMap(({ faults }) => faults)
}

/** What `kho log verify` finds in the files. */
export async function faultsInFiles(logFolder: string): Promise<readonly VerificationFault[]> {
  return (await verifyPublished((name) => readPublished(logFolder, name), aLog.signer)).faults
}
