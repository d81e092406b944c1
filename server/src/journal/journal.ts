import { createChange } from './change.ts'
import type { Change } from './change.ts'
import { createReadLog } from './read-log.ts'
import type { ReadLog } from './read-log.ts'
import { createSequencer } from './sequencer.ts'
import type { Sequencer, SequencerDeps } from './sequencer.ts'

export interface Journal {
  /** Runs governed work in one transaction; refuses to commit when nothing was recorded. */
  readonly change: Change
  readonly reads: ReadLog
  readonly sequencer: Sequencer
}

export interface JournalDeps extends SequencerDeps {
  /** How long an entry may wait for its place before no change is taken any more; no limit when absent. */
  readonly sealLimitSeconds?: number | undefined
}

export function createJournal(deps: JournalDeps): Journal {
  const sequencer = createSequencer(deps)
  return {
    change: createChange(
      deps.database,
      deps.clock,
      () => {
        sequencer.kick()
      },
      deps.sealLimitSeconds ?? null,
    ),
    reads: createReadLog(deps.database.application, deps.clock),
    sequencer,
  }
}
