import type { UpdateFrequency } from '../../catalogue/index.ts'

export type FreshnessState = 'on-time' | 'due-soon' | 'overdue' | 'never' | 'on-change'

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

/** Whether a dataset keeps the frequency the catalogue declares (Điều 5.6, 17.3). */
export function freshnessOf(frequency: UpdateFrequency, last: Date | undefined, now: Date): Freshness {
  if (frequency === 'on-change') return { state: 'on-change', dueAt: null }
  if (last === undefined) return { state: 'never', dueAt: null }
  const dueAt = nextDue(frequency, last)
  const remindAt = dueAt.getTime() - (dueAt.getTime() - last.getTime()) * reminderShare
  if (now >= dueAt) return { state: 'overdue', dueAt }
  return { state: now.getTime() >= remindAt ? 'due-soon' : 'on-time', dueAt }
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
