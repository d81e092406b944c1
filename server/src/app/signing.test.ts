import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { makeTrialCertificates } from '../journal/index.ts'
import { readConfig } from '../platform/index.ts'
import { openSigning } from './signing.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-signing-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const own = (over: { secret?: string; state?: string } = {}) => ({
  ...{ state: mkdtempSync(path.join(folder, 'state-')), secret: 'one', origin: 'kho.example.vn/nhat-ky' },
  ...over,
})
const open = (env: Record<string, string>, of = own()) => openSigning(readConfig(env), of)
const pemOf = (type: 'ed25519' | 'rsa') => {
  const { privateKey } =
    type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync(type)
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
}
const certificate = String(makeTrialCertificates('two', 'kho.example.vn/nhat-ky', new Date()).receipts)

it('makes certificates for trial once, and keeps them (Điều 4)', () => {
  const installation = own()
  const file = path.join(installation.state, 'trial-certificates.pem')
  const [first, second] = [open({}, installation), open({}, installation)]
  expect(first.certificates.map(String)).toEqual(second.certificates.map(String))
  expect(readFileSync(file, 'utf8')).toBe(first.certificates.map(String).join(''))
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(first.authority.name).toBe('trial')
})

it('takes an authority that is named, and hands its certificate out with the others', () => {
  const { authority, certificates } = open({ KHO_TSA_URL: 'https://tsa.example/x', KHO_TSA_CERTIFICATE: certificate })
  expect(authority.name).toBe('tsa.example')
  expect(certificates.map(String)).toContain(certificate)
})

describe('says in plain words what is wrong with', () => {
  it.each([
    ['a key without its certificate', { KHO_RECEIPT_KEY: pemOf('ed25519') }, 'go together'],
    ['an authority without its certificate', { KHO_TSA_URL: 'https://tsa.example/' }, 'go together'],
    [
      'a key of another certificate',
      { KHO_RECEIPT_KEY: pemOf('ed25519'), KHO_RECEIPT_CERTIFICATE: certificate },
      'is not the key of the first certificate',
    ],
    [
      'a key of another kind',
      { KHO_RECEIPT_KEY: pemOf('rsa'), KHO_RECEIPT_CERTIFICATE: certificate },
      'take Ed25519 or P-256',
    ],
    [
      'half a key',
      { KHO_RECEIPT_KEY: pemOf('ed25519').slice(0, 60), KHO_RECEIPT_CERTIFICATE: certificate },
      'cannot be read',
    ],
    [
      'half a certificate',
      { KHO_RECEIPT_KEY: pemOf('ed25519'), KHO_RECEIPT_CERTIFICATE: certificate.slice(0, 200) },
      'KHO_RECEIPT_CERTIFICATE: There is no certificate',
    ],
    ['an address that is none', { KHO_TSA_URL: 'tsa.example', KHO_TSA_CERTIFICATE: certificate }, 'begins with http'],
  ])('%s', (_what, env, reason) => {
    expect(() => open(env)).toThrow(reason)
  })

  it('certificates that were made with another secret', () => {
    const installation = own()
    open({}, installation)
    expect(() => open({}, { ...installation, secret: 'another' })).toThrow('are not of this secret')
  })
})
