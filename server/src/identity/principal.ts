import type { Actor } from '../journal/index.ts'
import type { Permission } from '../platform/index.ts'
import type { AccountId } from './account/account.ts'
import type { Role } from './account/role.ts'
import type { OrgRef } from './organisation/organisation.ts'

/** The account behind a request, with its unit and its rights as of one authority epoch. */
export interface Principal extends Actor {
  readonly accountId: AccountId
  readonly login: string
  readonly name: string
  readonly organisation: OrgRef & { readonly territory: string | null }
  readonly roles: readonly Role[]
  readonly epoch: number
}

/** Whether a principal holds a permission; data is another matter, decided by `access`. */
export function can(principal: Principal, permission: Permission): boolean {
  if (typeof permission === 'string') return true
  return principal.roles.some((role) => permission.roles.includes(role))
}
