import type { Catalogue, CatalogueRow, InForce } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Journal } from '../../journal/index.ts'
import { localDay, startOfDay } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import type { PolicyRequest, PolicySet } from '../policy/index.ts'
import { decideFrom, verdictOf } from './decision.ts'
import type { Decision, Question, Verdict } from './decision.ts'
import type { DecisionLog } from './decision-log.ts'
import { requestOf } from './facts.ts'
import type { Facts } from './facts.ts'
import { refusalOf } from './refusal.ts'

export interface Access {
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
}

const mostKept = 10_000
const dayMilliseconds = 86_400_000

export function createAccess({ catalogue, journal, policies, decisions }: AccessDeps): Access {
  const kept = createDecisionCache()
  const require = (decision: Decision) => {
    if (!decision.allow) throw refusalOf(decision)
  }
  const decideCached = async (...question: Question) =>
    kept.find(question) ?? kept.keep(question, await decideLogged(...question))
  return {
    decide: async (...question) => (await decide(...question)).decision,
    decideCached,
    listReadable: async (principal, at) =>
      readableOf(await policies.current(), principal, await catalogue.listInForce(at)),
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

  async function decide(...[principal, action, code, purpose, at]: Question): Promise<Decided> {
    const set = await policies.current()
    const dataset = await catalogue.getDataset(code)
    const row = await catalogue.findRowInForce(dataset.id, at)
    const { organisation: unit, roles } = principal
    const facts: Facts = { action, unit, roles, purpose, dataset, row, structure: dataset.structure ?? undefined }
    const request = requestOf(facts)
    const decision: Decision = {
      ...verdictOf(set.judge(request), facts),
      action,
      dataset: { id: dataset.id, code },
      validUntil: row ? endOf(row) : nextMidnight(at),
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

function readableOf(set: PolicySet, { organisation: unit, roles }: Principal, entries: readonly InForce[]): Readable[] {
  return entries.flatMap((entry): Readable[] => {
    const { registered, row, structure } = entry
    const dataset = { ...row.dataset, ...registered }
    const verdictFor = (purpose: string | undefined) =>
      decideFrom(set, { action: 'read', unit, roles, purpose, dataset, row, structure })
    const open = verdictFor(undefined)
    if (open.allow) return [{ entry, verdict: open, needsPurpose: false }]
    const stated = verdictFor('stated')
    return stated.allow ? [{ entry, verdict: stated, needsPurpose: true }] : []
  })
}

function endOf({ until }: CatalogueRow): Date | null {
  return until === null ? null : startOfDay(until)
}

/** Without a row in force the next version may bring one, and versions begin at midnight. */
function nextMidnight(at: Date): Date {
  return new Date(startOfDay(localDay(at)).getTime() + dayMilliseconds)
}

async function recordRefusal(journal: Journal, principal: Principal, decision: Decision): Promise<void> {
  const { dataset, reasons, clause, catalogueVersion } = decision
  await journal.change(principal, (tx) =>
    tx.record({
      event: accessEvents['read.refused'],
      subject: { type: 'dataset', id: dataset.id, label: dataset.code },
      payload: { reasons: reasons.map(({ code }) => code), clause, catalogueVersion },
    }),
  )
}

/** Decisions by what they follow from besides the database; of the purpose only whether one is stated matters. */
function createDecisionCache() {
  const decisions = new Map<string, { readonly decision: Decision; readonly from: Date }>()
  let epoch = 0
  const nameOf = ([{ unitId, roles }, action, dataset, purpose]: Question) =>
    JSON.stringify([unitId, [...roles].sort(), action, dataset, (purpose ?? '').trim() !== ''])
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
