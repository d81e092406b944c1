import type { Id } from '../../platform/index.ts'
import type { OrganisationKind, OrgRef } from '../organisation/organisation.ts'

export type AccountId = Id<'account'>

export const roles = ['provider', 'consumer', 'coordinator', 'committee', 'auditor'] as const
export type Role = (typeof roles)[number]

export type AccountState = 'active' | 'suspended'

export interface Account {
  readonly id: AccountId
  readonly login: string
  readonly name: string
  readonly unit: OrgRef
  readonly roles: readonly Role[]
  readonly state: AccountState
}

const kindsOf: Readonly<Record<Role, readonly OrganisationKind[]>> = {
  provider: ['city', 'department', 'ward'],
  consumer: ['city', 'department', 'ward'],
  coordinator: ['city', 'department'],
  // Điều 9, 11.2: promulgating and consenting belong to the city's Committee alone.
  committee: ['city'],
  auditor: ['city', 'department'],
}

/** The roles a unit of this kind cannot have. */
export function misplacedRoles(kind: OrganisationKind, wanted: readonly Role[]): Role[] {
  return wanted.filter((role) => !kindsOf[role].includes(kind))
}

/** Logins are compared in lower case without surrounding spaces. */
export function normaliseLogin(login: string): string {
  return login.trim().toLowerCase()
}
