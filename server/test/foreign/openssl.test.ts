import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyReceipt } from '../../src/journal/index.ts'
import {
  aReceipt,
  makeTrialCertificates,
  MalformedError,
  openTimeStamp,
  signReceipt,
  timeStampRequest,
  trialAuthority,
  trialIdentities,
} from '../../src/journal/testing.ts'
import { fixedClock, sha256 } from '../../src/platform/index.ts'
import { openssl, ownCertificate, withoutOpenssl } from '../openssl.ts'

/** Time-stamps (RFC 3161) and the signatures in them (CMS) under the eyes of openssl: what it refuses, ours refuses, too. */

const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-openssl-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
beforeEach((context) => {
  if (withoutOpenssl !== undefined) context.skip(withoutOpenssl)
})
const put = (name: string, content: string | Buffer) => {
  writeFileSync(path.join(folder, name), content)
  return name
}

const origin = 'kho.example.vn/nhat-ky'
const now = fixedClock('2026-03-02T03:04:05Z')
const identitiesOf = (secret: string) => {
  const made = trialIdentities(secret, makeTrialCertificates(secret, origin, now.now()))
  return made ?? expect.fail('The certificates are of another secret')
}
const identities = identitiesOf('one')
const { root, timeStamps, receipts } = identities
const [certificate] = timeStamps.chain
const content = Buffer.from(`${origin}\n11\nAAAA\n`)
const request = timeStampRequest(content, Buffer.alloc(16, 7))
const stamp = (clock = now, by = identities) => trialAuthority(by, clock).answer(request)
const response = await stamp()
const late = fixedClock('2040-03-02T03:04:05Z')

