import type { CatalogueRow, Dataset, Structure } from '../../src/catalogue/index.ts'
import type { Principal } from '../../src/identity/index.ts'

/** What the clauses ask of a question, without a policy being read: the answer the policies are held against. */
export interface Expected {
  readonly allow: boolean
  /** What decides, and among refusals the first that stands in the way. */
  readonly reason: string
  readonly fields: readonly string[]
  readonly rowScope: { readonly field: string; readonly values: readonly string[] } | null
}

export interface Asked {
  readonly action: 'read' | 'submit'
  readonly unit: Principal['organisation']
  readonly roles: Principal['roles']
  readonly purpose: string | undefined
  readonly dataset: Pick<Dataset, 'provider' | 'stage'>
  readonly row: CatalogueRow | undefined
  readonly structure: Structure | undefined
}

export function expectedVerdict(asked: Asked): Expected {
  const { action, dataset, row, structure } = asked
  if (dataset.stage === 'archived') return archived(asked)
  if (dataset.stage === 'closed' && action === 'submit') return refused('datasetClosed')
  if (!row) return refused('notInForce')
  if (!structure) return refused('structureMissing')
  return action === 'submit' ? submitting(asked, row) : reading(asked, row, structure)
}

/** Điều 5.2: what is archived is kept, not used. */
function archived(asked: Asked): Expected {
  const { action, unit, roles, dataset, structure, purpose } = asked
  if (action === 'submit') return refused('datasetClosed')
  if (!structure) return refused('structureMissing')
  if (unit.id === dataset.provider.id && usesData(roles)) return opened('readsArchivedData', asked, () => true, false)
  if (!roles.includes('auditor')) return refused('datasetArchived')
  if (isBlank(purpose)) return refused('purposeMissing')
  return opened('auditsArchivedData', asked, (sensitivity) => sensitivity !== 'sensitive', false)
}

/** Điều 10. */
function submitting(asked: Asked, row: CatalogueRow): Expected {
  if (asked.unit.id !== row.provider.id) return refused('notProvider')
  if (!asked.roles.includes('provider')) return refused('providerRoleMissing')
  return opened('submitsOwnData', asked, () => true, false)
}

/** Điều 11.1, 11.2, 18.2. */
function reading(asked: Asked, row: CatalogueRow, structure: Structure): Expected {
  const { unit, roles, purpose } = asked
  if (!usesData(roles)) return refused('readRoleMissing')
  if (unit.id === row.provider.id) return opened('readsOwnData', asked, () => true, false)
  const { classification, kind } = row.dataset
  if (classification === 'public') return opened('publicData', asked, (sensitivity) => sensitivity === 'none', false)
  const isNamed = row.consumers.some((each) => 'unit' in each && each.unit.id === unit.id)
  if (!isNamed && !isGrouped(unit, row)) return refused('notAmongConsumers')
  const isWard = wardKinds.includes(unit.kind)
  if (isWard && unit.territory === null && structure.fields.some(({ territory }) => territory))
    return refused('territoryMissing')
  const mustSay = classification === 'confidential' || kind === 'sectoral' || kind === 'transactional'
  if (mustSay && isBlank(purpose)) return refused('purposeMissing')
  if (isNamed) return opened('namedConsumer', asked, () => true, isWard)
  return opened('groupConsumer', asked, (sensitivity) => sensitivity !== 'sensitive', isWard)
}

const wardKinds: readonly string[] = ['ward', 'commune', 'special-zone']
const departmentKinds: readonly string[] = ['department', 'committee']

function isGrouped({ kind }: Asked['unit'], row: CatalogueRow): boolean {
  const groups = row.consumers.flatMap((each) => ('group' in each ? [each.group] : []))
  if (groups.includes('all')) return true
  if (departmentKinds.includes(kind)) return groups.includes('departments')
  return wardKinds.includes(kind) && groups.includes('wards')
}

const usesData = (roles: Asked['roles']) => roles.includes('provider') || roles.includes('consumer')
const isBlank = (text: string | undefined) => (text ?? '').trim() === ''

function refused(reason: string): Expected {
  return { allow: false, reason, fields: [], rowScope: null }
}

function opened(
  reason: string,
  { unit, structure }: Asked,
  isShown: (sensitivity: string) => boolean,
  isOwnTerritory: boolean,
): Expected {
  const fields = structure?.fields ?? []
  const territory = isOwnTerritory ? fields.find((field) => field.territory) : undefined
  return {
    ...{ allow: true, reason },
    fields: fields.filter(({ sensitivity }) => isShown(sensitivity)).map(({ name }) => name),
    rowScope: territory ? { field: territory.name, values: [unit.territory ?? ''] } : null,
  }
}
