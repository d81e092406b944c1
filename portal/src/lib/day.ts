/** Reads what a person types as a day: 1/7/2025, 01-07-2025 or 2025-07-01; null when it is no day. */
export function parseTypedDay(text: string): string | null {
  const typed = text.trim()
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed)
  const iso = local ? `${local[3] ?? ''}-${pad(local[2])}-${pad(local[1])}` : typed
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null
  const day = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) ? iso : null
}

export function isDay(text: string): boolean {
  return parseTypedDay(text) !== null
}

/** The same day as it is written here: 01/07/2025; what is no day stays as it is. */
export function typedDay(text: string): string {
  const [year = '', month = '', day = ''] = parseTypedDay(text) === text ? text.split('-') : []
  return day === '' ? text : `${day}/${month}/${year}`
}

export function dayAfter(iso: string): string {
  const day = new Date(`${iso}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 1)
  return day.toISOString().slice(0, 10)
}

/** The instant at which a day of the city begins. */
export function startOfDay(iso: string): string {
  return new Date(`${iso}T00:00:00+07:00`).toISOString()
}

/** The last day of a time whose end is the first day that no longer belongs to it. */
export function dayBefore(iso: string): string {
  const day = new Date(`${iso}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - 1)
  return day.toISOString().slice(0, 10)
}

/** When an instant is, or a day of the city begins, to put them in order. */
export function timeOf(at: string): number {
  return new Date(at.length === 10 ? `${at}T00:00:00+07:00` : at).getTime()
}

/** Today in the city's time zone. */
export function todayHere(now: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(now)
}

function pad(part: string | undefined): string {
  return (part ?? '').padStart(2, '0')
}
