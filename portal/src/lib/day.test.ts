import { expect, test } from 'vitest'
import { parseTypedDay, typedDay } from './day.ts'

test('reads a day as it is written in Viet Nam and as machines write it', () => {
  expect(parseTypedDay('1/7/2025')).toBe('2025-07-01')
  expect(parseTypedDay(' 01-07-2025 ')).toBe('2025-07-01')
  expect(parseTypedDay('2025-07-01')).toBe('2025-07-01')
})

test('refuses a day that does not exist', () => {
  expect(parseTypedDay('31/02/2025')).toBeNull()
  expect(parseTypedDay('07/2025')).toBeNull()
  expect(parseTypedDay('')).toBeNull()
})

test('writes day, month, year', () => {
  expect(typedDay('2025-07-01')).toBe('01/07/2025')
})
