import { expect, it } from 'vitest'
import { aField } from '../testing.ts'
import { fixedDigits } from './code-digits.ts'

it.each([
  [{ pattern: '[0-9]{12}' }, 12],
  [{ pattern: '^\\d{4}$' }, 4],
  [{ pattern: '^([0-9]{4})$' }, 4],
  [{ pattern: '^[0-9]{10}(-[0-9]{3})?$' }, 10],
  [{ check: 'personal-id' }, 12],
  [{ check: 'tax-code' }, 10],
  [{ check: 'partial-date' }, undefined],
  [{ pattern: '^[0-9]{3,5}$' }, undefined],
  [{ pattern: '^[0-9]{4}([0-9]{2})?[A-Z]$' }, undefined],
  [{ pattern: '^HS[0-9]{4}$' }, undefined],
  [{}, undefined],
] as const)('the form of %j fixes %s digits', (over, digits) => {
  expect(fixedDigits(aField(over))).toBe(digits)
})
