import type { Principal } from '../../identity/index.ts'
import { isCoordinator, requireDesk, requireOpen } from './acting.ts'
import type { Acting } from './acting.ts'
import { asksReads, isExtendable } from './request-acts.ts'
import { subjectProblems } from './subject-request.errors.ts'
import type { SubjectRequestDeps, SubjectRequests } from './subject-requests.ts'
import { bareNumber, extendedClock } from './subject-request.ts'
import { eraseSubject, saveExtension } from './subject-request.store.ts'
import { writtenNumber } from '../written-number.ts'

type DeskActs = Pick<SubjectRequests, 'extendSubjectRequest' | 'findSubjectReads' | 'eraseSubjectOfRequest'>

/** What the desk does besides words. */
export function createDeskActs(deps: SubjectRequestDeps, acting: Acting): DeskActs {
  const { act, actAtDesk } = acting
  return {
    extendSubjectRequest: async (principal, id, reason) => {
      const calendar = await deps.law.workingCalendar()
      return actAtDesk(principal, id, {
        ...{ kind: 'extended', text: reason },
        work: async (tx, request) => {
          const extended = isExtendable(request, tx.at) ? extendedClock(calendar, request) : undefined
          if (!extended) throw subjectProblems.subjectRequestNotExtendable()
          await saveExtension(tx, id, extended)
          return { before: request.fulfilBy?.toISOString() ?? null, after: extended.fulfilBy.toISOString() }
        },
      })
    },
    findSubjectReads: (principal, id) => findReads(deps, acting, principal, id),
    eraseSubjectOfRequest: (principal, id, reason) =>
      act(principal, id, {
        ...{ kind: 'erased', text: reason },
        work: async (tx, request) => {
          requireDesk(principal, request)
          if (request.endedAt === null) throw subjectProblems.subjectRequestOpen()
          if (!(await eraseSubject(tx, id))) throw subjectProblems.subjectErased()
          return {}
        },
      }),
  }
}

async function findReads(
  { subjectReads }: SubjectRequestDeps,
  { get, actAtDesk }: Acting,
  principal: Principal,
  id: string,
) {
  const request = await get(principal, id)
  requireDesk(principal, request)
  requireOpen(request)
  if (!asksReads(request.kind)) throw subjectProblems.subjectReadsUnasked()
  if (!request.subject) throw subjectProblems.subjectErased()
  const answer = await subjectReads.find(principal, {
    identityNumber: bareNumber(request.subject.identityNumber),
    purpose: `Trả lời yêu cầu của chủ thể dữ liệu số ${writtenNumber(request)}`,
    provider: isCoordinator(principal) ? null : principal.unitId,
  })
  // Once more at the desk and while it is open: looking took its time.
  await actAtDesk(principal, id, {
    ...{ kind: 'reads', text: null },
    // Nothing of the answer: it tells of the person, and without a salt even a digest would.
    work: () => Promise.resolve({ datasets: answer.datasets.length }),
  })
  return { request, answer }
}
