import { expect, it } from 'vitest'
import type { Field } from '../../catalogue/index.ts'
import { readingHint } from './reading-hint.ts'
import type { Rule } from './rule.ts'

const date = { type: 'date', check: null } as const
const decimal = { type: 'decimal', check: null } as const
const integer = { type: 'integer', check: null } as const
const partial = { type: 'text', check: 'partial-date' } as const

it.each<[Pick<Field, 'type' | 'check'>, Rule, string, string]>([
  [date, 'type', '31/01/2026', 'dates = dmy'],
  [date, 'type', '1.2.2026', 'dates = dmy'],
  [date, 'type', '01/31/2026', 'dates = mdy'],
  [partial, 'check', '03/2021', 'dates = dmy'],
  [partial, 'check', '9-3-1958', 'dates = dmy'],
  [decimal, 'type', '1,5', 'decimal = ","'],
  [decimal, 'type', '-12345,67', 'decimal = ","'],
  [decimal, 'type', '1,234', 'decimal = ","'],
  [decimal, 'type', '1.234.567', 'thousands = ".", decimal = ","'],
  [decimal, 'type', '1.234,5', 'thousands = ".", decimal = ","'],
  [decimal, 'type', '1 234,5', 'thousands = " ", decimal = ","'],
  [decimal, 'type', '1,234.5', 'thousands = ","'],
  [integer, 'type', '1,234', 'thousands = ","'],
  [integer, 'type', '1.234', 'thousands = ".", decimal = ","'],
])('for %j that breaks %s, the value %s is read with %s, and both languages say so', (field, rule, value, setting) => {
  for (const language of ['vi', 'en'] as const) {
    expect(readingHint(field, rule, [null, 'x', value], language)).toContain(`(${setting})`)
  }
  expect(readingHint(field, rule, [value], 'vi')).toContain('cách đọc tệp')
})

it.each([date, partial])(
  'for %j a bare number of five digits is told to be a day that was not formatted as one',
  (field) => {
    const rule = field.check === null ? 'type' : 'check'
    expect(readingHint(field, rule, ['45678'], 'vi')).toContain('định dạng cột là ngày (Date)')
    expect(readingHint(field, rule, ['45678'], 'en')).toContain('Format the column as dates')
  },
)

it.each<[Pick<Field, 'type' | 'check'> | undefined, Rule, string]>([
  [date, 'type', '2026'],
  [date, 'type', '01234'],
  [date, 'type', '31/31/2026'],
  [date, 'type', '29/02/2026'],
  [date, 'type', '2026-02-30'],
  [date, 'minimum', '31/01/2026'],
  [decimal, 'type', 'mười'],
  [decimal, 'type', '1.2.3'],
  [integer, 'maximum', '1,5'],
  [{ type: 'text', check: 'tax-code' }, 'check', '03/2021'],
  [undefined, 'type', '1,5'],
])('for %j that breaks %s, no setting reads %s', (field, rule, value) => {
  expect(readingHint(field, rule, [value], 'vi')).toBe('')
})
