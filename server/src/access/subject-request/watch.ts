import { changeIfDue, systemActor } from '../../journal/index.ts'
import type { Journal } from '../../journal/index.ts'
import { addWorkingDays } from '../../law/index.ts'
import { newId, newSalt } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { insertNotices, listUnreminded } from './notice.store.ts'
import type { SubjectRequestDeps } from './subject-requests.ts'
import { insertStep, listNewlyLate, markLate } from './subject-request.store.ts'
import type { Late } from './subject-request.store.ts'
import { writtenNumber } from '../written-number.ts'

/** The next working day is over before this, in milliseconds, also when Tết and its weekends come first. */
const longestPause = 16 * 86_400_000

/** Marks what is late, once for each clock, and reminds who has to act; gives how many are newly late. */
export async function watchSubjectRequests(deps: SubjectRequestDeps): Promise<number> {
  const now = deps.clock.now()
  let marked = 0
  for (const late of await listNewlyLate(deps.database.application, now))
    marked += await markOverdue(deps.journal, late)
  await remind(deps, now)
  return marked
}

/** Of what is over, and of what will be by the end of the next working day. */
async function remind({ database, law }: SubjectRequestDeps, now: Date): Promise<void> {
  const db = database.application
  const near = await listUnreminded(db, { now, before: new Date(now.getTime() + longestPause) })
  if (near.length === 0) return
  const soon = addWorkingDays(await law.workingCalendar(), now, 1).at
  await insertNotices(
    db,
    near.filter(({ dueAt }) => dueAt <= soon),
    now,
  )
}

function markOverdue(journal: Journal, late: Late): Promise<number> {
  const { id, clock, dueAt } = late
  return changeIfDue(journal, systemActor('subject-requests'), async (tx) => {
    // Another process may have marked it a moment ago.
    if (!(await markLate(tx, late))) return 0
    await insertStep(tx, {
      ...{ id: newId<'step'>(tx.at), request: id, kind: 'overdue', unit: null },
      ...{ account: 'system', text: null, salt: newSalt() },
    })
    await tx.record({
      event: accessEvents['subjectRequest.overdue'],
      subject: { type: 'subjectRequest', id, label: writtenNumber(late) },
      payload: { clock, dueAt: dueAt.toISOString() },
    })
    return 1
  })
}
