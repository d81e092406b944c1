import { organisationKinds } from '../organisation/organisation.ts'
import type { OrganisationKind } from '../organisation/organisation.ts'

export const roles = ['provider', 'consumer', 'coordinator', 'committee', 'auditor', 'administrator'] as const
export type Role = (typeof roles)[number]

/** What belongs to administration; districts are units of the past, whose accounts passed on. */
const offices: readonly OrganisationKind[] = ['city', 'committee', 'department']
const kindsOf: Readonly<Record<Role, readonly OrganisationKind[]>> = {
  provider: organisationKinds,
  consumer: organisationKinds,
  coordinator: ['city', 'department'],
  // Điều 9, 11.2: promulgating and consenting belong to the city's Committee alone.
  committee: ['city'],
  auditor: offices,
  administrator: ['city', 'department'],
}

/** The roles a unit of this kind cannot have. */
export function misplacedRoles(kind: OrganisationKind, wanted: readonly Role[]): Role[] {
  return wanted.filter((role) => !kindsOf[role].includes(kind))
}
