import { unzipSync, zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64, utf8, type Bytes } from '../../../lib/bytes.ts'
import { openCertificate, parsePem } from './certificate.ts'
import { recognise } from './dropped.ts'
import logged from './entry.fixture.json' with { type: 'json' }
import archived from './evidence.fixture.json' with { type: 'json' }
import { Misfit } from './finding.ts'
import { parseCheckpoint, parseProof } from './log-proof.ts'
import signed from './receipt.fixture.json' with { type: 'json' }
import { cosignedAt, isSigned, parseKey } from './signed-note.ts'
import { openTimeStamp } from './time-stamp.ts'
import { verifyLeaf } from './verify-entry.ts'
import { verifyEvidence } from './verify-evidence.ts'
import { verifyReceipt } from './verify-receipt.ts'

/**
 * Whatever somebody drops on the page: each parser gives what it holds or names a reason the page has words for, and what
 * was bent says nothing else than what was signed. `KHO_TEST_RUNS` asks for more of them.
 */
const runs = Number(process.env['KHO_TEST_RUNS'] ?? 80)

interface Parser {
  readonly whole: Bytes
  /** What is told as proven; a Misfit where nothing is. */
  readonly read: (input: Bytes) => unknown
  /** A signature or a hash covers what is told. */
  readonly isBound: boolean
}

const text = (bytes: Bytes) => new TextDecoder().decode(bytes)
const bound = (whole: string | Bytes, read: Parser['read']): Parser => ({
  ...{ whole: typeof whole === 'string' ? utf8(whole) : whole, read, isBound: true },
})
const loose = (whole: string | Bytes, read: Parser['read']): Parser => ({ ...bound(whole, read), isBound: false })
const keys = { ...logged.keys, closed: [], groups: [], quorum: 'Sở Tư pháp' }
const archive = fromBase64(archived.archive) ?? utf8('')
const files = unzipSync(archive)
const fileOf = (name: string) => Uint8Array.from(files[name] ?? [])
const proofEnd = logged.proof.indexOf('\n\n') + 2
const checkpoint = logged.proof.slice(proofEnd)
const published = parsePem(archived.pem)

async function receiptIn(input: Bytes): Promise<unknown> {
  const { isProven, receipt } = await verifyReceipt(text(input), {
    certificates: signed.pem,
    file: utf8('answer'),
    isAlone: true,
  })
  if (!isProven) throw new Misfit('otherContent')
  return receipt
}

async function entryIn(leaf: Bytes, proof: string): Promise<unknown> {
  const verdict = await verifyLeaf(leaf, proof, keys)
  if (!verdict.isProven) throw new Misfit('pathLeadsElsewhere')
  return [verdict.checkpoint?.origin, verdict.checkpoint?.size, verdict.steps.slice(0, 4)]
}

/** All of an archive, as the page checks it. */
async function evidenceIn(input: Bytes): Promise<unknown> {
  const { receipt: jws = '', evidence, entry, proof } = recognise('x.zip', input)
  const { receipt, isProven } = await verifyReceipt(jws, {
    certificates: archived.pem,
    file: undefined,
    isAlone: false,
  })
  if (!isProven || !receipt || !evidence || !entry || proof === undefined) throw new Misfit('otherContent')
  const given = { receipt, keys: archived.keys, certificates: archived.pem }
  const [verdict, ofEntry] = [await verifyEvidence(evidence, given), await verifyLeaf(entry, proof, archived.keys)]
  if (!verdict.isProven || !ofEntry.isProven) throw new Misfit('notGrown')
  return [receipt, verdict.steps, ofEntry.steps]
}

const archivedReceipt = verifyReceipt(text(fileOf('receipt.jws')), {
  certificates: archived.pem,
  file: undefined,
  isAlone: false,
}).then(({ receipt }) => receipt ?? expect.fail('The receipt of the archive does not hold'))

