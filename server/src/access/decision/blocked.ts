import type { Journal } from '../../journal/index.ts'
import { accessProblems } from '../access.errors.ts'
import type { Access } from './decision.service.ts'
import type { Decision, Question } from './decision.ts'
import type { ReadingBlocks } from './reading-blocks.ts'
import type { Reason } from './reason.ts'
import { recordRefusal } from './refusal.ts'

/**
 * The same, but that accounts which may read nothing for now read nothing. A block is no rule of use but a measure against one
 * account: it stands outside the policies, their log and their rehearsal.
 */
export function heedingBlocks(
  access: Access,
  { readingBlocks, journal }: { readonly readingBlocks: ReadingBlocks; readonly journal: Journal },
): Access {
  const blockOf = ([principal, action]: Question) =>
    action === 'read' ? readingBlocks.blockOf(principal) : Promise.resolve(undefined)
  const decide = async (...question: Question) => {
    const decision = await access.decide(...question)
    const block = await blockOf(question)
    return block === undefined ? decision : blockedDecision(decision, block)
  }
  return {
    ...access,
    decide,
    listReadable: async (principal, at) =>
      (await readingBlocks.blockOf(principal)) === undefined ? access.listReadable(principal, at) : [],
    authorise: async (...question) => {
      const block = await blockOf(question)
      if (block === undefined) return access.authorise(...question)
      const [principal] = question
      await recordRefusal(journal, principal, await decide(...question))
      throw accessProblems.readingBlocked({ violation: block })
    },
  }
}

/** What a decision becomes for an account that may read nothing for now. */
function blockedDecision(decision: Decision, violation: string): Decision {
  const reason = reasonOf(violation)
  return {
    ...decision,
    ...{ allow: false, fields: [], rowScope: [], masks: {}, grant: null, endedFields: [], extent: null },
    reasons: [reason],
    clause: reason.clause,
    policies: [],
  }
}

function reasonOf(violation: string): Reason {
  const problem = accessProblems.readingBlocked({ violation })
  const { vi, en } = problem.definition
  const told = (text: string) => text.replace('{violation}', violation)
  return {
    code: 'readingBlocked',
    clause: problem.definition.clause ?? '',
    vi: told(vi.detail ?? vi.title),
    en: told(en.detail ?? en.title),
    remedy: { vi: vi.remedy, en: en.remedy },
  }
}
