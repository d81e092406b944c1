import type { Principal } from '../../identity/index.ts'
import type { Journal, Tx } from '../../journal/index.ts'
import { newId, newSalt } from '../../platform/index.ts'
import type { Database, Json } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { subjectProblems } from './subject-request.errors.ts'
import type { StepKind, SubjectRequest } from './subject-request.ts'
import { insertStep, listRequests, lockRequest } from './subject-request.store.ts'
import { writtenNumber } from '../written-number.ts'

/** One thing that is done to a request, and what is said of it. */
export interface Step {
  readonly kind: StepKind
  readonly text: string | null
  /** Refuses, writes, and gives what the entry says besides the text. */
  readonly work: (tx: Tx, request: SubjectRequest) => Promise<Readonly<Record<string, Json>>>
}

/** How anything is done to a request: it is seen, locked, changed and its step kept, with the entry of the journal. */
export interface Acting {
  /** Throws `access.subjectRequestNotFound`. */
  readonly get: (principal: Principal, id: string) => Promise<SubjectRequest>
  readonly act: (principal: Principal, id: string, step: Step) => Promise<SubjectRequest>
  /** For the desk that received it, or the coordinator, while it is open. */
  readonly actAtDesk: (principal: Principal, id: string, step: Step) => Promise<SubjectRequest>
  /** The coordinator sees all requests, a provider those of its desk and of its datasets. */
  readonly seenBy: (principal: Principal) => string | null
}

export function createActing({ database, journal }: { database: Database; journal: Journal }): Acting {
  const seenBy = (principal: Principal) => (isCoordinator(principal) ? null : principal.unitId)
  const get: Acting['get'] = async (principal, id) => {
    const [found] = await listRequests(database.application, { id, seenBy: seenBy(principal) })
    if (!found) throw subjectProblems.subjectRequestNotFound({ request: id })
    return found
  }
  const act: Acting['act'] = async (principal, id, { kind, text, work }) => {
    await journal.change(principal, async (tx) => {
      const request = await lockRequest(tx, id, seenBy(principal))
      if (!request) throw subjectProblems.subjectRequestNotFound({ request: id })
      await keepStep(tx, principal, request, { kind, text, payload: await work(tx, request) })
    })
    return get(principal, id)
  }
  return {
    ...{ get, act, seenBy },
    actAtDesk: (principal, id, step) =>
      act(principal, id, {
        ...step,
        work: (tx, request) => {
          requireDesk(principal, request)
          requireOpen(request)
          return step.work(tx, request)
        },
      }),
  }
}

export const isCoordinator = ({ roles }: Principal) => roles.includes('coordinator')

/** Whether somebody handles a request, rather than reports on their own data. */
export function isDesk(principal: Principal, { unit }: Pick<SubjectRequest, 'unit'>): boolean {
  return isCoordinator(principal) || unit.id === principal.unitId
}

export function requireDesk(principal: Principal, request: SubjectRequest): void {
  if (!isDesk(principal, request)) throw subjectProblems.subjectRequestForeign()
}

export function requireOpen({ endedAt }: SubjectRequest): void {
  if (endedAt !== null) throw subjectProblems.subjectRequestEnded()
}

interface KeptStep extends Pick<Step, 'kind' | 'text'> {
  readonly payload: Readonly<Record<string, Json>>
}

/** Keeps a step with its entry; of the text the entry holds the commitment. */
export async function keepStep(
  tx: Tx,
  { unitId, accountName }: Principal,
  request: Pick<SubjectRequest, 'id' | 'year' | 'number'>,
  { kind, text, payload }: KeptStep,
): Promise<void> {
  const digest = await insertStep(tx, {
    ...{ id: newId<'step'>(tx.at), request: request.id, kind, text },
    ...{ unit: unitId, account: accountName, salt: newSalt() },
  })
  await tx.record({
    event: accessEvents[`subjectRequest.${kind}`],
    subject: { type: 'subjectRequest', id: request.id, label: writtenNumber(request) },
    payload: { ...payload, ...(digest !== null && { text: digest }) },
  })
}
