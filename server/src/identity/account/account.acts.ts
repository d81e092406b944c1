import type { Tx } from '../../journal/index.ts'
import { newId, newSalt } from '../../platform/index.ts'
import type { Json } from '../../platform/index.ts'
import { nameCommitment } from './account.ts'
import type { Account, AccountId, AccountKind, AccountState, SuspensionCause } from './account.ts'
import {
  insertAccount,
  lockAccount,
  saveActivation,
  saveClosing,
  saveName,
  saveResumption,
  saveSuspension,
} from './account.store.ts'
import type { LockedAccount } from './account.store.ts'
import { roleChanges } from './held-role.ts'
import type { Period } from './held-role.ts'
import type { Role } from './role.ts'
import { endHeldRoles, insertHeldRoles, listHeldRoles } from './held-role.store.ts'
import type { Grant } from './held-role.store.ts'
import { endOpenLinks } from '../link/link.store.ts'
import { guardedRoles } from '../principal.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import type { OrgRef } from '../organisation/organisation.ts'

/** What is done to accounts inside a change, each with its entry: before, after, and what it rests on. */

/** What an act rests on: a request somebody else made, or nothing but the machine. */
export type Ground = Omit<Grant, 'accountId' | 'unitId'> & { readonly request: string | null }

export const machineGround: Ground = { requestedBy: 'system', grantedBy: 'system', decision: null, request: null }

export interface Issue {
  readonly login: string
  readonly name: string
  readonly nameSalt: string
  readonly unit: OrgRef
  readonly periods: readonly Period[]
  readonly isDemo: boolean
  readonly kind?: AccountKind
}

/**
 * Issues an account; throws `identity.loginTaken`. A demo account and one of a system are active at once, of others the
 * person comes first.
 */
export async function issue(tx: Tx, { periods, kind = 'person', ...input }: Issue, ground: Ground): Promise<AccountId> {
  const id = newId<'account'>(tx.at)
  const state = input.isDemo || kind === 'system' ? 'active' : 'issued'
  if (!(await insertAccount(tx, { ...input, id, state, kind })))
    throw identityProblems.loginTaken({ login: input.login })
  await insertHeldRoles(tx, { ...ground, accountId: id, unitId: input.unit.id }, periods)
  await recordAct(
    tx,
    'account.issued',
    { ...input, id },
    {
      ...{
        name: nameCommitment({ name: input.name, salt: input.nameSalt }),
        state,
        demo: input.isDemo,
        roles: periods.map(told),
      },
      ...groundTold(ground),
    },
  )
  return id
}

/** The account held still; throws `identity.accountNotFound`, and `identity.accountClosed` for one that never returns. */
export async function openAccount(tx: Tx, id: string): Promise<LockedAccount> {
  const account = await lockAccount(tx, id)
  if (!account) throw identityProblems.accountNotFound({ account: id })
  if (account.state === 'closed') throw identityProblems.accountClosed({ login: account.login })
  return account
}

/** For what only a person has, as ways to sign in; throws `identity.accountOfSystem`. */
export function requirePerson({ kind, login }: Pick<Account, 'kind' | 'login'>): void {
  if (kind === 'system') throw identityProblems.accountOfSystem({ login })
}

export interface AccountChange {
  readonly name: string | null
  readonly periods: readonly Period[]
}

/** Gives an account the roles wanted in the place of those it has, and a corrected name if one is said. */
export async function change(tx: Tx, account: LockedAccount, wanted: AccountChange, ground: Ground): Promise<void> {
  const held = await listHeldRoles(tx, account.id, tx.at)
  const { ended, begun } = roleChanges(held, wanted.periods, tx.at)
  await endHeldRoles(
    tx,
    ended.map(({ id }) => id),
  )
  await insertHeldRoles(tx, { ...ground, accountId: account.id, unitId: account.unit.id }, begun)
  // A link that one person could issue alone must not lead to a role that takes two.
  if (guardedRoles(begun.map(({ role }) => role)).length > 0) await endOpenLinks(tx, account.id)
  const renamed = wanted.name === null ? undefined : { name: wanted.name, salt: newSalt() }
  if (renamed) await saveName(tx, account.id, renamed)
  await recordAct(tx, 'account.changed', account, {
    before: {
      roles: held.map(told),
      ...(renamed && { name: nameCommitment({ name: account.name, salt: account.nameSalt }) }),
    },
    after: { roles: wanted.periods.map(told), ...(renamed && { name: nameCommitment(renamed) }) },
    ...groundTold(ground),
  })
}

