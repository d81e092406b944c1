import { isLoopback, networkCheck } from '../../platform/index.ts'
import type { Caller, CallerDoubt, Id, Zone } from '../../platform/index.ts'

/** The zones that have networks of their own; the open one is reached from anywhere. */
export const networkZones = ['dedicated', 'administration', 'health'] as const
export type NetworkZone = (typeof networkZones)[number]

export type NetworkId = Id<'network'>

/** A network from which a zone may be reached. */
export interface Network {
  readonly id: NetworkId
  readonly zone: NetworkZone
  /** In CIDR, like `10.1.0.0/16`. */
  readonly network: string
  /** What people call it. */
  readonly name: string
  readonly addedAt: Date
}

export type ZoneRule = (zone: Zone, caller: Caller) => boolean

/**
 * Who may come to what (Điều 13.2). The machine itself may always: a wrong network is mended there. The zone of
 * administration lies within the dedicated network, narrower where networks of its own are named.
 */
export function createZoneRule(networks: readonly Pick<Network, 'zone' | 'network'>[]): ZoneRule {
  const of = (zone: NetworkZone) => networks.filter((each) => each.zone === zone).map(({ network }) => network)
  const administration = of('administration')
  const isDedicated = networkCheck(of('dedicated'))
  const isAdministration = administration.length === 0 ? isDedicated : networkCheck(administration)
  const isHealth = networkCheck(of('health'))
  return (zone, { address, doubt }) => {
    if (zone === 'open') return true
    // A proxy that names nobody asks for itself, whether the server lives.
    if (doubt !== undefined) return zone === 'health' && doubt === 'nobody-named'
    if (isLoopback(address)) return true
    if (zone === 'health') return isDedicated(address) || isHealth(address)
    return isDedicated(address) && (zone === 'dedicated' || isAdministration(address))
  }
}

/** Why somebody was refused: the network, or that it cannot be said which it is. */
export type RefusalReason = 'network' | CallerDoubt
export const refusalReasons = [
  ...['network', 'no-address', 'strange-proxy', 'nobody-named', 'malformed', 'too-many-hops'],
] as readonly RefusalReason[]
