import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { originHash } from '../../src/journal/index.ts'
import {
  findCosignature,
  formatAddCheckpoint,
  formatNote,
  makeSigner,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  signCheckpoint,
  signText,
} from '../../src/journal/testing.ts'
import { aLogOf } from './a-log.ts'
import { startWitness } from './witness-process.ts'
import type { WitnessProcess } from './witness-process.ts'

/** `kho witness` as its neighbours know it: a process, its addresses, its folder (C2SP tlog-witness v1.0.0). */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-witness-'))
const log = aLogOf('kho.example.vn/nhat-ky')
const second = aLogOf('luu-tru.example.vn/so')
const fork = aLogOf(log.signer.name, 6)
const started: WitnessProcess[] = []
const start = async (...[where, logs, options]: Parameters<typeof startWitness>) => {
  const process = await startWitness(path.join(folder, where), logs, options)
  started.push(process)
  return process
}
afterAll(async () => {
  await Promise.all(started.map((process) => process.stop()))
  rmSync(folder, { recursive: true })
})

type Body = string | Buffer<ArrayBuffer>
const post = (url: string, body: Body) => fetch(`${url}/add-checkpoint`, { method: 'POST', body })
const seen = (url: string, origin: string) => fetch(`${url}/${originHash(origin)}/checkpoint`)
const sizeSeen = async (url: string, origin: string) => parseCheckpoint(await (await seen(url, origin)).text()).size

const witness = await start('one', [log.signer, second.signer], { name: 'nhan-chung.example.vn' })

