import type { Id, Zone } from '../../platform/index.ts'
import type { RefusalReason } from './zone.ts'

/** A request that came from elsewhere than its zone allows. */
export interface RefusedRequest {
  readonly address: string
  readonly zone: Zone
  /** Method and pattern, never the address itself: keys of persons stand in addresses. */
  readonly route: string
  readonly reason: RefusalReason
}

/** Requests alike that were refused within one window of time. */
export interface Refusals extends RefusedRequest {
  readonly count: number
  readonly firstAt: Date
  readonly lastAt: Date
}

export interface KeptRefusals extends Refusals {
  readonly id: Id<'zoneRefusal'>
  /** The entry that covers them; null until their window has ended. */
  readonly seal: string | null
}

export const windowMilliseconds = 600_000
/** So long the rows are kept. */
export const refusalsKeptMilliseconds = 400 * 86_400_000
/** What stands for those that came after the first so many of a window: whoever floods fills no table. */
export const others = '…'
const mostAddresses = 500
const mostRoutes = 8

export const windowOf = (at: Date) => new Date(Math.floor(at.getTime() / windowMilliseconds) * windowMilliseconds)

/** Counts refusals of a window; alike ones are one, and those beyond the bounds are told together. */
export interface RefusalCount {
  add(refused: RefusedRequest, at: Date): void
  /** Gives what was counted since it was last taken, by the beginnings of their windows. */
  take(): { readonly window: Date; readonly refusals: readonly Refusals[] }[]
}

export function createRefusalCount(): RefusalCount {
  let window = 0
  /** Addresses of the window with their routes. */
  let known = new Map<string, Set<string>>()
  let counted = new Map<string, { window: Date; refusals: Refusals }>()
  return {
    add: (refused, at) => {
      const begin = windowOf(at)
      if (begin.getTime() !== window) {
        window = begin.getTime()
        known = new Map()
      }
      const bounded = bound(known, refused)
      const key = JSON.stringify({ window, ...bounded })
      const { count = 0, firstAt = at } = counted.get(key)?.refusals ?? {}
      counted.set(key, { window: begin, refusals: { ...bounded, count: count + 1, firstAt, lastAt: at } })
    },
    take: () => {
      const taken = Map.groupBy(counted.values(), (each) => each.window.getTime())
      counted = new Map()
      return [...taken].map(([at, each]) => ({ window: new Date(at), refusals: each.map(({ refusals }) => refusals) }))
    },
  }
}

function bound(known: Map<string, Set<string>>, { address, zone, route, reason }: RefusedRequest): RefusedRequest {
  const routes = known.get(address)
  if (!routes && known.size >= mostAddresses) return { address: others, zone, route: others, reason }
  const own = routes ?? new Set()
  known.set(address, own)
  if (!own.has(route) && own.size >= mostRoutes) return { address, zone, route: others, reason }
  own.add(route)
  return { address, zone, route, reason }
}
