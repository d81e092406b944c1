import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { trialSigning } from '../../src/journal/index.ts'
import {
  aReceipt,
  certificatesAsPem,
  makeTrialCertificates,
  openReceipt,
  signReceipt,
  signReceipts,
  trialIdentities,
} from '../../src/journal/testing.ts'
import { fixedClock } from '../../src/platform/index.ts'
import { withoutOpenssl } from '../openssl.ts'
import { read } from './documents.ts'

/** The program that the docs print, run as it stands there on receipts and on what is none. */

const [, script = ''] = /```python\n([^]*?)```/.exec(read('docs/how-to/receipts.md')) ?? []
const withoutPython =
  spawnSync('python3', ['--version']).status === 0
    ? undefined
    : 'python3 is not there: install it (Debian: apt-get install python3)'
const missing = withoutOpenssl ?? withoutPython

const clock = fixedClock('2026-03-02T03:04:05.000Z')
const signing = trialSigning('one', 'kho.example.vn/nhat-ky', clock)
const { receipts, certificates } = signing
const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-script-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const put = (name: string, content: string | Buffer) => {
  writeFileSync(path.join(folder, name), content)
  return path.join(folder, name)
}
const program = put('check.py', script)
const roots = put('roots.pem', certificatesAsPem(signing))
const answer = put('answer', 'answer')
const run = (jws: string, given = [roots, answer]) => {
  const { status, stdout, stderr } = spawnSync('python3', [program, put('receipt.jws', jws), ...given], {
    encoding: 'utf8',
  })
  return { holds: status === 0, text: stdout + stderr }
}
const jws = signReceipt(aReceipt(), receipts)
const [among = ''] = signReceipts([aReceipt(), aReceipt({ rows: 3 })], receipts)

it('is short enough to be read before it is run', () => {
  expect(script.trim().split('\n').length).toBeLessThanOrEqual(40)
})

/** Each run starts some six processes. */
const timeout = 120_000

describe.skipIf(missing !== undefined)(missing ?? 'the program in the docs', { timeout }, () => {
  it('finds that a receipt holds, by openssl alone (Điều 4)', () => {
    expect(run(jws)).toEqual({ holds: true, text: expect.stringContaining('It holds.') as string })
  })

  it('finds the same of one that is signed with others, and that it says the same', () => {
    expect(run(among)).toEqual(run(jws))
  })

  it('refuses what another signature lists', () => {
    const [list = ''] = among.split('~')
    const [other = ''] = signReceipts([aReceipt(), aReceipt({ rows: 4 })], receipts)
    expect(run(`${list}~${other.split('~')[1] ?? ''}~`).text).toContain('not in the signed list')
  })

  it('knows ES256 as well', () => {
    const made = makeTrialCertificates('one', 'kho.example.vn/nhat-ky', clock.now())
    const identity = trialIdentities('one', made)?.timeStamps ?? receipts
    for (const each of [signReceipt(aReceipt(), identity), signReceipts([aReceipt(), aReceipt()], identity)[0]])
      expect(run(each ?? '', [put('r.pem', String(made.root)), answer]).holds).toBe(true)
  })

  it.each([
    ['alone', jws],
    ['with others', among],
  ])('refuses twelve changes, as ours does, of one signed %s (Điều 4)', async (_how, text) => {
    for (let n = 0; n < 12; n += 1) {
      const bent = Buffer.from(text)
      const place = Math.floor(((n + 0.5) * bent.length) / 12)
      bent[place] = bent[place] === 0x41 ? 0x42 : 0x41
      expect(run(bent.toString()).holds, `byte ${String(place)}`).toBe(false)
      await expect(openReceipt(bent.toString())).rejects.toThrow()
    }
  })

  it('refuses other bytes, another root, and a time at which the certificate was not valid', () => {
    expect(run(jws, [roots, put('other', 'other')])).toMatchObject({ holds: false })
    const stranger = trialSigning('two', 'kho.example.vn/nhat-ky', clock)
    expect(run(jws, [put('stranger.pem', certificatesAsPem(stranger)), answer])).toMatchObject({ holds: false })
    expect(run(signReceipt(aReceipt({ at: '2040-01-01T00:00:00.000Z' }), receipts)).text).toContain('expired')
  })
})

it('hands out the roots beside the certificates under them', () => {
  expect(certificates.filter((each) => each.ca)).toHaveLength(1)
})
