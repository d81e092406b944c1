import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatAddCheckpoint, formatSize, parseAddCheckpoint, parseCosigned, parseSize } from './add-checkpoint.ts'
import { decodeText, MalformedError } from './signed-note.ts'

/** The request of C2SP tlog-witness. */
const checkpoint = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`
const example = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

${checkpoint}`
const hash = `${Buffer.alloc(32).toString('base64')}\n`

it('reads and writes the request of the specification', () => {
  const request = parseAddCheckpoint(example)
  expect([request.old, request.proof.length, request.checkpoint]).toEqual([20_852_014, 4, checkpoint])
  expect(formatAddCheckpoint(request)).toBe(example)
})

it('reads a request without a proof, and one with the longest', () => {
  expect(parseAddCheckpoint(`old 0\n\n${checkpoint}`)).toEqual({ old: 0, proof: [], checkpoint })
  expect(parseAddCheckpoint(`old 1\n${hash.repeat(63)}\n${checkpoint}`).proof).toHaveLength(63)
})

it.each([
  ['nothing in it', ''],
  ['no empty line', 'old 0\n'],
  ['another first word', example.replace('old', 'new')],
  ['two spaces', example.replace('old ', 'old  ')],
  ['a leading zero', example.replace('old 2', 'old 02')],
  ['a negative size', example.replace('old 2', 'old -2')],
  ['a size beyond all bounds', example.replace('20852014', '99999999999999999999')],
  ['a hash that is too short', `old 1\nAAAA\n\n${checkpoint}`],
  ['a hash that is not base64', `old 1\n${hash.replace('A', '*')}\n${checkpoint}`],
  ['a hash in hexadecimal', `old 1\n${'00'.repeat(32)}\n\n${checkpoint}`],
  ['a proof that is too long', `old 1\n${hash.repeat(64)}\n${checkpoint}`],
])('refuses a request with %s', (_what, text) => {
  expect(() => parseAddCheckpoint(text)).toThrow(MalformedError)
})

it('reads a size as it writes one, and nothing else', () => {
  expect(parseSize(formatSize(20_852_014))).toBe(20_852_014)
  for (const text of ['', '1', '01\n', '1\n\n', '-1\n', ' 1\n', '1.5\n', '0x1\n', '99999999999999999999\n', 'NaN\n'])
    expect(() => parseSize(text), JSON.stringify(text)).toThrow(MalformedError)
})

it('takes signature lines for an answer, and no text that would stand over them', () => {
  const [text = '', lines = ''] = checkpoint.split('\n\n')
  expect(parseCosigned(`${text}\n`, lines).signatures).toHaveLength(2)
  for (const answer of ['', '\n', 'ok', `more\n\n${lines}`, `\n${lines}`, `${lines}\n\n${lines}`, lines.slice(0, -1)])
    expect(() => parseCosigned(`${text}\n`, answer), JSON.stringify(answer)).toThrow(MalformedError)
})

it('reads any bytes as a request, a size or an answer, or refuses them as malformed, and never breaks', () => {
  const piece = fc.constantFrom(
    'old ',
    '0',
    '17',
    '\n',
    '\n\n',
    hash,
    '— a AAAAAAAA\n',
    '\0',
    'ế',
    '\r',
    '+',
    checkpoint,
  )
  const text = fc.array(piece, { maxLength: 20 }).map((pieces) => Buffer.from(pieces.join('')))
  fc.assert(
    fc.property(fc.oneof(text, fc.uint8Array({ maxLength: 200 })), (bytes) => {
      for (const read of [parseAddCheckpoint, parseSize, (lines: string) => parseCosigned('a\n', lines)]) {
        try {
          read(decodeText(bytes, 'It'))
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedError)
        }
      }
    }),
    { seed: 1, numRuns: 2_000 },
  )
})
