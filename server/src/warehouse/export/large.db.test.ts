import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { request as httpRequest } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { liveMemory } from '../../../test/live-memory.ts'
import { aDataset, officeFields } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { anActor } from '../../law/testing.ts'

/** Rows enough that no buffer on the way holds the file: about 30 MB. */
const count = 60_000
const dataset = 'lon'
const workerProcess = path.resolve(import.meta.dirname, '../../../test/warehouse/worker-process.ts')

const warehouse = await openWarehouse()
const { app, call, deliver, modules, people, refusal, testing } = warehouse
const temporary = path.join(warehouse.blobFolder, 'temporary')

interface Export {
  readonly id: string
  readonly state: string
  readonly rows: number
  readonly bytes: number
  readonly digest: string | null
}

beforeAll(async () => {
  const facts = aDataset({ code: dataset, provider: people.provider.unit.id, consumers: [{ group: 'all' }] })
  await modules.catalogue.registerDataset(anActor(), { ...facts, classification: 'internal' })
  await modules.catalogue.declareStructure(anActor(), dataset, { fields: officeFields, note: '' })
  await warehouse.promulgateNext([dataset])
  const first = Array.from({ length: 1_000 }, (_none, place) => `A${String(place)},${'Tên '.repeat(125)}\n`)
  await deliver(`ma,ten\n${first.join('')}`, { dataset })
  // What is read matters here, not how it came in: rows like those, many times over.
  await testing.asIntruder(`
    INSERT INTO data.lon SELECT 'K' || n, _since, n, _salt, 'K' || n, 'Tên ' || repeat(md5(n::text), 15)
    FROM data.lon, generate_series(1, ${String(count - first.length)}) AS n WHERE _key = 'A0'`)
})

async function request(format = 'csv'): Promise<string> {
  const url = `/warehouse/datasets/${dataset}/exports`
  const answer = await call<Export>('provider', url, { method: 'POST', body: { format } })
  expect(answer.status, answer.text).toBe(202)
  return answer.body.id
}

const look = async (id: string) => (await call<Export>('provider', `/warehouse/exports/${id}`)).body
const hasEnded = ({ state }: Export) => state !== 'waiting' && state !== 'running'

async function ended(id: string): Promise<Export> {
  for (;;) {
    const job = await look(id)
    if (hasEnded(job)) return job
    await sleep(10)
  }
}

const names = () => (existsSync(temporary) ? readdirSync(temporary) : [])
const unfinished = (id: string) => path.join(temporary, `${id}.part`)
const written = (id: string) => statSync(unfinished(id), { throwIfNoEntry: false })?.size ?? 0

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(2)
}