/** A certificate of the same root and with a key of its own, made by openssl: not for time-stamps. */
async function stampOfWrongUse(): Promise<{ response: Buffer; trusted: X509Certificate[] }> {
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const days = ['-days', '36500']
  openssl(folder, 'req', '-x509', ...curve, ...days, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=ca')
  openssl(folder, 'req', ...curve, '-keyout', 'mail.key', '-out', 'mail.csr', '-subj', '/CN=mail')
  put('mail.ext', 'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,emailProtection\n')
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-set_serial', '7', '-extfile', 'mail.ext', ...days]
  openssl(folder, 'x509', '-req', '-in', 'mail.csr', ...signing, '-out', 'mail.pem')
  const [ca, mail] = ['ca.pem', 'mail.pem'].map((name) => new X509Certificate(readFileSync(path.join(folder, name))))
  const key = createPrivateKey(readFileSync(path.join(folder, 'mail.key')))
  const by = { root: ca ?? root, receipts, timeStamps: { key, chain: mail ? [mail] : [] } }
  // Certificates of openssl begin at the time of the machine: a time that every one of them knows.
  return { response: await stamp(fixedClock('2040-01-01T00:00:00Z'), by), trusted: ca ? [ca] : [] }
}

interface Case {
  readonly response: Buffer
  readonly content: Buffer
  readonly trusted: readonly X509Certificate[]
  /** When it is looked at: at the time it names. */
  readonly at: string
}

const whole: Case = { response, content, trusted: [root], at: now.now().toISOString() }
const bit = (input: Buffer, at: number): Buffer => {
  expect(at).toBeGreaterThan(0)
  const bent = Buffer.from(input)
  bent[at] = (bent[at] ?? 0) ^ 0x04
  return bent
}
/** One byte after the nth place where a piece stands; negative from the end. */
const set = (piece: Buffer, byte: number, nth = 1): Case => {
  let at = -1
  for (let n = 0; n < nth; n += 1) at = response.indexOf(piece, at + 1)
  expect(at).toBeGreaterThan(0)
  const bent = Buffer.from(response)
  bent[at + piece.length] = byte
  return { ...whole, response: bent }
}
const flip = (piece: Buffer, offset = 0): Case => ({
  ...whole,
  response: bit(response, response.lastIndexOf(piece) + offset),
})
const oid = (hex: string) => Buffer.from(hex, 'hex')
const sha2 = oid('06096086480165030402')
const raw = certificate?.raw ?? Buffer.alloc(0)
const spki = certificate?.publicKey.export({ format: 'der', type: 'spki' }) ?? Buffer.alloc(0)
const signed = response.subarray(response.indexOf(oid('060b2a864886f70d0109100104')))
const messageDigest = oid('06092a864886f70d010904')
const serial = Buffer.from(certificate?.serialNumber ?? '', 'hex')
const timeOf = Buffer.from('20260302030405Z')

/** What breaks a time-stamp. */
const mutations: Readonly<Record<string, () => Case | Promise<Case>>> = {
  'a bit of the signature': () => ({ ...whole, response: bit(response, response.length - 20) }),
  'a bit of the digest of what was stamped': () => flip(sha256(content), 9),
  'a bit of the time': () => flip(timeOf, 5),
  'a bit of the number of the stamp': () => ({ ...whole, response: bit(response, response.indexOf(timeOf) - 6) }),
  'a bit of the digest that is signed': () => flip(messageDigest, messageDigest.length + 10),
  'a bit of the digest of its certificate': () => flip(sha256(raw), 3),
  'a bit of the key in its certificate': () => flip(spki, spki.length - 9),
  'a bit of the signature under its certificate': () => flip(raw, raw.length - 12),
  'a bit of the name of who issued it, in the signature': () => ({
    ...whole,
    response: bit(response, response.lastIndexOf(Buffer.from('root (trial)'))),
  }),
  'a bit of the number of its certificate, in the signature': () => flip(serial, 3),
  'another algorithm of digests in the signature': () => set(sha2, 2, 3),
  'cut short by a byte': () => ({ ...whole, response: response.subarray(0, -1) }),
  'cut in the middle': () => ({ ...whole, response: response.subarray(0, response.length >> 1) }),
  'another root': () => ({ ...whole, trusted: [identitiesOf('two').root] }),
  'a stamp made when its certificate had ended': async () => ({
    ...whole,
    ...{ response: await stamp(late), at: late.now().toISOString() },
  }),
  'a certificate for mail': async () => ({
    ...whole,
    ...(await stampOfWrongUse()),
    at: '2040-01-01T00:00:00.000Z',
  }),
}

/** And what only who looks at the whole answer sees. */
const ofAnswer: Readonly<Record<string, () => Case>> = {
  'other content': () => ({ ...whole, content: Buffer.from(`${content.toString()}x`) }),
  'another algorithm of the digest of what was stamped': () => set(sha2, 2, 2),
  'another type of what is signed': () => ({ ...whole, response: bit(response, response.indexOf(signed) + 12) }),
  'the status of a refusal': () => ({ ...whole, response: Buffer.from(response).fill(2, 8, 9) }),
}

const seconds = (at: string) => String(Math.floor(Date.parse(at) / 1000))
/** The token stands behind the status: the signed data of CMS alone. */
const headerOf = (input: Buffer) => (input[1] === 0x82 ? 4 : 3)
const tokenOf = (input: Buffer) => input.subarray(headerOf(input) + 5)
const rootsOf = ({ trusted }: Case) => put('roots.pem', trusted.map(String).join(''))

function verifyStamp(given: Case) {
  put('answer.tsr', given.response)
  put('content', given.content)
  const trust = ['-CAfile', rootsOf(given), '-attime', seconds(given.at)]
  return openssl(folder, 'ts', '-verify', '-in', 'answer.tsr', '-data', 'content', ...trust)
}

function verifyToken(given: Case) {
  put('token.der', tokenOf(given.response))
  const trust = ['-CAfile', rootsOf(given), '-attime', seconds(given.at), '-purpose', 'timestampsign']
  return openssl(folder, 'cms', '-verify', '-inform', 'DER', '-in', 'token.der', ...trust, '-out', 'info.der')
}

const ours = ({ response: input, content: bytes, trusted }: Case) => openTimeStamp(input, { bytes, trusted })

it('openssl ts and openssl cms take what ours takes (Điều 4)', async () => {
  expect(verifyStamp(whole)).toMatchObject({ ok: true, text: expect.stringContaining('Verification: OK') as string })
  expect(verifyToken(whole)).toMatchObject({ ok: true, text: expect.stringContaining('successful') as string })
  expect(readFileSync(path.join(folder, 'info.der')).includes(sha256(content))).toBe(true)
  await expect(ours(whole)).resolves.toMatchObject({ at: now.now() })
})

describe('openssl ts -verify, openssl cms -verify and ours refuse a time-stamp with', () => {
  it.each(Object.entries(mutations))('%s (Điều 4)', async (_what, mutate) => {
    const given = await mutate()
    expect(verifyStamp(given).ok).toBe(false)
    expect(verifyToken(given).ok).toBe(false)
    await expect(ours(given)).rejects.toThrow(MalformedError)
  })
})

describe('openssl ts -verify and ours refuse an answer with', () => {
  it.each(Object.entries(ofAnswer))('%s (Điều 4)', async (_what, mutate) => {
    expect(verifyStamp(mutate()).ok).toBe(false)
    await expect(ours(mutate())).rejects.toThrow(MalformedError)
  })
})

it.each([
  ['DNS:other.example.vn,DNS:KHO.example.vn', 'holds'],
  ['DNS:*.example.vn', 'open'],
  ['DNS:other.example.vn,URI:https://kho.example.vn/nhat-ky', 'open'],
])('a receipt is that of the warehouse whose host its certificate has: %s (Điều 4)', async (names, state) => {
  const { key, chain } = ownCertificate(folder, '/C=VN/O=Sở A, B/CN=kho.example.vn', [
    `subjectAltName=${names}`,
    'basicConstraints=critical,CA:FALSE',
    'extendedKeyUsage=1.3.6.1.5.5.7.3.36',
  ])
  const signed = signReceipt(aReceipt({ at: '2040-01-01T00:00:00.000Z' }), { key, chain })
  const signerFor = async (subject?: string) => {
    const { checks } = await verifyReceipt(signed, { trusted: chain, subject })
    expect(checks.find(({ name }) => name === 'certificate')?.state).toBe('holds')
    return checks.find(({ name }) => name === 'signer')?.state
  }
  expect(await signerFor()).toBe(state)
  expect(await signerFor(String.raw`C=VN, O=Sở A\, B, CN=kho.example.vn`)).toBe('holds')
  expect(await signerFor('CN=kho.example.vn')).toBe('fault')
})
