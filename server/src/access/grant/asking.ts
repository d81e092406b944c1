import type { Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import { newId } from '../../platform/index.ts'
import type { Db, Language } from '../../platform/index.ts'
import { findPurpose } from '../purpose/purpose.store.ts'
import { purposeProblems } from '../purpose/purpose.errors.ts'
import type { Purpose } from '../purpose/purpose.ts'
import { extentFaults, toExtent } from './extent.ts'
import type { ExtentInput, GrantExtent } from './extent.ts'
import { extentFaultText } from './extent.texts.ts'
import type { Grant } from './grant.ts'
import { grantStateAt, isHeld } from './grant.ts'
import { findGrantWithin, listGrants } from './grant.store.ts'
import { grantRequestProblems } from './grant-request.errors.ts'
import { dueOf } from './grant-request.ts'
import type { GrantRequestId, RequestKind } from './grant-request.ts'
import { findWaiting, insertGrantRequest, lockAsking } from './grant-request.store.ts'
import type { GrantRequestDeps, GrantRequests, RequestInput } from './grant-requests.ts'
import { keepStep, requestPayload } from './stepping.ts'
import type { Stepping } from './stepping.ts'
import { writtenNumber } from '../written-number.ts'

const yearMilliseconds = 366 * 86_400_000
const mostYears = 5

interface Asked extends Pick<RequestInput, 'legalBasis' | 'reasons' | 'startsAt' | 'endsAt'> {
  readonly kind: RequestKind
  readonly grant: string | null
  readonly dataset: string
  readonly purpose: string
  readonly extent: GrantExtent
}

/** How requests begin: for a new grant, or for one that goes on or becomes another. */
export function createAsking(
  deps: GrantRequestDeps,
  { get }: Stepping,
): Pick<GrantRequests, 'askForGrant' | 'askForRenewal' | 'askForAmendment'> {
  const db = deps.database.application
  const { catalogue, clock } = deps
  const ask = async (principal: Principal, asked: Asked) => get(principal, await insertAsked(deps, principal, asked))
  return { askForGrant, askForRenewal, askForAmendment }

  async function askForGrant(...[principal, input, language]: Parameters<GrantRequests['askForGrant']>) {
    const dataset = await catalogue.getDataset(input.dataset)
    if (dataset.provider.id === principal.unitId) throw grantRequestProblems.grantOfOwnData()
    const { structure } = dataset
    const isInForce = (await catalogue.findRowInForce(dataset.id, clock.now())) !== undefined
    if (!structure || !isInForce) throw grantRequestProblems.grantOfNothing({ dataset: dataset.name })
    const purpose = await purposeInUse(db, input.purpose)
    requirePeriod(input, clock.now())
    const use = { unit: principal.unitId, dataset: dataset.id, purpose: purpose.code }
    const period = { startsAt: input.startsAt ?? clock.now(), endsAt: input.endsAt }
    const existing = await findGrantWithin(db, use, period)
    if (existing) throw grantRequestProblems.grantExists({ number: writtenNumber(existing) })
    const extent = checkedExtent(input.extent, structure, purpose, language)
    return ask(principal, { ...input, kind: 'new', grant: null, dataset: dataset.id, purpose: purpose.code, extent })
  }

  async function askForRenewal(...[principal, id, input]: Parameters<GrantRequests['askForRenewal']>) {
    const grant = await ownGrant(db, principal, id, clock.now())
    await purposeInUse(db, grant.purpose.code)
    if (input.endsAt <= grant.endsAt) throw grantRequestProblems.grantPeriodUnfit()
    requirePeriod({ ...input, startsAt: null }, clock.now())
    return ask(principal, { ...input, ...useOf(grant), kind: 'renewal', startsAt: null, extent: grant.extent })
  }

  async function askForAmendment(...[principal, id, input, language]: Parameters<GrantRequests['askForAmendment']>) {
    const grant = await ownGrant(db, principal, id, clock.now())
    requirePeriod(input, clock.now())
    const { structure } = await catalogue.getDataset(grant.dataset.code)
    if (!structure) throw grantRequestProblems.grantOfNothing({ dataset: grant.dataset.name })
    const extent = checkedExtent(input.extent, structure, await purposeInUse(db, grant.purpose.code), language)
    return ask(principal, { ...input, ...useOf(grant), kind: 'amendment', extent })
  }
}

/** Keeps a request unless one for the same use is under way; gives its id. */
async function insertAsked(
  { journal, law }: GrantRequestDeps,
  principal: Principal,
  { kind, grant, dataset, purpose, ...asked }: Asked,
): Promise<GrantRequestId> {
  const calendar = await law.workingCalendar()
  const use = { unit: principal.unitId, dataset, purpose }
  return journal.change(principal, async (tx) => {
    await lockAsking(tx)
    const waiting = await findWaiting(tx, use)
    if (waiting) throw grantRequestProblems.grantRequestWaiting({ number: writtenNumber(waiting) })
    const id = newId<'grantRequest'>(tx.at)
    const { legalBasis, reasons, extent, startsAt, endsAt } = asked
    const kept = { ...use, id, kind, grant, legalBasis, reasons, extent, startsAt, endsAt }
    const due = dueOf(calendar, 'opinion', tx.at)
    const number = await insertGrantRequest(tx, { ...kept, ...due, askedBy: principal.accountId })
    const payload = {
      ...use,
      kind,
      grant,
      legalBasis,
      reasons,
      ...requestPayload(asked),
      dueAt: due.dueAt.toISOString(),
    }
    await keepStep(tx, principal, { id, ...number }, { kind: 'asked', text: null, payload })
    return id
  })
}

async function purposeInUse(db: Db, code: string): Promise<Purpose> {
  const purpose = await findPurpose(db, code)
  if (purpose?.retiredAt === null) return purpose
  throw purposeProblems.purposeNotFound({ code })
}

function requirePeriod({ startsAt, endsAt }: Pick<RequestInput, 'startsAt' | 'endsAt'>, now: Date): void {
  const isTooLong = endsAt.getTime() > now.getTime() + mostYears * yearMilliseconds
  if (endsAt <= now || isTooLong || (startsAt !== null && startsAt >= endsAt)) {
    throw grantRequestProblems.grantPeriodUnfit()
  }
}

/** A grant the unit holds, that is not over. */
async function ownGrant(db: Db, { unitId }: Principal, id: string, at: Date): Promise<Grant> {
  const [grant] = await listGrants(db, { id, seenBy: unitId })
  if (!grant?.holders.some((holder) => holder.id === unitId)) throw grantRequestProblems.grantNotFound()
  const state = grantStateAt({ ...grant, isHeld: isHeld(grant) }, at)
  if (state === 'live' || state === 'held' || state === 'notYet') return grant
  throw grantRequestProblems.grantOver({ number: writtenNumber(grant) })
}

const useOf = ({ id, dataset, purpose }: Grant) => ({ grant: id, dataset: dataset.id, purpose: purpose.code })

function checkedExtent(input: ExtentInput, structure: Structure, purpose: Purpose, language: Language): GrantExtent {
  const faults = extentFaults(input, structure, purpose.shows)
  if (faults.length === 0) return toExtent(input, structure)
  const errors = faults.map((fault) => ({ field: fault.field, message: extentFaultText(fault, language) }))
  throw grantRequestProblems.grantRequestUnfit({}, { errors })
}
