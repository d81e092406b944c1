import { needsPurpose } from '../../catalogue/index.ts'
import type { CatalogueRow, Dataset, Structure } from '../../catalogue/index.ts'
import { isWardLevel } from '../../identity/index.ts'
import type { OrganisationKind, Principal } from '../../identity/index.ts'
import type { GrantStanding } from '../grant/standing.ts'
import type { PolicyRequest } from '../policy/index.ts'
import { purposeCode } from '../purpose/purpose.ts'
import type { PurposeFacts } from '../purpose/purpose.ts'

export type Action = PolicyRequest['action']

/** All a decision follows from. */
export interface Facts {
  readonly action: Action
  readonly unit: Principal['organisation']
  readonly roles: Principal['roles']
  /** What the caller says it is for. */
  readonly purpose: string | undefined
  /** The registered purpose that names; undefined where it names none. */
  readonly registered: PurposeFacts | undefined
  readonly standing: GrantStanding
  readonly dataset: Pick<Dataset, 'code' | 'name' | 'nameEn' | 'provider' | 'classification' | 'kind' | 'stage'>
  /** The promulgated row in force at the instant of the question. */
  readonly row: CatalogueRow | undefined
  readonly structure: Structure | undefined
}

/** Who answers for the data: the unit of the row in force; what is archived needs none any more. */
export function providerOf({ dataset, row }: Pick<Facts, 'dataset' | 'row'>): Dataset['provider'] {
  return dataset.stage === 'archived' ? dataset.provider : (row?.provider ?? dataset.provider)
}

/** The facts in the words of the policies; equal facts give equal requests, in all their spelling. */
export function requestOf(facts: Facts): PolicyRequest {
  const { action, unit, roles, purpose, registered, standing, dataset, row, structure } = facts
  const promulgated = row?.dataset ?? dataset
  return {
    action,
    unit: {
      id: unit.id,
      isWardLevel: isWardLevel(unit.kind),
      hasTerritory: unit.territory !== null,
      groups: groupsOf(unit.kind),
    },
    dataset: {
      code: dataset.code,
      provider: providerOf(facts).id,
      classification: promulgated.classification,
      stage: dataset.stage,
      inForce: row !== undefined,
      hasStructure: structure !== undefined,
      hasTerritory: structure?.fields.some(({ territory }) => territory) ?? false,
      needsPurpose: needsPurpose(promulgated),
      consumers: isNamed(facts) ? [unit.id] : [],
      consumerGroups: (row?.consumers ?? []).flatMap((each) => ('group' in each ? [each.group] : [])).sort(),
    },
    circumstances: {
      roles: [...roles].sort(),
      purpose: purposeCode(purpose) === '' ? 'none' : (registered?.nature ?? 'unknown'),
      purposeInRemit: registered?.isInRemit ?? false,
      grant: standing.standing,
    },
  }
}

function isNamed({ row, unit }: Facts): boolean {
  return row?.consumers.some((each) => 'unit' in each && each.unit.id === unit.id) ?? false
}

/** Boards and councils of the city are among its departments where a catalogue row names them all. */
const departmental: readonly OrganisationKind[] = ['department', 'committee']

function groupsOf(kind: OrganisationKind): string[] {
  return ['all', ...(departmental.includes(kind) ? ['departments'] : []), ...(isWardLevel(kind) ? ['wards'] : [])]
}
