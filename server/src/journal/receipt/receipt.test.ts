import { generateKeyPairSync } from 'node:crypto'
import { CompactSign } from 'jose'
import { describe, expect, it } from 'vitest'
import { canonicalJson, fixedClock } from '../../platform/index.ts'
import { verifyReceipt } from '../evidence/verify-receipt.ts'
import { checkChain } from '../certificate/certificate.ts'
import { makeTrialCertificates, trialIdentities } from '../certificate/trial-certificates.ts'
import { aReceipt } from '../testing.ts'
import { MalformedError } from '../tlog/signed-note.ts'
import { parseReceipt, receiptBytes } from './receipt.ts'
import { openReceipt, signReceipt } from './receipt-jws.ts'

const clock = fixedClock('2026-03-02T03:04:05.678Z')
const identitiesOf = (secret: string) => {
  const made = makeTrialCertificates(secret, 'kho.example.vn/nhat-ky', clock.now())
  return trialIdentities(secret, made) ?? expect.fail('The certificates are of another secret')
}
const { root, receipts, timeStamps } = identitiesOf('one')
const trusted = [root]
const jws = signReceipt(aReceipt(), receipts)
const checksOf = async (text: string, given: Parameters<typeof verifyReceipt>[1] = { trusted }) =>
  Object.fromEntries(
    (await verifyReceipt(text, given)).checks.map(({ name, state, note }) => [name, `${state}: ${note}`]),
  )

it('says by whom it is signed, and what was handed over (Điều 4)', async () => {
  expect((await openReceipt(jws)).receipt).toEqual(aReceipt())
  expect(await checksOf(jws, { trusted, digest: aReceipt().digest['sha-256'] })).toMatchObject({
    signature: 'holds: of CN=kho.example.vn/nhat-ky receipts (trial)',
    certificate: expect.stringMatching(/^holds: leads to .* root \(trial\), SHA-256 ([0-9A-F]{2}:){31}/) as string,
    content: `holds: SHA-256 ${aReceipt().digest['sha-256']}`,
  })
})

it('is the same bytes whenever it is made again (Điều 4)', () => {
  expect(signReceipt(aReceipt(), receipts)).toBe(jws)
})

it('is signed by a key of P-256 just as well', async () => {
  expect((await openReceipt(signReceipt(aReceipt(), timeStamps))).receipt).toEqual(aReceipt())
})

describe('is told apart, with the reason, when', () => {
  it.each([
    ['the certificate leads elsewhere', { trusted: [identitiesOf('two').root] }, 'fault: “kho.example.vn/nhat-ky receipts (trial)” does not lead to a certificate that is trusted'], // prettier-ignore
    ['nobody says whom to trust', { trusted: [] }, 'open: leads to'],
  ])('%s', async (_when, given, found) => {
    expect((await checksOf(jws, given))['certificate']).toContain(found)
  })

  it.each([
    [
      'signed before the certificate began',
      '2026-03-02T03:04:04.000Z',
      'was not yet valid on 2026-03-02T03:04:04.000Z',
    ],
    ['signed after it had expired', '2036-03-03T00:00:00.000Z', 'had expired on 2036-03-03T00:00:00.000Z'],
  ])('it was %s', async (_when, at, reason) => {
    expect((await checksOf(signReceipt(aReceipt({ at }), receipts)))['certificate']).toContain(reason)
  })

  it('the certificate is for time-stamps', async () => {
    expect((await checksOf(signReceipt(aReceipt(), timeStamps)))['certificate']).toContain(
      'not for signing documents, but for 1.3.6.1.5.5.7.3.8',
    )
  })

  it('the certificate is for issuing others', () => {
    const demand = { use: 'receipt', at: clock.now(), trusted } as const
    expect(() => checkChain(root, [], demand)).toThrow('is for issuing certificates, not for signing')
  })

  it('the bytes are others', async () => {
    expect((await checksOf(jws, { trusted, digest: 'f'.repeat(64) }))['content']).toMatch(
      /^fault: The bytes have SHA-256 f/,
    )
  })
})

const sign = (payload: string, over: object = {}, key = receipts.key) =>
  new CompactSign(Buffer.from(payload))
    .setProtectedHeader({
      ...{ alg: 'EdDSA', typ: 'receipt+jws', x5c: receipts.chain.map(({ raw }) => raw.toString('base64')) },
      ...over,
    })
    .sign(key)
const content = receiptBytes(aReceipt()).toString()
const [head = '', body = '', signature = ''] = jws.split('.')

const refused: readonly (readonly [when: string, text: string, reason: string])[] = [
  ['it is empty', '', 'not three parts'],
  ['it has two parts', `${head}.${body}`, 'not three parts'],
  ['its signature is cut off', `${head}.${body}.${signature.slice(0, -2)}`, 'not that of the certificate'],
  ['its signature is another’s', `${head}.${body}.${'A'.repeat(86)}`, 'not that of the certificate'],
  ['a part has bits that decode to nothing', `${head}.${body}.${signature.slice(0, -1)}B`, 'not three parts'],
  ['it has no certificate', await sign(content, { x5c: undefined }), 'carries no certificate'],
  ['its certificate is rubbish', await sign(content, { x5c: ['AAAA'] }), 'A certificate cannot be read'],
  ['its certificates are no list', await sign(content, { x5c: 'AAAA' }), 'cannot be read'],
  ['it is another kind of thing', await sign(content, { typ: 'JWT' }), 'does not say that this is a receipt'],
  ['it says there is no signature', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.AA`, 'receipt'],
  ['its content is no JSON', await sign('{'), 'not JSON'],
  ['its content is not canonical', await sign(content.replace(',', ', ')), 'not canonical'],
  [
    'it says more than a receipt does',
    await sign(canonicalJson({ ...aReceipt(), more: 1 })),
    'no receipt of version 1',
  ],
  ['it names a time that does not exist', await sign(content.replace('-03-', '-13-')), 'a time that does not exist'],
  ['it is signed by another key than its certificate’s', await sign(content, {}, generateKeyPairSync('ed25519').privateKey), 'not that of the certificate'], // prettier-ignore
  ['it is too large', `${head}.${'A'.repeat(70_000)}.${signature}`, 'too large'],
]

describe('is refused when', () => {
  it.each(refused)('%s', async (_when, text, reason) => {
    await expect(openReceipt(text)).rejects.toThrow(MalformedError)
    await expect(openReceipt(text)).rejects.toThrow(reason)
  })

  it('any bit of it is turned over', async () => {
    for (let place = 0; place < jws.length; place += 7) {
      const bent = Buffer.from(jws)
      bent[place] = (bent[place] ?? 0) ^ 0x01
      await expect(openReceipt(bent.toString()), `byte ${String(place)}`).rejects.toThrow(MalformedError)
    }
  })
})

it.each([
  ['no kind', { kind: 'other' }],
  ['a party that is neither', { sender: { name: 'Sở Y tế' } }],
  ['a digest that is none', { digest: { 'sha-256': 'AB' } }],
  ['half a checkpoint', { journal: { size: 3 } }],
  ['a number as a text', { rows: '3' }],
])('a receipt with %s is none', (_what, over) => {
  const bytes = Buffer.from(canonicalJson({ ...aReceipt(), ...over }))
  expect(() => parseReceipt(bytes)).toThrow('no receipt of version 1')
})