describe('a witness', () => {
  const ask = async (body: Body) => {
    const response = await post(witness.url, body)
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
  }

  it('has seen nothing at first: 404, and 409 with zero for who believes otherwise', async () => {
    expect((await seen(witness.url, log.signer.name)).status).toBe(404)
    expect(await ask(await log.request(3, 5))).toEqual({ status: 409, type: 'text/x.tlog.size', text: '0\n' })
  })

  it('cosigns what grew, and shows it with both signatures before anybody asks again', async () => {
    const { status, text } = await ask(await log.request(0, 5))
    expect(status).toBe(200)
    const { text: signed } = parseNote(log.checkpoint(5))
    expect(findCosignature(parseNote(`${signed}\n${text}`), witness.key)?.time).toBeGreaterThan(1_700_000_000)
    const shown = await (await seen(witness.url, log.signer.name)).text()
    expect(openCheckpoint(shown, log.signer).size).toBe(5)
    expect(findCosignature(parseNote(shown), witness.key)).toBeDefined()
    expect((await ask(await log.request(5, 9))).status).toBe(200)
    expect((await ask(await log.request(9, 9))).status).toBe(200)
  })

  it('answers 409 with the size it has seen, as text/x.tlog.size', async () => {
    expect(await ask(await log.request(5, 12))).toEqual({ status: 409, type: 'text/x.tlog.size', text: '9\n' })
    expect(await ask(await log.request(0, 3))).toMatchObject({ status: 409, text: '9\n' })
  })

  it.each([
    ['another root at the size it has seen (D3: two histories for two readers)', () => fork.request(9, 9)],
    ['a tail that was rewritten and signed with the stolen key (D2)', () => fork.request(9, 12)],
    ['a proof that is missing', () => Promise.resolve(`old 9\n\n${log.checkpoint(12)}`)],
    [
      'a proof where none is needed',
      async () => (await log.request(9, 9)).replace('\n', `\n${Buffer.alloc(32).toString('base64')}\n`),
    ],
    ['a proof of other sizes', async () => (await log.request(8, 12)).replace('old 8', 'old 9')],
  ])('answers 422 to %s', async (_what, request) => {
    expect((await ask(await request())).status).toBe(422)
    expect(await sizeSeen(witness.url, log.signer.name)).toBe(9)
  })

  it('answers 422 to an empty log with a root that is not empty, and to a proof that leads from nothing', async () => {
    const lying = `${second.signer.name}\n0\n${Buffer.alloc(32).toString('base64')}\n`
    expect(
      (await ask(`old 0\n\n${formatNote({ text: lying, signatures: [signText(second.signer, lying)] })}`)).status,
    ).toBe(422)
    const proof = `old 0\n${Buffer.alloc(32).toString('base64')}\n\n${second.checkpoint(4)}`
    expect((await ask(proof)).status).toBe(422)
    expect((await ask(await second.request(0, 0))).status).toBe(200)
    expect((await ask(await second.request(0, 4))).status).toBe(200)
  })

  it('answers 404 to a log it does not know', async () => {
    expect((await ask(await aLogOf('la.example.vn').request(0, 1))).status).toBe(404)
  })

  it.each([
    ['another key of the same name', makeSigner(log.signer.name, 'ed25519', Buffer.alloc(32, 99))],
    ['the key of another log', second.signer],
  ])('answers 403 to what is signed with %s', async (_what, signer) => {
    const { text } = parseNote(log.checkpoint(12))
    const note = formatNote({ text, signatures: [signText(signer, text)] })
    expect((await ask(`old 9\n\n${note}`)).status).toBe(403)
  })

  it('answers 403 to a signature that does not hold, and passes unknown ones over', async () => {
    const note = parseNote(log.checkpoint(12))
    const other = parseNote(log.checkpoint(13))
    expect((await ask(`old 9\n\n${formatNote({ text: note.text, signatures: other.signatures })}`)).status).toBe(403)
    const stranger = signText(second.signer, note.text)
    const both = formatNote({ text: note.text, signatures: [stranger, ...note.signatures] })
    const proof = (await log.request(9, 12)).split('\n\n', 1)[0] ?? ''
    expect((await ask(`${proof}\n\n${both}`)).status).toBe(200)
    const shown = await (await seen(witness.url, log.signer.name)).text()
    expect(parseNote(shown).signatures.map(({ name }) => name)).toEqual([log.signer.name, 'nhan-chung.example.vn'])
  })

  it.each([
    ['nothing', ''],
    ['a size beyond the checkpoint', `old 20\n\n${log.checkpoint(12)}`],
    ['what is no checkpoint', 'old 0\n\nhello\n'],
    ['half a character', Buffer.concat([Buffer.from('old 0\n\n'), Buffer.of(0xc3), Buffer.from(log.checkpoint(12))])],
    ['64 hashes', `old 9\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}\n${log.checkpoint(12)}`],
  ])('answers 400 to %s', async (_what, body) => {
    expect((await ask(body)).status).toBe(400)
  })

  it('takes no more than it needs, no other method, and nothing elsewhere', async () => {
    expect((await ask('x'.repeat(300_000))).status).toBe(413)
    expect((await fetch(`${witness.url}/add-checkpoint`)).status).toBe(404)
    expect((await fetch(`${witness.url}/..%2f..%2fkey/checkpoint`)).status).toBe(404)
    expect((await fetch(`${witness.url}/${originHash('la.example.vn')}/checkpoint`)).status).toBe(404)
  })

  it('lets one of those that come at once win, and tells it to the others (a log asked twice at a time)', async () => {
    const requests = await Promise.all([14, 15, 16, 17, 18, 19].map((size) => log.request(12, size)))
    const answers = await Promise.all(requests.map(ask))
    const last = await sizeSeen(witness.url, log.signer.name)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409).map(({ text }) => text)).toEqual(
      Array.from({ length: 5 }, () => `${String(last)}\n`),
    )
  })
})

