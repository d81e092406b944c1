import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { MalformedError } from '../../src/journal/testing.ts'

/** A parser of bytes that come from outside, with an artefact that it takes. */
export interface Parser {
  readonly whole: Buffer
  /** What the bytes say, once all that binds it holds. @throws MalformedError when they are refused */
  readonly read: (input: Buffer) => unknown
  /** A signature or a hash covers what is said: bent bytes may say nothing else. */
  readonly isBound: boolean
  /** What somebody makes who has other keys, well formed throughout; it must be refused. */
  readonly forged?: readonly Buffer[]
}

/** What may come in instead of an artefact: anything at all, or the artefact bent in every way a liar or a bad line bends it. */

interface Change {
  readonly kind: keyof typeof changes
  readonly at: number
  readonly to: number
  readonly value: number
}

const numbers = ['99999999999999999999', '9007199254740993', '1e999', '-1', '0.5', '007', '18446744073709551615']
/** Half a surrogate pair and NUL, as bytes and as JSON escapes them, a mark of byte order, a change of direction, a letter in parts. */
const characters = ['eda080', '00', '5c7564383030', '5c7530303030', 'efbbbf', 'e280ae', '65cc82cc81', 'e28094', '0d0a']

/** What is done to bytes at a place; what needs a second place or a value takes it. */
const changes = {
  bit: (input: Buffer, { at, value }: Change) => withByte(input, at, (input[at] ?? 0) ^ (1 << (value & 7))),
  byte: (input: Buffer, { at, value }: Change) => withByte(input, at, value),
  cut: (input: Buffer, { at }: Change) => input.subarray(0, at),
  drop: (input: Buffer, { at }: Change) => spliced(input, [at, at + 1], Buffer.alloc(0)),
  put: (input: Buffer, { at, value }: Change) => spliced(input, [at, at], Buffer.of(value)),
  character: (input: Buffer, { at, value }: Change) =>
    spliced(input, [at, at], Buffer.from(characters[value % characters.length] ?? '', 'hex')),
  /** A piece of itself once more, elsewhere. */
  splice: (input: Buffer, { at, to, value }: Change) =>
    spliced(input, [at, at], input.subarray(to, to + (value % 64) + 1)),
  without: (input: Buffer, { at, value }: Change) => spliced(input, [at, at + value], Buffer.alloc(0)),
  number: (input: Buffer, { at, value }: Change) =>
    replaced(input, /\d+/, at, () => numbers[value % numbers.length] ?? ''),
  line: (input: Buffer, { at }: Change) => replaced(input, /[^\n]*\n/, at, (line) => line + line),
  member: (input: Buffer, { at }: Change) =>
    replaced(input, /"[^"]*":(?:"[^"]*"|\d+)/, at, (member) => `${member},${member.replace(/.$/, 'x"')}`),
  deep: (input: Buffer, { at, value }: Change) =>
    replaced(input, /:(?:"[^"]*"|\d+)/, at, () => `:${'['.repeat(value * 40)}${']'.repeat(value * 40)}`),
}

function withByte(input: Buffer, at: number, value: number): Buffer {
  const bent = Buffer.from(input)
  bent[at] = value
  return bent
}

function spliced(input: Buffer, [from, to]: readonly [number, number], between: Buffer): Buffer {
  return Buffer.concat([input.subarray(0, from), between, input.subarray(to)])
}

/** The first match from a place on, in something else's place. */
function replaced(input: Buffer, pattern: RegExp, at: number, by: (found: string) => string): Buffer {
  const text = input.toString('latin1')
  return Buffer.from(text.slice(0, at) + text.slice(at).replace(pattern, by), 'latin1')
}

