import { unzipSync, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import type { LogKeys } from '../../../api/types.ts'
import { fromBase64, utf8, type Bytes } from '../../../lib/bytes.ts'
import { recognise } from './dropped.ts'
import known from './evidence.fixture.json' with { type: 'json' }
import other from './receipt.fixture.json' with { type: 'json' }
import { verifyEvidence, type EvidenceGiven } from './verify-evidence.ts'
import { verifyReceipt } from './verify-receipt.ts'

/** Evidence of a submission as the server makes it, under its trial certificates: before a time-stamp was there, and after. */
const keys: LogKeys = known.keys
const archive = fromBase64(known.archive) ?? new Uint8Array()

type Change = (files: Record<string, Bytes>) => void

async function given(bytes = archive) {
  const { receipt: jws = '', evidence } = recognise('x.zip', bytes)
  const { receipt } = await verifyReceipt(jws, { certificates: known.pem, file: undefined, isAlone: false })
  if (receipt === undefined || evidence === undefined) throw new Error('The archive is not whole')
  return { receipt, evidence }
}

/** What is found of an archive in which something was changed. */
async function judged(change: Change = () => undefined, over: Partial<EvidenceGiven> = {}, bytes = archive) {
  const files = Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, file]) => [name, Uint8Array.from(file)]),
  )
  change(files)
  const { receipt, evidence } = await given(Uint8Array.from(zipSync(files)))
  const verdict = await verifyEvidence(evidence, { receipt, keys, certificates: known.pem, ...over })
  const steps = verdict.steps.map(({ step, state, reason }) => `${step} ${reason ?? state}`)
  return { at: verdict.stampedAt?.toISOString(), found: [verdict.isProven, ...steps] }
}
const told = async (...given: Parameters<typeof judged>) => (await judged(...given)).found

const flip = (name: string, place: (bytes: Bytes) => number) => (files: Record<string, Bytes>) => {
  const bytes = files[name] ?? new Uint8Array()
  bytes[place(bytes)] = (bytes[place(bytes)] ?? 0) ^ 1
}
const replace = (name: string, from: RegExp, to: string) => (files: Record<string, Bytes>) => {
  files[name] = utf8(new TextDecoder().decode(files[name]).replace(from, to))
}
const whole = [true, 'anchor holds', 'witnesses unwitnessed', 'growth holds', 'timeStamp holds', 'page pageNotChecked']

it('proves the checkpoint, that the log only grew, and when it was stamped, from the archive alone (Điều 4)', async () => {
  expect(await told()).toEqual(whole)
})

it('says that nobody but the log stands under the checkpoint while the quorum of the policy is missing (Điều 13.3)', async () => {
  const receipt = { ...(await given()), keys, certificates: known.pem }
  const witnessed = {
    ...keys,
    witnesses: [],
    groups: [{ name: 'ai-cung-duoc', needed: 0, members: [] }],
    quorum: 'ai-cung-duoc',
  }
  const { isProven, isWitnessed } = await verifyEvidence(receipt.evidence, receipt)
  expect([isProven, isWitnessed]).toEqual([true, false])
  expect((await verifyEvidence(receipt.evidence, { ...receipt, keys: witnessed })).isWitnessed).toBe(true)
})

it('says that the page for people is not checked here, and nothing of it where there is none', async () => {
  const without = (files: Record<string, Bytes>) => {
    delete files['bien-nhan.html']
  }
  expect(await told(without)).toEqual(whole.slice(0, -1))
})

it('says that a time-stamp is missing while there is none', async () => {
  expect(await told(undefined, {}, fromBase64(known.unstamped))).toEqual([
    ...[false, 'anchor holds', 'witnesses unwitnessed', 'growth holds', 'timeStamp noTimeStamp', 'page pageNotChecked'],
  ])
})

it.each<[string, Change, (string | boolean)[]]>([
  [
    'a consistency proof of other hashes',
    replace('consistency.json', /"proof":\["./, '"proof":["_'),
    [false, 'anchor holds', 'witnesses unwitnessed', 'growth notGrown', 'timeStamp holds', 'page pageNotChecked'],
  ],
  [
    'a consistency proof of other sizes',
    replace('consistency.json', /"from":/, '"from":1'),
    [false, 'anchor holds', 'witnesses unwitnessed', 'growth notGrown', 'timeStamp holds', 'page pageNotChecked'],
  ],
  [
    'no consistency proof',
    (files) => {
      delete files['consistency.json']
    },
    [false, 'anchor holds', 'witnesses unwitnessed', 'growth notGrown', 'timeStamp holds', 'page pageNotChecked'],
  ],
  [
    'a checkpoint of another size',
    replace('checkpoint', /^(\S+)\n(\d+)\n/, '$1\n1$2\n'),
    [
      false,
      'anchor notSigned',
      'witnesses unwitnessed',
      'growth notGrown',
      'timeStamp stampOfOther',
      'page pageNotChecked',
    ],
  ],
  [
    'a checkpoint of another log',
    replace('checkpoint', /^\S+/, 'other.example'),
    [
      false,
      'anchor otherLog',
      'witnesses unwitnessed',
      'growth holds',
      'timeStamp stampOfOther',
      'page pageNotChecked',
    ],
  ],
  [
    'a time-stamp with a bit changed in its signature',
    flip('checkpoint.tsr', ({ length }) => length - 5),
    [false, 'anchor holds', 'witnesses unwitnessed', 'growth holds', 'timeStamp stampNotSigned', 'page pageNotChecked'],
  ],
  [
    'a time-stamp cut short',
    (files) => {
      files['checkpoint.tsr'] = (files['checkpoint.tsr'] ?? new Uint8Array()).slice(0, 40)
    },
    [false, 'anchor holds', 'witnesses unwitnessed', 'growth holds', 'timeStamp malformedStamp', 'page pageNotChecked'],
  ],
  [
    'a cosignature more under the checkpoint, which was not stamped',
    (files) => {
      const text = new TextDecoder().decode(files['checkpoint'])
      files['checkpoint'] = utf8(`${text}— w.example ${btoa('x'.repeat(80))}\n`)
    },
    [false, 'anchor holds', 'witnesses unwitnessed', 'growth holds', 'timeStamp stampOfOther', 'page pageNotChecked'],
  ],
])('refuses %s', async (_what, change, expected) => {
  expect(await told(change)).toEqual(expected)
})

it('trusts no time-stamp under another root, and says what is open when the warehouse publishes none', async () => {
  expect((await told(undefined, { certificates: other.otherPem })).at(-2)).toBe('timeStamp notTrusted')
  expect((await told(undefined, { certificates: undefined })).at(-2)).toBe('timeStamp noCertificates')
})

it('says no other time, whichever bit of a time-stamp is changed', async () => {
  const { length } = unzipSync(archive)['checkpoint.tsr'] ?? new Uint8Array()
  const times = new Set<string>()
  for (let place = 0; place < length; place += 13) {
    const { at } = await judged(flip('checkpoint.tsr', () => place))
    if (at !== undefined) times.add(at)
  }
  expect([...times]).toEqual([(await judged()).at])
})
