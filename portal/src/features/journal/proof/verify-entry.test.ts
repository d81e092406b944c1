import { describe, expect, it } from 'vitest'
import { hexOf, utf8 } from '../../../lib/bytes.ts'
import known from './entry.fixture.json' with { type: 'json' }
import type { Reason } from './finding.ts'
import { leafHash } from './tree.ts'
import { entryLeaf, verifyEntry } from './verify-entry.ts'

/** An entry, its proof and its keys as the server's code makes them: eleven leaves, one of two witnesses under the note. */
const { entry, proof } = known
const one = { closed: [], groups: [], quorum: 'Sở Tư pháp', ...known.keys }
const keysWith = (needed: number) => ({
  ...{ ...known.keys, closed: [] },
  groups: [{ name: 'đủ', needed, members: ['Sở Tư pháp', 'Thanh tra'] }],
  quorum: 'đủ',
})
const faultOf = async (...given: Parameters<typeof verifyEntry>) => {
  const { isProven, steps } = await verifyEntry(...given)
  expect(isProven).toBe(false)
  return steps.flatMap(({ step, state, reason }) => (state === 'holds' ? [] : [`${step}: ${reason ?? ''}`]))
}

it('takes the same bytes for the leaf as the server (RFC 8785), and the same hash of them (RFC 6962)', async () => {
  expect(entryLeaf(entry)).toBe(known.leaf)
  expect(hexOf(await leafHash(utf8(known.leaf)))).toBe(known.leafHash)
})

it('takes in the program that acted and its token, where there was one, as the server does', () => {
  const client = { code: 'kho-cli', token: 'khoa' }
  const leaf = entryLeaf({ ...entry, actor: { ...entry.actor, client } })
  expect(leaf).toBe(known.leaf.replace('"unit":', '"client":{"code":"kho-cli","token":"khoa"},"unit":'))
})

it('proves an entry by a witnessed checkpoint, step by step', async () => {
  const verdict = await verifyEntry(entry, proof, one)
  expect([verdict.isProven, verdict.isWitnessed, verdict.checkpoint?.size]).toEqual([true, true, 11])
  expect(verdict.steps).toEqual([
    { step: 'leaf', state: 'holds', found: known.leafHash },
    { step: 'proof', state: 'holds', found: '6' },
    { step: 'path', state: 'holds', found: known.root },
    { step: 'signature', state: 'holds', found: 'kho.example.vn/nhat-ky' },
    { step: 'witnesses', state: 'holds', found: 'Sở Tư pháp' },
  ])
})

describe('a checkpoint of a log that was closed since', () => {
  const closedAt = (size: number) => ({
    ...{ ...one, origin: 'kho.example.vn/nhat-ky/2', key: 'x' },
    closed: [{ origin: one.origin, key: one.key, size }],
  })
  it('proves an entry as it did before', async () => {
    expect((await verifyEntry(entry, proof, closedAt(11))).isProven).toBe(true)
  })
  it('proves nothing beyond the closing: whoever has the old key may have signed it', async () => {
    expect(await faultOf(entry, proof, closedAt(10))).toEqual(['signature: closedLog'])
  })
})

it.each([
  ['one of two is asked and one cosigned', keysWith(1), true],
  ['two of two are asked and one cosigned', keysWith(2), false],
  ['nobody is asked', { ...one, quorum: null }, false],
  ['the one that is asked did not cosign', { ...one, quorum: 'Thanh tra' }, false],
])('says whether it is witnessed when %s', async (_when, keys, isWitnessed) => {
  const verdict = await verifyEntry(entry, proof, keys)
  expect([verdict.isProven, verdict.isWitnessed]).toEqual([true, isWitnessed])
})

