import type { Clock, Db, Log } from '../../platform/index.ts'
import { createRefusalCount } from './refusal.ts'
import type { KeptRefusals, RefusedRequest } from './refusal.ts'
import { addRefusals, listRefusals } from './refusal.store.ts'
import type { RefusalFilter } from './refusal.store.ts'

/** Who was refused, and how often. */
export interface RefusalBook {
  /** Counts a refusal; whoever is refused does not wait for it to be written down. */
  note(refused: RefusedRequest): void
  /** Writes down what was counted. It is done by itself within a second, so a flood is one statement a second. */
  write(): Promise<void>
  listRefusals(filter: RefusalFilter): Promise<KeptRefusals[]>
  /** Writes down the rest. */
  stop(): Promise<void>
}

const writeAfterMilliseconds = 1_000

export function createRefusalBook({ db, clock, log }: { db: Db; clock: Clock; log: Log }): RefusalBook {
  const counted = createRefusalCount()
  let timer: NodeJS.Timeout | undefined
  const write = async () => {
    clearTimeout(timer)
    timer = undefined
    for (const { window, refusals } of counted.take()) await addRefusals(db, window, refusals)
  }
  return {
    note: (refused) => {
      counted.add(refused, clock.now())
      timer ??= setTimeout(() => {
        write().catch((error: unknown) => {
          log.error({ err: error }, 'refused requests could not be written down')
        })
      }, writeAfterMilliseconds).unref()
    },
    write,
    listRefusals: async (filter) => {
      await write()
      return listRefusals(db, filter)
    },
    stop: write,
  }
}
