import type { Journal, Tx } from '../../journal/index.ts'
import { localDay, newId, newSalt } from '../../platform/index.ts'
import type { Clock, Database, Json, Language } from '../../platform/index.ts'
import { change, close, issue, openAccount, resume } from './account.acts.ts'
import type { Ground } from './account.acts.ts'
import { nameCommitment, normaliseLogin } from './account.ts'
import type { AccountId } from './account.ts'
import { findAccount, isLoginTaken } from './account.store.ts'
import { unitFor } from './account.service.ts'
import { mayDecide, wantedRoleRuleText } from './account-request.ts'
import type { AccountRequest, AccountRequestInput, DecisionInput, RequestState } from './account-request.ts'
import { findRequest, insertRequest, listRequests, lockRequest, saveOutcome } from './account-request.store.ts'
import type { LockedRequest, NewRequest, RequestFilter } from './account-request.store.ts'
import { periodOf, wantedRoleFaults } from './held-role.ts'
import type { WantedRole } from './held-role.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import { identityPermissions } from '../identity.permissions.ts'
import type { IssuedLink } from '../link/link.ts'
import type { Links } from '../link/link.service.ts'
import type { Organisations } from '../organisation/organisation.service.ts'
import { can } from '../principal.ts'
import type { Principal } from '../principal.ts'

export interface AccountRequests {
  /**
   * Asks for an account of the caller's unit, or of any unit where the caller may. Throws `identity.foreignUnit`,
   * `identity.rolesInvalid`, `identity.rolesMisplaced`, `identity.requestOpen`, `identity.loginTaken` and what speaks against the account.
   */
  requestAccount(principal: Principal, input: AccountRequestInput, language?: Language): Promise<AccountRequest>
  /** Takes a request back that waits; only who asked may. */
  withdrawRequest(principal: Principal, id: string): Promise<void>
  /**
   * Approves a request, which does what it asks for in the same transaction, or refuses it (Điều 15.3). Throws
   * `identity.ownRequest` for who asked or is asked for, `identity.requestDecided` when somebody was quicker.
   */
  decideRequest(principal: Principal, id: string, input: DecisionInput, language?: Language): Promise<DecidedRequest>
  /** Requests of the caller's unit, or of all where the caller may see them; newest first. */
  listRequests(principal: Principal, filter: Omit<RequestFilter, 'unit'>): Promise<AccountRequest[]>
}

export interface DecidedRequest {
  readonly request: AccountRequest
  /** How the person of an account that was issued sets up how to sign in; shown this once. */
  readonly activation: IssuedLink | null
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly organisations: Organisations
  readonly links: Pick<Links, 'issueLink'>
}

export function createAccountRequests(deps: Deps): AccountRequests {
  const db = deps.database.application
  const answer = async (id: string) => {
    const request = await findRequest(db, id)
    if (!request) throw identityProblems.requestNotFound({ request: id })
    return request
  }
  return {
    requestAccount: async (principal, input, language = 'vi') => {
      if ('roles' in input) refuseRoleFaults(input.roles, localDay(deps.clock.now()), language)
      const wanted = await wantedOf(deps, input)
      if (wanted.unit.id !== principal.unitId && !seesAll(principal)) throw identityProblems.foreignUnit()
      return answer(
        await deps.journal.change(principal, (tx) => ask(tx, principal, { ...wanted, reason: input.reason })),
      )
    },
    withdrawRequest: (principal, id) => deps.journal.change(principal, (tx) => withdraw(tx, principal, id)),
    decideRequest: async (principal, id, input, language = 'vi') => {
      const activation = await deps.journal.change(principal, (tx) => {
        return decide(tx, deps, { principal, id, input, language })
      })
      return { request: await answer(id), activation }
    },
    listRequests: (principal, filter) => {
      const unit = seesAll(principal) ? undefined : principal.unitId
      return listRequests(db, { ...filter, unit })
    },
  }
}

async function ask(tx: Tx, principal: Principal, wanted: Wanted & { reason: string }): Promise<string> {
  const { accountId, login } = principal
  const id = newId<'account-request'>(tx.at)
  const request = { ...wanted, id, requestedBy: accountId, requesterLogin: login, requestedAt: tx.at }
  if (!(await insertRequest(tx, request))) throw identityProblems.requestOpen({ login: request.login })
  await recordRequest(tx, request, 'accountRequest.requested')
  return id
}

async function withdraw(tx: Tx, principal: Principal, id: string): Promise<void> {
  const request = await lockRequest(tx, id)
  if (request?.requestedBy !== principal.accountId) throw identityProblems.requestNotFound({ request: id })
  if (request.state !== 'open') throw identityProblems.requestDecided()
  const { account } = request
  await saveOutcome(tx, request.id, { state: 'withdrawn', decider: null, decision: null, remark: null, account })
  await recordRequest(tx, request, 'accountRequest.withdrawn')
}

interface Decision {
  readonly principal: Principal
  readonly id: string
  readonly input: DecisionInput
  readonly language: Language
}

