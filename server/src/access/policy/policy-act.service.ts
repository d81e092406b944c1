import type { Journal, Tx } from '../../journal/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Law } from '../../law/index.ts'
import type { Db, Language } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { accessProblems } from '../access.errors.ts'
import { changesBetween } from './policy-set.ts'
import type { ProposedSet } from './policy-set.ts'
import { findSet, insertSet, lockSets, saveApproval, saveRefusal } from './policy-set.store.ts'
import type { ProposedSetRecord } from './policy-set.store.ts'
import type { PolicyFiles, PolicySet } from './policy.ts'
import { requirePolicies } from './require-policies.ts'

export interface PolicyProposal {
  readonly files: PolicyFiles
  readonly reason: string
}

export interface PolicyActs {
  /** Throws `access.policySetUnfit` with every fault, `access.policySetUnchanged`. */
  proposePolicies(author: Principal, proposal: PolicyProposal, language: Language): Promise<ProposedSet>
  /** Puts it into force at once, everywhere. Throws `access.policySetOwn`, `access.policySetDecided`, and what `law.getInForce` throws. */
  approvePolicies(author: Principal, number: number, instrument: string, language: Language): Promise<ProposedSet>
  refusePolicies(author: Principal, number: number, reason: string): Promise<ProposedSet>
}

interface PolicyActDeps {
  readonly journal: Journal
  readonly law: Law
  /** The set in force, as a change sees it that holds the sets. */
  readonly current: (db?: Db) => Promise<PolicySet>
  readonly getProposal: (number: number) => Promise<ProposedSet>
}

/** How policies change: one proposes, another decides. */
export function createPolicyActs(deps: PolicyActDeps): PolicyActs {
  const { journal, law, current, getProposal } = deps
  return { proposePolicies, approvePolicies, refusePolicies }

  async function proposePolicies(
    author: Principal,
    { files, reason }: PolicyProposal,
    language: Language,
  ): Promise<ProposedSet> {
    const set = requirePolicies(files, language)
    const before = await current()
    if (set.digest === before.digest) throw accessProblems.policySetUnchanged()
    const number = await journal.change(author, async (tx) => {
      const by = { proposedBy: author.accountId, proposerName: author.accountName }
      const inserted = await insertSet(tx, { digest: set.digest, files, reason, ...by })
      await tx.record({
        event: accessEvents['policySet.proposed'],
        subject: subjectOf(inserted),
        payload: { ...changeOf(before, set), reason },
      })
      return inserted
    })
    return getProposal(number)
  }

  async function approvePolicies(
    author: Principal,
    number: number,
    instrumentId: string,
    language: Language,
  ): Promise<ProposedSet> {
    const instrument = await law.getInForce(instrumentId)
    await journal.change(author, async (tx) => {
      const record = await lockProposed(tx, number, author)
      const set = requirePolicies(record.files, language)
      const before = await current(tx)
      await saveApproval(tx, number, author.accountId, instrument.id)
      await tx.record({
        event: accessEvents['policySet.approved'],
        subject: subjectOf(number),
        payload: { ...changeOf(before, set), instrument: instrument.id },
      })
    })
    return getProposal(number)
  }

  async function refusePolicies(author: Principal, number: number, reason: string): Promise<ProposedSet> {
    await journal.change(author, async (tx) => {
      const record = await lockProposed(tx, number, author)
      await saveRefusal(tx, number, author.accountId, reason)
      await tx.record({
        event: accessEvents['policySet.refused'],
        subject: subjectOf(number),
        payload: { digest: record.digest, reason },
      })
    })
    return getProposal(number)
  }
}

/** What a proposal changes of the policies in force: by name, for texts are too long for a leaf. */
function changeOf(before: PolicySet, set: PolicySet) {
  const changes = changesBetween(before.policies, set.policies).map(({ policy, change }) => [policy, change] as const)
  return { digest: set.digest, before: before.digest, changes: Object.fromEntries(changes) }
}

function subjectOf(number: number) {
  return { type: 'policySet', id: String(number), label: String(number) }
}

/** Whoever proposed it does not decide about it, and nobody decides twice. */
async function lockProposed(tx: Tx, number: number, author: Principal): Promise<ProposedSetRecord> {
  await lockSets(tx)
  const record = await findSet(tx, number)
  if (!record) throw accessProblems.policySetNotFound({ number })
  if (record.state !== 'proposed') throw accessProblems.policySetDecided({ number })
  if (record.proposedBy === author.accountId) throw accessProblems.policySetOwn({ number })
  return record
}
