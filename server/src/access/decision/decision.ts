import type { DatasetId, Field, Sensitivity } from '../../catalogue/index.ts'
import { isWardLevel } from '../../identity/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Extent, FieldExtent, Judgement, PolicySet } from '../policy/index.ts'
import { providerOf, requestOf } from './facts.ts'
import type { Action, Facts } from './facts.ts'
import { narrowingReason, reasonOf } from './reason.ts'
import type { Names, Narrowing, Reason } from './reason.ts'

/** Rows whose field holds one of the values. */
export interface RowScope {
  readonly field: string
  readonly values: readonly string[]
}

/** The answer to a question, from the policies and from what they open. */
export interface Verdict {
  readonly allow: boolean
  /** Names of the fields allowed; none when refused. */
  readonly fields: readonly string[]
  readonly rowScope: RowScope | null
  /** Of fields that the structure in force no longer has, those of such a sensitivity may be seen in earlier states. */
  readonly endedFields: readonly Sensitivity[]
  /** Every policy that decided, in the order of the set, then what narrows the answer. */
  readonly reasons: readonly Reason[]
  /** Of the policy that decided first. */
  readonly clause: string
  /** Ids of the policies that decided, in the order of the set. */
  readonly policies: readonly string[]
  /** What the first of them opened; null when refused. */
  readonly extent: Extent | null
}

export interface Decision extends Verdict {
  readonly action: Action
  readonly dataset: { readonly id: DatasetId; readonly code: string }
  /** The instant from which the question may have another answer; null while nothing dated is to come. */
  readonly validUntil: Date | null
  readonly catalogueVersion: number | null
  /** The policies it follows from, by the digest of their set. */
  readonly policySet: string
}

/** Who wants to do what, with which dataset, for what purpose, at which instant. */
export type Question = readonly [
  principal: Principal,
  action: Action,
  dataset: string,
  purpose: string | undefined,
  at: Date,
]

/** Decides by the policies. */
export function decideFrom(policies: PolicySet, facts: Facts): Verdict {
  return verdictOf(policies.judge(requestOf(facts)), facts)
}

/** What a judgement opens; of several policies that permit, the first says which fields and rows. */
export function verdictOf(judgement: Judgement, facts: Facts): Verdict {
  const names = namesOf(facts)
  const [{ clause }] = judgement.policies
  const reasons = judgement.policies.map((policy) => reasonOf(policy, names))
  const decided = { clause, policies: judgement.policies.map(({ id }) => id) }
  if (judgement.allow) return { ...opened(judgement, facts, names, reasons), ...decided }
  return { allow: false, fields: [], rowScope: null, endedFields: [], extent: null, reasons, ...decided }
}

function opened(
  { policies: [{ extent }] }: Judgement & { readonly allow: true },
  facts: Facts,
  names: Names,
  reasons: readonly Reason[],
): Omit<Verdict, 'clause' | 'policies'> {
  const declared = facts.structure?.fields ?? []
  const seen = sensitivitiesOf(extent.fields)
  const shown = declared.filter(({ sensitivity }) => seen.includes(sensitivity))
  const rowScope = extent.rows === 'territory' ? territoryOf(facts, declared) : null
  const narrowing: Narrowing[] = [
    ...(rowScope ? (['ownTerritoryOnly'] as const) : []),
    ...(shown.length < declared.length ? (['sensitiveWithheld'] as const) : []),
  ]
  return {
    allow: true,
    fields: shown.map(({ name }) => name),
    rowScope,
    endedFields: seen,
    extent,
    reasons: [...reasons, ...narrowing.map((code) => narrowingReason(code, names))],
  }
}

function sensitivitiesOf(extent: FieldExtent): readonly Sensitivity[] {
  const seen = { all: ['none', 'personal', 'sensitive'], notSensitive: ['none', 'personal'], plain: ['none'] } as const
  return seen[extent]
}

/** The rows of a ward's own territory, where the structure tells them. */
function territoryOf({ unit }: Facts, declared: readonly Field[]): RowScope | null {
  const field = declared.find(({ territory }) => territory)
  if (!isWardLevel(unit.kind) || !field) return null
  if (unit.territory === null) throw new Error(`Policies opened the territory of ${unit.id}, which has none`)
  return { field: field.name, values: [unit.territory] }
}

function namesOf(facts: Facts): Names {
  const { dataset, row, unit } = facts
  const { name, nameEn } = row?.dataset ?? dataset
  const provider = providerOf(facts)
  return {
    vi: { dataset: name, provider: provider.name, unit: unit.name },
    en: { dataset: nameEn, provider: provider.nameEn, unit: unit.nameEn },
  }
}
