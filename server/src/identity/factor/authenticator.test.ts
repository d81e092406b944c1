import { Secret } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { createSecretSeal, newAuthenticatorSecret, stepOfCode } from './authenticator.ts'

describe('codes of an authenticator app', () => {
  const secret = Secret.fromLatin1('12345678901234567890').base32

  // RFC 6238, appendix B, SHA-1: the last six of the eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i are those of RFC 6238', (second, code) => {
    expect(stepOfCode(secret, code, new Date(second * 1000))).toBe(Math.floor(second / 30))
  })

  it('count one step early and one late, and name the step they belong to', () => {
    const at = (second: number) => stepOfCode(secret, '287082', new Date(second * 1000))
    expect([at(0), at(29), at(30), at(89), at(90)]).toEqual([1, 1, 1, 1, undefined])
  })

  it.each(['', '28708', '2870820', '287083', 'abcdef', ' 287082'])('are not %j', (code) => {
    expect(stepOfCode(secret, code, new Date(59_000))).toBeUndefined()
  })

  it('come from a new secret of 160 bits each time, told to the app by a URI', () => {
    const made = newAuthenticatorSecret('Kho', 'can.bo')
    expect(made.secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(made.uri).toContain('otpauth://totp/Kho:can.bo?')
    expect(made.uri).toContain(`secret=${made.secret}`)
    expect(newAuthenticatorSecret('Kho', 'can.bo').secret).not.toBe(made.secret)
  })
})

describe('a sealed secret', () => {
  const seal = createSecretSeal('one')
  const sealed = seal.seal('JBSWY3DPEHPK3PXP', 'account 1')

  it('is read again for what it was sealed for, and nothing of it shows', () => {
    expect(seal.open(sealed, 'account 1')).toBe('JBSWY3DPEHPK3PXP')
    expect(sealed.toString('latin1')).not.toContain('JBSWY3DP')
    expect(seal.seal('JBSWY3DPEHPK3PXP', 'account 1')).not.toEqual(sealed)
  })

  it('is not read for another account, by another installation, or once a bit has changed', () => {
    expect(seal.open(sealed, 'account 2')).toBeUndefined()
    expect(createSecretSeal('two').open(sealed, 'account 1')).toBeUndefined()
    for (let place = 0; place < sealed.length; place += 1) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(place) ^ 1, place)
      expect(seal.open(changed, 'account 1')).toBeUndefined()
    }
    expect(seal.open(Buffer.alloc(0), 'account 1')).toBeUndefined()
  })
})
