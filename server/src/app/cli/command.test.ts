import { expect, it } from 'vitest'
import { withoutUnseen } from './command.ts'

it.each([
  ['a line that poses as the verdict', 'Sở Y tế\nit holds', String.raw`Sở Y tế\u{a}it holds`],
  ['an order to the terminal', 'a\u001b[2Jb\r', String.raw`a\u{1b}[2Jb\u{d}`],
  ['text turned around', 'a\u202eb', String.raw`a\u{202e}b`],
  ['letters of any language', 'Đặng “ễ” 字 – ok', 'Đặng “ễ” 字 – ok'],
])('shows %s of a proof from outside as what it is', (_what, text, shown) => {
  expect(withoutUnseen(text)).toBe(shown)
})
