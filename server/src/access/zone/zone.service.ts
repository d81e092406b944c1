import type { Journal } from '../../journal/index.ts'
import { createKeeper } from '../../platform/index.ts'
import type { Caller, Clock, Database, Keeper, Log, ProblemError, Zone } from '../../platform/index.ts'
import { createNetworks } from './network.service.ts'
import type { Networks } from './network.service.ts'
import { listNetworks } from './network.store.ts'
import { createRefusalSeals } from './refusal-seal.ts'
import type { RefusalSeals } from './refusal-seal.ts'
import { createRefusalBook } from './refusal.service.ts'
import type { RefusalBook } from './refusal.service.ts'
import { zoneRefusal } from './zone.errors.ts'
import { createZoneWatch } from './zone-watch.ts'

/** Says who may come to what by the network they come from (Điều 13.2). */
export interface ZoneGuard {
  /** Gives what to tell a caller who may not come to a zone; the refusal is counted. */
  refusalOf(zone: Zone, caller: Caller, route: string): Promise<ProblemError | undefined>
}

export type Zones = ZoneGuard &
  Networks &
  Pick<RefusalBook, 'listRefusals'> &
  RefusalSeals & {
    /** Seals and forgets refusals by the clock; what was counted is written down when it stops. */
    readonly keeper: Keeper
  }

export interface ZoneDeps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
}

export function createZones({ database, journal, clock, log }: ZoneDeps): Zones {
  const db = database.application
  const watch = createZoneWatch({ load: () => listNetworks(db), clock, log })
  const book = createRefusalBook({ db, clock, log })
  const seals = createRefusalSeals({ journal, db, clock })
  const keeper = createKeeper(log, [
    { name: 'refused requests to write down', run: () => book.write() },
    { name: 'refused requests to seal', run: () => seals.sealRefusals() },
    { name: 'refused requests to forget', run: () => seals.forgetRefusals() },
  ])
  return {
    ...createNetworks({ database, journal, onChanged: () => watch.reload() }),
    ...seals,
    listRefusals: (filter) => book.listRefusals(filter),
    refusalOf: async (zone, caller, route) => {
      if (zone === 'open' || (await watch.rule())(zone, caller)) return undefined
      book.note({ address: caller.address, zone, route, reason: caller.doubt ?? 'network' })
      return zoneRefusal(zone, caller)
    },
    keeper: {
      ...keeper,
      stop: async () => {
        await keeper.stop()
        await book.write().catch((error: unknown) => {
          log.error({ err: error }, 'refused requests could not be written down')
        })
      },
    },
  }
}
