import { createChange } from './change.ts'
import type { Change } from './change.ts'
import { createReadLog } from './read-log.ts'
import type { ReadLog } from './read-log.ts'
import { createSequencer } from './sequencer.ts'
import type { Sequencer, SequencerDeps } from './sequencer.ts'
import type { NoteVerifier } from './tlog/signed-note.ts'
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
  readonly keys: { readonly log: NoteVerifier; readonly policy: WitnessPolicy | undefined }
  /** Who outside vouches for the log now. */
  readonly standing: () => Promise<LogStanding>
}

export interface JournalDeps
  extends Omit<SequencerDeps, 'mayContinue' | 'onSealed'>, Pick<WitnessesDeps, 'patience' | 'pause'> {
  /** Who must cosign the checkpoints; nobody unless told. */
  readonly policy?: WitnessPolicy | undefined
}

export function createJournal(deps: JournalDeps): Journal {
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
    change: createChange(deps.database, deps.clock, () => {
      sequencer.kick()
    }),
    reads: createReadLog(deps.database.application, deps.clock),
    sequencer,
    witnesses,
    keys: { log: deps.signer, policy: deps.policy },
    standing: () => standingOf(deps.database.application, deps.policy),
  }
}
