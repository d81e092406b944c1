import { processSubmission } from './processor.ts'
import type { ProcessorDeps } from './processor-deps.ts'
import { sweepStaging } from '../storage/staging.store.ts'
import { listOpenSubmissions, sweepProgress } from '../submission/submission.store.ts'

const pollMilliseconds = 1_000
const lookAhead = 100

/** Takes up submissions as they come in and those a dead process left behind. */
export interface Worker {
  /** Says that there is something to do; returns at once. */
  kick(): void
  start(): void
  /** Takes up nothing more; resolves when the work under way has ended. */
  stop(): Promise<void>
}

export interface WorkerDeps extends ProcessorDeps {
  /** Clears away uploads nobody finished. */
  readonly sweepUploads: () => Promise<void>
  /** Called after each round of work; must not fail. */
  readonly onTick: () => Promise<void>
}

export function createWorker(deps: WorkerDeps): Worker {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let again = false
  let stopping = false

  const workThrough = async () => {
    do {
      again = false
      await takeUpAll(deps, () => stopping)
      await deps.onTick()
    } while (isWanted())
  }
  const isWanted = () => again && !stopping
  const kick = () => {
    again = true
    if (stopping || running) return
    running = workThrough()
      .catch((error: unknown) => {
        deps.log.warn({ err: error }, 'warehouse: work on submissions was interrupted; it is taken up again')
      })
      .finally(() => {
        running = undefined
      })
  }
  return {
    kick,
    start: () => {
      timer = setInterval(kick, pollMilliseconds)
      running = sweep(deps).finally(() => {
        running = undefined
        kick()
      })
    },
    stop: async () => {
      stopping = true
      clearInterval(timer)
      await running
    },
  }
}

/** An upload that began earlier is dead, whichever process took it in. */
const longestUpload = 24 * 3_600_000

/** Clears away what killed processes left; a failure costs nothing but the space until the next start. */
async function sweep({ database, blobs, clock, log, sweepUploads }: WorkerDeps): Promise<void> {
  try {
    await blobs.sweep(new Date(clock.now().getTime() - longestUpload))
    await sweepStaging(database.loader)
    await sweepUploads()
    await sweepProgress(database.loader)
  } catch (error) {
    log.warn({ err: error }, 'warehouse: leftovers of earlier work could not be cleared')
  }
}

async function takeUpAll(deps: ProcessorDeps, isStopping: () => boolean): Promise<void> {
  for (const submission of await listOpenSubmissions(deps.database.application, lookAhead)) {
    if (isStopping()) return
    await processSubmission(deps, submission.id)
  }
}
