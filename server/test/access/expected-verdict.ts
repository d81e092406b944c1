import type { CatalogueRow, Dataset, Structure } from '../../src/catalogue/index.ts'
import type { Principal } from '../../src/identity/index.ts'
import type { PurposeFacts } from '../../src/access/purpose/purpose.ts'

/** What may be seen. */
export interface Seen {
  readonly fields: readonly string[]
  readonly masks: Readonly<Record<string, string>>
  readonly rowScope: readonly { readonly field: string; readonly values: readonly string[] }[]
}

/** What the clauses ask of a question, without a policy being read: the answer the policies are held against. */
export interface Expected extends Seen {
  readonly allow: boolean
  /** What decides, and among refusals the first that stands in the way. */
  readonly reason: string
}

export interface Asked {
  readonly action: 'read' | 'submit'
  readonly unit: Principal['organisation']
  readonly roles: Principal['roles']
  readonly purpose: string | undefined
  readonly registered: PurposeFacts | undefined
  readonly standing: { readonly standing: string }
  /** What the grant opens that is live: never more, whatever the catalogue opens besides. */
  readonly consented: Seen
  readonly dataset: Pick<Dataset, 'provider' | 'stage' | 'classification'>
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

/** Điều 5.2: what is archived is kept, not used; a grant opens none of it. */
function archived(asked: Asked): Expected {
  const { action, unit, roles, dataset, structure } = asked
  if (action === 'submit') return refused('datasetClosed')
  if (!structure) return refused('structureMissing')
  const isOwn = unit.id === dataset.provider.id && usesData(roles)
  if (!isOwn && !roles.includes('auditor')) return refused('datasetArchived')
  const wrong = wrongUse(asked)
  if (wrong) return refused(wrong)
  if (isOwn) return opened('readsArchivedData', asked, () => true, false)
  const unsaid = unsaidUse(asked)
  if (unsaid) return refused(unsaid)
  return opened('auditsArchivedData', asked, (sensitivity) => sensitivity !== 'sensitive', false)
}

/** Điều 10. */
function submitting(asked: Asked, row: CatalogueRow): Expected {
  if (asked.unit.id !== row.provider.id) return refused('notProvider')
  if (!asked.roles.includes('provider')) return refused('providerRoleMissing')
  return opened('submitsOwnData', asked, () => true, false)
}

/** Điều 11.1, 11.2, 11.3, 18.2. */
function reading(asked: Asked, row: CatalogueRow, structure: Structure): Expected {
  const { unit, roles } = asked
  if (!usesData(roles)) return refused('readRoleMissing')
  const wrong = wrongUse(asked)
  if (wrong) return refused(wrong)
  if (unit.id === row.provider.id) return opened('readsOwnData', asked, () => true, false)
  if (row.dataset.classification === 'public')
    return opened('publicData', asked, (sensitivity) => sensitivity === 'none', false)
  if (asked.standing.standing === 'live') return { allow: true, reason: 'grantedUse', ...asked.consented }
  return readingAsConsumer(asked, row, structure)
}

/** Điều 11.2: whom the row names, singly or by group. */
function readingAsConsumer(asked: Asked, row: CatalogueRow, structure: Structure): Expected {
  const { unit } = asked
  const { classification, kind } = row.dataset
  const isNamed = row.consumers.some((each) => 'unit' in each && each.unit.id === unit.id)
  if (!isNamed && !isGrouped(unit, row)) return refused(notLive[asked.standing.standing] ?? 'notAmongConsumers')
  const isWard = wardKinds.includes(unit.kind)
  if (isWard && unit.territory === null && structure.fields.some(({ territory }) => territory))
    return refused('territoryMissing')
  const mustSay = classification === 'confidential' || kind === 'sectoral' || kind === 'transactional'
  const unsaid = mustSay ? unsaidUse(asked) : undefined
  if (unsaid) return refused(unsaid)
  if (isNamed) return opened('namedConsumer', asked, () => true, isWard)
  return opened('groupConsumer', asked, (sensitivity) => sensitivity !== 'sensitive', isWard)
}

const notLive: Readonly<Record<string, string>> = {
  ...{ held: 'grantHeld', notYet: 'grantNotYet', ended: 'grantEnded', revoked: 'grantRevoked' },
  otherPurpose: 'purposeNotGranted',
}

/** Điều 11.1, 11.3: a use that is nobody's duty, or not this unit's, unless it was consented to. */
function wrongUse({ registered, standing, row, dataset, unit }: Asked): string | undefined {
  if (registered === undefined || standing.standing === 'live') return undefined
  if (registered.nature !== 'official') return 'useNotOfficial'
  const provider = dataset.stage === 'archived' ? dataset.provider : row?.provider
  const { classification } = row?.dataset ?? dataset
  if (registered.isInRemit || classification === 'public' || provider?.id === unit.id) return undefined
  return 'purposeBeyondRemit'
}

/** Điều 18.2: a purpose of the register is named where one must be. */
function unsaidUse({ purpose, registered }: Asked): string | undefined {
  if ((purpose ?? '').trim() === '') return 'purposeMissing'
  return registered === undefined ? 'purposeUnknown' : undefined
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

function refused(reason: string): Expected {
  return { allow: false, reason, fields: [], masks: {}, rowScope: [] }
}

/** What the catalogue opens, less what the purpose that is named has no need of. */
function opened(
  reason: string,
  { action, unit, structure, registered }: Asked,
  isShown: (sensitivity: string) => boolean,
  isOwnTerritory: boolean,
): Expected {
  const fields = structure?.fields ?? []
  const territory = isOwnTerritory ? fields.find((field) => field.territory) : undefined
  const needs = (sensitivity: string) => action === 'submit' || registered?.shows !== 'none' || sensitivity === 'none'
  return {
    ...{ allow: true, reason, masks: {} },
    fields: fields.filter(({ sensitivity }) => isShown(sensitivity) && needs(sensitivity)).map(({ name }) => name),
    rowScope: territory ? [{ field: territory.name, values: [unit.territory ?? ''] }] : [],
  }
}
