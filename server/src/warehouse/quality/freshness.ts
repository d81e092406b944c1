import type { UpdateFrequency } from '../../catalogue/index.ts'

export const freshnessStates = ['on-time', 'due-soon', 'overdue', 'never', 'on-change'] as const
/** `never`: not delivered yet, and not due yet either. */
export type FreshnessState = (typeof freshnessStates)[number]

export interface Freshness {
  readonly state: FreshnessState
  readonly dueAt: Date | null
}

const day = 86_400_000
const cityOffset = 7 * 3_600_000
const daysOf: Readonly<Partial<Record<UpdateFrequency, number>>> = { continuous: 1, daily: 1, weekly: 7 }
const monthsOf: Readonly<Partial<Record<UpdateFrequency, number>>> = { monthly: 1, quarterly: 3, yearly: 12 }
/** The last fifth of a period is the time to be reminded in. */
const reminderShare = 0.2

/**
 * Whether a dataset keeps the frequency the catalogue declares (Điều 5.6, 17.3).
 * @param last when it was last delivered
 * @param since when the catalogue row came into force: what was never delivered is due one period later
 */
export function freshnessOf(frequency: UpdateFrequency, last: Date | undefined, now: Date, since?: Date): Freshness {
  if (frequency === 'on-change') return { state: 'on-change', dueAt: null }
  const period = periodOf(frequency, last ?? since)
  if (period === undefined) return { state: 'never', dueAt: null }
  const { from, dueAt } = period
  const remindAt = dueAt.getTime() - (dueAt.getTime() - from.getTime()) * reminderShare
  if (now >= dueAt) return { state: 'overdue', dueAt }
  if (now.getTime() >= remindAt) return { state: 'due-soon', dueAt }
  return { state: last === undefined ? 'never' : 'on-time', dueAt }
}

/** A period in which a delivery is expected. */
export interface Period {
  readonly from: Date
  readonly dueAt: Date
}

/** The period that an instant begins; undefined where nothing is expected. */
export function periodOf(frequency: UpdateFrequency, from: Date | undefined): Period | undefined {
  return frequency === 'on-change' || from === undefined ? undefined : { from, dueAt: nextDue(frequency, from) }
}

function nextDue(frequency: UpdateFrequency, last: Date): Date {
  const days = daysOf[frequency]
  if (days !== undefined) return new Date(last.getTime() + days * day)
  // Months are those of the city's calendar: an early morning there is still the day before in UTC.
  const due = new Date(last.getTime() + cityOffset)
  const dayOfMonth = due.getUTCDate()
  due.setUTCMonth(due.getUTCMonth() + (monthsOf[frequency] ?? 0))
  // 31 January plus a month is the last day of February, not a day of March.
  if (due.getUTCDate() !== dayOfMonth) due.setUTCDate(0)
  return new Date(due.getTime() - cityOffset)
}
