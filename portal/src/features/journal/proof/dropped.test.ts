import { zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { utf8 } from '../../../lib/bytes.ts'
import { recognise } from './dropped.ts'
import known from './entry.fixture.json' with { type: 'json' }
import signed from './receipt.fixture.json' with { type: 'json' }

const entry = utf8(known.leaf)
const body = atob((signed.jws.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))

it.each([
  ['a receipt, also with a newline after it', `${signed.jws}\n`, { receipt: signed.jws }],
  ['a receipt that was signed with others', `${signed.among}\n`, { receipt: signed.among }],
  ['a proof', known.proof, { proof: known.proof }],
  ['an entry', known.leaf, { entry }],
  ['an entry that an editor has set out in lines', JSON.stringify(JSON.parse(known.leaf), null, 2), { entry }],
  ['a receipt without its signature', body, { unsigned: true }],
])('knows %s by what is in it', (_what, text, found) => {
  expect(recognise('x', utf8(text))).toEqual(found)
})

it.each([
  ['a table', 'ma,ten\n1,Một\n'],
  ['other JSON', '{"v":1}'],
  ['broken JSON', '{"v":1'],
  ['nothing', ''],
  ['something that only begins like an archive', 'PK\u0003\u0004…'],
])('takes %s for the file a receipt is about', (_what, text) => {
  expect(recognise('du-lieu', utf8(text))).toEqual({ content: { name: 'du-lieu', bytes: utf8(text) } })
})

it('opens an archive of evidence', () => {
  const files = { 'receipt.jws': utf8(signed.jws), 'entry.json': entry, 'entry.tlog-proof': utf8(known.proof) }
  const archive = Uint8Array.from(zipSync({ ...files, 'bien-nhan.html': utf8('<!doctype html>') }))
  expect(recognise('x.zip', archive)).toEqual({ receipt: signed.jws, entry, proof: known.proof })
})
