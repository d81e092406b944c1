import type { Actor, Journal, Tx } from '../../journal/index.ts'
import { isNetwork, newId } from '../../platform/index.ts'
import type { Caller, Database, Db } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { holdNetworks, insertNetwork, liesWithin, listNetworks, removeNetwork } from './network.store.ts'
import { createZoneRule } from './zone.ts'
import type { Network, NetworkZone } from './zone.ts'
import { zoneProblems } from './zone.errors.ts'

export interface NetworkInput {
  readonly zone: NetworkZone
  readonly network: string
  readonly name: string
}

export interface Networks {
  listNetworks(): Promise<Network[]>
  /** @param caller who must not lock themselves out; undefined on the machine itself */
  addNetwork(actor: Actor, input: NetworkInput, caller: Caller | undefined): Promise<Network>
  removeNetwork(actor: Actor, id: string, caller: Caller | undefined): Promise<void>
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  /** Told after each change. */
  readonly onChanged: () => Promise<void>
}

export function createNetworks({ database, journal, onChanged }: Deps): Networks {
  return {
    listNetworks: () => listNetworks(database.application),
    addNetwork: async (actor, { zone, network, name }, caller) => {
      if (!isNetwork(network)) throw zoneProblems.networkInvalid({ network })
      const made = await journal.change(actor, async (tx) => {
        await holdNetworks(tx)
        await refuseOutside(tx, zone, network)
        const id = newId<'network'>(tx.at)
        const kept = await insertNetwork(tx, { id, zone, network, name })
        if (kept === undefined) throw zoneProblems.networkTaken({ network })
        await refuseLockOut(tx, caller)
        await tx.record({
          event: accessEvents['network.added'],
          subject: { type: 'network', id, label: name },
          payload: { zone, network: kept, name },
        })
        return { id, zone, network: kept, name, addedAt: tx.at }
      })
      await onChanged()
      return made
    },
    removeNetwork: async (actor, id, caller) => {
      await journal.change(actor, async (tx) => {
        await holdNetworks(tx)
        const removed = await removeNetwork(tx, id)
        if (!removed) throw zoneProblems.networkNotFound({ network: id })
        await refuseLockOut(tx, caller)
        const { zone, network, name } = removed
        await tx.record({
          event: accessEvents['network.removed'],
          subject: { type: 'network', id, label: name },
          payload: { zone, network, name },
        })
      })
      await onChanged()
    },
  }
}

/** Whoever administers does so over the dedicated network (Điều 13.2). */
async function refuseOutside(db: Db, zone: NetworkZone, network: string): Promise<void> {
  if (zone !== 'administration' || (await liesWithin(db, network, 'dedicated'))) return
  throw zoneProblems.networkOutsideDedicated({ network })
}

async function refuseLockOut(tx: Tx, caller: Caller | undefined): Promise<void> {
  if (caller === undefined || createZoneRule(await listNetworks(tx))('administration', caller)) return
  throw zoneProblems.networkLocksOut({ address: caller.address })
}