const parsers: Readonly<Record<string, Parser>> = {
  'key of a log': bound(keys.key, (input) => parseKey(text(input))),
  checkpoint: bound(checkpoint, async (input) => {
    const { origin, size, root, note } = parseCheckpoint(text(input))
    if (!(await isSigned(note, await parseKey(keys.key)))) throw new Misfit('notSigned')
    return [origin, size, root]
  }),
  cosignature: bound(checkpoint, async (input) => {
    const { note } = parseCheckpoint(text(input))
    const time = await cosignedAt(note, await parseKey(keys.witnesses[0]?.key ?? ''))
    if (time === undefined) throw new Misfit('unwitnessed')
    return [note.text, time]
  }),
  'form of a proof': loose(logged.proof, (input) => parseProof(text(input))),
  'proof of an entry': bound(logged.proof, (input) => entryIn(utf8(logged.leaf), text(input))),
  entry: bound(logged.leaf, (input) => {
    const { entry } = recognise('entry.json', input)
    if (!entry) throw new Misfit('otherContent')
    return entryIn(entry, logged.proof)
  }),
  receipt: bound(signed.jws, receiptIn),
  'receipt among others': bound(signed.among, receiptIn),
  certificate: loose(
    fromBase64(/-{5}\n([^-]+)-/.exec(signed.pem)?.[1]?.replaceAll('\n', '') ?? '') ?? utf8(''),
    openCertificate,
  ),
  'file of certificates': loose(signed.pem, (input) => parsePem(text(input))),
  'time-stamp': bound(fileOf('checkpoint.tsr'), async (input) => {
    const { at } = await openTimeStamp(input, fileOf('checkpoint'), published)
    return at
  }),
  'consistency proof': bound(fileOf('consistency.json'), async (input) => {
    const parts = {
      checkpoint: text(fileOf('checkpoint')),
      consistency: text(input),
      timeStamp: undefined,
      hasPage: false,
    }
    const { steps } = await verifyEvidence(parts, {
      receipt: await archivedReceipt,
      keys: archived.keys,
      certificates: undefined,
    })
    if (steps.some(({ state }) => state === 'fault')) throw new Misfit('notGrown')
    return steps
  }),
  archive: bound(archive, evidenceIn),
}

const numbers = ['99999999999999999999', '9007199254740993', '1e999', '-1', '0.5', '007']
/** Half a surrogate pair as bytes, a mark of byte order, a change of direction, a letter in parts, NUL, a long dash. */
const characters = [[0xed, 0xa0, 0x80], [0xef, 0xbb, 0xbf], [0xe2, 0x80, 0xae], [0x65, 0xcc, 0x82, 0xcc, 0x81], [0], [0xe2, 0x80, 0x94], [13, 10]] // prettier-ignore

interface Change {
  readonly kind: keyof typeof changes
  readonly at: number
  readonly to: number
  readonly value: number
}

const spliced = (input: Bytes, from: number, to: number, between: readonly number[] | Bytes = []) =>
  Buffer.concat([input.slice(0, from), Uint8Array.from(between), input.slice(to)])
const replaced = (input: Bytes, pattern: RegExp, at: number, by: (found: string) => string) => {
  const letters = Buffer.from(input).toString('latin1')
  return Buffer.from(letters.slice(0, at) + letters.slice(at).replace(pattern, by), 'latin1')
}
const changes = {
  bit: (input: Bytes, { at, value }: Change) => input.with(at, (input[at] ?? 0) ^ (1 << (value & 7))),
  byte: (input: Bytes, { at, value }: Change) => input.with(at, value),
  cut: (input: Bytes, { at }: Change) => input.slice(0, at),
  without: (input: Bytes, { at, value }: Change) => spliced(input, at, at + (value % 40)),
  character: (input: Bytes, { at, value }: Change) => spliced(input, at, at, characters[value % characters.length]),
  splice: (input: Bytes, { at, to, value }: Change) => spliced(input, at, at, input.slice(to, to + value)),
  number: (input: Bytes, { at, value }: Change) =>
    replaced(input, /\d+/, at, () => numbers[value % numbers.length] ?? ''),
  line: (input: Bytes, { at }: Change) => replaced(input, /[^\n]*\n/, at, (line) => line + line),
  member: (input: Bytes, { at }: Change) =>
    replaced(input, /"[^"]*":(?:"[^"]*"|\d+)/, at, (member) => `${member.replace(/.$/, 'x"')},${member}`),
  deep: (input: Bytes, { at, value }: Change) =>
    replaced(input, /:(?:"[^"]*"|\d+)/, at, () => `:${'['.repeat(value * 40)}${']'.repeat(value * 40)}`),
}

function bent(whole: Bytes): fc.Arbitrary<Bytes> {
  const place = fc.nat(whole.length - 1)
  const kind = fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[]))
  const change = fc.record({ kind, at: place, to: place, value: fc.nat(255) })
  const applied = (input: Bytes, each: Change): Bytes =>
    each.at < input.length ? Uint8Array.from(changes[each.kind](input, each)) : input
  return fc.oneof(
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((any) => Uint8Array.from(any)) },
    { weight: 9, arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }).map((all) => all.reduce(applied, whole)) },
  )
}

/** What is told; undefined where a reason is. Anything else is thrown on. */
async function toldBy({ read }: Parser, input: Bytes): Promise<unknown> {
  try {
    return (await read(input)) ?? 'nothing'
  } catch (error) {
    if (error instanceof Misfit) return undefined
    throw error
  }
}

