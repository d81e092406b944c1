import type { Clock, Log } from '../../platform/index.ts'
import { createZoneRule } from './zone.ts'
import type { Network, ZoneRule } from './zone.ts'

/** The rule as the networks are now: a change counts at once in the process that makes it, in others within a second. */
export interface ZoneWatch {
  rule(): Promise<ZoneRule>
  reload(): Promise<void>
}

interface Deps {
  readonly load: () => Promise<readonly Pick<Network, 'zone' | 'network'>[]>
  readonly clock: Clock
  readonly log: Log
}

const freshMilliseconds = 1_000

export function createZoneWatch({ load, clock, log }: Deps): ZoneWatch {
  // Until networks are known only the machine itself may come.
  let rule = createZoneRule([])
  let loadedAt = Number.NEGATIVE_INFINITY
  let loading: Promise<void> | undefined
  const reload = async () => {
    const networks = await load()
    rule = createZoneRule(networks)
    loadedAt = clock.now().getTime()
  }
  return {
    rule: async () => {
      // Also where the clock went back.
      if (Math.abs(clock.now().getTime() - loadedAt) < freshMilliseconds) return rule
      loading ??= reload()
        .catch((error: unknown) => {
          // The last networks that are known go on counting; whoever asks for data is told about the database anyway.
          log.warn({ err: error }, 'the networks of zones could not be read')
        })
        .finally(() => {
          loading = undefined
        })
      await loading
      return rule
    },
    reload,
  }
}
