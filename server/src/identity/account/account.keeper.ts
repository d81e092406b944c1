import type { Log } from '../../platform/index.ts'

const everyMilliseconds = 60_000

/** Does by the clock what accounts are due for; looks each minute. */
export interface AccountKeeper {
  /** Does all that is due now. */
  keep(): Promise<void>
  start(): void
  stop(): Promise<void>
}

/** @param duties what may be due, in their order; each does nothing when it is not */
export function createAccountKeeper(log: Log, duties: readonly (() => Promise<unknown>)[]): AccountKeeper {
  let running: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const keep = async () => {
    for (const duty of duties) await duty()
  }
  const tick = () => {
    running = running.then(keep).catch((error: unknown) => {
      log.error({ err: error }, 'identity: accounts could not be kept; it is tried again')
    })
  }
  return {
    keep,
    start: () => {
      tick()
      timer = setInterval(tick, everyMilliseconds)
      timer.unref()
    },
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
