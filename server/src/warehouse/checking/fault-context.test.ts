import { expect, it } from 'vitest'
import type { Language } from '../../platform/index.ts'
import { aField } from '../testing.ts'
import { contextOf } from './fault-context.ts'

const fields = [
  aField({ id: 'f1', name: 'ngay', type: 'date' }),
  aField({ id: 'f2', name: 'sinh', check: 'partial-date' }),
]

it.each<['iso' | 'dmy' | 'mdy' | undefined, Language, string, string]>([
  [undefined, 'vi', 'năm-tháng-ngày như 2026-01-31', '2026-01-31, 2026-01 hoặc 2026'],
  ['iso', 'en', 'written like 2026-01-31', '2026-01-31, 2026-01 or 2026'],
  ['dmy', 'vi', 'ngày/tháng/năm như 31/01/2026', '31/01/2026, 01/2026 hoặc 2026'],
  ['dmy', 'en', 'day/month/year like 31/01/2026', '31/01/2026, 01/2026 or 2026'],
  ['mdy', 'vi', 'tháng/ngày/năm như 01/31/2026', '01/31/2026, 01/2026 hoặc 2026'],
  ['mdy', 'en', 'month/day/year like 01/31/2026', '01/31/2026, 01/2026 or 2026'],
])('with dates = %s, days are asked for in that form and no other (%s)', (dates, language, day, partial) => {
  expect(contextOf({ fields, dates }, 'type', 'ngay', language).expected).toContain(day)
  expect(contextOf({ fields, dates }, 'check', 'sinh', language).expected).toContain(partial)
})
