import { createKeeper } from '../../platform/index.ts'
import { createActing } from './acting.ts'
import { createDeskActs } from './desk-acts.ts'
import { listNotices } from './notice.store.ts'
import { createReceiving } from './receiving.ts'
import { listRequests, listSteps } from './subject-request.store.ts'
import type { SubjectRequestDeps, SubjectRequests } from './subject-requests.ts'
import { watchSubjectRequests } from './watch.ts'
import { createWordActs } from './word-acts.ts'

export function createSubjectRequests(deps: SubjectRequestDeps): SubjectRequests {
  const db = deps.database.application
  const acting = createActing(deps)
  const { get, seenBy } = acting
  const watch = () => watchSubjectRequests(deps)
  return {
    ...createReceiving(deps, acting),
    ...createDeskActs(deps, acting),
    ...createWordActs(acting),
    getSubjectRequest: get,
    listSubjectRequests: (principal, page) => listRequests(db, { ...page, seenBy: seenBy(principal) }),
    listSubjectSteps: async (principal, id) => {
      await get(principal, id)
      return listSteps(db, id)
    },
    listSubjectNotices: (principal) => listNotices(db, principal.unitId),
    watchSubjectRequests: watch,
    keeper: createKeeper(deps.log, [{ name: 'clocks of subject requests', run: watch }]),
  }
}
