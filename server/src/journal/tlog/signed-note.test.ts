import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  formatNote,
  formatVerifier,
  isNoteSigned,
  makeSigner,
  MalformedError,
  newSeed,
  parseNote,
  parseVerifier,
  signText,
} from './signed-note.ts'

/** The example of C2SP signed-note v1.0.0. */
const vkey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
const example = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`
const signer = makeSigner('kho.example.vn/log', 'ed25519', Buffer.alloc(32, 7))

it('verifies the example of the specification', () => {
  const note = parseNote(example)
  expect(note.text).toBe('This is an example message.\n')
  expect(isNoteSigned(note, parseVerifier(vkey))).toBe(true)
  expect(formatNote(note)).toBe(example)
  expect(formatVerifier(parseVerifier(vkey))).toBe(vkey)
})

it('refuses the example with any one of its bits turned over', () => {
  const verifier = parseVerifier(vkey)
  const bytes = Buffer.from(example)
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Buffer.from(bytes)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(isTaken(flipped.toString(), verifier), `bit ${String(bit)}`).toBe(false)
  }
})

function isTaken(text: string, verifier: ReturnType<typeof parseVerifier>): boolean {
  try {
    return isNoteSigned(parseNote(text), verifier)
  } catch (error) {
    if (error instanceof MalformedError) return false
    throw error
  }
}

it('signs what its verifier takes, and nothing else', () => {
  const note = { text: 'Xin chào\n\nThành phố\n', signatures: [signText(signer, 'Xin chào\n\nThành phố\n')] }
  expect(isNoteSigned(parseNote(formatNote(note)), parseVerifier(formatVerifier(signer)))).toBe(true)
  expect(isNoteSigned({ ...note, text: 'Xin chào\n' }, signer)).toBe(false)
  expect(isNoteSigned(note, makeSigner('kho.example.vn/log', 'ed25519', newSeed()))).toBe(false)
  expect(isNoteSigned({ ...note, signatures: [...note.signatures, ...note.signatures] }, signer)).toBe(false)
})

it.each([
  ['no signatures', 'a\n'],
  ['no newline at the end', example.slice(0, -1)],
  ['a control character', example.replace('is', 'i\ts')],
  ['half a character', example.replace('is', 'i\ud800s')],
  ['a hyphen for a dash', example.replace('—', '-')],
  ['no name', example.replace('example.com/foo ', '')],
  ['a plus sign in the name', example.replace('example.com', 'example+com')],
  ['a signature that is not base64', example.replace('QM=', 'Q%=')],
  ['base64 with bits to spare', example.replace('QM=', 'QN=')],
  ['a signature without a key id', 'a\n\n— b AAAA\n'],
  ['far too many signatures', `a\n\n${'— b AAAAAAAA\n'.repeat(101)}`],
  ['far too many bytes', `${'a'.repeat(1_000_001)}\n\n— b AAAAAAAA\n`],
])('refuses a note with %s', (_what, note) => {
  expect(() => parseNote(note)).toThrow(MalformedError)
})

it.each([
  ['nothing', ''],
  ['another hash', vkey.replace('530d903a', '530d903b')],
  ['another name', vkey.replace('foo', 'fop')],
  ['a kind nobody knows', 'example.com/foo+530d903a+B+kyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'],
  ['a key that is too short', 'example.com/foo+530d903a+Aeky'],
])('refuses a key of %s', (_what, key) => {
  expect(() => parseVerifier(key)).toThrow(MalformedError)
})

it('takes any text for a note or refuses it as malformed, and never breaks', () => {
  const parts = fc.array(fc.constantFrom('\n', '\n\n', '— ', 'a', ' ', 'AAAAAAAA', '=', '\ud800', '\t', 'ế'), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(parts, (pieces) => {
      try {
        parseNote(pieces.join(''))
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedError)
      }
    }),
    { seed: 1, numRuns: 500 },
  )
})
