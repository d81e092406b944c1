import type { Language } from './i18n.ts'

/** The city lives in one time zone; a deadline must read the same on every machine. */
const timeZone = 'Asia/Ho_Chi_Minh'
const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' }

export interface Format {
  number(value: number): string
  decimal(value: string | number): string
  percent(value: number): string
  day(value: string): string
  /** Day and month of a day or an instant, for the axis of a chart. */
  dayMonth(value: string): string
  /** Month and year of an instant, as a heading. */
  month(value: string): string
  instant(value: string): string
  time(value: string): string
  dayOf(value: string): string
  /** The last whole day before an instant at which something is over. */
  lastDayBefore(value: string): string
  weekday(value: string): string
  relative(value: string, now: number): string
  bytes(value: number): string
  compare(a: string, b: string): number
}

const cache = new Map<Language, Format>()

export function formatFor(language: Language): Format {
  const known = cache.get(language)
  if (known !== undefined) return known
  const made = makeFormat(language)
  cache.set(language, made)
  return made
}

function makeFormat(language: Language): Format {
  const locale = locales[language]
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 })
  // In data an integer of four digits is as often a year as an amount: it stays ungrouped.
  const cells = new Intl.NumberFormat(locale, { maximumFractionDigits: 20, useGrouping: 'min2' })
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const short = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const collator = new Intl.Collator(locale, { numeric: true })
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const dates = dateFormats(locale, language)
  return {
    number: (value) => numbers.format(value),
    decimal: (value) => (typeof value === 'number' ? cells.format(value) : decimalText(value, locale)),
    percent: (value) => percents.format(value / 100),
    day: (value) => dates.day.format(parseDay(value)),
    // A tick of an axis: the locale would write 30-08, which nobody here does.
    dayMonth: (value) => {
      const text = value.length === 10 ? dates.short.format(parseDay(value)) : dates.shortOf.format(new Date(value))
      return text.replace('-', '/')
    },
    month: (value) => sentenceCase(dates.month.format(new Date(value))),
    instant: (value) => `${dates.dayOf.format(new Date(value))} ${dates.minute.format(new Date(value))}`,
    time: (value) => dates.second.format(new Date(value)),
    dayOf: (value) => dates.dayOf.format(new Date(value)),
    lastDayBefore: (value) => dates.dayOf.format(new Date(Date.parse(value) - 1)),
    weekday: (value) => sentenceCase(dates.weekday.format(new Date(value))),
    relative: (value, now) => relativeText(relatives, new Date(value).getTime() - now),
    bytes: (value) => bytesText(short, value),
    compare: (a, b) => collator.compare(a, b),
  }
}

function dateFormats(locale: string, language: Language) {
  const parts = {
    day: '2-digit',
    month: language === 'vi' ? '2-digit' : 'short',
    year: 'numeric',
  } as const
  const short = { day: parts.day, month: parts.month } as const
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return {
    day: new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' }),
    short: new Intl.DateTimeFormat(locale, { ...short, timeZone: 'UTC' }),
    shortOf: new Intl.DateTimeFormat(locale, { ...short, timeZone }),
    dayOf: new Intl.DateTimeFormat(locale, { ...parts, timeZone }),
    minute: new Intl.DateTimeFormat(locale, { ...clock, timeZone }),
    second: new Intl.DateTimeFormat(locale, { ...clock, second: '2-digit', timeZone }),
    month: new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone }),
    weekday: new Intl.DateTimeFormat(locale, { weekday: 'long', ...parts, timeZone }),
  }
}

function parseDay(value: string): Date {
  return new Date(`${value.slice(0, 10)}T00:00:00Z`)
}

/** Decimals arrive as text so that no digit is lost; only the separators change. */
function decimalText(value: string, locale: string): string {
  const [whole = '0', fraction] = value.split('.')
  const mark = locale === 'vi-VN' ? ',' : '.'
  const sign = whole.startsWith('-') ? '-' : ''
  const digits = whole.replace('-', '')
  const grouped = digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, locale === 'vi-VN' ? '.' : ',')
  return `${sign}${grouped}${fraction === undefined ? '' : mark + fraction}`
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

function relativeText(relatives: Intl.RelativeTimeFormat, distance: number): string {
  for (const [unit, size] of steps) {
    if (Math.abs(distance) >= size) return relatives.format(Math.trunc(distance / size), unit)
  }
  // “phút này”, as the runtime has it, is not what people say.
  return relatives.resolvedOptions().locale.startsWith('vi') ? 'vừa xong' : 'just now'
}

function bytesText(numbers: Intl.NumberFormat, value: number): string {
  const units = ['B', 'KB', 'MB', 'GB']
  let size = value
  let unit = 0
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024
    unit += 1
  }
  return `${numbers.format(size)} ${units[unit] ?? 'B'}`
}

function sentenceCase(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
