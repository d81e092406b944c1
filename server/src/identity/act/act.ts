import type { Json } from '../../platform/index.ts'
import type { OrganisationId } from '../organisation/organisation.ts'
import type { EffectLine } from './succession.ts'
import type { ActId, Step } from './step.ts'

export const actStates = ['prepared', 'confirmed', 'applied', 'failed', 'withdrawn'] as const
export type ActState = (typeof actStates)[number]

/** An act as it is kept; `import` brings in units as they are known to be and rests on no decision of its own. */
export interface Act {
  readonly id: ActId
  readonly kind: 'import' | 'decision'
  readonly title: string
  /** Of an import, whose titles follow from what it brings in; a decision has the one its people gave it. */
  readonly titleEn: string | null
  /** Id of the instrument; null for an import. */
  readonly instrument: string | null
  /** The day it takes effect; null for an import, whose units have days of their own. */
  readonly effectiveOn: string | null
  readonly steps: readonly Step[]
  readonly state: ActState
  readonly preparedAt: Date
  readonly preparedBy: string
  readonly confirmedAt: Date | null
  readonly confirmedBy: string | null
  readonly appliedAt: Date | null
  readonly effect: Effect | null
  /** Why it could not be applied on its day. */
  readonly problem: Json | null
}

/** An act with its decision and day. */
export type Decision = Act & { readonly instrument: string; readonly effectiveOn: string }

/** What an act does, unit by unit and thing by thing. */
export interface Effect {
  readonly units: readonly UnitEffect[]
  readonly lines: readonly EffectLine[]
}

export interface UnitEffect {
  readonly id: OrganisationId
  readonly name: string
  readonly becomes: 'created' | 'renamed' | 'moved' | 'renamed-and-moved' | 'ended' | 'identified' | 'remitted'
  /** The name or the parent before and after, where they change. */
  readonly before: { readonly name: string; readonly parent: OrganisationId | null } | null
  readonly after: { readonly name: string; readonly parent: OrganisationId | null } | null
  readonly successors: readonly OrganisationId[]
}
