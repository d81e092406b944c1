import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import {
  createJournal,
  createLogKeys,
  formatVerifier,
  logSigner,
  openCheckpoint,
  parsePolicy,
} from '../../src/journal/index.ts'
import { aLog, anActor, aRecord } from '../../src/journal/testing.ts'
import { createLog, systemClock } from '../../src/platform/index.ts'
import { createTestDatabase } from '../database.ts'
import { startWitness } from './witness-process.ts'

/** The product and its witness as processes of their own, on a journal that was witnessed and on an older one. */

const kho = path.resolve(import.meta.dirname, '../../bin/kho.mjs')
const scratch = mkdtempSync(path.join(os.tmpdir(), 'kho-start-'))
const [testing, older] = [await createTestDatabase(), await createTestDatabase()]
const signer = logSigner({ secret: testing.secret, key: undefined, origin: undefined })
const witness = await startWitness(path.join(scratch, 'witness'), [signer], { name: 'nhan-chung.example.vn' })
const policy = `log ${formatVerifier(signer)}\nwitness luu-tru ${witness.vkey} ${witness.url}\nquorum luu-tru\n`
let size = 0
const policyFile = path.join(scratch, 'policy')
writeFileSync(policyFile, policy)
afterAll(async () => {
  await witness.stop()
  rmSync(scratch, { recursive: true })
})

interface Ended {
  readonly code: number | null
  readonly text: string
}

function start(args: readonly string[], over: Readonly<Record<string, string>>) {
  const env = {
    PATH: process.env['PATH'],
    KHO_DATABASE_URL: testing.adminUrl,
    KHO_SECRET: testing.secret,
    KHO_STATE_DIRECTORY: path.join(scratch, 'state'),
    KHO_PORT: '0',
    KHO_LOG_LEVEL: 'silent',
    ...over,
  }
  const child = spawn(process.execPath, [kho, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString()))
  const ended: Promise<Ended> = once(child, 'close').then(() => ({ code: child.exitCode, text }))
  return { child, ended, said: () => text }
}
const run = (args: readonly string[], over: Readonly<Record<string, string>> = {}) => start(args, over).ended
const underPolicy = { KHO_LOG_POLICY: policyFile }

it('says without a policy that nobody vouches, in both languages, and ends with 1', async () => {
  const { code, text } = await run(['log', 'witnesses'])
  expect([code, text]).toEqual([1, expect.stringContaining('UNWITNESSED / CHƯA CÓ NHÂN CHỨNG')])
})

it('serves, is witnessed, and shows the cosignature to whoever asks (Điều 13.3)', async () => {
  const journal = createJournal({
    ...{ database: testing.database, clock: systemClock, log: createLog('silent'), secret: testing.secret },
    keys: createLogKeys({ secret: testing.secret, key: undefined, origin: undefined }),
    ...{ signing: aLog.signing, logFolder: undefined, policy: parsePolicy(policy) },
  })
  await journal.change(anActor(), (tx) => tx.record(aRecord()))
  const { child, ended, said } = start(['serve'], underPolicy)
  const checkpoint = async () => {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said())?.[0]
    const answer = url === undefined ? undefined : await fetch(`${url}/log/checkpoint`).catch(() => undefined)
    return answer?.ok === true ? answer.text() : ''
  }
  while (child.exitCode === null && !(await checkpoint()).includes('— nhan-chung.example.vn ')) await sleep(50)
  // What the server records by itself as it begins is in it too.
  const { size: now } = openCheckpoint(await checkpoint(), signer)
  size = now
  expect(size).toBeGreaterThan(0)
  const told = await run(['log', 'witnesses'], underPolicy)
  expect([told.code, told.text]).toEqual([
    0,
    expect.stringContaining(`a quorum vouches for all ${String(size)} entries`),
  ])
  child.kill('SIGTERM')
  await ended
  const verified = await run(['log', 'verify', '--policy', policyFile])
  expect([verified.code, verified.text]).toEqual([0, expect.stringContaining('1 of 1 cosigned: luu-tru')])
})

it('finds a fault in a log whose checkpoint the demanded quorum did not cosign', async () => {
  const stranger = path.join(scratch, 'stranger')
  writeFileSync(stranger, policy.replace(witness.vkey, 'la.example.vn+5a3c5c5c+BAAA'))
  expect((await run(['log', 'verify', '--policy', stranger])).text).toContain('is no policy: Line 2')
  const two = await startWitness(path.join(scratch, 'two'), [signer])
  await two.stop()
  writeFileSync(stranger, policy.replace(witness.vkey, two.vkey))
  const { code, text } = await run(['log', 'verify', '--policy', stranger])
  expect(code).toBe(1)
  expect(text).toContain('UNWITNESSED / CHƯA CÓ NHÂN CHỨNG: the quorum is missing, 0 of 1 cosigned')
  expect(text).toContain('FAULT      checkpoint: the quorum of the policy did not cosign it')
})

it('refuses to start on an older database that was put back, and says what to do (D8)', async () => {
  const restored = {
    ...underPolicy,
    KHO_DATABASE_URL: older.adminUrl,
    KHO_STATE_DIRECTORY: path.join(scratch, 'other'),
  }
  for (const command of [['serve'], ['journal', 'verify']]) {
    const { code, text } = await run(command, restored)
    expect(code).toBe(1)
    expect(text).toMatch(/Từ chối khởi động[^]*khôi phục bản sao lưu mới nhất[^]*Restore the newest backup/)
    expect(text).toContain(
      `It has seen ${String(size)} entries under a checkpoint that this log signed; the journal here holds 0`,
    )
    expect(text).not.toContain('    at ')
  }
})

it.each([
  ['a policy that is missing', 'nowhere', 'cannot be read as a policy'],
  [
    'a policy of another log',
    policy.replace(/^log .*\n/, `log ${formatVerifier(logSigner({ secret: 'x', key: undefined, origin: 'x' }))}\n`),
    'is a policy for other logs',
  ],
  ['an address that is none', policy.replace(/http:\S+/, 'ftp://x'), 'is none of http or https'],
  ['what is no policy', 'quorum everybody\n', 'Line 1'],
])('does not start with %s, in a line', async (what, text, reason) => {
  const file = path.join(scratch, 'wrong')
  if (what !== 'a policy that is missing') writeFileSync(file, text)
  const ended = await run(['serve'], {
    KHO_LOG_POLICY: what === 'a policy that is missing' ? path.join(scratch, text) : file,
  })
  expect([ended.code, ended.text]).toEqual([1, expect.stringContaining(reason)])
  expect(ended.text).not.toContain('    at ')
})
