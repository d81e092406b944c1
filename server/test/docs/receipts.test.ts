import { spawnSync } from 'node:child_process'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { CompactSign } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { trialSigning, verifyReceipt } from '../../src/journal/index.ts'
import {
  aReceipt,
  certificatesAsPem,
  makeTrialCertificates,
  openReceipt,
  receiptBytes,
  signReceipt,
  signReceipts,
  trialIdentities,
} from '../../src/journal/testing.ts'
import { fixedClock } from '../../src/platform/index.ts'
import { openssl, ownCertificate, withoutOpenssl } from '../openssl.ts'
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
const run = (jws: string, given = [roots, answer], environment: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync('python3', [program, put('receipt.jws', jws), ...given], {
    ...{ encoding: 'utf8', env: { ...process.env, ...environment } },
  })
  return { holds: status === 0, text: stdout + stderr }
}
const jws = signReceipt(aReceipt(), receipts)
const [among = ''] = signReceipts([aReceipt(), aReceipt({ rows: 3 })], receipts)

const identityFor = (...extensions: readonly string[]) =>
  ownCertificate(folder, '/O=Digital Signature/CN=kho', extensions)
const later = { at: '2040-01-01T00:00:00.000Z' }
const noIssuer = 'basicConstraints=critical,CA:FALSE'
const documents = 'extendedKeyUsage=1.3.6.1.5.5.7.3.36'

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
    const identity = identityFor(noIssuer, documents, 'keyUsage=critical,nonRepudiation')
    const receipt = aReceipt(later)
    for (const each of [signReceipt(receipt, identity), signReceipts([receipt, aReceipt()], identity)[0]])
      expect(run(each ?? '', [path.join(folder, 'own.pem'), answer])).toMatchObject({ holds: true })
  })

  it('says whose certificate signed it', () => {
    expect(run(jws).text).toMatch(
      /\nIt holds\. Signed by the subject=CN=kho\.example\.vn\/nhat-ky receipts \(trial\)\n/,
    )
  })

  it.each([
    ['mail and the code of programs', [noIssuer, 'extendedKeyUsage=codeSigning,emailProtection'], true],
    ['anything', [noIssuer, 'extendedKeyUsage=anyExtendedKeyUsage'], true],
    ['servers', [noIssuer, 'extendedKeyUsage=serverAuth'], false],
    ['a use with a longer number', [noIssuer, 'extendedKeyUsage=1.3.6.1.5.5.7.3.361'], false],
    ['encrypting', [noIssuer, documents, 'keyUsage=critical,keyEncipherment'], false],
    ['issuing others', ['basicConstraints=critical,CA:TRUE', documents], false],
  ])('judges a certificate for %s by its usage, as ours does', async (_what, extensions, holds) => {
    const identity = identityFor(...extensions)
    const text = signReceipt(aReceipt(later), identity)
    const found = run(text, [path.join(folder, 'own.pem'), answer])
    expect([found.holds, found.text.includes('wrong usage')], found.text).toEqual([holds, !holds])
    const { checks } = await verifyReceipt(text, { trusted: identity.chain })
    expect(checks.find(({ name }) => name === 'certificate')?.state).toBe(holds ? 'holds' : 'fault')
  })

  it('refuses a certificate for time-stamps under the very same root', () => {
    const made = makeTrialCertificates('one', 'kho.example.vn/nhat-ky', clock.now())
    const stamps = trialIdentities('one', made)?.timeStamps ?? receipts
    expect(run(signReceipt(aReceipt(), stamps), [put('r.pem', String(made.root)), answer]).text).toContain(
      'wrong usage',
    )
  })

  it.each([
    ['another kind of thing', 'JWT'],
    ['a list of several', 'receipt+sd-jwt'],
  ])('refuses what its header says is %s', async (_what, typ) => {
    const x5c = receipts.chain.map(({ raw }) => raw.toString('base64'))
    const signed = await new CompactSign(Buffer.from(receiptBytes(aReceipt()).toString()))
      .setProtectedHeader({ alg: 'EdDSA', typ, x5c })
      .sign(receipts.key)
    expect(run(signed).text).toContain('does not say that this is a receipt')
  })

  it('refuses a list that names a digest twice', async () => {
    const [list = '', shown = ''] = among.split('~')
    const [head = '', body = ''] = list.split('.')
    const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as { receipts: object[] }
    const twice = { ...decoded(body), receipts: decoded(body).receipts.flatMap((each) => [each, each]) }
    const signed = await new CompactSign(Buffer.from(JSON.stringify(twice)))
      .setProtectedHeader({ alg: 'EdDSA', ...decoded(head) })
      .sign(receipts.key)
    expect(run(`${signed}~${shown}~`).text).toContain('names a receipt twice')
  })

  it('trusts no root that only the machine trusts', () => {
    const stranger = certificatesAsPem(trialSigning('two', 'kho.example.vn/nhat-ky', clock))
    const machine = mkdtempSync(path.join(folder, 'machine-'))
    const [root] = certificates.filter((each) => each.ca)
    writeFileSync(path.join(machine, 'root.pem'), String(root))
    const { text } = openssl(machine, 'x509', '-in', 'root.pem', '-noout', '-hash')
    renameSync(path.join(machine, 'root.pem'), path.join(machine, `${text.trim()}.0`))
    expect(run(jws, [put('stranger.pem', stranger), answer], { SSL_CERT_DIR: machine })).toMatchObject({ holds: false })
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
