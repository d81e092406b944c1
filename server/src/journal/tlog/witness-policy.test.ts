import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signCheckpoint } from './checkpoint.ts'
import { cosign } from './cosignature.ts'
import { formatVerifier, makeSigner, MalformedError, parseNote } from './signed-note.ts'
import { parsePolicy, sizeVouchedFor, witnessesOf } from './witness-policy.ts'

const log = makeSigner('kho.example.vn/log', 'ed25519', Buffer.alloc(32, 1))
const witnesses = [2, 3, 4].map((seed) =>
  makeSigner(`w${String(seed)}.example.vn`, 'cosignature', Buffer.alloc(32, seed)),
)
const [one = '', two = '', three = ''] = witnesses.map(formatVerifier)
const names = `witness mot ${one} http://127.0.0.1:9/\nwitness hai ${two}\nwitness ba ${three}\n`

function noteOf(cosigners: readonly number[]) {
  const note = parseNote(signCheckpoint(log, { size: 5, root: Buffer.alloc(32) }))
  const lines = cosigners.flatMap((place) => witnesses.slice(place, place + 1))
  return { ...note, signatures: [...note.signatures, ...lines.map((each) => cosign(each, note.text, 1_790_000_000))] }
}

describe.each([
  ['none', '', [[[], true]]],
  [
    'one witness',
    '',
    [
      [[0], true],
      [[1, 2], false],
    ],
  ],
  [
    'two of three',
    'group ca 2 mot hai ba',
    [
      [[0], false],
      [[0, 2], true],
      [[0, 1, 2], true],
    ],
  ],
  [
    'all',
    'group ca all mot hai',
    [
      [[0], false],
      [[0, 1], true],
    ],
  ],
  [
    'any',
    'group ca any hai ba',
    [
      [[0], false],
      [[2], true],
    ],
  ],
  [
    'a group of groups',
    'group trong any hai ba\ngroup ca all mot trong',
    [
      [[0], false],
      [[1, 2], false],
      [[0, 2], true],
    ],
  ],
] as [string, string, [number[], boolean][]][])('a quorum of %s', (kind, groups, cases) => {
  const quorum = kind === 'none' ? 'none' : groups === '' ? 'mot' : 'ca'
  const policy = parsePolicy(`# chính sách\n\nlog ${formatVerifier(log)}\n${names}${groups}\n\t quorum\t${quorum} \n`)
  it.each(cases)('cosigned by %j is enough: %j', (cosigners, isEnough) => {
    const { cosigned, isEnough: told } = witnessesOf(noteOf(cosigners), policy)
    expect([cosigned.size, told]).toEqual([cosigners.length, isEnough])
  })
})

it('keeps where a witness takes checkpoints', () => {
  expect(parsePolicy(`${names}quorum none`).witnesses.map(({ url }) => url)).toEqual([
    'http://127.0.0.1:9',
    undefined,
    undefined,
  ])
})

it.each([
  ['no quorum', names],
  ['two quorums', `${names}quorum mot\nquorum mot`],
  ['a quorum nobody knows', `${names}quorum bon`],
  ['a quorum named before it is known', `quorum mot\n${names}`],
  ['an unknown word', `${names}quorum mot\nwitnesses`],
  ['a name taken twice', `${names}group mot any hai\nquorum mot`],
  ['the name none', `witness none ${one}\nquorum none`],
  ['a key that stands there twice', `witness a ${one}\nwitness b ${one}\nquorum a`],
  ['the key of a log for a witness', `witness a ${formatVerifier(log)}\nquorum a`],
  ['the key of a witness for a log', `log ${one}\nquorum none`],
  ['a group that needs more than it has', `${names}group g 3 mot hai\nquorum g`],
  ['a group that needs none', `${names}group g 0 mot hai\nquorum g`],
  ['a group without members', `${names}group g any\nquorum g`],
  ['a member counted twice', `${names}group g 2 mot mot\nquorum g`],
  ['a member of two groups', `${names}group g any mot\ngroup h all g mot\nquorum h`],
  ['words behind the quorum', `${names}quorum mot hai`],
  ['words behind an address', `witness a ${one} http://a b\nquorum a`],
  ['a line that ends as on Windows', `${names}quorum mot\r`],
  [
    'far too many groups',
    `${names}${Array.from({ length: 101 }, (_none, n) => `group g${String(n)} any ${n === 0 ? 'mot' : `g${String(n - 1)}`}\n`).join('')}quorum g100`,
  ],
  ['a number that is none', `${names}group g 1e0 mot\nquorum g`],
])('refuses a policy with %s', (_what, text) => {
  expect(() => parsePolicy(text)).toThrow(MalformedError)
})

it('vouches for what enough members of a group reach', () => {
  const policy = parsePolicy(`${names}group trong any hai ba\ngroup ca 2 mot trong\nquorum ca`)
  const reach = (sizes: Record<string, number>) => sizeVouchedFor(policy, (name) => sizes[name] ?? 0)
  expect(reach({ mot: 10, hai: 7, ba: 8 })).toBe(8)
  expect(reach({ mot: 10 })).toBe(0)
  expect(reach({ hai: 10, ba: 10 })).toBe(0)
  expect(sizeVouchedFor(parsePolicy(`${names}quorum none`), () => 10)).toBe(0)
})

it('takes as many logs, witnesses and groups as the specification asks of everybody', () => {
  const keys = Array.from({ length: 64 }, (_none, n) => ({ n: String(n), seed: Buffer.alloc(32, n + 100) }))
  const lines = keys.map(({ n, seed }) =>
    Number(n) < 32
      ? `log ${formatVerifier(makeSigner(`log${n}`, 'ed25519', seed))}\n`
      : `witness w${n} ${formatVerifier(makeSigner(`w${n}`, 'cosignature', seed))}\ngroup g${n} any w${n}\n`,
  )
  const policy = parsePolicy(`${lines.join('')}quorum g63`)
  expect([policy.logs.length, policy.witnesses.length, policy.groups.size]).toEqual([32, 32, 32])
})

it('reads any text as a policy or refuses it as malformed, and never breaks', () => {
  const word = fc.constantFrom('log', 'witness', 'group', 'quorum', 'mot', 'hai', 'g', one, two, 'none', 'all', 'any')
  const odd = fc.constantFrom('2', '-1', '1e0', '#', '\t', '\n', '\n', '\0', 'ế', '\ud800', '999999999999999999999')
  const text = fc.array(fc.oneof(word, odd), { maxLength: 40 }).map((words) => words.join(' '))
  fc.assert(
    fc.property(text, (policy) => {
      try {
        expect(parsePolicy(policy).quorum).not.toBe('')
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedError)
      }
    }),
    { seed: 1, numRuns: 2_000 },
  )
})
