import { sha256 } from '../../platform/index.ts'
import type { Id } from '../../platform/index.ts'
import type { OrgRef } from '../organisation/organisation.ts'
import type { HeldRole } from './held-role.ts'
import type { Role } from './role.ts'

export type AccountId = Id<'account'>

/** Issued: its person has not been there yet. Closed never returns. */
export const accountStates = ['issued', 'active', 'suspended', 'closed'] as const
export type AccountState = (typeof accountStates)[number]

/** A system works by its own client (ADR 0031), without a person. */
export const accountKinds = ['person', 'system'] as const
export type AccountKind = (typeof accountKinds)[number]

export const suspensionCauses = ['coordinator', 'unit', 'unused', 'unanswered', 'revoked'] as const
export type SuspensionCause = (typeof suspensionCauses)[number]

export interface Account {
  readonly id: AccountId
  readonly login: string
  readonly name: string
  readonly unit: OrgRef
  /** In force at the instant it was asked for. */
  readonly roles: readonly Role[]
  readonly state: AccountState
  /** An account of the demo city, with a public password. */
  readonly isDemo: boolean
  readonly kind: AccountKind
}

/** An account as those see it who answer for it. */
export interface AccountFacts extends Account {
  /** In force or to come. */
  readonly heldRoles: readonly HeldRole[]
  readonly suspendedFor: SuspensionCause | null
  readonly issuedAt: Date
  readonly lastUsedAt: Date | null
  /** Since when it is known to be unused, if nothing was done with it since. */
  readonly warnedAt: Date | null
}

/** Logins are compared in lower case without surrounding spaces. */
export function normaliseLogin(login: string): string {
  return login.trim().toLowerCase()
}

/** What the journal holds in the place of a person's name: SHA-256 over salt and name; without the salt it tells nothing. */
export function nameCommitment({ name, salt }: { readonly name: string; readonly salt: string }): string {
  return sha256(JSON.stringify([salt, name])).toString('hex')
}
