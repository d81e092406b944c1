import type { Log } from './log.ts'

/** What may be due by the clock. It does nothing when nothing is, and nothing twice when another process does it too. */
export interface Duty {
  /** For the log, when it fails. */
  readonly name: string
  run(): Promise<unknown>
}

/** Does by the clock what is due: looks at once and then each minute. */
export interface Keeper {
  /** Does all that is due now. A duty that fails is told in the log and tried again; it keeps none of the others waiting. */
  keep(): Promise<void>
  start(): void
  /** Resolves once what was begun is done. */
  stop(): Promise<void>
}

const everyMilliseconds = 60_000

/** @param duties in the order in which they are done, one at a time */
export function createKeeper(log: Log, duties: readonly Duty[]): Keeper {
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  const keep = async () => {
    for (const duty of duties) {
      try {
        await duty.run()
      } catch (error) {
        log.error({ err: error, duty: duty.name }, 'what is due by the clock could not be done; it is tried again')
      }
    }
  }
  const look = () => {
    running ??= keep().finally(() => {
      running = undefined
    })
  }
  return {
    keep,
    start: () => {
      look()
      timer = setInterval(look, everyMilliseconds)
      timer.unref()
    },
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
