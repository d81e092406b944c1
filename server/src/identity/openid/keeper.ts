import type { Clock, Db, Log } from '../../platform/index.ts'
import { removeExpiredArtifacts } from './artifact.store.ts'

/** Does for the OpenID provider what is due by the clock: clears what has expired, makes the signing key that follows. */
export interface OpenIdKeeper {
  /** Does what is due now; gives how much was cleared. */
  keep(): Promise<number>
  start(): void
  stop(): Promise<void>
}

const everyMilliseconds = 60_000
/** What has just expired is kept a little, so that it is refused as expired and not as unknown. */
const graceMilliseconds = 3_600_000

interface Deps {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly makeKeyIfDue: () => Promise<unknown>
}

export function createKeeper({ db, clock, log, makeKeyIfDue }: Deps): OpenIdKeeper {
  let running: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const keep = async () => {
    await makeKeyIfDue()
    return removeExpiredArtifacts(db, new Date(clock.now().getTime() - graceMilliseconds))
  }
  const tick = () => {
    running = running.then(keep).catch((error: unknown) => {
      log.warn({ err: error }, 'identity: what the OpenID provider keeps was not cleared; tried again each minute')
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
