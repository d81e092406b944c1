import { processSubmission } from './processor.ts'
import type { ProcessorDeps } from './processor-deps.ts'
import { createRounds } from './rounds.ts'
import type { Worker } from './rounds.ts'
import { sweepStaging } from '../storage/staging.store.ts'
import { listOpenSubmissions, sweepProgress } from '../submission/submission.store.ts'

const lookAhead = 100

export interface WorkerDeps extends ProcessorDeps {
  /** Clears away what else was left: uploads nobody finished, sealed files nobody has a key to. */
  readonly sweep: () => Promise<void>
  /** Called after each round of work; must not fail. */
  readonly onTick: () => Promise<void>
}

/** Takes up submissions as they come in and those a dead process left behind. */
export function createWorker(deps: WorkerDeps): Worker {
  return createRounds({
    everyMilliseconds: 1_000,
    first: () => sweepAll(deps),
    round: async (stopping) => {
      await takeUpAll(deps, stopping)
      await deps.onTick()
    },
    onInterrupted: (error) => {
      deps.log.warn({ err: error }, 'warehouse: work on submissions was interrupted; it is taken up again')
    },
  })
}

/** An upload that began earlier is dead, whichever process took it in. */
const longestUpload = 24 * 3_600_000

/** Clears away what killed processes left; a failure costs nothing but the space until the next start. */
async function sweepAll({ database, blobs, clock, log, sweep }: WorkerDeps): Promise<void> {
  try {
    await blobs.sweep(new Date(clock.now().getTime() - longestUpload))
    await sweepStaging(database.loader)
    await sweep()
    await sweepProgress(database.loader)
  } catch (error) {
    log.warn({ err: error }, 'warehouse: leftovers of earlier work could not be cleared')
  }
}

async function takeUpAll(deps: ProcessorDeps, stopping: AbortSignal): Promise<void> {
  for (const submission of await listOpenSubmissions(deps.database.application, lookAhead)) {
    if (stopping.aborted) return
    await processSubmission(deps, submission.id)
  }
}
