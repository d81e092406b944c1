import { mkdtempSync, readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createJournal, proveEntry, witnessesOf, parsePolicy } from '../../src/journal/index.ts'
import type { Journal } from '../../src/journal/index.ts'
import {
  aLog,
  anActor,
  aRecord,
  cosign,
  formatSignature,
  openCheckpoint,
  parseNote,
  signText,
} from '../../src/journal/testing.ts'
import { createTestDatabase } from '../database.ts'
import type { TestDatabase } from '../database.ts'
import { clock, dead, log, policyOf, signerOf, useNeighbours } from './neighbours.ts'

/** The log's side: a real database, real witnesses by real HTTP, and others that are slow, dead or lie. */

const { honest, other, scratch } = useNeighbours()
const seconds = clock.now().getTime() / 1000

interface OpenLog {
  readonly journal: Journal
  readonly folder: string
  record(): Promise<string>
  /** Goes on until what is said of the log is so. */
  until(holds: (standing: Awaited<ReturnType<Journal['standing']>>) => boolean): Promise<void>
}

/** A journal of an installation; `running` asks its witnesses, as a server does. */
function openLog(testing: TestDatabase, policy: ReturnType<typeof policyOf>, logFolder?: string): OpenLog {
  const folder = logFolder ?? mkdtempSync(path.join(scratch, 'log-'))
  const { database } = testing
  const journal = createJournal({
    database,
    clock,
    log,
    ...aLog,
    logFolder: folder,
    policy,
    patience: 400,
    pause: 20,
  })
  journal.witnesses.start()
  const stop = async () => {
    await journal.witnesses.stop()
    await journal.sequencer.stop()
  }
  onTestFinished(stop)
  return {
    ...{ journal, folder },
    record: async () => {
      const id = await journal.change(anActor(), (tx) => tx.record(aRecord()))
      await journal.sequencer.seal()
      return id
    },
    until: async (holds) => {
      while (!holds(await journal.standing())) {
        journal.sequencer.kick()
        await sleep(10)
      }
    },
  }
}
const published = ({ folder }: OpenLog) => readFileSync(path.join(folder, 'checkpoint'), 'utf8')
const failureOf = async ({ journal }: OpenLog, name: string) =>
  (await journal.standing()).witnesses.find(({ witness }) => witness.name === name)?.failure

const testing = await createTestDatabase()
const [one, two] = [await honest('mot'), await honest('hai')]
const now = Math.floor(seconds)

it('is unwitnessed without a policy, and under one that asks nobody', async () => {
  for (const policy of [undefined, parsePolicy('quorum none')]) {
    const journal = createJournal({ database: testing.database, clock, log, ...aLog, policy })
    expect(await journal.standing()).toMatchObject({ isWitnessed: false, isQuorumAsked: false, vouchedFor: 0 })
  }
})

it('is published at once, and again with the cosignatures as they arrive: two of three, one dead (Điều 13.3)', async () => {
  const policy = policyOf([one, two, dead('chet')], '2')
  const open = openLog(testing, policy)
  await open.record()
  expect(openCheckpoint(published(open), aLog.signer).size).toBe(1)
  await open.until(({ isWitnessed }) => isWitnessed)
  await open.until(() => witnessesOf(parseNote(published(open)), policy).isEnough)
  expect(openCheckpoint(published(open), aLog.signer).size).toBe(1)
  const times = [
    ['mot', now],
    ['hai', now],
  ] as const
  expect(witnessesOf(parseNote(published(open)), policy).cosigned).toEqual(new Map(times))
  await open.until(({ witnesses }) => witnesses[2]?.failure?.reason === 'unreachable')
  expect([await failureOf(open, 'mot'), await failureOf(open, 'hai')]).toEqual([undefined, undefined])
})

