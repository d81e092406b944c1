import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvLine, guard, unguard } from './csv.ts'

it.each([
  ['=1+1', "'=1+1"],
  ['+84 90', "'+84 90"],
  ['-5', "'-5"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ["'=1", "''=1"],
  ["''@", "'''@"],
  ["'tis", "'tis"],
  ['a=b', 'a=b'],
  [' =1', ' =1'],
  ['', ''],
])('guards %j as %j', (text, cell) => {
  expect(guard(text)).toBe(cell)
  expect(unguard(cell)).toBe(text)
})

it('gives every text back, and none that a spreadsheet takes for a formula', () => {
  const text = fc.string({
    unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a', '0', '"', ','),
    maxLength: 8,
  })
  fc.assert(
    fc.property(text, (each) => {
      expect(unguard(guard(each))).toBe(each)
      expect(guard(each)).not.toMatch(/^[=+\-@\t\r]/)
    }),
  )
})

it('tells an absent value from an empty text, and quotes what would end a cell', () => {
  expect(csvLine(['a', null, '', '"', 'x,y', 'x\ny', 'x\r'])).toBe('a,,"","""","x,y","x\ny","x\r"\n')
})
