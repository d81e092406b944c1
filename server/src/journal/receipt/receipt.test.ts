import { generateKeyPairSync, hash } from 'node:crypto'
import { CompactSign } from 'jose'
import { describe, expect, it } from 'vitest'
import { canonicalJson, fixedClock } from '../../platform/index.ts'
import { verifyReceipt } from '../evidence/verify-receipt.ts'
import { checkChain } from '../certificate/certificate.ts'
import { makeTrialCertificates, trialIdentities } from '../certificate/trial-certificates.ts'
import { aReceipt } from '../testing.ts'
import { MalformedError } from '../tlog/signed-note.ts'
import { parseReceipt, receiptBytes } from './receipt.ts'
import { mostTogether, openReceipt, signReceipt, signReceipts } from './receipt-jws.ts'

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

const several = [aReceipt(), aReceipt({ dataset: 'ho-tich', purpose: 'việc của đơn vị khác' }), aReceipt({ rows: 3 })]
const together = signReceipts(several, receipts)
const [one = ''] = together

describe('under one signature with others', () => {
  it('says the same of itself, and nothing of them (Điều 4, Điều 18.2)', async () => {
    const signatures = new Set(together.map((text) => text.split('~')[0]))
    expect([together.length, signatures.size]).toEqual([several.length, 1])
    for (const [place, text] of together.entries()) expect((await openReceipt(text)).receipt).toEqual(several[place])
    const told = one.split(/[.~]/).map((part) => Buffer.from(part, 'base64url').toString())
    expect(told.join()).toContain('dan-cu')
    expect(told.join()).not.toMatch(/ho-tich|việc của đơn vị khác/)
  })

  it('lists them in an order that is not that of the answers, by digests that cannot be guessed', () => {
    const digests = (texts: readonly string[]) => {
      const content = Buffer.from(texts[0]?.split('.')[1] ?? '', 'base64url').toString()
      return (JSON.parse(content) as { receipts: { '...': string }[] }).receipts.map((each) => each['...'])
    }
    const [first, second] = [digests(together), digests(signReceipts(several, receipts))]
    expect(first).toEqual(first.toSorted())
    expect(new Set([...first, ...second]).size).toBe(2 * several.length)
  })

  it('is checked as one alone is', async () => {
    expect(await checksOf(one, { trusted, digest: aReceipt().digest['sha-256'] })).toMatchObject({
      signature: 'holds: of CN=kho.example.vn/nhat-ky receipts (trial)',
      content: `holds: SHA-256 ${aReceipt().digest['sha-256']}`,
    })
    expect((await openReceipt(signReceipts(several, timeStamps)[1] ?? '')).receipt).toEqual(several[1])
  })

  it('is small enough for the header of an answer, as many as there may be', () => {
    const most = signReceipts(
      Array.from({ length: mostTogether }, () => aReceipt()),
      receipts,
    )
    expect(Math.max(...most.map((text) => text.length))).toBeLessThan(4096)
  })

  it('is signed as one alone when there is no other', () => {
    expect(signReceipts([aReceipt()], receipts)).toEqual([jws])
    expect(signReceipts([], receipts)).toEqual([])
  })
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

  it('another holder of a certificate under the same root signed it', async () => {
    const made = makeTrialCertificates('two', 'nguoi-khac.example/so', clock.now())
    const stranger = trialIdentities('two', made)?.receipts ?? receipts
    const [subject, own] = ['CN=nguoi-khac.example/so receipts (trial)', 'CN=kho.example.vn/nhat-ky receipts (trial)']
    const forged = signReceipt(aReceipt(), stranger)
    const both = { trusted: [root, made.root] }
    expect(await checksOf(forged, both)).toMatchObject({
      certificate: expect.stringMatching(/^holds/) as string,
      signer: `open: ${subject}; whether that is the warehouse kho.example.vn/nhat-ky, say with --subject`,
    })
    expect(await checksOf(forged, { ...both, subject: own })).toMatchObject({
      signer: `fault: The certificate is that of ${subject}, not of ${own}`,
    })
    expect(await checksOf(jws, { ...both, subject: own })).toMatchObject({ signer: `holds: ${own}` })
    expect((await checksOf(jws, both))['signer']).toBe(`holds: ${own}, which names kho.example.vn/nhat-ky`)
  })

  it('nobody says whom to trust: then a name in it says nothing', async () => {
    expect((await checksOf(jws, { trusted: [] }))['signer']).toMatch(/^open: .* say with --subject/)
  })

  it.each([
    [{ warehouse: 'kho.example.vn/nhat-ky/2' }, 'holds'],
    [{ warehouse: 'kho.example.vn/khac' }, 'open'],
    [{ warehouse: 'kho.example.vn/nhat-ky/2/3' }, 'open'],
    [{ warehouse: '' }, 'open'],
    [{ warehouse: '.example.vn' }, 'open'],
    [{ warehouse: 'kho\0.example.vn' }, 'open'],
    [aReceipt().receiver, 'open'],
  ])('the log it names is not that of its certificate: %j', async (sender, state) => {
    expect((await checksOf(signReceipt(aReceipt({ sender }), receipts)))['signer']?.split(':')[0]).toBe(state)
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

/** What `signReceipts` makes, put together by hand. */
const salt = 'A'.repeat(22)
const listOf = (disclosure: string) => ({
  _sd_alg: 'sha-256',
  receipts: [{ '...': hash('sha256', disclosure, 'base64url') }],
})
const [list = '', shown = ''] = one.split('~')
const otherShown = signReceipts(several, receipts)[0]?.split('~')[1] ?? ''
const signList = async (said: object | string, disclosure = shown) => {
  const payload = typeof said === 'string' ? said : JSON.stringify(said)
  return `${await sign(payload, { typ: 'receipt+sd-jwt' })}~${disclosure}~`
}
const signShown = (said: string) => {
  const disclosure = Buffer.from(said).toString('base64url')
  return signList(listOf(disclosure), disclosure)
}

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
    'its content has half a surrogate pair',
    await sign(content.replace('Sở Y tế', String.raw`\ud800`)),
    'not canonical',
  ],
  [
    'it says more than a receipt does',
    await sign(canonicalJson({ ...aReceipt(), more: 1 })),
    'no receipt of version 1',
  ],
  ['it names a time that does not exist', await sign(content.replace('-03-', '-13-')), 'a time that does not exist'],
  ['it is signed by another key than its certificate’s', await sign(content, {}, generateKeyPairSync('ed25519').privateKey), 'not that of the certificate'], // prettier-ignore
  ['it is too large', `${head}.${'A'.repeat(70_000)}.${signature}`, 'too large'],
]

const refusedAmongOthers: readonly (readonly [when: string, text: string, reason: string])[] = [
  ['nothing is shown', `${list}~`, 'does not stand one receipt'],
  ['what is shown does not end', one.slice(0, -1), 'does not stand one receipt'],
  ['two are shown', `${one}${shown}~`, 'does not stand one receipt'],
  ['something stands behind it', `${one}x`, 'does not stand one receipt'],
  ['what is shown has bits that decode to nothing', `${list}~AB~`, 'does not stand one receipt'],
  ['what is shown is of another signature', `${list}~${otherShown}~`, 'not among those'],
  ['it is only the list', list, 'does not say that this is a receipt (receipt+jws)'],
  ['it has the list of one that is signed alone', `${jws}~${shown}~`, '(receipt+sd-jwt)'],
  ['the list is no JSON', await signList('{'), 'not JSON'],
  ['the list is of another digest', await signList({ ...listOf(shown), _sd_alg: 'sha-512' }), 'no list of receipts'],
  ['the list says more', await signList({ ...listOf(shown), more: 1 }), 'no list of receipts'],
  ['the list names it twice', await signList({ ...listOf(shown), receipts: [...listOf(shown).receipts, ...listOf(shown).receipts] }), 'names a receipt twice'], // prettier-ignore
  ['the list names another twice', await signList({ ...listOf(shown), receipts: [...listOf(shown).receipts, ...listOf(otherShown).receipts, ...listOf(otherShown).receipts] }), 'names a receipt twice'], // prettier-ignore
  ['the list is empty', await signList({ ...listOf(shown), receipts: [] }), 'not among those'],
  ['what is shown has no salt', await signShown(`[${content}]`), 'not a salt with a receipt'],
  ['what is shown has a short salt', await signShown(`["AAAA",${content}]`), 'not a salt with a receipt'],
  ['what is shown does not end as a list', await signShown(`["${salt}",${content}}`), 'not a salt with a receipt'],
  ['what is shown is not canonical', await signShown(`["${salt}", ${content}]`), 'not canonical'],
  ['what is shown holds more than a receipt', await signShown(`["${salt}",${content},1]`), 'not JSON'],
]

describe('among others is refused when', () => {
  it.each(refusedAmongOthers)('%s', async (_when, text, reason) => {
    await expect(openReceipt(text)).rejects.toThrow(MalformedError)
    await expect(openReceipt(text)).rejects.toThrow(reason)
  })
})

describe('is refused when', () => {
  it.each(refused)('%s', async (_when, text, reason) => {
    await expect(openReceipt(text)).rejects.toThrow(MalformedError)
    await expect(openReceipt(text)).rejects.toThrow(reason)
  })

  it.each([
    ['alone', jws],
    ['under one signature with others', one],
  ])('any bit of it is turned over, signed %s', async (_how, text) => {
    for (let place = 0; place < text.length; place += 7) {
      const bent = Buffer.from(text)
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
