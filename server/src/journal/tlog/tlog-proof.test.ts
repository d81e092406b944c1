import { expect, it } from 'vitest'
import { leafHash, MerkleTree, auditPath } from '../../platform/index.ts'
import { signCheckpoint } from './checkpoint.ts'
import { makeSigner, MalformedError } from './signed-note.ts'
import { formatLogProof, openLogProof, parseLogProof } from './tlog-proof.ts'

const log = makeSigner('kho.example.vn/log', 'ed25519', Buffer.alloc(32, 1))
const leaves = Array.from({ length: 11 }, (_none, index) => leafHash(Buffer.from(`mục ${String(index)}`)))
const tree = new MerkleTree()
for (const leaf of leaves) tree.append(leaf)
const checkpoint = signCheckpoint(log, { size: leaves.length, root: tree.root() })
const text = formatLogProof({ index: 6, path: auditPath(leaves, 6), checkpoint })
const [leaf = Buffer.alloc(0)] = leaves.slice(6)

it('opens a proof it made, also with an extra line in it', () => {
  for (const each of [text, text.replace('\nindex', '\nextra AAAA\nindex')]) {
    expect(openLogProof(parseLogProof(each), leaf, log).size).toBe(11)
  }
  expect(formatLogProof(parseLogProof(text))).toBe(text)
})

it.each([
  ['another header', (proof: string) => proof.replace('@v1', '@v2')],
  ['no index', (proof: string) => proof.replace('index 6\n', '')],
  ['an index with a leading zero', (proof: string) => proof.replace('index 6', 'index 06')],
  ['another index', (proof: string) => proof.replace('index 6', 'index 7')],
  ['an index outside the tree', (proof: string) => proof.replace('index 6', 'index 11')],
  ['a hash too few', (proof: string) => proof.replace(/(index 6\n)[^\n]+\n/, '$1')],
  ['a hash too many', (proof: string) => proof.replace(/(index 6\n)([^\n]+\n)/, '$1$2$2')],
  ['a short hash', (proof: string) => proof.replace(/(index 6\n)[^\n]+\n/, '$1AAAA\n')],
  ['an extra line that is not base64', (proof: string) => proof.replace('\nindex', '\nextra %\nindex')],
  [
    'a path without end',
    (proof: string) => proof.replace(/(index 6\n)([^\n]+\n)/, (_all, a: string, b: string) => a + b.repeat(64)),
  ],
  ['no checkpoint', (proof: string) => proof.split('\n\n')[0] ?? ''],
  ['a checkpoint of another size', (proof: string) => proof.replace('\n11\n', '\n12\n')],
  ['nothing', () => ''],
])('refuses a proof with %s', (_what, change) => {
  expect(() => openLogProof(parseLogProof(change(text)), leaf, log)).toThrow(MalformedError)
})

it('refuses a proof of another leaf', () => {
  expect(() => openLogProof(parseLogProof(text), leafHash(Buffer.from('khác')), log)).toThrow('does not lead')
})
