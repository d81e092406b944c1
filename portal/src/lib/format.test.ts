import { describe, expect, test } from 'vitest'
import { fold } from './fold.ts'
import { formatFor } from './format.ts'

const vi = formatFor('vi')
const en = formatFor('en')

describe('Vietnamese forms', () => {
  test('numbers have points between thousands and a comma before the fraction', () => {
    expect(vi.number(1234567.89)).toBe('1.234.567,89')
    expect(vi.decimal('-12345678901234567890.50')).toBe('-12.345.678.901.234.567.890,50')
  })

  test('an integer of four digits in data may be a year and stays whole', () => {
    expect(vi.decimal(1987)).toBe('1987')
    expect(vi.decimal('1987')).toBe('1987')
  })

  test('dates are day/month/year, in the time of the city', () => {
    expect(vi.day('2025-07-01')).toBe('01/07/2025')
    expect(vi.instant('2025-06-30T17:05:00Z')).toBe('01/07/2025 00:05')
  })

  test('names sort by the Vietnamese alphabet', () => {
    expect(['Đông', 'Em', 'Dân', 'Ăn', 'An'].toSorted((a, b) => vi.compare(a, b))).toEqual([
      'An',
      'Ăn',
      'Dân',
      'Đông',
      'Em',
    ])
  })
})

test('English forms', () => {
  expect(en.number(1234567.89)).toBe('1,234,567.89')
  expect(en.day('2025-07-01')).toBe('01 Jul 2025')
})

test('sizes are told in the unit that fits', () => {
  expect(vi.bytes(512)).toBe('512 B')
  expect(vi.bytes(3_481_223)).toBe('3,3 MB')
})

test('distance in time', () => {
  const now = Date.parse('2025-07-01T08:00:00Z')
  expect(vi.relative('2025-07-01T05:00:00Z', now)).toBe('3 giờ trước')
  expect(en.relative('2025-07-03T09:00:00Z', now)).toBe('in 2 days')
  expect(vi.relative('2025-07-01T07:59:40Z', now)).toBe('vừa xong')
  expect(en.relative('2025-07-01T07:59:40Z', now)).toBe('just now')
})

test('search ignores diacritics, đ included', () => {
  expect(fold('Đơn vị HÀNH CHÍNH')).toBe('don vi hanh chinh')
})
