import type { OrgRef } from '../../identity/index.ts'
import type { Instrument } from '../../law/index.ts'
import type { Id } from '../../platform/index.ts'
import type { GrantExtent } from './extent.ts'

export type GrantId = Id<'grant'>

/** Who may hold a grant back: the unit that provides the data, the one that uses it, the coordinating department. */
export const parties = ['provider', 'consumer', 'coordinator'] as const
export type Party = (typeof parties)[number]

export interface Hold {
  readonly party: Party
  readonly since: Date
  readonly by: string
  readonly reason: string
  readonly letGoAt: Date | null
}

export interface DatasetRef {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly provider: OrgRef
}

export interface PurposeRef {
  readonly code: string
  readonly name: string
  readonly nameEn: string
}

/** The consent of the Committee, as it is carried out. */
export interface Grant {
  readonly id: GrantId
  readonly year: number
  readonly number: number
  readonly request: string
  /** The unit the Committee consented to. */
  readonly unit: OrgRef
  /** Who may use it now: the unit itself, or since it ended its successors. */
  readonly holders: readonly OrgRef[]
  readonly dataset: DatasetRef
  readonly purpose: PurposeRef
  readonly extent: GrantExtent
  readonly startsAt: Date
  readonly endsAt: Date
  readonly instrument: Pick<Instrument, 'id' | 'number' | 'signedOn' | 'signer' | 'issuer' | 'fileDigest'>
  readonly revokedAt: Date | null
  readonly revocation: string | null
  /** The grant it became by an amendment. */
  readonly became: GrantId | null
  readonly holds: readonly Hold[]
}

/** How a grant stands at an instant. */
export const grantStates = ['notYet', 'live', 'held', 'ended', 'revoked', 'amended'] as const
export type GrantState = (typeof grantStates)[number]

export function grantStateAt(
  {
    startsAt,
    endsAt,
    revokedAt,
    became,
    isHeld,
  }: Pick<Grant, 'startsAt' | 'endsAt' | 'revokedAt' | 'became'> & { readonly isHeld: boolean },
  at: Date,
): GrantState {
  if (revokedAt !== null && at >= revokedAt) return 'revoked'
  if (at >= endsAt) return became === null ? 'ended' : 'amended'
  if (at < startsAt) return 'notYet'
  return isHeld ? 'held' : 'live'
}

export const isHeld = ({ holds }: Pick<Grant, 'holds'>) => holds.some(({ letGoAt }) => letGoAt === null)
