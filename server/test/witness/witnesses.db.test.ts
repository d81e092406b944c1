import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { createWitnessServer } from '../../src/app/index.ts'
import {
  createJournal,
  createWitness,
  openWitnessState,
  originHash,
  parsePolicy,
  proveEntry,
  WitnessedPastError,
  witnessesOf,
} from '../../src/journal/index.ts'
import type { Journal } from '../../src/journal/index.ts'
import {
  aLog,
  anActor,
  aRecord,
  cosign,
  formatSignature,
  formatVerifier,
  makeSigner,
  openCheckpoint,
  parseNote,
  signCheckpoint,
  signText,
} from '../../src/journal/testing.ts'
import { createDatabase, createLog, fixedClock, runtimeUrls } from '../../src/platform/index.ts'
import { asAdmin, createTestDatabase } from '../database.ts'
import type { TestDatabase } from '../database.ts'

/** The log's side: a real database, real witnesses by real HTTP, and others that are slow, dead or lie. */

const clock = fixedClock('2026-03-02T03:04:05.678Z')
const log = createLog('silent')
const seconds = clock.now().getTime() / 1000
const scratch = mkdtempSync(path.join(os.tmpdir(), 'kho-witnesses-'))
const closing: (() => Promise<unknown>)[] = []
afterAll(async () => {
  await Promise.all(closing.map((close) => close()))
  rmSync(scratch, { recursive: true })
})

const signerOf = (name: string) => makeSigner(`${name}.example.vn`, 'cosignature', Buffer.alloc(32, name))

interface Neighbour {
  readonly name: string
  readonly url: string
  close(): Promise<unknown>
}

/** A witness as we ship it; the same name finds what it has seen before. */
async function honest(name: string, port = 0): Promise<Neighbour> {
  const signer = signerOf(name)
  const state = openWitnessState(path.join(scratch, name), signer)
  const app = createWitnessServer(createWitness({ signer, logs: [aLog.signer], state, clock, log }), log)
  const url = await app.listen({ host: '127.0.0.1', port })
  const close = () => app.close()
  closing.push(close)
  return { name, url, close }
}

/** Anything else that listens. */
async function other(name: string, answer: RequestListener): Promise<Neighbour> {
  const server: Server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
  closing.push(close)
  return { name, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, close }
}

const dead = (name: string): Neighbour => ({ name, url: 'http://127.0.0.1:9', close: () => Promise.resolve() })

function policyOf(neighbours: readonly Neighbour[], needed: string) {
  const lines = neighbours.map(({ name, url }) => `witness ${name} ${formatVerifier(signerOf(name))} ${url}\n`)
  const names = neighbours.map(({ name }) => name).join(' ')
  return parsePolicy(`log ${formatVerifier(aLog.signer)}\n${lines.join('')}group ca ${needed} ${names}\nquorum ca\n`)
}

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
  await honest('ba', Number(new URL(third.url).port))
  await open.until(({ isWitnessed }) => isWitnessed)
})

it.each([
  'UPDATE journal.cosignatures SET size = 1',
  'DELETE FROM journal.cosignatures',
  'TRUNCATE journal.cosignatures',
])('keeps every cosignature, also from the owner: %s (Điều 13.3)', async (statement) => {
  await expect(testing.asAdmin(statement)).rejects.toMatchObject({ code: 'KJ002' })
})

