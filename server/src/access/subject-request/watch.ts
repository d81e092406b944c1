import { systemActor } from '../../journal/index.ts'
import type { Journal } from '../../journal/index.ts'
import { addWorkingDays } from '../../law/index.ts'
import { newId, newSalt } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { insertNotices, listDueBefore } from './notice.store.ts'
import type { SubjectRequestDeps } from './subject-requests.ts'
import { writtenNumber } from './subject-request.ts'
import { insertStep, listNewlyLate, markLate } from './subject-request.store.ts'
import type { Late } from './subject-request.store.ts'

/** Marks what is late, once for each clock, and reminds who has to act; gives how many are newly late. */
export async function watchSubjectRequests({ database, journal, clock, law }: SubjectRequestDeps): Promise<number> {
  const db = database.application
  const now = clock.now()
  let marked = 0
  for (const each of await listNewlyLate(db, now)) marked += await markOverdue(journal, each)
  const soon = addWorkingDays(await law.workingCalendar(), now, 1).at
  for (const { request, clock: name, dueAt } of await listDueBefore(db, new Date(soon.getTime() + 1))) {
    await insertNotices(db, { request, kind: dueAt <= now ? 'overdue' : 'due-soon', clock: name }, now)
  }
  return marked
}

/** Ends the change that would mark what another process has marked a moment ago. */
class MarkedAlreadyError extends Error {
  override readonly name = 'MarkedAlreadyError'
}

async function markOverdue(journal: Journal, late: Late): Promise<number> {
  const { id, clock, dueAt } = late
  try {
    await journal.change(systemActor('subject-requests'), async (tx) => {
      if (!(await markLate(tx, late))) throw new MarkedAlreadyError()
      await insertStep(tx, {
        ...{ id: newId<'step'>(tx.at), request: id, kind: 'overdue', unit: null },
        ...{ account: 'system', text: null, salt: newSalt() },
      })
      await tx.record({
        event: accessEvents['subjectRequest.overdue'],
        subject: { type: 'subjectRequest', id, label: writtenNumber(late) },
        payload: { clock, dueAt: dueAt.toISOString() },
      })
    })
    return 1
  } catch (error) {
    if (error instanceof MarkedAlreadyError) return 0
    throw error
  }
}
