import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { anActor } from '../../src/law/testing.ts'
import { createTestDatabase } from '../database.ts'
import { openIdentity } from '../identity/open-identity.ts'

/** The product as a process that others are to reach. */

const kho = path.resolve(import.meta.dirname, '../../bin/kho.mjs')
const state = mkdtempSync(path.join(os.tmpdir(), 'kho-production-'))
const empty = await createTestDatabase()
afterAll(() => {
  rmSync(state, { recursive: true })
})

async function run(args: readonly string[], over: Readonly<Record<string, string>> = {}) {
  const env = {
    ...{ PATH: process.env['PATH'], KHO_DATABASE_URL: empty.adminUrl, KHO_SECRET: empty.secret },
    ...{ KHO_STATE_DIRECTORY: state, KHO_PORT: '0', KHO_LOG_LEVEL: 'silent', KHO_PUBLIC_URL: 'https://kho.example' },
    ...over,
  }
  const child = spawn(process.execPath, [kho, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      text += part.toString()
      // What is up and running is shown to be, and ended.
      if (text.includes('Ctrl-C')) child.kill('SIGTERM')
    })
  }
  await once(child, 'close')
  return { code: child.exitCode, text }
}

it('starts for others behind TLS while there is no demo account', async () => {
  const { code, text } = await run(['serve'])
  expect(text).toContain('https://kho.example')
  expect(code).toBe(0)
})

it('gives the first administrator on the machine, by a link to be opened once', async () => {
  const given = ['--name', 'Người Quản Trị', '--unit', 'UBND Thành phố', '--city', '--decision', '01/QĐ-UBND']
  const { code, text } = await run(['account', 'issue', 'quan.tri', '--roles', 'administrator', ...given])
  expect(text).toMatch(
    /issued quan\.tri in UBND Thành phố: administrator[^]*https:\/\/kho\.example\/activate#[\w-]{43}/,
  )
  expect(code).toBe(0)
  const [account] = await empty.asAdmin(
    'SELECT a.state, r.role, r.decision FROM identity.accounts AS a JOIN identity.account_roles AS r ON r.account_id = a.id',
  )
  expect(account).toEqual({ state: 'issued', role: 'administrator', decision: '01/QĐ-UBND' })
})

it('refuses to start for others with demo accounts, in words that say what to do', async () => {
  const { testing, identity, unit } = await openIdentity()
  const roles = ['consumer'] as const
  await identity.issueAccount(anActor(), {
    login: 'yte',
    name: 'Y tế',
    unit,
    roles,
    demoPassword: 'mat khau cong khai',
  })
  const { code, text } = await run(['serve'], { KHO_DATABASE_URL: testing.adminUrl })
  expect([code, text]).toEqual([1, expect.stringMatching(/1 demo accounts.*\(yte\); use a new database/)])
  expect(text).not.toContain('    at ')
})