describe('a past that is not the one that was witnessed', async () => {
  const { adminUrl, secret, name } = await createTestDatabase()
  const server = inject('postgres').adminUrl
  const witness = await honest('luu')
  const policy = policyOf([witness], 'all')
  const at = (database: string) => Object.assign(new URL(adminUrl), { pathname: `/${database}` }).toString()
  const opened: string[] = []

  /** Works on a database and closes it, so that it can be copied. */
  async function using<T>(database: string, work: (journal: Journal) => Promise<T>, witnessed: boolean): Promise<T> {
    const pools = createDatabase(runtimeUrls(at(database), secret), 3)
    const journal = createJournal({
      ...{ database: pools, clock, log, ...aLog },
      policy: witnessed ? policy : undefined,
      patience: 2_000,
    })
    try {
      return await work(journal)
    } finally {
      await journal.witnesses.stop()
      await journal.sequencer.stop()
      await pools.close()
    }
  }
  async function grow(journal: Journal, entries: number): Promise<void> {
    for (let n = 0; n < entries; n += 1) await journal.change(anActor(), (tx) => tx.record(aRecord()))
    await journal.sequencer.seal()
  }
  async function witnessed(journal: Journal): Promise<void> {
    journal.witnesses.start()
    while (!(await journal.standing()).isWitnessed) {
      journal.witnesses.kick()
      await sleep(10)
    }
  }
  async function copy(from: string, to: string): Promise<string> {
    await asAdmin(server, `CREATE DATABASE ${to} TEMPLATE ${from} STRATEGY FILE_COPY`)
    await asAdmin(server, `GRANT CREATE, CONNECT, TEMPORARY ON DATABASE ${to} TO kho_owner`)
    opened.push(to)
    return to
  }
  afterAll(async () => {
    for (const database of opened) await asAdmin(server, `DROP DATABASE ${database} WITH (FORCE)`)
  })
  const seenSize = async () => {
    const response = await fetch(`${witness.url}/${originHash(aLog.signer.name)}/checkpoint`)
    return openCheckpoint(await response.text(), aLog.signer).size
  }

  // Two entries that were witnessed, a backup, and three more that were witnessed too.
  const backup = `${name}_backup`
  await using(
    name,
    async (journal) => {
      await grow(journal, 2)
      await witnessed(journal)
    },
    true,
  )
  await copy(name, backup)
  await using(
    name,
    async (journal) => {
      await grow(journal, 3)
      await witnessed(journal)
    },
    true,
  )

  it('goes on where nothing was touched', async () => {
    await using(name, (journal) => journal.witnesses.checkPast(), true)
    expect(await seenSize()).toBe(5)
  })

  it('refuses to start, and to sign anything, on an old backup that was put back (D8)', async () => {
    const restored = await copy(backup, `${name}_restored`)
    await using(
      restored,
      async (journal) => {
        const refusal = await journal.witnesses.checkPast().catch((error: unknown) => error)
        expect(refusal).toBeInstanceOf(WitnessedPastError)
        expect(String(refusal)).toMatch(
          /Từ chối khởi động[^]*Refused to start[^]*luu: It has seen 5 entries[^]*holds 2/,
        )
        await expect(grow(journal, 1)).rejects.toThrow(WitnessedPastError)
        expect(await journal.standing()).toMatchObject({ size: 2, hasAlarm: true })
      },
      true,
    )
  })

  it.each([
    ['of the size that was seen (D3: two histories of one size)', 3],
    ['that is longer than what was seen (D2: the tail rewritten and signed with the stolen key)', 6],
  ])('gets no cosignature for a history %s, raises the alarm, and is refused at the start', async (_what, entries) => {
    const forked = await copy(backup, `${name}_fork${String(entries)}`)
    // Whoever stole the key asks no witness.
    await using(forked, (journal) => grow(journal, entries), false)
    await using(
      forked,
      async (journal) => {
        journal.witnesses.start()
        while ((await journal.standing()).witnesses[0]?.failure === undefined) {
          journal.witnesses.kick()
          await sleep(10)
        }
        const standing = await journal.standing()
        expect(standing).toMatchObject({ size: 2 + entries, vouchedFor: 2, isWitnessed: false, hasAlarm: true })
        expect(standing.witnesses[0]?.failure).toEqual({
          reason: 'forked',
          detail: 'It has seen another root over the first 5 entries, under a checkpoint that this log signed',
        })
        await expect(journal.witnesses.checkPast()).rejects.toThrow('its past was rewritten')
      },
      true,
    )
    expect(await seenSize()).toBe(5)
  })

  it('starts when no witness can be reached, and one that shows what this log never signed proves nothing', async () => {
    const stranger = makeSigner(aLog.signer.name, 'ed25519', Buffer.alloc(32, 77))
    const lying = await other('doi', (_request, response) =>
      response.end(signCheckpoint(stranger, { size: 99, root: Buffer.alloc(32) })),
    )
    const { database } = testing
    for (const neighbour of [dead('chet'), lying]) {
      const journal = createJournal({
        database,
        clock,
        log,
        ...aLog,
        policy: policyOf([neighbour], 'all'),
        patience: 400,
      })
      await journal.witnesses.checkPast()
      expect((await journal.standing()).isWitnessed).toBe(false)
    }
  })
})