async function decide(tx: Tx, deps: Deps, { principal, id, input, language }: Decision): Promise<IssuedLink | null> {
  const request = await lockRequest(tx, id)
  if (!request) throw identityProblems.requestNotFound({ request: id })
  if (request.state !== 'open') throw identityProblems.requestDecided()
  if (!mayDecide(request, principal.accountId)) throw identityProblems.ownRequest()
  const { decision, remark, outcome: state } = input
  const decider = { id: principal.accountId, login: principal.login }
  let { account } = request
  if (state === 'approved') {
    refuseRoleFaults(request.roles ?? [], localDay(tx.at), language)
    account = await carryOut(tx, deps.organisations, request, groundOf(decider.id, request, decision))
  }
  await saveOutcome(tx, request.id, { state, decider, decision, remark, account })
  await recordRequest(tx, { ...request, account }, 'accountRequest.decided', { outcome: state, decision })
  if (state !== 'approved' || request.kind !== 'issue' || account === null) return null
  return deps.links.issueLink(tx, { id: account, login: request.login }, { purpose: 'activation', asker: decider })
}

/** Does what a request asks for; gives the account it was done to. */
async function carryOut(
  tx: Tx,
  organisations: Organisations,
  request: LockedRequest,
  ground: Ground,
): Promise<AccountId> {
  const wanted = request.roles ?? []
  const periods = wanted.map((role) => periodOf(role, tx.at))
  if (request.kind === 'issue') {
    const unit = await unitFor(organisations, request.unit.id, rolesOf(wanted))
    await organisations.holdLivingUnit(tx, unit.id)
    const { login, name, nameSalt } = request
    return issue(tx, { login, unit, periods, name: name ?? '', nameSalt: nameSalt ?? '', isDemo: false }, ground)
  }
  const account = await openAccount(tx, request.account ?? '')
  if (request.kind === 'change') {
    await unitFor(organisations, account.unit.id, rolesOf(wanted))
    await change(tx, account, { name: request.name, periods }, ground)
  } else if (request.kind === 'resume') await resume(tx, account, ground)
  else await close(tx, account, ground)
  return account.id
}

type Wanted = Pick<NewRequest, 'kind' | 'unit' | 'account' | 'login' | 'name' | 'nameSalt' | 'roles'>

async function wantedOf({ database, clock, organisations }: Deps, input: AccountRequestInput): Promise<Wanted> {
  if (input.kind === 'issue') {
    const { kind, name, roles } = input
    const unit = await unitFor(organisations, input.unit, rolesOf(roles))
    const login = normaliseLogin(input.login)
    if (await isLoginTaken(database.application, login)) throw identityProblems.loginTaken({ login })
    return { kind, unit, account: null, login, name, nameSalt: newSalt(), roles }
  }
  const found = await findAccount(database.application, input.account, clock.now())
  if (!found) throw identityProblems.accountNotFound({ account: input.account })
  const { id, login, state } = found
  if (state === 'closed') throw identityProblems.accountClosed({ login })
  if (input.kind === 'resume' && state !== 'suspended') throw identityProblems.accountNotSuspended({ login })
  const about = { kind: input.kind, unit: found.unit, account: id, login }
  if (input.kind !== 'change') return { ...about, name: null, nameSalt: null, roles: null }
  const { name, roles } = input
  const unit = await unitFor(organisations, found.unit.id, rolesOf(roles))
  return { ...about, unit, name, nameSalt: name === null ? null : newSalt(), roles }
}

function refuseRoleFaults(wanted: readonly WantedRole[], today: string, language: Language): void {
  const faults = wantedRoleFaults(wanted, today)
  if (faults.length === 0) return
  const errors = faults.map(({ rule, field }) => ({ field, message: wantedRoleRuleText[rule][language] }))
  throw identityProblems.rolesInvalid({}, { errors })
}

const rolesOf = (wanted: readonly WantedRole[]) => wanted.map(({ role }) => role)
const seesAll = (principal: Principal) => can(principal, identityPermissions['account.requestAnywhere'])

function groundOf(grantedBy: string, { id, requestedBy }: LockedRequest, decision: string | null): Ground {
  if (decision === null || decision.trim() === '') throw identityProblems.decisionMissing()
  return { requestedBy, grantedBy, decision, request: id }
}

async function recordRequest(
  tx: Tx,
  request: NewRequest,
  event: keyof typeof identityEvents & `accountRequest.${string}`,
  more: Record<string, Json> & { outcome?: RequestState } = {},
): Promise<void> {
  const { id, kind, unit, account, login, name, nameSalt: salt, roles } = request
  await tx.record({
    event: identityEvents[event],
    subject: { type: 'accountRequest', id, label: login },
    payload: {
      ...{ kind, unit: unit.id, unitName: unit.name, account, requestedBy: request.requestedBy },
      ...(name !== null && salt !== null && { name: nameCommitment({ name, salt }) }),
      ...(roles && { roles: roles.map((role) => ({ ...role })) }),
      ...more,
    },
  })
}
