import type { Log } from '../../platform/index.ts'
import type { Acts } from './act.service.ts'

const everyMilliseconds = 60_000

/** Carries out confirmed acts on their day: looks each minute, so they take effect just after local midnight. */
export interface ActKeeper {
  start(): void
  stop(): Promise<void>
}

export function createActKeeper({ acts, log }: { readonly acts: Acts; readonly log: Log }): ActKeeper {
  let running: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const work = async () => {
    try {
      await acts.applyDueActs()
    } catch (error) {
      log.error({ err: error }, 'identity: acts could not be carried out; it is tried again')
    }
  }
  const tick = () => {
    running = running.then(work)
  }
  return {
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
