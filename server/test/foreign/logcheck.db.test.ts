import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { formatVerifier, logSigner, readPublished } from '../../src/journal/index.ts'
import { decodeEntries } from '../../src/journal/testing.ts'
import { anActor } from '../../src/law/testing.ts'
import { proveEverySize } from '../journal/every-size.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import { buildLogcheck, missingForLogcheck } from './logcheck.ts'

/** The log under the eyes of a program nobody here wrote: Go's packages for transparency logs. */

const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-foreign-'))
const logFolder = path.join(folder, 'log')
const origin = 'kho.example.vn/nhat-ky'
const warehouse = await openWarehouse({ logFolder, logOrigin: origin })
const { app, modules, people, testing } = warehouse
const { token } = people.auditor
const key = formatVerifier(logSigner({ secret: testing.secret, key: undefined, origin }))
const missing = missingForLogcheck()
const logcheck = missing === undefined ? buildLogcheck(folder) : () => Promise.reject(new Error(missing))

/** What a static server of the folder would give, but for one file. */
let bent: { readonly name: string; readonly content: Buffer } | undefined
const mirror = createServer((request, response) => {
  const name = (request.url ?? '').slice(1)
  void readPublished(logFolder, name).then((content) => {
    const given = bent?.name === name ? bent.content : content
    response.writeHead(given ? 200 : 404).end(given)
  })
})

let address = ''
let mirrored = ''
const checkpoints: string[] = []
const addressOf = ({ port }: AddressInfo) => `http://127.0.0.1:${String(port)}`

beforeAll(async () => {
  for (const entries of [1, 255, 300, 40]) {
    await modules.journal.change(anActor(), async (tx) => {
      for (let n = 0; n < entries; n += 1) {
        const subject = { type: 'dataset', id: String(n), label: 'dan-cu' }
        await tx.record({ event: 'catalogue.dataset.registered', subject, payload: { n } })
      }
    })
    await modules.journal.sequencer.seal()
    const file = path.join(folder, `checkpoint-${String(checkpoints.length)}`)
    writeFileSync(file, (await readPublished(logFolder, 'checkpoint')) ?? '')
    checkpoints.push(file)
  }
  await app.listen({ host: '127.0.0.1', port: 0 })
  address = `${addressOf(app.server.address() as AddressInfo)}/log`
  await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve))
  mirrored = addressOf(mirror.address() as AddressInfo)
})
afterAll(() => {
  mirror.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach((context) => {
  if (missing !== undefined) context.skip(missing)
  bent = undefined
})

it('holds the whole log: its note, every tile, every entry, and that it only grew (Điều 13.3)', async () => {
  const { isGood, said } = await logcheck(['log', address, key, ...checkpoints], token)
  expect(isGood, said).toBe(true)
  expect(said).toMatch(/^OK [56]\d\d$/)
  expect(await logcheck(['log', mirrored, key, ...checkpoints])).toMatchObject({ isGood: true })
})

it('is told no entry without a right to the journal', async () => {
  expect((await logcheck(['log', address, key])).said).toMatch(/REFUSED .*answered 401/)
})

it('refuses another key and a checkpoint of another history', async () => {
  const stranger = logSigner({ secret: 'other', key: undefined, origin })
  expect(await logcheck(['log', mirrored, formatVerifier(stranger)])).toMatchObject({ isGood: false })
})

/** Twelve bits spread over the content. */
function flips(content: Buffer): Buffer[] {
  return Array.from({ length: 12 }, (_none, n) => {
    const copy = Buffer.from(content)
    const bit = (n * 7919 + 11) % (content.length * 8)
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return copy
  })
}

it.each(['checkpoint', 'tile/0/000', 'tile/0/001', 'tile/1/000.p/2', 'tile/entries/000', 'tile/entries/001'])(
  'refuses each of twelve mutations of %s',
  async (name) => {
    const whole = await readPublished(logFolder, name)
    expect(whole?.length).toBeGreaterThan(0)
    for (const content of flips(whole ?? Buffer.alloc(0))) {
      bent = { name, content }
      expect(await logcheck(['log', mirrored, key])).toMatchObject({ isGood: false })
    }
  },
)

it('holds the proof of one entry, and refuses each of twelve mutations of it and of the entry (Điều 13.3)', async () => {
  const list = await warehouse.call<{ items: { id: string }[] }>('auditor', '/journal/entries?limit=1')
  const proof = (await warehouse.call('auditor', `/journal/entries/${list.body.items[0]?.id ?? ''}/proof`)).bytes
  const index = Number(/^index (\d+)$/m.exec(proof.toString())?.[1])
  const bundle = await readPublished(logFolder, `tile/entries/002.p/${String((index % 256) + 1)}`)
  const entry = decodeEntries(bundle ?? Buffer.alloc(0)).at(-1) ?? Buffer.alloc(0)
  const [proofFile, entryFile] = [path.join(folder, 'entry.tlog-proof'), path.join(folder, 'entry.json')]
  const verdict = async (proofBytes: Buffer, entryBytes: Buffer) => {
    writeFileSync(proofFile, proofBytes)
    writeFileSync(entryFile, entryBytes)
    return logcheck(['proof', proofFile, key, entryFile])
  }
  expect(await verdict(proof, entry)).toEqual({ isGood: true, said: `OK ${String(index)}` })
  for (const each of flips(proof)) expect(await verdict(each, entry)).toMatchObject({ isGood: false })
  for (const each of flips(entry)) expect(await verdict(proof, each)).toMatchObject({ isGood: false })
})

it('proves every leaf of trees of many sizes by the same hashes as the product, and refuses a tile with one bit changed', async () => {
  const sizes = [1, 2, 3, 7, 8, 255, 256, 257, 300, 513]
  const leaves = sizes.reduce((sum, size) => sum + size)
  const everySize = path.join(folder, 'sizes')
  expect(await proveEverySize(sizes, everySize)).toBe(leaves)
  expect(await logcheck(['sizes', `file://${everySize}`])).toEqual({ isGood: true, said: `OK ${String(leaves)}` })
  const tile = path.join(everySize, 'tile/0/001')
  for (const each of flips(readFileSync(tile))) {
    writeFileSync(tile, each)
    expect(await logcheck(['sizes', `file://${everySize}`])).toMatchObject({ isGood: false })
  }
})
