import type { Catalogue, CatalogueRow, InForce } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Journal } from '../../journal/index.ts'
import { localDay, startOfDay } from '../../platform/index.ts'
import type { Grants } from '../grant/grant.service.ts'
import { standingOf } from '../grant/standing.ts'
import type { HeldGrant } from '../grant/standing.ts'
import type { PolicyRequest, PolicySet } from '../policy/index.ts'
import type { GrantUse } from '../grant/grant-use.ts'
import { purposeCode } from '../purpose/purpose.ts'
import type { PurposeFacts } from '../purpose/purpose.ts'
import type { Purposes } from '../purpose/purpose.service.ts'
import { decideFrom, verdictOf } from './decision.ts'
import type { Decision, Question, Verdict } from './decision.ts'
import type { DecisionLog } from './decision-log.ts'
import { requestOf } from './facts.ts'
import type { Facts } from './facts.ts'
import { recordRefusal, refusalOf } from './refusal.ts'

export interface Access extends GrantUse {
  /** The answer, whatever it is; throws only when there is no such dataset. */
  decide(...question: Question): Promise<Decision>
  /**
   * What a unit may read at an instant, of all datasets in force; `needsPurpose` where a purpose must be stated each time.
   * The number of questions to the database does not grow with the datasets.
   */
  listReadable(principal: Principal, at: Date): Promise<Readable[]>
  /**
   * The same, kept for units that ask again within one authority epoch. As with any kept right, the caller's read
   * compares the principal's epoch with the current one.
   */
  decideCached(...question: Question): Promise<Decision>
  /** Throws `access.readRefused` or `access.submitRefused` when the decision is a refusal. */
  require(decision: Decision): void
  /** Decides; a refusal is thrown, and for a read also recorded in the journal. */
  authorise(...question: Question): Promise<Decision>
}

export interface Readable {
  readonly entry: InForce
  readonly verdict: Verdict
  readonly needsPurpose: boolean
}

/** The policies in force; a change of them raises the authority epoch. */
export interface PoliciesInForce {
  current(): Promise<PolicySet>
}

export interface AccessDeps {
  readonly catalogue: Catalogue
  readonly journal: Journal
  readonly policies: PoliciesInForce
  readonly decisions: DecisionLog
  readonly purposes: Pick<Purposes, 'factsFor'>
  readonly grants: Pick<Grants, 'heldBy'>
  readonly grantUse: GrantUse
}

const mostKept = 10_000
const dayMilliseconds = 86_400_000

export function createAccess(deps: AccessDeps): Access {
  const { catalogue, journal, policies, decisions, purposes, grants, grantUse } = deps
  const kept = createDecisionCache()
  const require = (decision: Decision) => {
    if (!decision.allow) throw refusalOf(decision)
  }
  const decideCached = async (...question: Question) =>
    kept.find(question) ?? kept.keep(question, await decideLogged(...question))
  return {
    ...grantUse,
    decide: async (...question) => (await decide(...question)).decision,
    decideCached,
    listReadable: async (principal, at) => {
      const held = await grants.heldBy({ unit: principal.unitId, at })
      return readableOf(await policies.current(), principal, await catalogue.listInForce(at), { held, at })
    },
    require,
    authorise: async (...question) => {
      const decision = await decideCached(...question)
      const [principal] = question
      if (!decision.allow && decision.action === 'read') await recordRefusal(journal, principal, decision)
      require(decision)
      return decision
    },
  }

  /** No decision has an effect before it is in the log. */
  async function decideLogged(...question: Question): Promise<Decision> {
    const { decision, request } = await decide(...question)
    const [principal, , , , at] = question
    await decisions.record({ at, principal, request, decision })
    return decision
  }

  async function decide(...[principal, action, named, purpose, at]: Question): Promise<Decided> {
    const set = await policies.current()
    const dataset = await catalogue.getDataset(named)
    const { organisation: unit, roles } = principal
    const code = purposeCode(purpose)
    const [row, registered, held] = await Promise.all([
      catalogue.findRowInForce(dataset.id, at),
      action === 'read' ? purposes.factsFor({ unit: unit.id, code, at }) : undefined,
      action === 'read' ? grants.heldBy({ unit: unit.id, dataset: dataset.id, at }) : [],
    ])
    const standing = standingOf(held, code, at)
    const structure = dataset.structure ?? undefined
    const facts: Facts = { action, unit, roles, purpose, registered, standing, dataset, row, structure }
    const request = requestOf(facts)
    const decision: Decision = {
      ...verdictOf(set.judge(request), facts),
      action,
      dataset: { id: dataset.id, code: named },
      validUntil: soonest([row ? endOf(row) : nextMidnight(at), standing.until, remitMayEnd(registered, at)]),
      catalogueVersion: row?.catalogueVersion ?? null,
      policySet: set.digest,
    }
    return { decision, request }
  }
}