const filled = (piece: string, bytes: number) => piece.repeat(Math.ceil(bytes / piece.length))
const size = 1_000_000
/** A megabyte in shapes that cost much where work grows faster than bytes, and a few bytes that promise much more. */
const hostile: readonly Bytes[] = [
  ...['\n', ' ', '.', '~', 'A', '"', '[', '— a AAAAAAAA\n', '{"a":', '-----BEGIN CERTIFICATE-----\n'].map((piece) => filled(piece, size)), // prettier-ignore
  `a\n\n${filled('— a AAAAAAAA\n', size)}`,
  `{"v":1,"event":"x","a":${filled('[', 100_000)}${filled(']', 100_000)}}`,
  `{"v":1,"event":"x","a":"${filled('\\"', 200_000)}"}`,
  filled('0\u0000', size),
]
  .map(utf8)
  .concat([
    Uint8Array.from({ length: size }, (_none, at) => (at % 2 === 0 ? 0x30 : 0x80)),
    Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 1),
    Uint8Array.of(0x04, 0x84, 0x7f, 0xff, 0xff, 0xff, 1),
  ])
const followed = (whole: Bytes) => Uint8Array.from(Buffer.concat([whole, new Uint8Array(size)]))

describe.each(Object.entries(parsers))('%s', { timeout: 60_000 }, (_name, parser) => {
  it('is told, and told no other thing or refused for a reason when it is bent in any way (Điều 13.3)', async () => {
    const whole = await toldBy(parser, parser.whole)
    expect(whole).toBeDefined()
    const property = fc.asyncProperty(bent(parser.whole), async (input) => {
      const told = await toldBy(parser, input)
      if (parser.isBound && told !== undefined) expect(told).toEqual(whole)
    })
    await fc.assert(property, { seed: 20260302, numRuns: runs })
  })

  it('is refused or read, also when it is a megabyte made to cost much', async () => {
    for (const input of [...hostile, followed(parser.whole)]) await toldBy(parser, input)
  })
})

describe('an archive', () => {
  const zipWith = (name: string, bytes: Bytes) => Uint8Array.from(zipSync({ ...files, [name]: bytes }))
  /** A directory of so many entries, all of the one file there is; as zip64 it may claim any number and have none. */
  const directoryOf = (count: number) => {
    const one = Buffer.from(zipSync({ 'receipt.jws': new Uint8Array(200_000) }))
    const at = one.readUInt32LE(one.length - 6)
    const [file, entry, end] = [one.subarray(0, at), one.subarray(at, -22), one.subarray(-22)]
    end.writeUInt16LE(count, 10)
    return Uint8Array.from(Buffer.concat([file, ...Array.from({ length: count }, () => entry), end]))
  }
  /** The directory at the end says that a larger one is before it, which says that it has four thousand million entries. */
  const endless = () => {
    const whole = new Uint8Array(56 + 20 + 22)
    const view = new DataView(whole.buffer)
    view.setUint32(0, 0x06064b50, true)
    view.setUint32(32, 0xffffffff, true)
    view.setUint32(56, 0x07064b50, true)
    view.setUint32(64, 2, true)
    view.setUint32(76, 0x06054b50, true)
    view.setUint16(84, 0xffff, true)
    return Uint8Array.from([0x50, 0x4b, ...whole])
  }

  it.each([
    ['that has one file twice', directoryOf(2)],
    ['whose directory names one file thousands of times', directoryOf(30_000)],
    ['that claims more files than it has bytes', endless()],
  ])('%s is none', (_what, bytes) => {
    expect(Object.keys(recognise('x.zip', bytes))).toEqual(['content'])
  })

  it('with a mark of byte order before its checkpoint is not the one that was stamped', async () => {
    const marked = Uint8Array.of(0xef, 0xbb, 0xbf, ...fileOf('checkpoint'))
    expect(await toldBy(bound('', evidenceIn), zipWith('checkpoint', fileOf('checkpoint')))).toBeDefined()
    expect(await toldBy(bound('', evidenceIn), zipWith('checkpoint', marked))).toBeUndefined()
  })
})

it.each([
  ['a member twice, the first of which people would read', logged.leaf.replace('"event":', '"event":"x","event":')],
  ['a number with more digits than are checked', logged.leaf.replace('1000000', '1000000.00000000000000001')],
  ['values within values without end', logged.leaf.replace('"ratio":0.1', `"ratio":${filled('[', 100_000)}${filled(']', 100_000)}`)], // prettier-ignore
])('takes no entry with %s', (_what, leaf) => {
  expect(leaf).not.toBe(logged.leaf)
  expect(recognise('entry.json', utf8(leaf))).not.toHaveProperty('entry')
})

it('takes an entry that an editor has written with escapes, as the log has it', () => {
  const leaf = logged.leaf.replaceAll('ô', String.raw`\u00f4`)
  expect(leaf).not.toBe(logged.leaf)
  expect(recognise('entry.json', utf8(leaf))).toEqual({ entry: utf8(logged.leaf) })
})
