import { expect, it } from 'vitest'
import { withoutUnseen } from './command.ts'
import { allCommands, findCommand } from './index.ts'

it.each([
  ['a line that poses as the verdict', 'Sở Y tế\nit holds', String.raw`Sở Y tế\u{a}it holds`],
  ['an order to the terminal', 'a\u001b[2Jb\r', String.raw`a\u{1b}[2Jb\u{d}`],
  ['text turned around', 'a\u202eb', String.raw`a\u{202e}b`],
  ['letters of any language', 'Đặng “ễ” 字 – ok', 'Đặng “ễ” 字 – ok'],
])('shows %s of a proof from outside as what it is', (_what, text, shown) => {
  expect(withoutUnseen(text)).toBe(shown)
})

it('finds every command by its own name, whatever follows, and none by another', async () => {
  for (const { name } of await allCommands())
    expect(await findCommand([...name.split(' '), 'more'])).toMatchObject({ name })
  expect(await findCommand(['journal'])).toBeUndefined()
  expect(await findCommand(['submits'])).toBeUndefined()
})
