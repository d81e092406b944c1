import type { Tx } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { grantRequestProblems } from './grant-request.errors.ts'
import { dueOf, isForCoordinator } from './grant-request.ts'
import type { GrantRequest, OpenState } from './grant-request.ts'
import { saveDue, saveEnd } from './grant-request.store.ts'
import type { GrantRequestDeps, GrantRequests } from './grant-requests.ts'
import { findGrantWithin, insertGrant, lockConsents, lockGrant, replaceGrant } from './grant.store.ts'
import type { Grant } from './grant.ts'
import { requestPayload } from './stepping.ts'
import type { Stepping } from './stepping.ts'
import { writtenNumber } from '../written-number.ts'

type Deciding = Pick<
  GrantRequests,
  'giveOpinion' | 'checkGrantRequest' | 'consentToGrant' | 'refuseGrant' | 'withdrawGrantRequest'
>

/** How a request is decided: opinion, check, then consent or refusal; each by another person. */
export function createDeciding(deps: Pick<GrantRequestDeps, 'law'>, stepping: Stepping): Deciding {
  return { ...createWords(deps, stepping), ...createDecisions(deps, stepping) }
}

/** What is said before the Committee decides, and by who asked. */
function createWords(
  { law }: Pick<GrantRequestDeps, 'law'>,
  stepping: Stepping,
): Pick<Deciding, 'giveOpinion' | 'checkGrantRequest' | 'withdrawGrantRequest'> {
  return {
    giveOpinion: async (principal, id, { agrees, text }) => {
      const calendar = await law.workingCalendar()
      return stepping.take(principal, id, {
        kind: agrees ? 'agreed' : 'objected',
        text,
        work: async (tx, request) => {
          if (request.dataset.provider.id !== principal.unitId) throw grantRequestProblems.grantRequestForeign()
          requireState(request, 'opinion')
          const due = dueOf(calendar, 'check', tx.at)
          await saveDue(tx, id, { state: 'check', ...due })
          return { dueAt: due.dueAt.toISOString(), isLate: isLate(request, tx.at) }
        },
      })
    },
    checkGrantRequest: async (principal, id, { passesOn, text }) => {
      const calendar = await law.workingCalendar()
      return stepping.take(principal, id, {
        kind: passesOn ? 'passedOn' : 'returned',
        text,
        work: async (tx, request) => {
          if (!isForCoordinator(request, tx.at)) throw moved(request)
          const said = { hasOpinion: request.state === 'check', isLate: isLate(request, tx.at) }
          const due = dueOf(calendar, 'decision', tx.at)
          await (passesOn ? saveDue(tx, id, { state: 'decision', ...due }) : saveEnd(tx, id, { state: 'returned' }))
          return { ...said, dueAt: passesOn ? due.dueAt.toISOString() : null }
        },
      })
    },
    withdrawGrantRequest: (principal, id, text) =>
      stepping.takeOwn(principal, id, {
        kind: 'withdrawn',
        text,
        work: async (tx, request) => {
          if (request.unit.id !== principal.unitId) throw grantRequestProblems.grantRequestForeign()
          if (request.endedAt !== null) throw moved(request)
          await saveEnd(tx, id, { state: 'withdrawn' })
          return {}
        },
      }),
  }
}

function createDecisions(
  { law }: Pick<GrantRequestDeps, 'law'>,
  stepping: Stepping,
): Pick<Deciding, 'consentToGrant' | 'refuseGrant'> {
  return {
    consentToGrant: async (principal, id, named) => {
      const instrument = await law.getInForce(named)
      if (instrument.fileDigest === null) throw grantRequestProblems.consentWithoutFile({ number: instrument.number })
      return stepping.take(principal, id, {
        kind: 'granted',
        text: null,
        work: async (tx, request) => {
          requireState(request, 'decision')
          await lockConsents(tx)
          const grant = await grantAsAsked(tx, request, instrument.id)
          await saveEnd(tx, id, { state: 'granted', instrument: instrument.id })
          return { grant, instrument: instrument.id, isLate: isLate(request, tx.at) }
        },
      })
    },
    refuseGrant: (principal, id, { ground, text }) =>
      stepping.take(principal, id, {
        kind: 'refused',
        text,
        work: async (tx, request) => {
          requireState(request, 'decision')
          await saveEnd(tx, id, { state: 'refused', ground })
          return { ground, isLate: isLate(request, tx.at) }
        },
      }),
  }
}

const moved = (request: GrantRequest) => grantRequestProblems.grantRequestMoved({ number: writtenNumber(request) })

function requireState(request: GrantRequest, state: OpenState): void {
  if (request.state !== state) throw moved(request)
}

const isLate = ({ dueAt }: GrantRequest, at: Date) => dueAt !== null && at >= dueAt

/** The grant opens what was asked for and nothing else; gives its id. */
async function grantAsAsked(tx: Tx, request: GrantRequest, instrument: string): Promise<string> {
  const before = request.grant && (await lockGrant(tx, request.grant.id))
  const { startsAt, endsAt } = periodOf(request, before ?? undefined, tx.at)
  if (startsAt >= endsAt) throw grantRequestProblems.consentTooLate({ number: writtenNumber(request) })
  const id = newId<'grant'>(tx.at)
  const use = { unit: request.unit.id, dataset: request.dataset.id, purpose: request.purpose.code }
  if (request.kind !== 'amendment') {
    const existing = await findGrantWithin(tx, use, { startsAt, endsAt })
    if (existing) throw grantRequestProblems.grantExists({ number: writtenNumber(existing) })
  }
  const { extent } = request
  const number = await insertGrant(tx, { ...use, id, request: request.id, extent, startsAt, endsAt, instrument })
  if (before && request.kind === 'amendment') await replaceGrant(tx, before.id, id)
  await tx.record({
    event: accessEvents['grant.consented'],
    subject: { type: 'grant', id, label: writtenNumber(number) },
    payload: {
      ...{ ...use, request: request.id, instrument, kind: request.kind, before: before?.id ?? null },
      ...requestPayload({ extent, startsAt, endsAt }),
    },
  })
  return id
}

/** A renewal begins where the grant it goes on from ends; all else with the consent, or when that was asked for later. */
function periodOf({ kind, startsAt, endsAt, ...request }: GrantRequest, before: Grant | undefined, at: Date) {
  const isOver = before !== undefined && before.endsAt <= at
  if (kind === 'amendment' && (isOver || before === undefined)) {
    throw grantRequestProblems.grantOver({ number: writtenNumber(before ?? request) })
  }
  const from = kind === 'renewal' ? before?.endsAt : startsAt
  return { startsAt: from && from > at ? from : at, endsAt }
}
