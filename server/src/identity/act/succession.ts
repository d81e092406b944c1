import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { OrganisationId } from '../organisation/organisation.ts'
import type { ActId, Assignment } from './step.ts'

/** A unit that ends, and who takes over: the first all that is not assigned, nobody when there is no successor. */
export interface Passing {
  readonly from: OrganisationId
  readonly successors: readonly OrganisationId[]
  readonly assigned: readonly Assignment[]
}

export interface Succession {
  readonly act: ActId
  /** The day the act takes effect. */
  readonly day: string
  /** The local day now; later than `day` for an act dated in the past. */
  readonly today: string
  readonly passings: readonly Passing[]
}

/** What passes from a unit: how many, to whom (null: nobody), and the first few by name. */
export interface EffectLine {
  readonly what: EffectKind
  readonly from: OrganisationId
  readonly to: OrganisationId | null
  readonly count: number
  readonly examples: readonly string[]
}

export const effectKinds = [
  'accounts',
  'tokens',
  'account-requests',
  'account-reviews',
  'clients',
  'focal-points',
  'datasets',
  'deliveries-due',
  'consumer-rights',
  'grants',
  'grant-requests',
  'submissions',
  'exports',
  'subject-requests',
  'incidents',
] as const
export type EffectKind = (typeof effectKinds)[number]

/** Something that happened to a unit since the day an act is dated, or that no successor can take; in words. */
export interface Contradiction {
  readonly unit: OrganisationId
  readonly vi: string
  readonly en: string
}

export interface Forecast {
  readonly lines: readonly EffectLine[]
  readonly contradictions: readonly Contradiction[]
}

/**
 * What becomes of a unit's things when it ends. Every module that owns things of units supplies one; `app` hands them
 * over. `preview` is asked before an act is confirmed and again, under lock, in the transaction of `apply`.
 */
export interface SuccessionEffect {
  preview(db: Db, succession: Succession): Promise<Forecast>
  /** Passes everything on, in the act's own transaction and set by set. */
  apply(tx: Tx, succession: Succession): Promise<void>
}
