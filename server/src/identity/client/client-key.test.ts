import { generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readPublicKey } from './client-key.ts'
import type { SentKey } from './client-key.ts'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = pair.publicKey.export({ format: 'jwk' }) as Record<string, unknown>
const pem = (key: KeyObject, type: 'spki' | 'pkcs8' | 'sec1') => key.export({ format: 'pem', type }).toString()
const publicPem = pem(pair.publicKey, 'spki')

describe('a public key', () => {
  it('is the same in PEM and as JWK, and goes by its thumbprint where it has no name', () => {
    const read = readPublicKey(publicPem)
    expect(read).toEqual(readPublicKey(jwk))
    expect(read.jwk).toMatchObject({ kid: read.thumbprint, alg: 'ES256', use: 'sig' })
    expect(readPublicKey({ ...jwk, kid: 'one' }).jwk.kid).toBe('one')
  })

  it.each<[string, SentKey]>([
    ['a private key in PEM (PKCS 8)', pem(pair.privateKey, 'pkcs8')],
    ['a private key in PEM (SEC 1)', pem(pair.privateKey, 'sec1')],
    ['a public and a private key', publicPem + pem(pair.privateKey, 'pkcs8')],
    ['a private key as JWK', pair.privateKey.export({ format: 'jwk' })],
    ['a curve that FAPI 2.0 does not know', pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey, 'spki')],
    ['a short RSA key', pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey, 'spki')],
    ['text that is no key', 'abc'],
    ['members that are no key', { kty: 'EC' }],
  ])('is not taken from %s', (_what, sent) => {
    expect(() => readPublicKey(sent)).toThrow(/private part|kind is not taken|no public key/)
  })
})
