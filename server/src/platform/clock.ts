/** The only source of "now"; SQL gets the instant as a parameter, so every dated rule can be tested at any date. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is moved; for tests and for generated demo data. */
export function fixedClock(start: string): Clock & { moveTo(instant: string): void } {
  let current = new Date(start)
  return {
    now: () => new Date(current),
    moveTo: (instant) => {
      current = new Date(instant)
    },
  }
}

/** The calendar day in Ho Chi Minh City (UTC+7, no summer time) at an instant, as yyyy-mm-dd. */
export function localDay(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
}

/** A day as people here write it: 2026-01-31 is 31/01/2026. */
export function writtenDay(day: string): string {
  return day.split('-').toReversed().join('/')
}

/** The local time of day of an instant, to the second, and its local day as people write it. */
export function writtenInstant(at: Date): { readonly time: string; readonly day: string } {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString()
  return { time: local.slice(11, 19), day: writtenDay(local.slice(0, 10)) }
}

/** The instant at which a local calendar day begins. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+07:00`)
}