describe('an export of a large dataset', () => {
  beforeEach(() => {
    for (const name of names()) rmSync(path.join(temporary, name))
  })

  // Measured whenever so much more is written, not so often in a second: on a slow machine there would be nothing else.
  it.each([
    ['csv', 2 << 20],
    ['xlsx', 128 << 10],
  ])('to %s is written in memory that does not grow with it', async (format, step) => {
    const before = liveMemory().all
    const measured: number[] = []
    const id = await request(format)
    for (let job = await look(id); !hasEnded(job); job = await look(id)) {
      if (written(id) < step * (measured.length + 1)) await sleep(2)
      else measured.push(liveMemory().all - before)
    }
    expect(await look(id)).toMatchObject({ state: 'done', rows: count })
    expect(measured.length).toBeGreaterThan(5)
    expect(Math.max(...measured)).toBeLessThan(25)
  })

  it('that is cancelled while it is written leaves no file, and the next one is written', async () => {
    const id = await request('xlsx')
    await until(() => written(id) > 0)
    expect((await call('provider', `/warehouse/exports/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect(await look(id)).toMatchObject({ state: 'cancelled', digest: null })
    const expected = { status: 409, code: 'warehouse.exportNotReady' }
    await refusal(expected, 'provider', `/warehouse/exports/${id}/content`)
    const next = await request()
    expect(await ended(next)).toMatchObject({ state: 'done', rows: count })
    expect(names()).toEqual([next])
    expect(await look(id)).toMatchObject({ state: 'cancelled' })
  })
})

describe('readers who do not read', () => {
  let port = 0
  let file: Export
  const ends: Socket[] = []

  beforeAll(async () => {
    file = await ended(await request())
    app.server.on('connection', (socket: Socket) => ends.push(socket))
    await app.listen({ host: '127.0.0.1', port: 0 })
    port = (app.server.address() as AddressInfo).port
  })
  const open = () => ends.filter((socket) => !socket.destroyed)
  const readers = 25

  /** Asks for something and takes nothing of the answer; resolves when the server has begun to send. */
  async function slowReader(address: string): Promise<Socket> {
    const socket = connect({ host: '127.0.0.1', port })
    socket.pause()
    socket.on('error', () => undefined)
    socket.write(
      `GET /api/v1${address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${people.provider.token}\r\n\r\n`,
    )
    await once(socket, 'connect')
    const end = () => ends.find((each) => each.remotePort === socket.localPort)
    while ((end()?.bytesWritten ?? 0) === 0) await sleep(5)
    return socket
  }

  const filesOpen = () =>
    readdirSync('/proc/self/fd').filter((name) => {
      try {
        return readlinkSync(`/proc/self/fd/${name}`).endsWith(file.id)
      } catch {
        return false
      }
    })

  /** The whole answer over a connection of its own: its bytes, and their digest. */
  async function read(address: string): Promise<{ bytes: number; digest: string }> {
    const headers = { authorization: `Bearer ${people.provider.token}`, connection: 'close' }
    const sent = httpRequest({ host: '127.0.0.1', port, path: `/api/v1${address}`, headers })
    sent.end()
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    const digest = createHash('sha256')
    let bytes = 0
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      digest.update(chunk)
      bytes += chunk.length
    }
    return { bytes, digest: digest.digest('hex') }
  }

  it.each([
    ['an export', readers, () => `/warehouse/exports/${file.id}/content`],
    ['a page', 0, () => `/warehouse/datasets/${dataset}/records?limit=1000`],
    ['the feed of changes', 0, () => `/warehouse/datasets/${dataset}/changes?since=0&limit=1000`],
  ])('of %s hold no memory of the server that grows, and keep nobody from reading', async (_what, stalled, address) => {
    const whole = await read(address())
    expect(whole.bytes).toBeGreaterThan(400_000)
    const before = liveMemory().all
    const slow = await Promise.all(Array.from({ length: readers }, () => slowReader(address())))
    onTestFinished(() => {
      for (const socket of slow) socket.destroy()
    })
    expect(await read(address())).toEqual(whole)
    expect((await read(`/warehouse/exports/${file.id}/content`)).digest).toBe(file.digest)
    expect((await call('provider', `/warehouse/datasets/${dataset}/records`)).status).toBe(200)
    // What is small goes into the buffers of the system; of a file the server waits until it is taken.
    await until(() => open().filter(({ writableLength }) => writableLength > 0).length >= stalled)
    expect(liveMemory().all - before).toBeLessThan(readers)
    await until(() => open().length === readers)
    for (const socket of slow) socket.destroy()
    await until(() => open().length === 0 && filesOpen().length === 0)
  })
})

/** Last, for the worker of this process is stopped for it. */
describe('a process that is killed while it writes an export', () => {
  beforeAll(() => modules.warehouse.worker.stop())

  /** A pipe in place of the file, so that the writing stands still when so many bytes have been taken from it. */
  async function killWhenWritten(id: string, bytes: number): Promise<Buffer> {
    mkdirSync(temporary, { recursive: true })
    execFileSync('mkfifo', [unfinished(id)])
    const work = spawn(process.execPath, [workerProcess, testing.adminUrl, testing.secret, warehouse.blobFolder])
    const pipe = await openFile(unfinished(id), 'r')
    const taken = Buffer.alloc(bytes)
    for (let at = 0; at < bytes;) at += (await pipe.read(taken, at)).bytesRead
    work.kill('SIGKILL')
    await once(work, 'exit')
    await pipe.close()
    rmSync(unfinished(id))
    return taken
  }

  it.each([1, 10 << 20])(
    'after %i bytes: no half of a file is offered, and the next process writes it whole',
    async (bytes) => {
      const id = await request()
      const half = await killWhenWritten(id, bytes)
      writeFileSync(unfinished(id), half)
      expect(await look(id)).toMatchObject({ state: 'running', digest: null })
      await refusal({ status: 409, code: 'warehouse.exportNotReady' }, 'provider', `/warehouse/exports/${id}/content`)
      const next = warehouse.anotherWorker()
      for (let job = await look(id); !hasEnded(job); job = await look(id)) {
        next.kick()
        await sleep(20)
      }
      const job = await look(id)
      expect(job).toMatchObject({ state: 'done', rows: count })
      const answer = await call('provider', `/warehouse/exports/${id}/content`)
      expect(createHash('sha256').update(answer.bytes).digest('hex')).toBe(job.digest)
      expect(answer.bytes.subarray(0, bytes).equals(half)).toBe(true)
      expect(answer.text.split('\n')).toHaveLength(count + 2)
      expect(names()).not.toContain(`${id}.part`)
    },
  )
})
