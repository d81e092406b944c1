import { expect, it } from 'vitest'
import { normaliseLogin } from './account.ts'
import { misplacedRoles, roles } from './role.ts'

it.each([
  ['city', []],
  ['department', ['committee']],
  ['ward', ['coordinator', 'committee', 'auditor', 'administrator']],
] as const)('of all roles a unit of kind %s cannot have: %j', (kind, expected) => {
  expect(misplacedRoles(kind, roles)).toEqual(expected)
})

it('compares logins in lower case, without spaces around', () => {
  expect(normaliseLogin('  HoKhau ')).toBe('hokhau')
})
