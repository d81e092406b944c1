import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bent } from '../../test/journal/bending.ts'
import { formatSize, sizeType } from './tlog/add-checkpoint.ts'
import { parseCheckpoint, signCheckpoint } from './tlog/checkpoint.ts'
import { cosign } from './tlog/cosignature.ts'
import { formatSignature, makeSigner } from './tlog/signed-note.ts'
import { askWitness, fetchSeen } from './witness-client.ts'
import { failureReasons } from './witness-failure.ts'

/** Whatever a witness answers is a reply: what it cosigned or has seen, or a failure that says why neither. */

const log = makeSigner('kho.example.vn/log', 'ed25519', Buffer.alloc(32, 1))
const verifier = makeSigner('nhan-chung.example.vn', 'cosignature', Buffer.alloc(32, 2))
const checkpoint = signCheckpoint(log, { size: 11, root: Buffer.alloc(32, 3) })
const now = new Date('2026-03-02T03:04:05Z')
const cosignature = cosign(verifier, parseCheckpoint(checkpoint).note.text, now.getTime() / 1000)

let answer: { status: number; type: string; body: Buffer } = { status: 200, type: 'text/plain', body: Buffer.alloc(0) }
const server = createServer((request, response) => {
  request.resume()
  response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
})
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
const witness = () => {
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return { name: 'mot', verifier, url }
}
const limits = { milliseconds: 30_000, stopping: new AbortController().signal }
const ask = () => askWitness(witness(), { old: 7, proof: [], checkpoint }, { limits, now })
const oneOf = (...bodies: readonly (string | Buffer)[]) => fc.oneof(...bodies.map((body) => bent(Buffer.from(body))))
const answers = fc.record({
  status: fc.constantFrom(200, 200, 200, 409, 409, 302, 400, 403, 404, 422, 500),
  type: fc.constantFrom('text/plain', sizeType, `${sizeType}; charset=utf-8`, 'x'),
  body: oneOf(formatSignature(cosignature), formatSize(11), checkpoint),
})
const known: readonly string[] = failureReasons

it('takes the answers of the protocol', async () => {
  answer = { status: 200, type: 'text/plain', body: Buffer.from(formatSignature(cosignature)) }
  expect(await ask()).toEqual({ cosignature })
  answer = { status: 409, type: sizeType, body: Buffer.from('11\n') }
  expect(await ask()).toEqual({ seen: 11 })
  answer = { status: 200, type: 'text/plain', body: Buffer.from(checkpoint) }
  expect(await fetchSeen(witness(), log, limits)).toMatchObject({ checkpoint: { size: 11 } })
})

it(
  'makes a reply of every answer, and takes for a cosignature or a checkpoint nothing that was bent',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (given) => {
        answer = given
        const reply = await ask()
        if ('failure' in reply)
          expect([known.includes(reply.failure.reason), reply.failure.detail]).toEqual([true, expect.stringMatching(/./)]) // prettier-ignore
        else if ('cosignature' in reply) expect(reply).toEqual({ cosignature })
        else expect(Number.isSafeInteger(reply.seen)).toBe(true)
        const shown = await fetchSeen(witness(), log, limits)
        if ('failure' in shown) expect(known).toContain(shown.failure.reason)
        else if (shown.checkpoint) expect(shown.checkpoint.size).toBe(11)
      }),
      { seed: 20260302, numRuns: 100 },
    )
  },
)
