import { describe, expect, test } from 'vitest'
import { formatFilter, nextSort, operatorsOf, parseFilter } from './filter.ts'

describe('a filter in the address', () => {
  test('keeps colons of the value', () => {
    const filter = parseFilter('luc:ge:2025-01-01T08:30:00Z')
    expect(filter).toEqual({ field: 'luc', operator: 'ge', value: '2025-01-01T08:30:00Z' })
    expect(filter && formatFilter(filter)).toBe('luc:ge:2025-01-01T08:30:00Z')
  })

  test('is dropped when the comparison is unknown', () => {
    expect(parseFilter('ho_ten:likes:An')).toBeNull()
    expect(parseFilter('')).toBeNull()
  })
})

test('a code is compared, never searched by its beginning', () => {
  expect(operatorsOf({ type: 'text', codeList: 'phuong-xa' })).not.toContain('prefix')
  expect(operatorsOf({ type: 'text', codeList: null })).toContain('prefix')
})

test('a header goes through ascending, descending and the order of the key', () => {
  expect(nextSort('', 'a')).toBe('a')
  expect(nextSort('a', 'a')).toBe('-a')
  expect(nextSort('-a', 'a')).toBe('')
  expect(nextSort('b', 'a')).toBe('a')
})
