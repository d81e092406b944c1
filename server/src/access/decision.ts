import { needsPurpose } from '../catalogue/index.ts'
import type { CatalogueRow, Dataset, DatasetId, Sensitivity, Structure } from '../catalogue/index.ts'
import { isWardLevel } from '../identity/index.ts'
import type { OrganisationKind, Principal } from '../identity/index.ts'
import { reasonTexts } from './reason.ts'
import type { Reason, ReasonCode } from './reason.ts'

export type Action = 'read' | 'submit'

/** Rows whose field holds one of the values. */
export interface RowScope {
  readonly field: string
  readonly values: readonly string[]
}

/** All a decision follows from. */
export interface Facts {
  readonly action: Action
  readonly unit: Principal['organisation']
  readonly roles: Principal['roles']
  readonly purpose: string | undefined
  readonly dataset: Pick<Dataset, 'name' | 'nameEn' | 'provider'> & Partial<Pick<Dataset, 'stage'>>
  /** The promulgated row in force at the instant of the question. */
  readonly row: CatalogueRow | undefined
  readonly structure: Structure | undefined
}

export interface Verdict {
  readonly allow: boolean
  /** Names of the fields allowed; none when refused. */
  readonly fields: readonly string[]
  readonly rowScope: RowScope | null
  /** Of fields that the structure in force no longer has, those of such a sensitivity may be seen in earlier states. */
  readonly endedFields: readonly Sensitivity[]
  /** The reason that decided first, then what narrows the answer. */
  readonly reasons: readonly Reason[]
  readonly clause: string
}

export interface Decision extends Verdict {
  readonly action: Action
  readonly dataset: { readonly id: DatasetId; readonly code: string }
  /** The instant from which the question may have another answer; null while nothing dated is to come. */
  readonly validUntil: Date | null
  readonly catalogueVersion: number | null
}

/** Who wants to do what, with which dataset, for what purpose, at which instant. */
export type Question = readonly [
  principal: Principal,
  action: Action,
  dataset: string,
  purpose: string | undefined,
  at: Date,
]

type Granted = Facts & { readonly row: CatalogueRow; readonly structure: Structure }

/** Decides; see the README for the rule in words. */
export function decideFrom(facts: Facts): Verdict {
  const { row, structure, action, dataset } = facts
  if (dataset.stage === 'archived') return decideArchived(facts)
  if (dataset.stage === 'closed' && action === 'submit') return refuse(facts, 'datasetClosed')
  if (!row) return refuse(facts, 'notInForce')
  if (!structure) return refuse(facts, 'structureMissing')
  const granted = { ...facts, row, structure }
  return facts.action === 'submit' ? decideSubmission(granted) : decideReading(granted)
}

/** What is archived is kept, not used: by its provider, and by auditors who say why (Điều 5.2). */
function decideArchived(facts: Facts): Verdict {
  const { structure, unit, roles, action, dataset } = facts
  if (action === 'submit') return refuse(facts, 'datasetClosed')
  if (!structure) return refuse(facts, 'structureMissing')
  const isProvider = unit.id === dataset.provider.id && (roles.includes('provider') || roles.includes('consumer'))
  if (isProvider) return allow({ ...facts, structure }, 'readsArchivedData', { withSensitive: true, scope: null })
  if (!roles.includes('auditor')) return refuse(facts, 'datasetArchived')
  if (isBlank(facts.purpose)) return refuse(facts, 'purposeMissing')
  return allow({ ...facts, structure }, 'auditsArchivedData', { withSensitive: false, scope: null })
}

function decideSubmission(facts: Granted): Verdict {
  if (facts.unit.id !== facts.row.provider.id) return refuse(facts, 'notProvider')
  if (!facts.roles.includes('provider')) return refuse(facts, 'providerRoleMissing')
  return allow(facts, 'submitsOwnData', { withSensitive: true, scope: null })
}

