import { expect, it } from 'vitest'
import { sha256 } from '../../platform/index.ts'
import { rowCommitment, rowLeaf, rowLeafBytes } from './row-leaf.ts'

const salt = '00112233-4455-6677-8899-aabbccddeeff'

it('commits to a count, the salt and each text with its type and length, all numbers big-endian', () => {
  const bytes = [
    '00000004', // four columns
    '00000b86 00000010 00112233445566778899aabbccddeeff', // uuid of 16 bytes
    '00000019 00000002 4130', // text of two bytes: A0
    '00000019 ffffffff', // an absent text
    '00000019 00000003 e1bb85', // text of three bytes: ễ
  ]
  const expected = sha256(Buffer.from(bytes.join('').replaceAll(' ', ''), 'hex'))
  expect(rowCommitment(salt, ['A0', null, 'ễ'])).toEqual(expected)
})

it.each([
  ['another salt', '10112233-4455-6677-8899-aabbccddeeff', ['a', 'b']],
  ['another value', salt, ['a', 'c']],
  ['another order', salt, ['b', 'a']],
  ['the same text cut elsewhere', salt, ['ab', '']],
  ['an absent value instead of an empty one', salt, ['ab', null]],
  ['a value less', salt, ['a']],
  ['an absent value more', salt, ['a', 'b', null]],
] satisfies [string, string, (string | null)[]][])('gives another commitment for %s', (_what, otherSalt, values) => {
  expect(rowCommitment(otherSalt, values)).not.toEqual(rowCommitment(salt, ['a', 'b']))
})

it('puts operation, commitment before and commitment after into 65 bytes', () => {
  const [before, after] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const zeros = '00'.repeat(32)
  expect(rowLeaf('I', undefined, after).toString('hex')).toBe(`49${zeros}${'02'.repeat(32)}`)
  expect(rowLeaf('C', before, after).toString('hex')).toBe(`43${'01'.repeat(32)}${'02'.repeat(32)}`)
  expect(rowLeaf('D', before, undefined).toString('hex')).toBe(`44${'01'.repeat(32)}${zeros}`)
  expect(rowLeaf('D', before, undefined)).toHaveLength(rowLeafBytes)
})
