import { describe, expect, it } from 'vitest'
import { aField } from '../testing.ts'
import { converterFor } from './conversion.ts'
import { completeProfile } from './profile.ts'
import type { ProfileInput } from './profile.ts'

const read = (over: Parameters<typeof aField>[0], profile: ProfileInput, cell: string) =>
  converterFor(aField(over), completeProfile(profile))?.(cell)

describe('a date of which a part may be missing', () => {
  const partial = { check: 'partial-date' } as const
  it.each([
    ['09/03/1958', '1958-03-09'],
    ['9.3.1958', '1958-03-09'],
    ['03/2021', '2021-03'],
    ['3-2021', '2021-03'],
  ])('is read day first: %s is %s', (cell, text) => {
    expect(read(partial, { dates: 'dmy' }, cell)).toEqual({ text, kind: 'date' })
  })

  it.each(['2021', '2021-03', '1958-03-09', 'khoảng 1958', '3/9'])('is left as it stands: %s', (cell) => {
    expect(read(partial, { dates: 'dmy' }, cell)).toBeUndefined()
  })

  it('is read month first where the profile says so; a month alone stands before its year in either form', () => {
    expect(read(partial, { dates: 'mdy' }, '03/09/1958')).toEqual({ text: '1958-03-09', kind: 'date' })
    expect(read(partial, { dates: 'mdy' }, '03/2021')).toEqual({ text: '2021-03', kind: 'date' })
  })

  it('is not touched without a word on it, nor is any other text', () => {
    expect(read(partial, {}, '03/2021')).toBeUndefined()
    expect(read({}, { dates: 'dmy' }, '03/2021')).toBeUndefined()
  })
})

it.each([
  [{ dates: 'dmy' }, 'date', '31/01/2026', '2026-01-31'],
  [{ dates: 'mdy' }, 'date', '01/31/2026', '2026-01-31'],
  [{ decimal: ',' }, 'decimal', '1,5', '1.5'],
  [{ decimal: ',', thousands: '.' }, 'decimal', '1.234.567,8', '1234567.8'],
  [{ decimal: ',', thousands: ' ' }, 'integer', '1\u00A0234', '1234'],
  [{ thousands: ',' }, 'decimal', '1,234.5', '1234.5'],
] as const)('by %j a %s written %s is %s', (profile, type, cell, text) => {
  expect(read({ type }, profile, cell)).toMatchObject({ text })
})

it.each([
  ['dmy', '12/31/2026'],
  ['mdy', '31/12/2026'],
  ['dmy', '29/02/2026'],
  ['dmy', '00/01/2026'],
] as const)('by dates = %s no day is made of %s: its fault shows what was sent', (dates, cell) => {
  expect(read({ type: 'date' }, { dates }, cell)).toBeUndefined()
  expect(read({ check: 'partial-date' }, { dates }, cell)).toBeUndefined()
})

it('makes no month of 13/2021', () => {
  expect(read({ check: 'partial-date' }, { dates: 'dmy' }, '13/2021')).toBeUndefined()
})
