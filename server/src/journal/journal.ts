import { createChange } from './change.ts'
import type { Change } from './change.ts'
import { createReadLog } from './read-log.ts'
import type { ReadLog } from './read-log.ts'
import { createEvidenceMaker } from './evidence/evidence.ts'
import type { EvidenceMaker } from './evidence/evidence.ts'
import { createReceipts } from './receipt/receipts.ts'
import type { Receipts } from './receipt/receipts.ts'
import { createSequencer } from './sequencer.ts'
import type { Sequencer, SequencerDeps } from './sequencer.ts'
import { createStamper } from './time-stamp/stamper.ts'
import type { Stamper } from './time-stamp/stamper.ts'
import type { Signing } from './signing.ts'

export interface Journal {
  /** Runs governed work in one transaction; refuses to commit when nothing was recorded. */
  readonly change: Change
  readonly reads: ReadLog
  readonly sequencer: Sequencer
  /** The name of the log, by which the warehouse is told as a party. */
  readonly origin: string
  readonly receipts: Receipts
  readonly evidence: EvidenceMaker
  readonly stamper: Stamper
  readonly signing: Signing
}

export interface JournalDeps extends SequencerDeps {
  readonly signing: Signing
}

export function createJournal(deps: JournalDeps): Journal {
  const { database, clock, signer, signing } = deps
  const sequencer = createSequencer(deps)
  return {
    change: createChange(database, clock, () => {
      sequencer.kick()
    }),
    reads: createReadLog(database.application, clock),
    sequencer,
    origin: signer.name,
    receipts: createReceipts({ db: database.application, origin: signer.name, identity: signing.receipts }),
    evidence: createEvidenceMaker({ db: database.application, signing }),
    stamper: createStamper({ db: database.application, clock, log: deps.log, authority: signing.authority }),
    signing,
  }
}
