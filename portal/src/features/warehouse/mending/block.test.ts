import { expect, test } from 'vitest'
import { formatBlock, parseBlock } from './block.ts'

test('reads a block as spreadsheets copy it', () => {
  expect(parseBlock('a\tb\r\nc\td\r\n')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
  expect(parseBlock('một ô')).toEqual([['một ô']])
  expect(parseBlock('\t')).toEqual([['', '']])
})

test('reads cells that hold line ends, tabs and quotes', () => {
  expect(parseBlock('"dòng một\ndòng hai"\t"nói ""vâng"""')).toEqual([['dòng một\ndòng hai', 'nói "vâng"']])
})

test('takes a lone quote as it stands', () => {
  expect(parseBlock('"24 inch\tb')).toEqual([['"24 inch', 'b']])
})

test('writes what it reads', () => {
  const block = [
    ['a\tb', '"x"'],
    ['', 'dòng\nhai'],
  ]
  expect(parseBlock(formatBlock(block))).toEqual(block)
})
