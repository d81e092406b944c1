import { systemActor } from '../../journal/index.ts'
import type { Journal } from '../../journal/index.ts'
import type { Law } from '../../law/index.ts'
import type { Database, Db } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { accessProblems } from '../access.errors.ts'
import { compilePolicies } from './compile.ts'
import { createPolicyActs } from './policy-act.service.ts'
import type { PolicyActs } from './policy-act.service.ts'
import { changesBetween } from './policy-set.ts'
import type { PolicyChange, ProposedSet } from './policy-set.ts'
import { findDigestInForce, findInForce, findSet, insertShipped, listSets, wasShipped } from './policy-set.store.ts'
import type { ProposedSetRecord } from './policy-set.store.ts'
import type { PolicyFiles, PolicySet } from './policy.ts'
import { fitting, policySchema, shippedPolicies } from './shipped.ts'

export interface Policies extends PolicyActs {
  /** The set in force. Throws `PoliciesUnfitError` when this release cannot use it. */
  current(): Promise<PolicySet>
  /** Whether the city changed the policies, or those of the release are in force. */
  standing(): Promise<PolicyStanding>
  /** Changed sets, newest first. */
  listProposals(): Promise<ProposedSet[]>
  /** Throws `access.policySetNotFound`. */
  getProposal(number: number): Promise<ProposedSet>
  /** What it would change of the policies in force; of one decided already, nothing is said. */
  changesOf(files: PolicyFiles): Promise<PolicyChange[]>
  /** Records in the journal that a release brings policies that were not here before. */
  announceShipped(): Promise<void>
}

export interface PolicyStanding {
  readonly set: PolicySet
  /** The act that put it into force; null where it is the release's own. */
  readonly approved: ProposedSet | null
  /** Whether the release brings other policies than those in force. */
  readonly releaseDiffers: boolean
}

export interface PoliciesDeps {
  readonly database: Database
  readonly journal: Journal
  readonly law: Law
}

export function createPolicies({ database, journal, law }: PoliciesDeps): Policies {
  const db = database.application
  let changed: PolicySet | undefined
  return {
    current: () => current(),
    standing: async () => {
      const set = await current()
      const record = await findInForce(db)
      return {
        set,
        approved: record ? await toProposal(law, record) : null,
        releaseDiffers: set.digest !== shippedPolicies().digest,
      }
    },
    listProposals: async () => Promise.all((await listSets(db)).map((record) => toProposal(law, record))),
    getProposal,
    changesOf: async (files) => {
      const proposed = compilePolicies(files, policySchema)
      return 'faults' in proposed ? [] : changesBetween((await current()).policies, proposed.set.policies)
    },
    ...createPolicyActs({ journal, law, current, getProposal }),
    announceShipped: () => announceShipped(database, journal),
  }

  async function current(seenBy: Db = db): Promise<PolicySet> {
    const shipped = shippedPolicies()
    const digest = (await findDigestInForce(seenBy)) ?? shipped.digest
    if (digest === shipped.digest) return shipped
    if (digest === changed?.digest) return changed
    const record = await findInForce(seenBy)
    changed = record && fitting(compilePolicies(record.files, policySchema))
    return changed ?? shipped
  }

  async function getProposal(number: number): Promise<ProposedSet> {
    const record = await findSet(db, number)
    if (!record) throw accessProblems.policySetNotFound({ number })
    return toProposal(law, record)
  }
}

/** Another process that started at the same moment told it. */
class ShippedBeforeError extends Error {
  override readonly name = 'ShippedBeforeError'
}

async function announceShipped(database: Database, journal: Journal): Promise<void> {
  const { digest, policies } = shippedPolicies()
  if (await wasShipped(database.application, digest)) return
  const told = journal.change(systemActor('policies'), async (tx) => {
    if (!(await insertShipped(tx, digest))) throw new ShippedBeforeError()
    await tx.record({
      event: accessEvents['policySet.shipped'],
      subject: { type: 'policySet', id: digest, label: digest.slice(0, 12) },
      payload: { digest, policies: policies.map(({ id }) => id) },
    })
  })
  await told.catch((error: unknown) => {
    if (!(error instanceof ShippedBeforeError)) throw error
  })
}

async function toProposal(
  law: Law,
  { instrument, proposedBy, proposerName, ...record }: ProposedSetRecord,
): Promise<ProposedSet> {
  const found = instrument === null ? undefined : (await law.byId([instrument])).get(instrument)
  return { ...record, instrument: found ?? null, proposer: { account: proposedBy, name: proposerName } }
}
