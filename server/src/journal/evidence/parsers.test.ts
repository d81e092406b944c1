import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixedClock } from '../../platform/index.ts'
import { openCertificate, parsePem } from '../certificate/certificate.ts'
import { parseReceipt, receiptBytes } from '../receipt/receipt.ts'
import { openReceipt, signReceipt, signReceipts } from '../receipt/receipt-jws.ts'
import { anchorsOfSigning, certificatesAsPem, trialSigning } from '../signing.ts'
import { aReceipt } from '../testing.ts'
import { openTimeStamp, timeStampRequest } from '../time-stamp/time-stamp.ts'
import { MalformedError } from '../tlog/signed-note.ts'
import { packEvidence, unpackEvidence } from './archive.ts'
import { checkConsistency } from './consistency.ts'
import { verifyEvidence } from './verify-evidence.ts'

/** Whatever comes in, each parser gives what it holds or says what is wrong; it never fails in any other way. */

const signing = trialSigning('test', 'kho.example.vn/nhat-ky', fixedClock('2026-03-02T03:04:05.678Z'))
const trusted = anchorsOfSigning(signing)
const bytes = Buffer.from('checkpoint')
const stamp = await signing.authority.answer(timeStampRequest(bytes, Buffer.alloc(16, 7)))
const jws = signReceipt(aReceipt(), signing.receipts)
const [among = ''] = signReceipts([aReceipt(), aReceipt({ rows: 3 })], signing.receipts)
const root = { size: 7, root: Buffer.alloc(32) }
const files = new Map([
  ['receipt.jws', Buffer.from(jws)],
  ['receipt.json', receiptBytes(aReceipt())],
  ['checkpoint', bytes],
  ['checkpoint.tsr', stamp],
] as const)
const zip = await packEvidence(files)

const parsers: Record<string, readonly [whole: Buffer, parse: (input: Buffer) => unknown]> = {
  receipt: [Buffer.from(jws), (input) => openReceipt(input.toString())],
  'receipt among others': [Buffer.from(among), (input) => openReceipt(input.toString())],
  'content of a receipt': [receiptBytes(aReceipt()), (input) => parseReceipt(input)],
  certificate: [trusted[0]?.raw ?? bytes, (input) => openCertificate(input)],
  'file of certificates': [Buffer.from(certificatesAsPem(signing)), (input) => parsePem(input.toString())],
  'time-stamp': [stamp, (input) => openTimeStamp(input, { bytes, trusted })],
  archive: [zip, (input) => unpackEvidence(input)],
  evidence: [zip, (input) => verifyEvidence(input, { trusted })],
  'consistency proof': [
    Buffer.from('{"from":7,"proof":["AAAA"],"to":9}'),
    (input) => {
      checkConsistency(input.toString(), root, { ...root, size: 9 })
    },
  ],
}

/** Bytes turned over, cut, put in or left out, or anything at all. */
const mutated = (whole: Buffer) =>
  fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((any) => Buffer.from(any)),
    fc
      .array(
        fc.record({
          at: fc.nat(whole.length),
          kind: fc.constantFrom('flip', 'cut', 'put', 'drop'),
          value: fc.nat(255),
        }),
        {
          ...{ minLength: 1, maxLength: 3 },
        },
      )
      .map((changes) => changes.reduce(applied, whole)),
  )

function applied(input: Buffer, { at, kind, value }: { at: number; kind: string; value: number }): Buffer {
  if (kind === 'cut') return input.subarray(0, at)
  const [before, after] = [input.subarray(0, at), input.subarray(kind === 'put' ? at : at + 1)]
  return Buffer.concat([before, kind === 'drop' ? Buffer.alloc(0) : Buffer.of(value), after])
}

const outcome = async (parse: (input: Buffer) => unknown, input: Buffer) => {
  try {
    await parse(input)
    return 'read'
  } catch (error) {
    return error instanceof MalformedError && error.message !== '' ? 'refused' : error
  }
}

describe.each(Object.entries(parsers))('a %s', (_name, [whole, parse]) => {
  it('that is bent in any way is read or refused with a reason', async () => {
    const property = fc.asyncProperty(mutated(whole), async (input) => {
      expect(['read', 'refused']).toContain(await outcome(parse, input))
    })
    await fc.assert(property, { seed: 20260302, numRuns: 300 })
  })
})
