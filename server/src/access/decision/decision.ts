import type { DatasetId } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Extent, Judgement, PolicySet } from '../policy/index.ts'
import { providerOf, requestOf } from './facts.ts'
import type { Action, Facts } from './facts.ts'
import { openedBy } from './opening.ts'
import type { Opened } from './opening.ts'
import { narrowingReason, reasonOf } from './reason.ts'
import type { Names, Reason } from './reason.ts'

/** The answer to a question, from the policies and from what they open. */
export interface Verdict extends Opened {
  readonly allow: boolean
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
  if (!judgement.allow) return { ...nothing, reasons, ...decided }
  const [{ extent }] = judgement.policies
  const { narrowing, ...opened } = openedBy(extent, facts)
  const narrowed = narrowing.map((code) => narrowingReason(code, names))
  return { allow: true, ...opened, extent, reasons: [...reasons, ...narrowed], ...decided }
}

const nothing = {
  allow: false,
  fields: [],
  rowScope: [],
  masks: {},
  grant: null,
  endedFields: [],
  extent: null,
} as const

function namesOf(facts: Facts): Names {
  const { dataset, row, unit } = facts
  const { name, nameEn } = row?.dataset ?? dataset
  const provider = providerOf(facts)
  return {
    vi: { dataset: name, provider: provider.name, unit: unit.name },
    en: { dataset: nameEn, provider: provider.nameEn, unit: unit.nameEn },
  }
}