function decideReading(facts: Granted): Verdict {
  const { unit, row, roles } = facts
  if (!roles.includes('provider') && !roles.includes('consumer')) return refuse(facts, 'readRoleMissing')
  if (unit.id === row.provider.id) return allow(facts, 'readsOwnData', { withSensitive: true, scope: null })
  if (row.dataset.classification === 'public') {
    const verdict = allow(facts, 'publicData', { withSensitive: false, scope: null })
    // Before it was made public, the dataset may have had fields that cannot be.
    return { ...verdict, endedFields: ['none'] }
  }
  const isNamed = row.consumers.some((consumer) => 'unit' in consumer && consumer.unit.id === unit.id)
  if (!isNamed && !isInGroup(facts)) return refuse(facts, 'notAmongConsumers')
  const scope = territoryOf(facts)
  if (scope === 'missing') return refuse(facts, 'territoryMissing')
  if (lacksPurpose(facts)) return refuse(facts, 'purposeMissing')
  return allow(facts, isNamed ? 'namedConsumer' : 'groupConsumer', { withSensitive: isNamed, scope })
}

/** The rows of a ward's own territory, where the structure tells them. */
function territoryOf({ unit, structure }: Granted): RowScope | null | 'missing' {
  const field = structure.fields.find(({ territory }) => territory)
  if (!isWardLevel(unit.kind) || !field) return null
  return unit.territory === null ? 'missing' : { field: field.name, values: [unit.territory] }
}

function lacksPurpose({ row, purpose }: Granted): boolean {
  return needsPurpose(row.dataset) && isBlank(purpose)
}

const isBlank = (text: string | undefined) => (text ?? '').trim() === ''

/** Boards and councils of the city are among its departments where a catalogue row names them all. */
const departmental: readonly OrganisationKind[] = ['department', 'committee']

function isInGroup({ row, unit }: Granted): boolean {
  const groups = row.consumers.flatMap((consumer) => ('group' in consumer ? consumer.group : []))
  if (groups.includes('all')) return true
  return (
    (departmental.includes(unit.kind) && groups.includes('departments')) ||
    (isWardLevel(unit.kind) && groups.includes('wards'))
  )
}

const clauses: Readonly<Record<ReasonCode, string>> = {
  notInForce: 'Điều 9',
  structureMissing: 'Điều 9',
  notProvider: 'Điều 10',
  providerRoleMissing: 'Điều 10',
  submitsOwnData: 'Điều 10',
  readRoleMissing: 'Điều 11.2',
  readsOwnData: 'Điều 11.2',
  publicData: 'Điều 11.1',
  namedConsumer: 'Điều 11.2',
  groupConsumer: 'Điều 11.2',
  notAmongConsumers: 'Điều 11.2',
  territoryMissing: 'Điều 11.2',
  ownTerritoryOnly: 'Điều 11.2',
  sensitiveWithheld: 'Điều 11.2',
  purposeMissing: 'Điều 18.2',
  datasetClosed: 'Điều 9',
  datasetArchived: 'Điều 5.2',
  readsArchivedData: 'Điều 5.2',
  auditsArchivedData: 'Điều 13.3',
}

function refuse(facts: Facts, code: ReasonCode): Verdict {
  return {
    allow: false,
    fields: [],
    rowScope: null,
    endedFields: [],
    reasons: [toReason(facts, code)],
    clause: clauses[code],
  }
}

function allow(
  facts: Facts & { readonly structure: Structure },
  code: ReasonCode,
  { withSensitive, scope }: { withSensitive: boolean; scope: RowScope | null },
): Verdict {
  const { fields } = facts.structure
  const shown = fields.filter(({ sensitivity }) => withSensitive || sensitivity !== 'sensitive')
  const narrowing: ReasonCode[] = [
    ...(scope ? (['ownTerritoryOnly'] as const) : []),
    ...(shown.length < fields.length ? (['sensitiveWithheld'] as const) : []),
  ]
  return {
    allow: true,
    fields: shown.map(({ name }) => name),
    rowScope: scope,
    endedFields: withSensitive ? ['none', 'personal', 'sensitive'] : ['none', 'personal'],
    reasons: [code, ...narrowing].map((each) => toReason(facts, each)),
    clause: clauses[code],
  }
}

function toReason({ dataset, row, unit }: Facts, code: ReasonCode): Reason {
  const { name, nameEn } = row?.dataset ?? dataset
  const provider = row?.provider ?? dataset.provider
  const { text, remedy } = reasonTexts[code]
  const vi = { dataset: name, provider: provider.name, unit: unit.name }
  const en = { dataset: nameEn, provider: provider.nameEn, unit: unit.nameEn }
  return {
    code,
    vi: fill(text.vi, vi),
    en: fill(text.en, en),
    remedy: { vi: fill(remedy.vi, vi), en: fill(remedy.en, en) },
  }
}

function fill(text: string, params: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole)
}
