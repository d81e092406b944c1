import { expect, test } from 'vitest'
import { dayBefore, timeOf, todayHere, parseTypedDay, typedDay } from './day.ts'

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
  expect(['31/12/202', '2025-02-31', ''].map(typedDay)).toEqual(['31/12/202', '2025-02-31', ''])
})

test('the last day of a time is the one before its end', () => {
  expect(dayBefore('2026-03-01')).toBe('2026-02-28')
  expect(dayBefore('2026-01-01')).toBe('2025-12-31')
})

test('today is the day in the city, also when it is still yesterday elsewhere', () => {
  expect(todayHere(Date.UTC(2026, 10, 26, 18, 0))).toBe('2026-11-27')
})

test('a day begins when it does in the city, between the instants around it', () => {
  const inOrder = ['2026-11-26T16:59:59Z', '2026-11-27', '2026-11-26T17:00:01Z']
  expect(inOrder.toSorted((a, b) => timeOf(a) - timeOf(b))).toEqual(inOrder)
})
