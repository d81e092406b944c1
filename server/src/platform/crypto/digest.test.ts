import { expect, it } from 'vitest'
import { keyedDigest, sameSecret, sha256 } from './digest.ts'

it('hashes bytes and the UTF-8 of texts (FIPS 180-4)', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(sha256('abc').toString('hex')).toBe(abc)
  expect(sha256(Buffer.from('abc')).toString('hex')).toBe(abc)
  expect(sha256('Điều')).toEqual(sha256(Buffer.from('Điều', 'utf8')))
})

it('keeps keyed digests of different secrets, purposes and data apart', () => {
  const digests = [
    keyedDigest('secret', 'cursor', 'data'),
    keyedDigest('other', 'cursor', 'data'),
    keyedDigest('secret', 'role', 'data'),
    keyedDigest('secret', 'cursor', 'date'),
    keyedDigest('secret', 'cursor', 'data\n'),
  ]
  expect(new Set(digests).size).toBe(digests.length)
  expect(keyedDigest('secret', 'cursor', 'data')).toBe(digests[0])
})

it.each([
  ['same', 'same', true],
  ['same', 'Same', false],
  ['same', 'same ', false],
  ['', '', true],
  ['', 'x', false],
])('compares %j with %j', (left, right, same) => {
  expect(sameSecret(left, right)).toBe(same)
})
