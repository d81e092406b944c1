import type { Id } from '../../platform/index.ts'
import { startOfDay } from '../../platform/index.ts'
import type { Role } from './role.ts'

export type HeldRoleId = Id<'held-role'>

/** A role an account holds in a unit on `[validFrom, validTo)`. */
export interface HeldRole {
  readonly id: HeldRoleId
  readonly role: Role
  readonly validFrom: Date
  readonly validTo: Date | null
}

/** A role that is asked for, by local days; without days from now on, without end. */
export interface WantedRole {
  readonly role: Role
  readonly validFrom: string | null
  readonly validTo: string | null
}

export interface Period {
  readonly role: Role
  readonly validFrom: Date
  readonly validTo: Date | null
}

/** The period of a wanted role when it is decided at an instant: what lies before then is not given after the fact. */
export function periodOf({ role, validFrom, validTo }: WantedRole, at: Date): Period {
  const from = validFrom === null ? at : startOfDay(validFrom)
  return { role, validFrom: from < at ? at : from, validTo: validTo === null ? null : startOfDay(validTo) }
}

export type WantedRoleRule = 'repeated' | 'period' | 'past'

/** What is wrong with the roles asked for on a day, with the place of each fault. */
export function wantedRoleFaults(
  wanted: readonly WantedRole[],
  today: string,
): { rule: WantedRoleRule; field: string }[] {
  return wanted.flatMap(({ role, validFrom, validTo }, place) => {
    const field = `roles[${String(place)}]`
    const isRepeated = wanted.findIndex((other) => other.role === role) !== place
    const isEmpty = validTo !== null && validTo <= (validFrom ?? today)
    const isPast = validTo !== null && validTo <= today
    return [
      ...(isRepeated ? [{ rule: 'repeated' as const, field }] : []),
      ...(isEmpty && !isPast ? [{ rule: 'period' as const, field }] : []),
      ...(isPast ? [{ rule: 'past' as const, field }] : []),
    ]
  })
}

/** What turns the roles held into those wanted: rows to end, periods to begin; what stays as it is is in neither. */
export function roleChanges(
  held: readonly HeldRole[],
  wanted: readonly Period[],
  at: Date,
): { readonly ended: readonly HeldRole[]; readonly begun: readonly Period[] } {
  const isKept = (row: HeldRole, period: Period) => {
    const begins = (from: Date) => Math.max(from.getTime(), at.getTime())
    return (
      row.role === period.role &&
      begins(row.validFrom) === begins(period.validFrom) &&
      row.validTo?.getTime() === period.validTo?.getTime()
    )
  }
  return {
    ended: held.filter((row) => !wanted.some((period) => isKept(row, period))),
    begun: wanted.filter((period) => !held.some((row) => isKept(row, period))),
  }
}
