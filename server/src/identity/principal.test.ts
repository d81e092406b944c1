import { describe, expect, it } from 'vitest'
import { roles } from './account/role.ts'
import { identityPermissions } from './identity.permissions.ts'
import { can, divideRoles } from './principal.ts'
import { principalOf } from './request.ts'
import { aPrincipal } from './testing.ts'

describe('what an account may do', () => {
  it.each(roles)('with the role %s', (role) => {
    const principal = aPrincipal({ roles: [role] })
    for (const permission of Object.values(identityPermissions)) {
      expect(can(principal, permission), permission.name).toBe(permission.roles.includes(role))
    }
    const issues = can(principal, identityPermissions['account.decide'])
    expect(issues).toBe(role === 'coordinator')
    expect(can(principal, 'account')).toBe(true)
    expect(can(principal, 'anyone')).toBe(true)
  })

  it('adds up over its roles', () => {
    expect(can(aPrincipal({ roles: ['auditor', 'coordinator'] }), identityPermissions['account.suspend'])).toBe(true)
  })
})

it('a request without sign-in has no principal', () => {
  expect(() => principalOf({ principal: undefined })).toThrow('platform.signInRequired')
  const principal = aPrincipal()
  expect(principalOf({ principal })).toBe(principal)
})

describe('roles of a sign-in (Điều 15.3)', () => {
  const roles = ['provider', 'coordinator', 'consumer', 'auditor', 'committee'] as const

  it('are all there with a passkey, and for demo accounts, whose password is public', () => {
    for (const how of [
      { isDemo: false, isPhishingResistant: true },
      { isDemo: true, isPhishingResistant: false },
    ]) {
      expect(divideRoles(roles, how)).toEqual({ roles: [...roles], withheldRoles: [] })
    }
  })

  it('are those of everyday work without one; the others are named', () => {
    expect(divideRoles(roles, { isDemo: false, isPhishingResistant: false })).toEqual({
      roles: ['provider', 'consumer'],
      withheldRoles: ['coordinator', 'auditor', 'committee'],
    })
  })
})
