/** How many attempts are free before sign-ins of one key have to wait. */
export interface Throttle {
  readonly free: number
}

export const loginThrottle: Throttle = { free: 5 }
/** Higher: a whole office may come from one address. */
export const addressThrottle: Throttle = { free: 20 }

/** A key that was quiet this long starts again from nothing. */
export const forgetSeconds = 3_600
const longestSeconds = 900

/** Seconds to wait after the first, second, … attempt that did not succeed; the last value holds from there on. */
export function throttleDelays({ free }: Throttle): number[] {
  const delays = Array.from({ length: free - 1 }, () => 0)
  for (let delay = 1; delay < longestSeconds; delay *= 2) delays.push(delay)
  return [...delays, longestSeconds]
}
