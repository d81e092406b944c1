import type { OrganisationKind } from '../organisation/organisation.ts'

export const roles = ['provider', 'consumer', 'coordinator', 'committee', 'auditor', 'administrator'] as const
export type Role = (typeof roles)[number]

const kindsOf: Readonly<Record<Role, readonly OrganisationKind[]>> = {
  provider: ['city', 'department', 'ward'],
  consumer: ['city', 'department', 'ward'],
  coordinator: ['city', 'department'],
  // Điều 9, 11.2: promulgating and consenting belong to the city's Committee alone.
  committee: ['city'],
  auditor: ['city', 'department'],
  administrator: ['city', 'department'],
}

/** The roles a unit of this kind cannot have. */
export function misplacedRoles(kind: OrganisationKind, wanted: readonly Role[]): Role[] {
  return wanted.filter((role) => !kindsOf[role].includes(kind))
}
