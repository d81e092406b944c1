import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { derSignature } from './ecdsa-signature.ts'

const number = (end: string) => end.padStart(64, '0')
const high = 'f'.repeat(64)

describe('a P-256 signature', () => {
  it.each([
    ['small numbers', number('01') + number('7f'), '300602010102017f'],
    ['a first bit that is set', number('80') + number('ff01'), '30090202008002' + '0300ff01'],
    ['no leading zero', high + high, `3046022100${high}022100${high}`],
    ['zero', number('') + number(''), '3006020100020100'],
  ])('is written in DER: %s', (_what, joined, der) => {
    expect(derSignature(Buffer.from(joined, 'hex'))?.toString('hex')).toBe(der)
  })

  it.each([0, 63, 65, 70])('of %i bytes is none', (length) => {
    expect(derSignature(Buffer.alloc(length, 1))).toBeUndefined()
  })

  it('is the same to Node in either form', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (let seed = 0; seed < 200; seed += 1) {
      const data = createHash('sha256').update(String(seed)).digest()
      const der = derSignature(sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }))
      expect(der && verify('sha256', data, publicKey, der)).toBe(true)
    }
  })
})