interface Decided {
  readonly decision: Decision
  readonly request: PolicyRequest
}

/** A purpose of every unit, for what may be read once one is named. */
const anyPurpose: PurposeFacts = {
  code: 'any',
  nature: 'official',
  shows: 'sensitive',
  isCommon: true,
  isInRemit: true,
}
const noGrant = standingOf([], '', new Date(0))

type HeldOver = HeldGrant & { readonly dataset: string }

/** What the catalogue opens without a purpose, or once one is named; else what a grant opens for its own. */
function readableOf(
  set: PolicySet,
  { organisation: unit, roles }: Principal,
  entries: readonly InForce[],
  { held, at }: { readonly held: readonly HeldOver[]; readonly at: Date },
): Readable[] {
  const byDataset = Map.groupBy(held, ({ dataset }) => dataset)
  return entries.flatMap((entry): Readable[] => {
    const { registered, row, structure } = entry
    const dataset = { ...row.dataset, ...registered }
    const facts = { action: 'read', unit, roles, dataset, row, structure } as const
    const [none, stated] = [undefined, anyPurpose].map((purpose) =>
      decideFrom(set, { ...facts, purpose: purpose?.code, registered: purpose, standing: noGrant }),
    )
    if (none?.allow) return [{ entry, verdict: none, needsPurpose: false }]
    if (stated?.allow) return [{ entry, verdict: stated, needsPurpose: true }]
    for (const { purpose } of byDataset.get(entry.id) ?? []) {
      const standing = standingOf(byDataset.get(entry.id) ?? [], purpose, at)
      const granted = decideFrom(set, { ...facts, purpose, registered: { ...anyPurpose, code: purpose }, standing })
      if (granted.allow) return [{ entry, verdict: granted, needsPurpose: true }]
    }
    return []
  })
}

function soonest(instants: readonly (Date | null)[]): Date | null {
  const known = instants.filter((instant) => instant !== null)
  return known.length === 0 ? null : new Date(Math.min(...known.map((instant) => instant.getTime())))
}

/** Functions of units begin and end with days. */
function remitMayEnd(registered: PurposeFacts | undefined, at: Date): Date | null {
  return registered === undefined || registered.isCommon ? null : nextMidnight(at)
}

function endOf({ until }: CatalogueRow): Date | null {
  return until === null ? null : startOfDay(until)
}

/** Without a row in force the next version may bring one, and versions begin at midnight. */
function nextMidnight(at: Date): Date {
  return new Date(startOfDay(localDay(at)).getTime() + dayMilliseconds)
}

/** Decisions by what they follow from besides the database; of what is said of the purpose only its code matters. */
function createDecisionCache() {
  const decisions = new Map<string, { readonly decision: Decision; readonly from: Date }>()
  let epoch = 0
  const nameOf = ([{ unitId, roles }, action, dataset, purpose]: Question) =>
    JSON.stringify([unitId, [...roles].sort(), action, dataset, purposeCode(purpose).slice(0, 61)])
  return {
    find(question: Question): Decision | undefined {
      const [principal, , , , at] = question
      if (principal.epoch !== epoch) return undefined
      const found = decisions.get(nameOf(question))
      if (!found || at < found.from) return undefined
      const { validUntil } = found.decision
      return validUntil !== null && at >= validUntil ? undefined : found.decision
    },
    keep(question: Question, decision: Decision): Decision {
      const [principal, , , , at] = question
      if (principal.epoch < epoch) return decision
      if (principal.epoch > epoch || decisions.size >= mostKept) decisions.clear()
      epoch = principal.epoch
      decisions.set(nameOf(question), { decision, from: at })
      return decision
    },
  }
}
