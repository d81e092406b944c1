import { createChange } from './change.ts'
import type { Change } from './change.ts'
import { createClosing } from './closing.ts'
import type { ClosedLog } from './closing.ts'
import type { Actor } from './entry.ts'
import type { LogKeys } from './log-key.ts'
import { createReadLog } from './read-log.ts'
import type { ReadLog } from './read-log.ts'
import { createEvidenceMaker } from './evidence/evidence.ts'
import type { EvidenceMaker } from './evidence/evidence.ts'
import { createReceipts } from './receipt/receipts.ts'
import type { Receipts } from './receipt/receipts.ts'
import { progressOf } from './progress.ts'
import type { LogProgress } from './progress.ts'
import { checkOpenKey } from './sealing.ts'
import { createSequencer } from './sequencer.ts'
import type { Sequencer, SequencerDeps } from './sequencer.ts'
import { createStamper } from './time-stamp/stamper.ts'
import type { Stamper } from './time-stamp/stamper.ts'
import type { Signing } from './signing.ts'
import type { WitnessPolicy } from './tlog/witness-policy.ts'
import { standingOf } from './witness-standing.ts'
import type { LogStanding } from './witness-standing.ts'
import { createWitnesses } from './witnesses.ts'
import type { Witnesses, WitnessesDeps } from './witnesses.ts'

export interface Journal {
  /** Runs governed work in one transaction; refuses to commit when nothing was recorded. */
  readonly change: Change
  readonly reads: ReadLog
  readonly sequencer: Sequencer
  readonly witnesses: Witnesses
  /** Whose signatures the log carries: its own, and those its policy asks for. */
  readonly keys: LogKeys
  readonly policy: WitnessPolicy | undefined
  /** @throws LogKeyMissingError when the log that is open cannot be signed here */
  readonly checkKey: () => Promise<void>
  /** Closes the log and opens its successor, signed with the next key, and says why. */
  readonly closeLog: (actor: Actor, reason: string) => Promise<ClosedLog>
  /** Who outside vouches for the log now. */
  readonly standing: () => Promise<LogStanding>
  /** How far the log is sealed and published, and what holds it up. */
  readonly progress: () => Promise<LogProgress>
  readonly receipts: Receipts
  readonly evidence: EvidenceMaker
  readonly stamper: Stamper
  readonly signing: Signing
}

export interface JournalDeps
  extends Omit<SequencerDeps, 'mayContinue' | 'onSealed'>, Pick<WitnessesDeps, 'patience' | 'pause'> {
  /** Who must cosign the checkpoints; nobody unless told. */
  readonly policy?: WitnessPolicy | undefined
  readonly signing: Signing
  /** Keys the digests of what reads asked. */
  readonly secret: string
}

export function createJournal(deps: JournalDeps): Journal {
  const { database, clock, log, keys, signing } = deps
  const db = database.application
  const witnesses = createWitnesses({
    ...deps,
    policy: deps.policy,
    onCosigned: () => {
      sequencer.kick()
    },
  })
  const sequencer = createSequencer({
    ...deps,
    mayContinue: witnesses.checkPast,
    onSealed: () => {
      witnesses.kick()
    },
  })
  return {
    change: createChange(
      database,
      clock,
      () => {
        sequencer.kick()
      },
      {
        ...{ seconds: deps.sealLimitSeconds ?? null, isKept: sequencer.hasJustSealed },
        admit: async () => {
          witnesses.admitChange()
          await sequencer.publication.admitChange()
        },
      },
    ),
    reads: createReadLog(db, clock, deps.secret),
    sequencer,
    witnesses,
    ...{ keys, policy: deps.policy },
    checkKey: () => checkOpenKey(db, keys),
    closeLog: createClosing({
      ...{ db, keys, policy: deps.policy, mayContinue: witnesses.checkPast },
      change: createChange(database, clock, () => undefined),
    }),
    standing: () => standingOf(db, deps.policy),
    progress: () =>
      progressOf({
        ...{ db, clock, publication: sequencer.publication, sealLimitSeconds: deps.sealLimitSeconds },
        contradictedSince: witnesses.contradictedSince,
      }),
    receipts: createReceipts({ db, keys, identity: signing.receipts }),
    evidence: createEvidenceMaker({ db, signing }),
    stamper: createStamper({ db, clock, log, authority: signing.authority }),
    signing,
  }
}
