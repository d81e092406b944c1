import { expect, test } from 'vitest'
import { readSentKeys } from './sent-keys.ts'

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'
const key = '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----'
const jwk = { kty: 'EC', crv: 'P-256', x: 'a', y: 'b' }

test.each([
  ['one certificate', `\n${pem}\n`, { certificates: [pem] }],
  ['two certificates with words between', `${pem}\nand\n${pem}`, { certificates: [pem, pem] }],
  ['a public key in PEM', `${key}\n`, { keys: [key] }],
  ['a key', JSON.stringify(jwk), { keys: [jwk] }],
  ['a list of keys', JSON.stringify({ keys: [jwk, jwk] }), { keys: [jwk, jwk] }],
  ['a private key in PEM', '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----', undefined],
  ['JSON that is no key', '{"a": 1}', undefined],
  ['no JSON', 'abc', undefined],
  ['nothing', '', undefined],
])('what was pasted is read as %s', (_what, text, sent) => {
  expect(readSentKeys(text)).toEqual(sent)
})