/** The person of an account has been there: from now on it can be used. */
export async function activate(tx: Tx, account: About): Promise<void> {
  await saveActivation(tx, account.id)
  await recordAct(tx, 'account.activated', account, { before: { state: 'issued' }, after: { state: 'active' } })
}

/** Takes roles away that it has in its unit of now, and nothing else; leaves no entry where it has none of them. */
export async function revokeRoles(tx: Tx, account: LockedAccount, roles: readonly Role[]): Promise<void> {
  const held = await listHeldRoles(tx, account.id, tx.at)
  const revoked = held.filter(({ role }) => roles.includes(role))
  if (revoked.length === 0) return
  await endHeldRoles(
    tx,
    revoked.map(({ id }) => id),
  )
  await recordAct(tx, 'account.changed', account, {
    before: { roles: held.map(told) },
    after: { roles: held.filter((role) => !revoked.includes(role)).map(told) },
  })
}

/** Suspends those of the accounts that are in force; gives how many they were. */
export async function suspendAll(tx: Tx, ids: readonly string[], cause: SuspensionCause): Promise<number> {
  const suspended = await saveSuspension(tx, ids, cause)
  for (const account of suspended) {
    const change = { before: { state: account.before }, after: { state: 'suspended' }, cause }
    await recordAct(tx, 'account.suspended', account, change)
  }
  return suspended.length
}

/** Resumes a suspended account; throws `identity.accountNotSuspended`. */
export async function resume(tx: Tx, account: LockedAccount, ground: Ground): Promise<void> {
  if (account.state !== 'suspended') throw identityProblems.accountNotSuspended({ login: account.login })
  const state: AccountState = account.isActivated ? 'active' : 'issued'
  await saveResumption(tx, account.id, state)
  await recordAct(tx, 'account.resumed', account, {
    before: { state: 'suspended', cause: account.suspendedFor },
    after: { state },
    ...groundTold(ground),
  })
}

/** Closes an account for good; its roles end with it. */
export async function close(tx: Tx, account: LockedAccount, ground: Ground): Promise<void> {
  const held = await listHeldRoles(tx, account.id, tx.at)
  await endHeldRoles(
    tx,
    held.map(({ id }) => id),
  )
  await saveClosing(tx, account.id)
  await recordAct(tx, 'account.closed', account, {
    before: { state: account.state, roles: held.map(told) },
    after: { state: 'closed', roles: [] },
    ...groundTold(ground),
  })
}

type AccountEvent = keyof typeof identityEvents & `account.${string}`
/** The account an entry is about. */
interface About {
  readonly id: AccountId
  readonly login: string
  readonly unit: { readonly id: string; readonly name: string }
}

/** Records what was done to an account. */
export async function recordAct(
  tx: Tx,
  event: AccountEvent,
  about: About,
  payload: Record<string, Json>,
): Promise<void> {
  await tx.record({
    event: identityEvents[event],
    subject: { type: 'account', id: about.id, label: about.login },
    payload: { unit: about.unit.id, unitName: about.unit.name, ...payload },
  })
}

function told({ role, validFrom, validTo }: Period): Json {
  return { role, validFrom: validFrom.toISOString(), validTo: validTo?.toISOString() ?? null }
}

function groundTold({ request, requestedBy, decision }: Ground) {
  return { request, requestedBy, decision }
}
