import type { GrantExtent } from './extent.ts'
import { grantStateAt } from './grant.ts'
import type { Grant } from './grant.ts'

/** A grant of the unit that asks, over the dataset it asks about. */
export interface HeldGrant extends Pick<
  Grant,
  'id' | 'year' | 'number' | 'startsAt' | 'endsAt' | 'revokedAt' | 'became'
> {
  readonly purpose: string
  readonly extent: GrantExtent
  readonly isHeld: boolean
}

/**
 * How the grants of a unit stand towards a question: one for the purpose named is live, or why none is. `otherPurpose`: there
 * are live ones, for other purposes.
 */
export const standings = ['live', 'held', 'notYet', 'ended', 'revoked', 'otherPurpose', 'none'] as const
export type Standing = (typeof standings)[number]

export interface GrantStanding {
  readonly standing: Standing
  /** The one that is live. */
  readonly grant: HeldGrant | undefined
  /** When the answer may be another one; null while nothing is to come. */
  readonly until: Date | null
}

/** Why there is none comes in this order: what is nearest to a live grant first. */
const nearest = ['held', 'notYet', 'revoked', 'ended'] as const

/** @param grants newest first: of two for one purpose, which a merger can bring together, the newer one is used */
export function standingOf(grants: readonly HeldGrant[], purpose: string, at: Date): GrantStanding {
  const states = grants.map((grant) => ({ grant, state: grantStateAt(grant, at) }))
  const own = states.filter(({ grant }) => grant.purpose === purpose)
  const until = soonest(
    grants.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]),
    at,
  )
  const live = own.find(({ state }) => state === 'live')
  if (live) return { standing: 'live', grant: live.grant, until }
  const why = nearest.find((state) => own.some((each) => each.state === state))
  const elsewhere = states.some(({ state }) => state === 'live') ? 'otherPurpose' : 'none'
  return { standing: why ?? elsewhere, grant: undefined, until }
}

function soonest(instants: readonly Date[], after: Date): Date | null {
  const later = instants.filter((instant) => instant > after).sort((left, right) => left.getTime() - right.getTime())
  return later[0] ?? null
}
