import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Entry, EntryId } from './entry.ts'
import { entryLeaf, entryLeafHash } from './entry.ts'
import { aRecord, aSignature, anActor } from './testing.ts'

const actor = anActor()
const aClient = { code: 'kho-cli', token: 'khoa' } as const
const entry: Entry = {
  ...aRecord(),
  id: '0198a6a0-0000-7000-8000-000000000004' as EntryId,
  at: new Date('2026-03-02T03:04:05.678Z'),
  actor,
}

it('is SHA-256 of a zero byte and the canonical JSON of the entry, for good (Điều 13.3)', () => {
  const canonical =
    '{"actor":{"account":"0198a6a0-0000-7000-8000-000000000001","accountName":"hokhau",' +
    '"unit":"0198a6a0-0000-7000-8000-000000000002","unitName":"Công an Thành phố","via":"session"},' +
    '"at":"2026-03-02T03:04:05.678Z","event":"catalogue.dataset.registered",' +
    '"id":"0198a6a0-0000-7000-8000-000000000004","payload":{"code":"dan-cu","digest":null,"fields":12},' +
    '"subject":{"id":"0198a6a0-0000-7000-8000-000000000003","label":"dan-cu","type":"dataset"},"v":1}'
  const expected = createHash('sha256').update(`\0${canonical}`).digest('hex')
  expect(entryLeafHash(entry).toString('hex')).toBe(expected)
  expect(expected).toBe('edcb953f127ca87368f7b4f1fb39e2b9c03580e4ef6f1e9f4b4d4b7aeb36e28e')
})

it.each([
  ['id', { ...entry, id: '0198a6a0-0000-7000-8000-000000000005' as EntryId }],
  ['instant, by a millisecond', { ...entry, at: new Date(entry.at.getTime() + 1) }],
  ['event', { ...entry, event: 'catalogue.dataset.revised' }],
  ['type of subject', { ...entry, subject: { ...entry.subject, type: 'structure' } }],
  ['id of subject', { ...entry, subject: { ...entry.subject, id: 'other' } }],
  ['label of subject', { ...entry, subject: { ...entry.subject, label: 'dan-cư' } }],
  ['account', { ...entry, actor: { ...actor, accountId: 'other' } }],
  ['name of account', { ...entry, actor: { ...actor, accountName: 'other' } }],
  ['unit', { ...entry, actor: { ...actor, unitId: 'other' } }],
  ['name of unit', { ...entry, actor: { ...actor, unitName: 'other' } }],
  ['way of access', { ...entry, actor: { ...actor, via: 'token' } }],
  ['program that acted', { ...entry, actor: { ...actor, client: aClient } }],
  ['token of the program', { ...entry, actor: { ...actor, client: { ...aClient, token: 'other' } } }],
  ['signature of who acted', { ...entry, actor: { ...actor, signature: aSignature } }],
  ['value in the payload', { ...entry, payload: { ...entry.payload, fields: 13 } }],
  ['type in the payload', { ...entry, payload: { ...entry.payload, fields: '12' } }],
  ['member more in the payload', { ...entry, payload: { ...entry.payload, more: null } }],
  ['member less in the payload', { ...entry, payload: { code: 'dan-cu', fields: 12 } }],
  ['value moved from one member to another', { ...entry, payload: { code: null, fields: 12, digest: 'dan-cu' } }],
] satisfies [string, Entry][])('changes with another %s', (_what, other) => {
  expect(entryLeafHash(other)).not.toEqual(entryLeafHash(entry))
})

it('does not depend on the order of members, in which databases hand them back', () => {
  const payload = Object.fromEntries(Object.entries(entry.payload).reverse())
  expect(entryLeafHash({ ...entry, payload })).toEqual(entryLeafHash(entry))
})

it('holds the program that acted for somebody, and by which token', () => {
  const leaf = entryLeaf({ ...entry, actor: { ...actor, via: 'token', client: aClient } }).toString()
  expect(leaf).toContain('"client":{"code":"kho-cli","token":"khoa"},"unit"')
})

it('holds what the one who acted signed for it, so that nobody else can act in that name (D5)', () => {
  const leaf = entryLeaf({ ...entry, actor: { ...actor, signature: aSignature } }).toString()
  expect(leaf).toContain(
    '"signature":{"act":{"body":"00","method":"POST","nonce":"bg","path":"/api/v1/x"},"authenticatorData":"YQ",' +
      '"clientData":"e30","key":"khoa","kind":"webauthn","signature":"Yg"},"unit"',
  )
})

it('covers the request by nothing: it is a help for operators, not part of what is proven', () => {
  expect(entryLeafHash({ ...entry, actor: anActor({ requestId: 'another' }) })).toEqual(entryLeafHash(entry))
})
