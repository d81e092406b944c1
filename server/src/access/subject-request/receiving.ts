import type { Principal } from '../../identity/index.ts'
import type { Tx } from '../../journal/index.ts'
import type { WorkingCalendar } from '../../law/index.ts'
import { newId, newSalt } from '../../platform/index.ts'
import { isCoordinator, keepStep } from './acting.ts'
import type { Acting } from './acting.ts'
import { insertNotices, listUntold } from './notice.store.ts'
import { subjectProblems } from './subject-request.errors.ts'
import type { RequestInput, SubjectRequestDeps, SubjectRequests } from './subject-requests.ts'
import { clocksOf } from './subject-request.ts'
import { insertDatasets, insertRequest, insertSubject } from './subject-request.store.ts'

type Receiving = Pick<SubjectRequests, 'receiveSubjectRequest' | 'assignSubjectRequest'>
type Named = readonly { readonly id: string; readonly code: string; readonly unit: string }[]

/** Requests as they come in, and the datasets they concern. */
export function createReceiving(deps: SubjectRequestDeps, { get, actAtDesk }: Acting): Receiving {
  const { journal, law } = deps
  return {
    receiveSubjectRequest: async (principal, input) => {
      const calendar = await law.workingCalendar()
      const datasets = await providersOf(deps, principal, input.datasets)
      const id = await journal.change(principal, async (tx) => {
        const request = await keepRequest(tx, principal, input, calendar)
        if (datasets.length > 0) {
          const payload = await assign(tx, request.id, datasets)
          await keepStep(tx, principal, request, { kind: 'assigned', text: null, payload })
        }
        return request.id
      })
      return get(principal, id)
    },
    assignSubjectRequest: async (principal, id, codes) => {
      const datasets = await providersOf(deps, principal, codes)
      return actAtDesk(principal, id, {
        ...{ kind: 'assigned', text: null },
        work: (tx, request) => assign(tx, request.id, datasets),
      })
    },
  }
}

async function keepRequest(tx: Tx, principal: Principal, { kind, subject }: RequestInput, calendar: WorkingCalendar) {
  const id = newId<'subjectRequest'>(tx.at)
  const clocks = clocksOf(calendar, kind, tx.at)
  const number = await insertRequest(tx, { id, kind, unit: principal.unitId, ...clocks })
  const person = await insertSubject(tx, id, subject, newSalt())
  const { respondBy, fulfilBy, certainty } = clocks
  const request = { id, ...number }
  await keepStep(tx, principal, request, {
    ...{ kind: 'received', text: null },
    payload: {
      ...{ kind, person, unit: principal.unitId, certainty },
      ...{ respondBy: respondBy.toISOString(), fulfilBy: fulfilBy?.toISOString() ?? null },
    },
  })
  return request
}

/** The providers by the catalogue in force; a provider's desk names only its own. */
async function providersOf(
  { catalogue, clock }: SubjectRequestDeps,
  principal: Principal,
  codes: readonly string[],
): Promise<Named> {
  const now = clock.now()
  return Promise.all(
    [...new Set(codes)].map(async (code) => {
      const dataset = await catalogue.getDataset(code)
      const row = await catalogue.findRowInForce(dataset.id, now)
      const provider = row?.provider.id ?? dataset.provider.id
      if (!isCoordinator(principal) && provider !== principal.unitId) {
        throw subjectProblems.subjectDatasetForeign({ dataset: dataset.name })
      }
      return { id: dataset.id, code, unit: provider }
    }),
  )
}

async function assign(tx: Tx, request: string, datasets: Named) {
  await insertDatasets(tx, request, datasets)
  await insertNotices(tx, await listUntold(tx, [request]), tx.at)
  return { datasets: datasets.map(({ code }) => code), units: [...new Set(datasets.map(({ unit }) => unit))] }
}