export function bent(whole: Buffer): fc.Arbitrary<Buffer> {
  const place = fc.nat(Math.max(whole.length - 1, 0))
  const kind = fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[]))
  const change = fc.record({ kind, at: place, to: place, value: fc.nat(255) })
  const applied = (input: Buffer, each: Change) => changes[each.kind](input, each)
  return fc.oneof(
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((any) => Buffer.from(any)) },
    { weight: 9, arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }).map((all) => all.reduce(applied, whole)) },
  )
}

const filled = (piece: string, bytes: number) => piece.repeat(Math.ceil(bytes / piece.length)).slice(0, bytes)

/** Made once for each size: they are large. */
const shapes = new Map<number, readonly Buffer[]>()

/** Inputs of a size that cost much where the work grows faster than the bytes, or that promise more than they hold. */
function hostile(whole: Buffer, bytes: number): readonly Buffer[] {
  const known = shapes.get(bytes) ?? shapesOf(bytes)
  shapes.set(bytes, known)
  const often = Array.from({ length: Math.ceil(bytes / whole.length) }, () => whole)
  return [...known, Buffer.concat([whole, Buffer.alloc(bytes, 0x20)]), Buffer.concat(often)]
}

function shapesOf(bytes: number): readonly Buffer[] {
  const half = Math.floor(bytes / 2)
  const pieces = ['\n', ' ', '.', '~', '+', '=', 'A', '0', '-', '"', '[', 'A.', '{"a":', '["']
  const texts = [
    ...[...pieces, '— a AAAAAAAA\n', '-----BEGIN CERTIFICATE-----\n'].map((piece) => filled(piece, bytes)),
    `${filled('[', half)}${filled(']', half)}`,
    `a\n\n${filled('— a AAAAAAAA\n', bytes)}`,
    `c2sp.org/tlog-proof@v1\nindex ${filled('9', bytes)}\n\n`,
    `-----BEGIN CERTIFICATE-----\n${filled('A', bytes)}`,
    `{"v":1,"a":${filled('{"a":', bytes)}`,
  ]
  // Values of ASN.1 within each other without a length, and lengths that are a lie, there and in a zip.
  const nested = ['3080', 'a080', '30', '00'].map((hex) => Buffer.alloc(bytes, Buffer.from(hex, 'hex')))
  const lies = ['3084ffffffff', '308380ffff', '0484ffffffff', '30847fffffff3084', '504b0506000000000000ffffffffffffffffffff0000'] // prettier-ignore
  const lying = lies.map((hex) => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(64, 1)]))
  return [...texts.map((text) => Buffer.from(text)), ...nested, ...lying]
}

/** How often something was tried and what came of it; anything else has failed the test. */
export interface Bending {
  read: number
  refused: number
}

/** What bytes say; undefined when they are refused by a reason of the parser's own. Any other failure is thrown on. */
async function saidBy({ read }: Parser, input: Buffer): Promise<{ readonly meaning: unknown } | undefined> {
  try {
    return { meaning: await read(input) }
  } catch (error) {
    if (error instanceof MalformedError && error.message !== '') return undefined
    throw error
  }
}

/** Gives a parser what was bent at random; each is read or refused, and where the artefact is bound, read as nothing else. */
export async function bendAll(parser: Parser, { count, seed }: { count: number; seed: number }): Promise<Bending> {
  const outcome: Bending = { read: 0, refused: 0 }
  const whole = await parser.read(parser.whole)
  const property = fc.asyncProperty(bent(parser.whole), async (input) => {
    const said = await saidBy(parser, input)
    outcome[said ? 'read' : 'refused'] += 1
    return !said || !parser.isBound || isDeepStrictEqual(said.meaning, whole)
  })
  await fc.assert(property, { seed, numRuns: count })
  return outcome
}

/** Gives a parser what is made to cost it much; gives how much was refused. */
export async function sendHostile(parser: Parser, bytes: number): Promise<Bending> {
  const outcome: Bending = { read: 0, refused: 0 }
  for (const input of hostile(parser.whole, bytes)) outcome[(await saidBy(parser, input)) ? 'read' : 'refused'] += 1
  return outcome
}
