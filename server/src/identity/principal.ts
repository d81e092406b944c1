import type { Actor } from '../journal/index.ts'
import type { Permission } from '../platform/index.ts'
import type { AccountId } from './account/account.ts'
import type { Role } from './account/role.ts'
import type { OrgRef } from './organisation/organisation.ts'
import { resistsPhishing } from './session/session.ts'
import type { SessionFactor, SessionId } from './session/session.ts'

/** The account behind a request, with its unit and its rights as of one authority epoch. */
export interface Principal extends Actor {
  readonly accountId: AccountId
  readonly login: string
  readonly name: string
  readonly organisation: OrgRef & { readonly territory: string | null }
  /** The roles it may act with now. */
  readonly roles: readonly Role[]
  /** Roles of the account that were left out, for the sign-in can be phished. */
  readonly withheldRoles: readonly Role[]
  readonly isDemo: boolean
  /** How the session was opened; null for tokens and for the system. */
  readonly proof: Proof | null
  readonly epoch: number
}

/** By what, and when last, the person behind a session showed who they are. */
export interface Proof {
  readonly session: SessionId
  readonly factor: SessionFactor
  readonly provenAt: Date
}

const ordinaryRoles: readonly Role[] = ['provider', 'consumer']

/** Roles that decide about others or see what others do: they need a sign-in that cannot be phished. */
export function guardedRoles(roles: readonly Role[]): Role[] {
  return roles.filter((role) => !ordinaryRoles.includes(role))
}

/** Which roles of an account a sign-in holds, and which it does not. Demo accounts are public and hold all. */
export function divideRoles(
  roles: readonly Role[],
  { isDemo, isPhishingResistant }: { isDemo: boolean; isPhishingResistant: boolean },
): { roles: Role[]; withheldRoles: Role[] } {
  const withheldRoles = isDemo || isPhishingResistant ? [] : guardedRoles(roles)
  return { roles: roles.filter((role) => !withheldRoles.includes(role)), withheldRoles }
}

/** Whether what is done now stands as done by somebody who was not had by a fake page. */
export function isPhishingResistant({ isDemo, proof }: Pick<Principal, 'isDemo' | 'proof'>): boolean {
  return isDemo || (proof !== null && resistsPhishing(proof.factor))
}

/** Whether a principal holds a permission; data is another matter, decided by `access`. */
export function can(principal: Principal, permission: Permission): boolean {
  if (typeof permission === 'string') return true
  return principal.roles.some((role) => permission.roles.includes(role))
}