describe('an entry that is shown otherwise than it was recorded does not lead to the root:', () => {
  it.each<[string, object]>([
    ['its time', { at: '2026-03-02T03:04:05.679Z' }],
    ['its id', { id: '0198a6a0-0000-7000-8000-000000000007' }],
    ['its event', { event: 'warehouse.submission.rejected' }],
    ['its subject', { subject: { ...entry.subject, label: 'ho-khau' } }],
    ['who acted', { actor: { ...entry.actor, accountName: 'khac' } }],
    [
      'what who acted had signed',
      { actor: { ...entry.actor, signature: { kind: 'webauthn', key: 'a', signed: 'b', signature: 'c' } } },
    ],
    ['for which unit', { actor: { ...entry.actor, unitName: 'Sở Y tế' } }],
    ['a number in its payload', { payload: { ...entry.payload, apply: 4 } }],
    ['a member more in its payload', { payload: { ...entry.payload, more: null } }],
  ])('%s', async (_what, over) => {
    expect(await faultOf({ ...entry, ...over }, proof, one)).toEqual(['path: pathLeadsElsewhere'])
  })
})

const lines = proof.split('\n')
const swapped = (at: number, to: string) => lines.toSpliced(at, 1, to).join('\n')
const flipped = (at: number) => {
  const line = lines[at] ?? ''
  return swapped(at, `${line.slice(0, -6)}${line.at(-6) === 'A' ? 'B' : 'A'}${line.slice(-5)}`)
}

describe('a proof is refused, and the step named, with', () => {
  it.each<[string, string, string, Reason]>([
    ['another header', swapped(0, 'c2sp.org/tlog-proof@v2'), 'proof', 'malformedProof'],
    ['another index', swapped(1, 'index 7'), 'proof', 'otherPlace'],
    ['an index with a leading zero', swapped(1, 'index 06'), 'proof', 'malformedProof'],
    ['no index', lines.toSpliced(1, 1).join('\n'), 'proof', 'malformedProof'],
    ['another hash at the bottom', flipped(2), 'path', 'pathLeadsElsewhere'],
    ['another hash at the top', flipped(5), 'path', 'pathLeadsElsewhere'],
    ['a hash too few', lines.toSpliced(2, 1).join('\n'), 'path', 'pathLeadsElsewhere'],
    ['a hash too many', lines.toSpliced(2, 0, lines[2] ?? '').join('\n'), 'path', 'pathLeadsElsewhere'],
    ['a short hash', swapped(2, 'AAAA'), 'proof', 'malformedProof'],
    ['another log', swapped(7, 'kho.example.vn/khac'), 'signature', 'otherLog'],
    ['another size', swapped(8, '12'), 'signature', 'notSigned'],
    ['a size that leaves the entry out', swapped(8, '6'), 'path', 'pathLeadsElsewhere'],
    ['another root', flipped(9), 'path', 'pathLeadsElsewhere'],
    ['another signature', flipped(11), 'signature', 'notSigned'],
    ['no signature of the log', lines.toSpliced(11, 1).join('\n'), 'signature', 'notSigned'],
    ['the signature of the log twice', lines.toSpliced(11, 0, lines[11] ?? '').join('\n'), 'signature', 'notSigned'],
    ['no checkpoint', lines.slice(0, 6).join('\n'), 'proof', 'malformedProof'],
    ['a checkpoint without signatures', lines.slice(0, 10).join('\n'), 'proof', 'malformedCheckpoint'],
    ['nothing in it', '', 'proof', 'malformedProof'],
  ])('%s', async (_what, text, step, reason) => {
    expect(await faultOf(entry, text, one)).toEqual([`${step}: ${reason}`])
  })

  it('a cosignature that does not hold counts for nothing', async () => {
    const verdict = await verifyEntry(entry, flipped(12), one)
    expect([verdict.isProven, verdict.isWitnessed]).toEqual([true, false])
  })
})

it.each<[string, string, Reason]>([
  ['the key of another log', known.otherKey, 'notSigned'],
  ['a key whose hash is not its own', one.key.replace('00d29ab3', '00d29ab4'), 'malformedKey'],
  ['no key', 'x', 'malformedKey'],
])('a proof is refused with %s', async (_what, key, reason) => {
  expect(await faultOf(entry, proof, { ...one, key })).toEqual([`signature: ${reason}`])
})
