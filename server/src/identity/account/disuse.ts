/** Days without use after which an account is warned of. */
export const unusedDays = 45
/** Days from the warning to the suspension. */
export const graceDays = 7
const dayMilliseconds = 86_400_000

/** Not used since: warned of now. */
export function unusedSince(at: Date): Date {
  return new Date(at.getTime() - unusedDays * dayMilliseconds)
}

/** When an account that was warned of is suspended, unless it is used. */
export function suspendsAt(warnedAt: Date): Date {
  return new Date(warnedAt.getTime() + graceDays * dayMilliseconds)
}

/** Warned before: suspended now. */
export function warnedBefore(at: Date): Date {
  return new Date(at.getTime() - graceDays * dayMilliseconds)
}
