import { expect, it } from 'vitest'
import { misplacedRoles, normaliseLogin, roles } from './account.ts'

it.each([
  ['city', []],
  ['department', ['committee']],
  ['ward', ['coordinator', 'committee', 'auditor']],
] as const)('of all roles a unit of kind %s cannot have: %j', (kind, expected) => {
  expect(misplacedRoles(kind, roles)).toEqual(expected)
})

it('compares logins in lower case, without spaces around', () => {
  expect(normaliseLogin('  HoKhau ')).toBe('hokhau')
})
