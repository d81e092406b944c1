import type { Principal } from '../../identity/index.ts'
import type { Actor, Journal, Tx } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { Database, Json } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { grantRequestProblems } from './grant-request.errors.ts'
import type { GrantRequest, StepKind } from './grant-request.ts'
import { insertGrantStep, listGrantRequests, listGrantSteps, lockGrantRequest } from './grant-request.store.ts'
import { writtenNumber } from '../written-number.ts'

export interface GrantStepTaken {
  readonly kind: StepKind
  readonly text: string | null
  /** Refuses, writes, and gives what the entry says besides. */
  readonly work: (tx: Tx, request: GrantRequest) => Promise<Readonly<Record<string, Json>>>
}

/** How a step of a request is taken: it is seen, locked, moved on and the step kept, with the entry of the journal. */
export interface Stepping {
  readonly get: (principal: Principal, id: string) => Promise<GrantRequest>
  /** By another person than those who took the steps before; throws `access.grantRequestOwn`. */
  readonly take: (principal: Principal, id: string, step: GrantStepTaken) => Promise<GrantRequest>
  /** By whoever may, also the one who asked. */
  readonly takeOwn: (principal: Principal, id: string, step: GrantStepTaken) => Promise<GrantRequest>
}

/** Coordinator, Committee and auditors see all requests; a unit its own, and those about its data. */
export function seenBy({ roles, unitId }: Principal): string | null {
  return roles.some((role) => role === 'coordinator' || role === 'committee' || role === 'auditor') ? null : unitId
}

export function createStepping({ database, journal }: { database: Database; journal: Journal }): Stepping {
  const get: Stepping['get'] = async (principal, id) => {
    const [found] = await listGrantRequests(database.application, { id, seenBy: seenBy(principal) })
    if (!found) throw grantRequestProblems.grantRequestNotFound()
    return found
  }
  const taken = async (principal: Principal, id: string, step: GrantStepTaken, byAnother: boolean) => {
    await get(principal, id)
    await journal.change(principal, async (tx) => {
      const request = await lockGrantRequest(tx, id)
      if (!request) throw grantRequestProblems.grantRequestNotFound()
      if (byAnother) await requireAnother(tx, principal, id)
      await keepStep(tx, principal, request, { ...step, payload: await step.work(tx, request) })
    })
    return get(principal, id)
  }
  return {
    get,
    take: (principal, id, step) => taken(principal, id, step, true),
    takeOwn: (principal, id, step) => taken(principal, id, step, false),
  }
}

async function requireAnother(tx: Tx, { accountId }: Principal, request: string): Promise<void> {
  const steps = await listGrantSteps(tx, request)
  if (steps.some((step) => step.accountId === accountId)) throw grantRequestProblems.grantRequestOwn()
}

const eventOf: Readonly<Record<StepKind, string>> = {
  asked: accessEvents['grantRequest.asked'],
  agreed: accessEvents['grantRequest.agreed'],
  objected: accessEvents['grantRequest.objected'],
  overdue: accessEvents['grantRequest.overdue'],
  passedOn: accessEvents['grantRequest.passedOn'],
  returned: accessEvents['grantRequest.returned'],
  withdrawn: accessEvents['grantRequest.withdrawn'],
  granted: accessEvents['grantRequest.granted'],
  refused: accessEvents['grantRequest.refused'],
  passed: accessEvents['grantRequest.passed'],
}

interface KeptStep extends Pick<GrantStepTaken, 'kind' | 'text'> {
  readonly payload: Readonly<Record<string, Json>>
}

/** Keeps a step with its entry. */
export async function keepStep(
  tx: Tx,
  { accountId, accountName, unitId }: Pick<Actor, 'accountId' | 'accountName'> & { readonly unitId: string | null },
  request: Pick<GrantRequest, 'id' | 'year' | 'number'>,
  { kind, text, payload }: KeptStep,
): Promise<void> {
  const id = newId<'grantStep'>(tx.at)
  await insertGrantStep(tx, { id, request: request.id, kind, unit: unitId, accountId, account: accountName, text })
  await tx.record({
    event: eventOf[kind],
    subject: { type: 'grantRequest', id: request.id, label: writtenNumber(request) },
    payload: { ...payload, ...(text !== null && { text }) },
  })
}

/** What an entry says of a request: what for, over which data, in which extent. */
export function requestPayload(request: {
  readonly extent: GrantRequest['extent']
  readonly startsAt: Date | null
  readonly endsAt: Date
}): Record<string, Json> {
  const { extent, startsAt, endsAt } = request
  return {
    extent: JSON.parse(JSON.stringify(extent)) as Json,
    startsAt: startsAt?.toISOString() ?? null,
    endsAt: endsAt.toISOString(),
  }
}
