/** How often a log was touched, and how often that was found and its place named. */
export interface Tampering {
  readonly tried: number
  readonly found: number
  /** What was not found, to be looked at. */
  readonly missed: readonly string[]
}

export function tally(attempts: readonly { readonly what: string; readonly isFound: boolean }[]): Tampering {
  const missed = attempts.filter(({ isFound }) => !isFound).map(({ what }) => what)
  return { tried: attempts.length, found: attempts.length - missed.length, missed }
}
