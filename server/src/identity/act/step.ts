import type { Id } from '../../platform/index.ts'
import type {
  Identifier,
  OrganisationFunction,
  OrganisationId,
  OrganisationInput,
} from '../organisation/organisation.ts'

export type ActId = Id<'act'>

/** Which successor takes one thing over, where it is not the first. */
export interface Assignment {
  readonly what: 'account' | 'dataset'
  /** Id of the account or dataset. */
  readonly id: string
  readonly to: OrganisationId
}

/** A unit as an act makes it; parents are ids, also of units the same act makes. */
export type NewUnit = Omit<OrganisationInput, 'parent' | 'functions'> & {
  readonly parent: OrganisationId | null
  readonly functions: readonly OrganisationFunction[]
}

/** One thing an act does; units it makes have their ids from the day it is prepared. */
export type Step =
  | { readonly step: 'create'; readonly unit: OrganisationId; readonly facts: NewUnit }
  | { readonly step: 'rename'; readonly unit: OrganisationId; readonly name: string; readonly nameEn: string }
  | { readonly step: 'move'; readonly unit: OrganisationId; readonly parent: OrganisationId }
  | { readonly step: 'merge'; readonly units: readonly OrganisationId[]; readonly into: OrganisationId }
  | {
      readonly step: 'split'
      readonly unit: OrganisationId
      /** The first takes over what is not assigned to another. */
      readonly into: readonly OrganisationId[]
      readonly assigned: readonly Assignment[]
    }
  | { readonly step: 'dissolve'; readonly unit: OrganisationId; readonly successor: OrganisationId | null }
  | {
      readonly step: 'identify'
      readonly unit: OrganisationId
      readonly begin: readonly Pick<Identifier, 'scheme' | 'value'>[]
      readonly end: readonly Pick<Identifier, 'scheme' | 'value'>[]
    }
  | {
      readonly step: 'remit'
      readonly unit: OrganisationId
      readonly begin: readonly Omit<OrganisationFunction, 'validFrom' | 'validTo'>[]
      /** Ids of functions. */
      readonly end: readonly string[]
    }

/** The units a step is about, each with the field that names it; parents apart. */
export function unitsOf(step: Step): { readonly field: string; readonly id: OrganisationId }[] {
  switch (step.step) {
    case 'merge':
      return [...step.units.map((id) => ({ field: 'units', id })), { field: 'into', id: step.into }]
    case 'split':
      return [{ field: 'unit', id: step.unit }, ...step.into.map((id) => ({ field: 'into', id }))]
    case 'dissolve':
      return [
        { field: 'unit', id: step.unit },
        ...(step.successor === null ? [] : [{ field: 'successor', id: step.successor }]),
      ]
    default:
      return [{ field: 'unit', id: step.unit }]
  }
}

/** The units a step ends, with those that take over from them, the main one first. */
export function endedBy(
  step: Step,
): { readonly unit: OrganisationId; readonly successors: readonly OrganisationId[] }[] {
  switch (step.step) {
    case 'merge':
      return step.units.map((unit) => ({ unit, successors: [step.into] }))
    case 'split':
      return [{ unit: step.unit, successors: step.into }]
    case 'dissolve':
      return [{ unit: step.unit, successors: step.successor === null ? [] : [step.successor] }]
    default:
      return []
  }
}
