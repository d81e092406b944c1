import { changeIfDue, systemActor } from '../../journal/index.ts'
import { createKeeper } from '../../platform/index.ts'
import { createAsking } from './asking.ts'
import { createDeciding } from './deciding.ts'
import { listGrantRequests, listGrantSteps, listNewlyLate, lockGrantRequest, markLate } from './grant-request.store.ts'
import type { GrantRequestDeps, GrantRequests } from './grant-requests.ts'
import { createStepping, keepStep, seenBy } from './stepping.ts'

export function createGrantRequests(deps: GrantRequestDeps): GrantRequests {
  const db = deps.database.application
  const stepping = createStepping(deps)
  const watch = () => watchGrantRequests(deps)
  return {
    ...createAsking(deps, stepping),
    ...createDeciding(deps, stepping),
    getGrantRequest: stepping.get,
    listGrantRequests: (principal, page) => listGrantRequests(db, { ...page, seenBy: seenBy(principal) }),
    listGrantSteps: async (principal, id) => {
      await stepping.get(principal, id)
      return listGrantSteps(db, id)
    },
    watchGrantRequests: watch,
    keeper: createKeeper(deps.log, [{ name: 'clocks of requests for grants', run: watch }]),
  }
}

/** What is late is marked once for each step, and stands in the journal for all parties to see. */
async function watchGrantRequests({ database, journal, clock }: GrantRequestDeps): Promise<number> {
  const actor = systemActor('grant-requests')
  let marked = 0
  for (const { id, state, dueAt } of await listNewlyLate(database.application, clock.now())) {
    marked += await changeIfDue(journal, actor, async (tx) => {
      if (!(await markLate(tx, id, state))) return 0
      const request = await lockGrantRequest(tx, id)
      if (!request) return 0
      const payload = { step: state, dueAt: dueAt.toISOString() }
      await keepStep(tx, { ...actor, unitId: null }, request, { kind: 'overdue', text: null, payload })
      return 1
    })
  }
  return marked
}
