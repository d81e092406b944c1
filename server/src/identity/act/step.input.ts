import type { OrganisationFunction, OrganisationId, OrganisationInput } from '../organisation/organisation.ts'
import type { Step } from './step.ts'

/** Steps as somebody writes them: a unit is named by its id, or by the `ref` of a step that creates it. */
export type StepInput =
  | {
      readonly step: 'create'
      readonly ref?: string | undefined
      readonly unit: Pick<OrganisationInput, 'kind' | 'name' | 'nameEn' | 'territory' | 'parent'> & {
        readonly identifiers: readonly { readonly scheme: NewIdentifier['scheme']; readonly value: string }[]
        readonly functions: readonly Ground[]
      }
    }
  | { readonly step: 'rename'; readonly unit: string; readonly name: string; readonly nameEn: string }
  | { readonly step: 'move'; readonly unit: string; readonly parent: string }
  | { readonly step: 'merge'; readonly units: readonly string[]; readonly into: string }
  | {
      readonly step: 'split'
      readonly unit: string
      readonly into: readonly string[]
      readonly assigned: readonly { readonly what: 'account' | 'dataset'; readonly id: string; readonly to: string }[]
    }
  | { readonly step: 'dissolve'; readonly unit: string; readonly successor: string | null }
  | {
      readonly step: 'identify'
      readonly unit: string
      readonly begin: readonly Pick<NewIdentifier, 'scheme' | 'value'>[]
      readonly end: readonly Pick<NewIdentifier, 'scheme' | 'value'>[]
    }
  | {
      readonly step: 'remit'
      readonly unit: string
      readonly begin: readonly Ground[]
      readonly end: readonly string[]
    }

type NewIdentifier = OrganisationInput['identifiers'][number]
type Ground = Omit<OrganisationFunction, 'validFrom' | 'validTo'>

/** Gives units that the steps make their ids, and puts ids where steps name them. */
export function resolveSteps(inputs: readonly StepInput[], day: string, makeId: () => OrganisationId): Step[] {
  const made = new Map<string, OrganisationId>()
  const ids = inputs.map((input) => {
    const id = makeId()
    if (input.step === 'create' && input.ref !== undefined) made.set(input.ref, id)
    return id
  })
  const idOf = (name: string) => made.get(name) ?? (name as OrganisationId)
  return inputs.map((input, place): Step => {
    switch (input.step) {
      case 'create': {
        const period = { validFrom: day, validTo: null }
        const { parent, identifiers, functions, ...facts } = input.unit
        return {
          step: 'create',
          unit: ids[place] ?? makeId(),
          facts: {
            ...facts,
            ...period,
            parent: parent === null ? null : idOf(parent),
            identifiers: identifiers.map((each) => ({ ...each, ...period })),
            functions: functions.map((each) => ({ ...each, ...period })),
          },
        }
      }
      case 'move':
        return { ...input, unit: idOf(input.unit), parent: idOf(input.parent) }
      case 'merge':
        return { ...input, units: [...new Set(input.units.map(idOf))], into: idOf(input.into) }
      case 'split': {
        const assigned = input.assigned.map((each) => ({ ...each, to: idOf(each.to) }))
        return { ...input, unit: idOf(input.unit), into: [...new Set(input.into.map(idOf))], assigned }
      }
      case 'dissolve':
        return {
          ...input,
          unit: idOf(input.unit),
          successor: input.successor === null ? null : idOf(input.successor),
        }
      default:
        return { ...input, unit: idOf(input.unit) }
    }
  })
}
