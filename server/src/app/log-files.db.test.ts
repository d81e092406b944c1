import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openWarehouse } from '../../test/warehouse/open-warehouse.ts'
import { anActor } from '../law/testing.ts'
import { formatVerifier, logSigner, openCheckpoint, parseVerifier, verifyPublished } from '../journal/index.ts'
import { decodeEntries, openLogProof, parseLogProof } from '../journal/testing.ts'
import { leafHash } from '../platform/index.ts'

const logFolder = mkdtempSync(path.join(os.tmpdir(), 'kho-log-'))
afterAll(() => {
  rmSync(logFolder, { recursive: true, force: true })
})
const { app, modules, testing, people } = await openWarehouse({ logFolder, logOrigin: 'kho.example.vn/nhat-ky' })
await modules.journal.change(anActor(), (tx) =>
  tx.record({ event: 'catalogue.dataset.registered', subject: { type: 'dataset', id: 'x', label: 'x' }, payload: {} }),
)
await modules.journal.sequencer.seal()
const key = logSigner({ secret: testing.secret, key: undefined, origin: 'kho.example.vn/nhat-ky' })
const get = (url: string, token?: string) =>
  app.inject({ url, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } })

it('the log is verified by whoever may read the journal, through its addresses alone (Điều 13.3)', async () => {
  const { size, faults } = await verifyPublished(async (name) => {
    const { statusCode, rawPayload } = await get(`/log/${name}`, people.auditor.token)
    return statusCode === 200 ? rawPayload : undefined
  }, key)
  expect(faults).toEqual([])
  expect(size).toBeGreaterThan(5)
})

it('anyone may fetch checkpoint and hashes, and keep a tile for ever', async () => {
  const checkpoint = await get('/log/checkpoint')
  expect([checkpoint.statusCode, checkpoint.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
  expect(checkpoint.payload.startsWith('kho.example.vn/nhat-ky\n')).toBe(true)
  const tile = await get('/log/tile/0/000.p/3')
  expect([tile.statusCode, tile.rawPayload.length, tile.headers['content-type']]).toEqual([
    200,
    96,
    'application/octet-stream',
  ])
  expect(tile.headers['cache-control']).toBe('public, max-age=31536000, immutable')
})

it('an entry comes with a proof that needs nothing but the key of the log (Điều 13.3)', async () => {
  const list = await get('/api/v1/journal/entries?limit=1', people.auditor.token)
  const [entry] = list.json<{ items: { id: string }[] }>().items
  const proof = await get(`/api/v1/journal/entries/${entry?.id ?? ''}/proof`, people.auditor.token)
  expect([proof.statusCode, proof.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
  const { index } = parseLogProof(proof.payload)
  const bundle = await get(`/log/tile/entries/000.p/${String(index + 1)}`, people.auditor.token)
  const leaf = leafHash(decodeEntries(bundle.rawPayload)[index] ?? Buffer.alloc(0))
  expect(openLogProof(parseLogProof(proof.payload), leaf, key).size).toBe(index + 1)
  expect((await get(`/api/v1/journal/entries/${people.auditor.unit.id}/proof`, people.auditor.token)).statusCode).toBe(
    404,
  )
})

it('anyone may see the checkpoints, the growth and the keys they are checked with', async () => {
  const { origin, key: vkey, ...policy } = (await get('/api/v1/journal/key')).json<Record<string, unknown>>()
  expect([origin, vkey]).toEqual([key.name, formatVerifier(key)])
  expect(policy).toEqual({ closed: [], witnesses: [], groups: [], quorum: null })
  interface Listed {
    size: number
    root: string
    note: string
    witnesses: string[]
  }
  const page = (address: string) =>
    get(address).then((answer) => answer.json<{ items: Listed[]; next: string | null }>())
  const { items, next } = await page('/api/v1/journal/checkpoints?limit=1')
  const [newest] = items
  const opened = openCheckpoint(newest?.note ?? '', key)
  expect([opened.size, opened.root.toString('hex'), newest?.witnesses]).toEqual([newest?.size, newest?.root, []])
  const older = await page(`/api/v1/journal/checkpoints?limit=1000&cursor=${next ?? ''}`)
  expect(older.items.every(({ size }) => size < opened.size)).toBe(true)
  const growth = (await get('/api/v1/journal/growth?days=2')).json<{ items: { size: number }[] }>()
  expect(growth.items.at(-1)?.size).toBe(opened.size)
  expect((await get('/api/v1/journal/checkpoints?cursor=x')).statusCode).toBe(400)
})

it('what was recorded is told to nobody who is not signed in', async () => {
  expect((await get('/log/tile/entries/000.p/3')).statusCode).toBe(401)
  const entries = await get('/log/tile/entries/000.p/3', people.auditor.token)
  expect([entries.statusCode, entries.headers['cache-control']]).toEqual([200, 'private, max-age=31536000, immutable'])
})

it.each([
  'tile/0/001',
  'tile/0/000.p/999',
  'tile/9/../checkpoint',
  'tile/0/..%2f..%2fcheckpoint',
  'tile/0/000%00',
  'tile/x',
  'other',
])('there is nothing at /log/%s', async (name) => {
  expect((await get(`/log/${name}`, people.auditor.token)).statusCode).toBe(404)
})

it('a closed log stays to be read at an address of its own, as its successor goes on (D9)', async () => {
  const { opened } = await modules.journal.closeLog(anActor(), 'đổi khóa hằng năm')
  await modules.journal.sequencer.seal()
  const readAt = (prefix: string) => async (name: string) => {
    const { statusCode, rawPayload } = await get(`${prefix}/${name}`, people.auditor.token)
    return statusCode === 200 ? rawPayload : undefined
  }
  const past = await verifyPublished(readAt('/log/closed/1'), key)
  expect([past.size, past.signer.name, past.faults]).toEqual([opened.size, key.name, []])
  for (const trusted of [key, parseVerifier(opened.verifier)]) {
    const now = await verifyPublished(readAt('/log'), trusted)
    expect([now.signer.name, now.faults]).toEqual([opened.origin, []])
  }
  const closed = [{ origin: key.name, key: formatVerifier(key), size: opened.size }]
  expect((await get('/api/v1/journal/key')).json()).toMatchObject({ origin: opened.origin, closed })
  expect((await get('/log/closed/1/tile/entries/000.p/3')).statusCode).toBe(401)
  for (const name of ['closed/2/checkpoint', 'closed/1/other', 'closed/x/checkpoint', 'closed/1/tile/x'])
    expect((await get(`/log/${name}`, people.auditor.token)).statusCode).toBe(404)
})
