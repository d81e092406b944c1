import { expect, it } from 'vitest'
import { requireGoodPassword } from './password.ts'
import { digestOfRecoveryCode, newRecoveryCodes } from './recovery-code.ts'

const codeOf = (password: string, login = 'nguyen.van.a') => {
  try {
    requireGoodPassword(password, login)
    return 'taken'
  } catch (problem) {
    return (problem as { code: string }).code
  }
}

it.each([
  ['', 'identity.passwordTooShort'],
  ['ngắn quá thôi', 'taken'],
  ['mười một cái', 'taken'],
  ['11 ký tự đó', 'identity.passwordTooShort'],
  // Known from breaches, as it stands or dressed up.
  ['1qaz2wsx3edc', 'identity.passwordCommon'],
  ['Password12345!', 'identity.passwordCommon'],
  ['123456Qwerty', 'identity.passwordCommon'],
  ['...iloveyou2026', 'identity.passwordCommon'],
  ['Mật khẩu 123456', 'identity.passwordCommon'],
  ['khochung2026!!', 'identity.passwordCommon'],
  // One's own login, one short piece again and again, a run along the alphabet or the digits.
  ['nguyen.van.a-1990', 'identity.passwordCommon'],
  ['aaaaaaaaaaaaaaa', 'identity.passwordCommon'],
  ['meomeomeomeomeo', 'identity.passwordCommon'],
  ['abcdefghijklmn', 'identity.passwordCommon'],
  ['98765432109876', 'identity.passwordCommon'],
  ['202611272026', 'identity.passwordCommon'],
  // No rule of composition: lower case alone, spaces, accents are all right.
  ['bốn từ chẳng liên quan', 'taken'],
  ['correct horse battery staple', 'taken'],
  ['chim én bay qua cầu ba cẳng', 'taken'],
  ['𠮷𠮷野家𠮷𠮷家野家野', 'identity.passwordTooShort'],
])('a password %j is %s', (password, expected) => {
  expect(codeOf(password)).toBe(expected)
})

it('recovery codes are ten, all different, of letters that cannot be mistaken', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/)
})

it('a recovery code is the same however it is typed, and six digits are none', () => {
  const [code = ''] = newRecoveryCodes()
  const digest = digestOfRecoveryCode(code)
  expect(digestOfRecoveryCode(` ${code.toUpperCase().replaceAll('-', ' ')}`)).toEqual(digest)
  expect(digestOfRecoveryCode('123456')).toBeUndefined()
  expect(digestOfRecoveryCode(`${code}a`)).toBeUndefined()
})
