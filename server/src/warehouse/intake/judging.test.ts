import { expect, it } from 'vitest'
import { aField } from '../testing.ts'
import { judgeCell } from './judging.ts'

it.each([
  [{ pattern: '^[0-9]{10}$' }, '0306021800', undefined],
  [{ pattern: '^[0-9]{10}$' }, '306021800', 'lostZeros'],
  [{ pattern: '^[0-9]{10}$' }, '306021800.0', 'lostZeros'],
  [{ pattern: '^[0-9]{10}(-[0-9]{3})?$', length: 14 }, '3.06E+08', 'lostZeros'],
  [{ pattern: '^[0-9]{4}$' }, '12345', 'pattern'],
  [{ pattern: '^HS[0-9]{4}$' }, '12', 'pattern'],
  [{ pattern: '^0[0-9]{9}$' }, '901234567', 'lostZeros'],
  [{ length: 3 }, 'dài quá', 'length'],
  [{ check: 'partial-date' }, '03/2021', 'check'],
  [{ check: 'partial-date' }, '2021-03', undefined],
  [{ type: 'date' }, '31/01/2026', 'type'],
  [{ required: true }, '', 'required'],
] as const)('of the field %j the cell %s breaks %s', (over, cell, rule) => {
  expect(judgeCell(aField(over), cell)).toBe(rule)
})