describe('what a witness has seen', () => {
  const where = 'kept'
  const stateOf = (name: string) => path.join(folder, where, 'witness', originHash(name), 'checkpoint')

  it('outlasts kill -9 in the middle of its work: what was answered is remembered, and the file is whole', async () => {
    const first = await start(where, [log.signer], { name: 'giet.example.vn' })
    let answered = 0
    const asking = (async () => {
      for (let size = 1; size <= 250; size += 1) {
        const response = await post(first.url, await log.request(size - 1, size))
        if (response.status === 200) answered = size
      }
    })().catch(() => undefined)
    while (answered < 20) await new Promise((resolve) => setTimeout(resolve, 1))
    await first.kill()
    await asking
    const again = await start(where, [log.signer])
    expect(again.vkey).toBe(first.vkey)
    const size = await sizeSeen(again.url, log.signer.name)
    // The last one may have been stored and not answered any more.
    expect([answered, answered + 1]).toContain(size)
    expect((await post(again.url, await fork.request(size, size))).status).toBe(422)
    expect((await post(again.url, await log.request(size, size + 1))).status).toBe(200)
    await again.stop()
  })

  it('is one witness’s alone: a second process on the same folder does not start', async () => {
    const only = await start(where, [log.signer])
    await expect(start(where, [log.signer])).rejects.toThrow('could sign two histories')
    await only.stop()
  })

  it.each([
    ['cut short', (whole: string) => whole.slice(0, 40)],
    ['emptied', () => ''],
    ['put back to a smaller size by hand', (whole: string) => whole.replace(/\n\d+\n/, '\n3\n')],
    ['that of another witness', () => log.checkpoint(30)],
  ])('stops it from starting when its file was %s', async (_what, bend) => {
    const whole = readFileSync(stateOf(log.signer.name), 'utf8')
    writeFileSync(stateOf(log.signer.name), bend(whole))
    await expect(start(where, [log.signer])).rejects.toThrow('signs nothing for this log')
    writeFileSync(stateOf(log.signer.name), whole)
  })

  it('stops it from signing when the file fails while it runs, until the file is whole again', async () => {
    const running = await start(where, [log.signer, second.signer])
    const whole = readFileSync(stateOf(log.signer.name))
    const size = await sizeSeen(running.url, log.signer.name)
    writeFileSync(stateOf(log.signer.name), 'x')
    const refused = await post(running.url, await log.request(size, size + 1))
    expect([refused.status, await refused.text()]).toEqual([
      500,
      'The witness cannot read or write its state and signs nothing\n',
    ])
    expect((await post(running.url, await second.request(0, 1))).status).toBe(200)
    writeFileSync(stateOf(log.signer.name), whole)
    // A folder in the way of the file that is written aside: the disk takes nothing.
    const aside = `${stateOf(log.signer.name)}.new`
    rmSync(aside, { force: true })
    mkdirSync(aside)
    expect((await post(running.url, await log.request(size, size + 1))).status).toBe(500)
    expect(await sizeSeen(running.url, log.signer.name)).toBe(size)
    rmSync(aside, { recursive: true })
    expect((await post(running.url, await log.request(size, size + 1))).status).toBe(200)
    await running.stop()
  })

  it('belongs to its key: with another key it does not start', async () => {
    const key = Buffer.alloc(32, 5).toString('base64')
    await expect(start(where, [log.signer], { key })).rejects.toThrow('with its present key')
  })

  it('lies with the key where only its owner reads', () => {
    expect(statSync(path.join(folder, where, 'witness', 'key')).mode & 0o777).toBe(0o600)
    expect(readdirSync(path.join(folder, where, 'witness')).sort()).toEqual(
      [originHash(log.signer.name), originHash(second.signer.name), 'key'].sort(),
    )
  })
})

it('keeps its name: another one given later is refused', async () => {
  await expect(start('one-more', [], {})).rejects.toThrow('Name the log to watch over')
  await expect(start('kept', [log.signer], { name: 'khac.example.vn' })).rejects.toThrow('is called giet.example.vn')
  await expect(start('new', [log.signer], { name: 'co dau cach' })).rejects.toThrow('cannot name a key')
})

it.each([
  ['a', 'say the name of the closed log'],
  ['cu.example.vn=la.example.vn', 'the name of a log that is watched over'],
  ['{log}={log}', 'none follows itself'],
])('is told of successors it can follow only: not of %s', async (pair, said) => {
  const successors = [pair.replaceAll('{log}', log.signer.name)]
  await expect(start('successors', [log.signer], { successors })).rejects.toThrow(said)
})

it('holds a log against what it saw of the one it followed, told of it as it starts (ADR 0027)', async () => {
  const next = makeSigner('kho.example.vn/tiep', 'ed25519', Buffer.alloc(32, 9))
  const request = async (old: number, size: number) => {
    const checkpoint = signCheckpoint(next, parseCheckpoint(log.checkpoint(size)))
    return formatAddCheckpoint({ old, proof: await log.proof(old, size), checkpoint })
  }
  const first = await start('followed', [log.signer])
  expect((await post(first.url, await log.request(0, 3))).status).toBe(200)
  await first.stop()
  const successors = [`${log.signer.name}=${next.name}`]
  const second = await start('followed', [next], { successors })
  const told = await post(second.url, await request(0, 5))
  expect([told.status, await told.text()]).toEqual([409, '3\n'])
  expect((await post(second.url, await request(3, 5))).status).toBe(200)
})
