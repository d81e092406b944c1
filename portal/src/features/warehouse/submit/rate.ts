/** How many bytes had been sent when. */
export interface BytesSeen {
  readonly at: number
  readonly sent: number
}

/** Bytes a second over what was seen lately; null while that is too little to tell. */
export function rateOf(seen: readonly BytesSeen[]): number | null {
  const first = seen[0]
  const last = seen.at(-1)
  if (first === undefined || last === undefined) return null
  const seconds = (last.at - first.at) / 1000
  return seconds < 0.5 || last.sent <= first.sent ? null : (last.sent - first.sent) / seconds
}
