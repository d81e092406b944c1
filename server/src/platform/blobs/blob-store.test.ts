import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { sha256 } from '../crypto/digest.ts'
import { newId } from '../ids.ts'
import { createFolderBlobStore } from './blob-store.ts'

const base = mkdtempSync(path.join(os.tmpdir(), 'kho-blobs-'))
afterAll(() => {
  rmSync(base, { recursive: true })
})

let folder: string
let store: ReturnType<typeof createFolderBlobStore>
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(base, 'store-')), 'made', 'when', 'needed')
  store = createFolderBlobStore(folder, () => newId<'blob'>(new Date(0)))
})

/** All files of the store, whatever their folder. */
function files(): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}

const bytes = Buffer.concat(Array.from({ length: 20_000 }, (_none, place) => sha256(String(place))))
const inPieces = (size: number) =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_none, n) => bytes.subarray(n * size, (n + 1) * size)),
  )

it.each([1_000, 65_536, 1_000_000])('reads back byte for byte what came in pieces of %i bytes', async (size) => {
  const blob = await store.put(inPieces(size))
  expect(blob).toEqual({ digest: sha256(bytes).toString('hex'), bytes: bytes.length })
  expect((await buffer(store.read(blob.digest))).equals(bytes)).toBe(true)
})

it('keeps the same content once, even when it comes twice at the same time', async () => {
  const [first, second] = await Promise.all([store.put(inPieces(1_000)), store.put(inPieces(7_777))])
  expect(await store.put(inPieces(65_536))).toEqual(first)
  expect(second).toEqual(first)
  expect(files().map((file) => path.basename(file))).toEqual([first.digest])
})

it('stores an empty content', async () => {
  const blob = await store.put(Readable.from([]))
  expect(blob).toEqual({ digest: sha256('').toString('hex'), bytes: 0 })
  expect(await buffer(store.read(blob.digest))).toHaveLength(0)
})

it('knows what it has', async () => {
  const { digest } = await store.put(Readable.from([Buffer.from('here')]))
  expect(await store.has(digest)).toBe(true)
  expect(await store.has(sha256('not here').toString('hex'))).toBe(false)
})

function* breakingOff(error: Error) {
  yield bytes.subarray(0, 100_000)
  throw error
}

it('leaves nothing behind of a stream that breaks off, and says why', async () => {
  await expect(store.put(Readable.from(breakingOff(new Error('connection reset'))))).rejects.toThrow('connection reset')
  expect(files()).toEqual([])
})

it('leaves nothing behind of a stream that is destroyed without an error', async () => {
  const content = new Readable({ read: () => undefined })
  content.push(bytes.subarray(0, 100_000))
  const stored = store.put(content)
  content.destroy()
  await expect(stored).rejects.toThrow('Premature close')
  expect(files()).toEqual([])
})

it('puts a stream aside until its digest is known, and keeps nothing of it', async () => {
  await store.put(inPieces(65_536))
  const before = files()
  const { content, ...told } = await store.spool(inPieces(65_536))
  expect(files()).toEqual(before)
  expect(told).toEqual({ bytes: bytes.length, digest: sha256(bytes).toString('hex') })
  expect((await buffer(content)).equals(bytes)).toBe(true)
  await expect(store.spool(Readable.from(breakingOff(new Error('gone'))))).rejects.toThrow('gone')
  expect(files()).toEqual(before)
})

it('sweeps away what killed uploads left, but nothing that may still be on its way', async () => {
  const { digest } = await store.put(inPieces(65_536))
  const incoming = (name: string) => path.join(folder, 'incoming', name)
  for (const name of ['killed', 'coming']) writeFileSync(incoming(name), 'half')
  utimesSync(incoming('killed'), new Date('2026-01-01'), new Date('2026-01-01'))
  await store.sweep(new Date('2026-01-02'))
  expect(files().sort()).toEqual([incoming('coming'), ...files().filter((file) => file.endsWith(digest))].sort())
})

it('sweeps a folder that is not there yet', async () => {
  await expect(store.sweep(new Date())).resolves.toBeUndefined()
})

it('keeps what it has when a later stream breaks off', async () => {
  const { digest } = await store.put(inPieces(65_536))
  await expect(store.put(Readable.from(breakingOff(new Error('gone'))))).rejects.toThrow('gone')
  expect((await buffer(store.read(digest))).equals(bytes)).toBe(true)
})

it('fails to read what it does not have', async () => {
  await expect(buffer(store.read(sha256('not here').toString('hex')))).rejects.toThrow('ENOENT')
})
