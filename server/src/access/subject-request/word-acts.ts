import type { Tx } from '../../journal/index.ts'
import { requireOpen } from './acting.ts'
import type { Acting } from './acting.ts'
import { subjectProblems } from './subject-request.errors.ts'
import type { SubjectRequests } from './subject-requests.ts'
import { isGroundFor } from './subject-request.ts'
import type { GroundCode, SubjectRequest } from './subject-request.ts'
import { saveEnd, saveReport, saveResponse } from './subject-request.store.ts'

type WordActs = Pick<
  SubjectRequests,
  'respondToSubject' | 'reportOnSubjectRequest' | 'answerSubjectRequest' | 'refuseSubjectRequest'
>

/** What is said to the person, and by the providers. */
export function createWordActs({ act, actAtDesk }: Acting): WordActs {
  return {
    respondToSubject: (principal, id, text) =>
      actAtDesk(principal, id, {
        ...{ kind: 'responded', text },
        work: async (tx, request) => {
          if (request.state !== 'received') throw subjectProblems.subjectRequestResponded()
          await saveResponse(tx, id)
          return { late: tx.at >= request.respondBy }
        },
      }),
    reportOnSubjectRequest: (principal, id, text) =>
      act(principal, id, {
        ...{ kind: 'reported', text },
        work: async (tx, request) => {
          requireOpen(request)
          const datasets = await saveReport(tx, id, principal.unitId)
          if (datasets === 0) throw subjectProblems.subjectRequestReported()
          return { datasets }
        },
      }),
    answerSubjectRequest: (principal, id, text) =>
      actAtDesk(principal, id, { ...{ kind: 'answered', text }, work: (tx, request) => end(tx, request, null) }),
    refuseSubjectRequest: (principal, id, { ground, reasons }) =>
      actAtDesk(principal, id, {
        ...{ kind: 'refused', text: reasons },
        work: (tx, request) => {
          if (!isGroundFor(request.kind, ground)) throw subjectProblems.subjectGroundUnfit()
          return end(tx, request, ground)
        },
      }),
  }
}

async function end(tx: Tx, request: SubjectRequest, ground: GroundCode | null) {
  const { id, respondBy, fulfilBy, respondedAt } = request
  await saveEnd(tx, id, ground)
  const isLate = (respondedAt === null && tx.at >= respondBy) || (fulfilBy !== null && tx.at >= fulfilBy)
  return { ground, late: isLate }
}
