import type { Principal } from '../../identity/index.ts'
import type { Journal } from '../../journal/index.ts'
import { ProblemError } from '../../platform/index.ts'
import { accessProblems } from '../access.errors.ts'
import { accessEvents } from '../access.events.ts'
import type { Decision } from './decision.ts'

/** The problem that tells a caller why a decision went against them and what to do. */
export function refusalOf(decision: Decision): ProblemError {
  const table = accessProblems.definitions
  const code = decision.action === 'read' ? 'access.readRefused' : 'access.submitRefused'
  const definition = table[code]
  const [reason] = decision.reasons
  if (!definition || !reason) throw new Error('A refusal without a reason')
  const texts = {
    vi: { title: definition.vi.title, detail: reason.vi, remedy: reason.remedy.vi },
    en: { title: definition.en.title, detail: reason.en, remedy: reason.remedy.en },
  }
  const params = { dataset: decision.dataset.code, reason: reason.code }
  return new ProblemError(code, { kind: 'forbidden', ...texts }, params, { clause: decision.clause })
}

/** A refused read stands in the journal (Điều 13.3). */
export async function recordRefusal(journal: Journal, principal: Principal, decision: Decision): Promise<void> {
  const { dataset, reasons, clause, catalogueVersion } = decision
  await journal.change(principal, (tx) =>
    tx.record({
      event: accessEvents['read.refused'],
      subject: { type: 'dataset', id: dataset.id, label: dataset.code },
      payload: { reasons: reasons.map(({ code }) => code), clause, catalogueVersion },
    }),
  )
}
