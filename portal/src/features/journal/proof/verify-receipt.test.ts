import { expect, it } from 'vitest'
import { utf8 } from '../../../lib/bytes.ts'
import { commonName, parsePem } from './certificate.ts'
import known from './receipt.fixture.json' with { type: 'json' }
import { verifyReceipt } from './verify-receipt.ts'

/** Receipts as the server makes them: under its trial certificates, of the bytes “answer”. */
const { jws, among, pem } = known
const file = utf8('answer')
const told = async (text: string, given: Partial<Parameters<typeof verifyReceipt>[1]> = {}) => {
  const { isProven, steps } = await verifyReceipt(text, { certificates: pem, file, isAlone: false, ...given })
  return [isProven, ...steps.map(({ step, state, reason }) => `${step} ${reason ?? state}`)]
}

it('proves a receipt by the certificate the warehouse published, and the file by its digest (Điều 4)', async () => {
  const { isProven, receipt, steps } = await verifyReceipt(jws, { certificates: pem, file, isAlone: false })
  expect([isProven, steps.map(({ state }) => state)]).toEqual([true, ['holds', 'holds', 'holds', 'holds']])
  expect(receipt).toMatchObject({
    kind: 'read',
    dataset: 'dan-cu',
    receiver: 'Sở Y tế',
    rows: 50,
    purpose: 'đối chiếu chi trả',
  })
  expect(steps[1]?.found).toMatch(/^kho\.example\.vn\/nhat-ky root \(trial\), SHA-256 (?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/)
  expect(pem).toContain(steps[1]?.found?.slice(-95))
})

it('says of one that came alone that nobody can tell from it who vouches for its place in the log (Điều 13.3)', async () => {
  expect((await told(jws, { isAlone: true })).slice(0, -1)).toEqual(await told(jws))
  expect((await told(jws, { isAlone: true })).at(-1)).toBe('witnesses receiptAlone')
})

it('proves one that was signed with others in the same way, and shows the same (Điều 4)', async () => {
  expect(await verifyReceipt(among, { certificates: pem, file, isAlone: false })).toEqual(
    await verifyReceipt(jws, { certificates: pem, file, isAlone: false }),
  )
})

/** Of the certificates under the root none. */
const rootOnly = parsePem(pem)
  .map((each, place) => ({ each, text: pem.match(/-----BEGIN[^]*?END CERTIFICATE-----/g)?.[place] ?? '' }))
  .filter(({ each }) => commonName(each).includes(' root '))
  .map(({ text }) => text)
  .join('\n')

it('says whose certificate it is in full', async () => {
  const subject = 'CN=kho.example.vn/nhat-ky receipts (trial)'
  for (const certificates of [pem, rootOnly]) {
    const { steps } = await verifyReceipt(jws, { certificates, file, isAlone: false })
    expect(steps.map(({ found }) => found)).toEqual([subject, expect.anything(), subject, expect.anything()])
  }
})

const [head = '', body = '', signature = ''] = jws.split('.')
const [list = '', shown = ''] = among.split('~')
const [, otherShown = ''] = known.amongOthers.split('~')
/** The signed list of `among` with so many of each digest, under the same signature. */
const listOf = (times: number) => {
  const [first = '', content = '', last = ''] = list.split('.')
  const said = JSON.parse(atob(content.replaceAll('-', '+').replaceAll('_', '/'))) as { receipts: object[] }
  const receipts = said.receipts.flatMap((each) => Array.from({ length: times }, () => each)).toReversed()
  const text = btoa(JSON.stringify({ ...said, receipts }))
  return [first, text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''), last].join('.')
}
const other = btoa('{"v":1}').replaceAll('=', '')

it.each<[string, string, Parameters<typeof told>[1], (string | boolean)[]]>([
  [
    'without the file, which is said',
    jws,
    { file: undefined },
    [true, 'receipt holds', 'certificate holds', 'signer holds', 'content noFile'],
  ],
  [
    'with another file',
    jws,
    { file: utf8('other') },
    [false, 'receipt holds', 'certificate holds', 'signer holds', 'content otherFile'],
  ],
  [
    'when the warehouse published none',
    jws,
    { certificates: undefined },
    [false, 'receipt holds', 'certificate noCertificates', 'content holds'],
  ],
  [
    'when it published the root, and not this certificate under it',
    jws,
    { certificates: rootOnly },
    [false, 'receipt holds', 'certificate holds', 'signer otherSigner', 'content holds'],
  ],
  [
    'when it published others',
    jws,
    { certificates: known.otherPem },
    [false, 'receipt holds', 'certificate notTrusted', 'content holds'],
  ],
  [
    'signed after the certificate ended',
    known.late,
    {},
    [false, 'receipt holds', 'certificate notValidThen', 'content holds'],
  ],
  [
    'signed by a certificate for time-stamps',
    known.timeStamp,
    {},
    [false, 'receipt holds', 'certificate wrongUse', 'content holds'],
  ],
  ['with a signature of nobody', `${head}.${body}.${'A'.repeat(86)}`, {}, [false, 'receipt otherContent']],
  ['with a signature cut short', `${head}.${body}.${signature.slice(0, -2)}`, {}, [false, 'receipt otherContent']],
  [
    'with a signature that has bits too many',
    `${head}.${body}.${signature.slice(0, -1)}B`,
    {},
    [false, 'receipt malformedReceipt'],
  ],
  ['with other content', `${head}.${other}.${signature}`, {}, [false, 'receipt malformedReceipt']],
  ['with another header', `${other}.${body}.${signature}`, {}, [false, 'receipt malformedReceipt']],
  ['of two parts', `${head}.${body}`, {}, [false, 'receipt malformedReceipt']],
  ['that another signature lists', `${list}~${otherShown}~`, {}, [false, 'receipt otherContent']],
  ['of a list that shows none', `${list}~`, {}, [false, 'receipt malformedReceipt']],
  ['of a list that shows two', `${among}${shown}~`, {}, [false, 'receipt malformedReceipt']],
  ['of a list without its end', `${list}~${shown}`, {}, [false, 'receipt malformedReceipt']],
  // Read before the signature is checked: of the one that names it once, only the signature does not hold.
  ['of a list that names it twice', `${listOf(2)}~${shown}~`, {}, [false, 'receipt malformedReceipt']],
  ['of a list that names it once, signed by nobody', `${listOf(1)}~${shown}~`, {}, [false, 'receipt otherContent']],
  ['of a list alone', list, {}, [false, 'receipt malformedReceipt']],
  ['that has no list', `${jws}~${shown}~`, {}, [false, 'receipt malformedReceipt']],
  ['of a list with another salt', `${list}~${shown.replace(/^WyJ./, 'WyJB')}~`, {}, [false, 'receipt otherContent']],
  ['of nothing', '', {}, [false, 'receipt malformedReceipt']],
])('tells of a receipt %s', async (_what, text, given, expected) => {
  expect(await told(text, given)).toEqual(expected)
})