describe('beside two honest ones, a witness', () => {
  const signer = signerOf('xau')
  const bodyOf = async (request: Parameters<RequestListener>[0]) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    return Buffer.concat(parts).toString()
  }
  /** Answers with what is made of the text that was to be cosigned. */
  const saying =
    (status: number, make: (text: string) => string | Buffer, type = 'text/plain'): RequestListener =>
    (request, response) => {
      void bodyOf(request).then((body) => {
        if (request.method === 'GET') return response.writeHead(404).end()
        const { text } = parseNote(body.slice(body.indexOf('\n\n') + 2))
        return response.writeHead(status, { 'content-type': type, location: '/' }).end(make(text))
      })
    }
  const line = (text: string, time = now, by = signer) => formatSignature(cosign(by, text, time))
  let told = 0
  it.each<[string, string, RequestListener]>([
    ['that never answers', 'tooSlow', () => undefined],
    ['that begins and does not end', 'tooSlow', (_request, response) => void response.writeHead(200).write('— ')],
    ['that hangs up', 'unreachable', (request) => request.socket.destroy()],
    ['that does not know the log', 'unknownLog', saying(404, () => '')],
    ['that knows another key', 'signatureRefused', saying(403, () => '')],
    ['that finds fault with the proof', 'proofRefused', saying(422, () => 'no')],
    ['that is out of order', 'badStatus', saying(500, () => 'oh')],
    ['that sends elsewhere', 'badStatus', saying(307, () => '')],
    ['that answers a page', 'malformed', saying(200, () => '<html></html>')],
    ['that answers nothing', 'malformed', saying(200, () => '')],
    ['that answers without end', 'malformed', saying(200, () => Buffer.alloc(200_000, 'x'))],
    ['that answers no text', 'malformed', saying(200, () => Buffer.of(0xff, 0xfe))],
    [
      'that puts another text under its cosignature',
      'malformed',
      saying(200, (text) => `x\n\n${line(`${text}\nx\n`)}`),
    ],
    ['that cosigns something else', 'notCosigned', saying(200, (text) => line(`${text}x\n`))],
    ['that cosigns with another key', 'notCosigned', saying(200, (text) => line(text, now, signerOf('la')))],
    [
      'that signs as a log does',
      'notCosigned',
      saying(200, (text) =>
        formatSignature({ ...signText(aLog.signer, text), name: signer.name, keyId: signer.keyId }),
      ),
    ],
    ['that cosigns without a time', 'notCosigned', saying(200, (text) => line(text, 0))],
    ['that cosigns in the future', 'wrongTime', saying(200, (text) => line(text, now + 1_000))],
    ['that tells a conflict as plain text', 'malformed', saying(409, () => '0\n')],
    ['that tells no size in a conflict', 'malformed', saying(409, () => 'many\n', 'text/x.tlog.size')],
    ['that says it has seen more', 'ahead', saying(409, () => '999\n', 'text/x.tlog.size')],
    [
      'that tells another size each time',
      'movedOn',
      saying(409, () => `${String((told += 1) % 2)}\n`, 'text/x.tlog.size'),
    ],
  ])('%s takes nothing from the quorum, holds up nothing, and is told as %s', async (_what, reason, answer) => {
    const open = openLog(testing, policyOf([one, two, await other('xau', answer)], '2'))
    await open.record()
    await open.until(({ isWitnessed, witnesses }) => isWitnessed && witnesses[2]?.failure?.reason === reason)
    const standing = await open.journal.standing()
    expect(standing.vouchedFor).toBe(standing.size)
    expect(standing.witnesses[2]).toMatchObject({ last: undefined, failure: { reason } })
    expect(standing.hasAlarm).toBe(reason === 'ahead' || reason === 'proofRefused')
  })
})

it('is unwitnessed while a slow, a lying and a dead one are all there are; changes go on meanwhile', async () => {
  const slow = await other('cham', () => undefined)
  const lying = await other('doi', (request, response) => void request.resume().on('end', () => response.end('ok\n')))
  const open = openLog(testing, policyOf([slow, lying, dead('chet')], '2'))
  for (let n = 0; n < 5; n += 1) await open.record()
  const { size } = await open.journal.standing()
  expect(openCheckpoint(published(open), aLog.signer).size).toBe(size)
  const reasons = ['tooSlow', 'malformed', 'unreachable']
  await open.until(({ witnesses }) => witnesses.every(({ failure }, place) => failure?.reason === reasons[place]))
  expect(await open.journal.standing()).toMatchObject({ isWitnessed: false, isQuorumAsked: true, vouchedFor: 0 })
})

it('says how far it is behind while a witness is away, and sends what it missed when it is back', async () => {
  const third = await honest('ba')
  const policy = policyOf([one, third], 'all')
  const open = openLog(testing, policy)
  const first = await open.record()
  await open.until(({ isWitnessed }) => isWitnessed)
  await third.close()
  const before = (await open.journal.standing()).size
  for (let n = 0; n < 3; n += 1) await open.record()
  await open.until(({ witnesses }) => witnesses[1]?.failure?.reason === 'unreachable')
  expect(await open.journal.standing()).toMatchObject({ isWitnessed: false, vouchedFor: before, size: before + 3 })
  // What was witnessed stays provable as such, though the newest checkpoint is not.
  const proof = await proveEntry(testing.database.application, first)
  expect(proof?.size).toBe(before)
  expect(witnessesOf(parseNote(proof?.note ?? ''), policy).isEnough).toBe(true)
  await honest('ba', { port: Number(new URL(third.url).port) })
  await open.until(({ isWitnessed }) => isWitnessed)
})

it.each([
  'UPDATE journal.cosignatures SET size = 1',
  'DELETE FROM journal.cosignatures',
  'TRUNCATE journal.cosignatures',
])('keeps every cosignature, also from the owner: %s (Điều 13.3)', async (statement) => {
  await expect(testing.asAdmin(statement)).rejects.toMatchObject({ code: 'KJ002' })
})
