import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { csvOf, files, manyFiles } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { verifyCommand } from '../../app/cli/verify.ts'
import { formatLogProof, formatVerifier, logSigner, parsePolicy, parseVerifier } from '../../journal/index.ts'
import {
  aReceipt,
  anActor,
  anchorsOf,
  cosign,
  formatNote,
  makeSigner,
  openReceipt,
  openSuccession,
  packEvidence,
  parseLogProof,
  parseNote,
  parsePem,
  signCheckpoint,
  signReceipt,
  signReceipts,
  signSuccession,
  unpackEvidence,
  verifyEvidence,
} from '../../journal/testing.ts'
import type { EvidenceFile } from '../../journal/testing.ts'
import { readConfig, sha256 } from '../../platform/index.ts'

/** Evidence as a stranger has it: an archive, the key of the log and the root certificate. */

const origin = 'kho.example.vn/nhat-ky'
const { call, refusal, deliver, modules, clock, testing } = await openWarehouse({ logOrigin: origin })
const log = logSigner({ secret: testing.secret, key: undefined, origin })
const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-evidence-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const records = `/warehouse/datasets/${files}/records`
const rows = csvOf(manyFiles(3, () => ({ don_vi: null })))
const facts: { submission: string; read: string; answer: Buffer } = {
  submission: '',
  read: '',
  answer: Buffer.alloc(0),
}
const evidenceOf = async (path: string, who: 'hospital' | 'provider' = 'hospital') => {
  const answer = await call(who, path)
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/zip'])
  return answer.bytes
}
const readEvidence = () => evidenceOf(`/journal/reads/${facts.read}/evidence`)
const submissionEvidence = () => evidenceOf(`/warehouse/submissions/${facts.submission}/evidence`, 'provider')
const pem = async () => (await call(undefined, '/journal/certificates')).text
const given = async () => ({
  log,
  trusted: anchorsOf(parsePem(await pem())),
  digest: sha256(facts.answer).toString('hex'),
})
const states = async (archive: Buffer, over: object = {}) => {
  const { checks } = await verifyEvidence(archive, { ...(await given()), ...over })
  return Object.fromEntries(
    checks.map(({ name, state, note }) => [name, state === 'holds' ? state : `${state}: ${note}`]),
  )
}
const unwitnessed = 'open: UNWITNESSED: only the log itself signed the checkpoint'
const whole = {
  ...{ signature: 'holds', certificate: 'holds', signer: 'holds', content: 'holds', checkpoint: 'holds' },
  ...{ witnesses: unwitnessed, growth: 'holds', entry: 'holds', 'time-stamp': 'holds', page: 'holds' },
}

beforeAll(async () => {
  facts.submission = (await deliver(rows)).id
  await modules.journal.sequencer.seal()
  const answer = await call('hospital', records, { query: { purpose: 'nghiep-vu: đối chiếu <chi trả>' } })
  facts.read = answer.headers['read-id'] ?? ''
  facts.answer = answer.bytes
})

it('proves an answer at once, and with its time after the next time-stamp (Điều 4)', async () => {
  const early = await states(await readEvidence())
  expect(early).toEqual({
    ...whole,
    'time-stamp': expect.stringMatching(/^open: the checkpoint had none yet/) as string,
  })
  clock.moveTo('2026-03-02T04:00:00Z')
  await deliver(csvOf(manyFiles(2, () => ({ don_vi: null }))))
  await modules.journal.sequencer.seal()
  expect(await modules.journal.stamper.stampIfDue()).toBe(true)
  expect(await states(await readEvidence())).toEqual(whole)
})

it('proves that a file was taken in: by its own entry in the log (Điều 4)', async () => {
  expect(await states(await submissionEvidence(), { digest: sha256(rows).toString('hex') })).toEqual(whole)
})

it('is given to the unit that read, and tells others nothing (Điều 18.2)', async () => {
  await refusal({ status: 404, code: 'journal.readNotFound' }, 'ward', `/journal/reads/${facts.read}/evidence`)
})

it('holds a page in Vietnamese that explains each file, safe to open and to print (Điều 4)', async () => {
  const unpacked = await unpackEvidence(await readEvidence())
  const page = unpacked.get('bien-nhan.html')?.toString() ?? ''
  for (const name of unpacked.keys()) expect(page).toContain(name)
  expect(page).toContain('đối chiếu &lt;chi trả&gt;')
  expect(page).toContain(sha256(facts.answer).toString('hex'))
  expect(page).not.toMatch(/<script|https?:\/\/|undefined|null/)
})

it('is witnessed under a policy whose quorum cosigned its checkpoint, and not under another (Điều 13.3)', async () => {
  const witness = makeSigner('luu-tru.example.vn', 'cosignature', Buffer.alloc(32, 7))
  const files = new Map(await unpackEvidence(await readEvidence()))
  const note = parseNote(files.get('checkpoint')?.toString() ?? '')
  const line = cosign(witness, note.text, Math.floor(clock.now().getTime() / 1000))
  const cosigned = formatNote({ ...note, signatures: [...note.signatures, line] })
  const proof = parseLogProof(files.get('entry.tlog-proof')?.toString() ?? '')
  files.set('checkpoint', Buffer.from(cosigned))
  files.set('entry.tlog-proof', Buffer.from(formatLogProof({ ...proof, checkpoint: cosigned })))
  const archive = await packEvidence(files)
  const policyOf = (...signers: (typeof witness)[]) =>
    parsePolicy(
      `log ${formatVerifier(log)}\n${signers.map((each) => `witness ${each.name} ${formatVerifier(each)}\n`).join('')}group ca all ${signers.map(({ name }) => name).join(' ')}\nquorum ca\n`,
    )
  const other = makeSigner('cong-an.example.vn', 'cosignature', Buffer.alloc(32, 8))
  const of = async (policy: ReturnType<typeof policyOf>) => (await states(archive, { policy }))['witnesses']
  expect(await of(policyOf(witness))).toBe('holds')
  expect(await of(policyOf(witness, other))).toMatch(/^fault: UNWITNESSED: .* 1 of 2 cosigned: luu-tru/)
  expect((await states(archive))['witnesses']).toMatch(/^open: 1 more signatures .* --policy/)
})

describe('evidence that was touched', () => {
  const changed = async (change: (files: Map<EvidenceFile, Buffer>) => void) => {
    const files = new Map(await unpackEvidence(await readEvidence()))
    change(files)
    return packEvidence(files)
  }
  const proving = [
    'receipt.jws',
    'receipt.json',
    'checkpoint',
    'consistency.json',
    'entry.json',
    'entry.tlog-proof',
  ] as const

  it.each(proving)('shows twelve changes of %s (Điều 4)', async (name) => {
    for (let n = 0; n < 12; n += 1) {
      const archive = await changed((files) => {
        const bytes = Buffer.from(files.get(name) ?? '')
        const place = Math.floor(((n + 0.5) * bytes.length) / 12)
        bytes[place] = (bytes[place] ?? 0) ^ 0x01
        files.set(name, bytes)
      })
      expect(Object.values(await states(archive)).join('\n'), `${name}, change ${String(n)}`).toContain('fault')
    }
  })

  it.each(proving.slice(1))('shows that %s is missing', async (name) => {
    const archive = await changed((files) => files.delete(name))
    expect(Object.values(await states(archive)).join('\n')).toContain('fault')
  })

  it.each([
    ['another name', 'Sở Y tế', 'Sở Khác'],
    ['a word added', '</html>', '<p>đã thanh toán</p></html>'],
    ['another command to check it with', '--key', '--khoa'],
  ])('shows that the page for people was altered: %s (Điều 4)', async (_what, from, to) => {
    const archive = await changed((files) => {
      const page = files.get('bien-nhan.html')?.toString() ?? ''
      expect(page).toContain(from)
      files.set('bien-nhan.html', Buffer.from(page.replace(from, to)))
    })
    expect(await states(archive)).toMatchObject({
      ...{ signature: 'holds', entry: 'holds' },
      page: 'fault: bien-nhan.html does not say what the other files do: do not go by it',
    })
  })

  it('shows what belongs to another receipt', async () => {
    const other = await unpackEvidence(await submissionEvidence())
    const archive = await changed((files) => {
      for (const name of ['entry.json', 'entry.tlog-proof'] as const)
        files.set(name, other.get(name) ?? Buffer.alloc(0))
    })
    expect((await states(archive))['entry']).toBe('fault: The entry is about something else than the receipt')
  })

  it('is refused under another key of the log, and another root', async () => {
    const archive = await readEvidence()
    const stranger = logSigner({ secret: 'other', key: undefined, origin })
    expect((await states(archive, { log: stranger }))['checkpoint']).toContain('not signed by the key of the log')
    expect(await states(archive, { log: undefined, trusted: [] })).toMatchObject({
      certificate: expect.stringContaining('say with --certificate') as string,
      checkpoint: expect.stringContaining('give the key of the log') as string,
      'time-stamp': expect.stringContaining('say with --certificate') as string,
    })
  })
})

describe('kho verify', () => {
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(path.join(folder, name), content)
    return path.join(folder, name)
  }
  const verify = async (name: string, options: Record<string, string> = {}) => {
    const said: string[] = []
    const keep = (text: string | Uint8Array) => said.push(String(text)) > 0
    const spies = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')].map((spy) =>
      spy.mockImplementation(keep),
    )
    const code = await verifyCommand.run({ config: readConfig({}), args: [name], options, token: undefined })
    for (const spy of spies) spy.mockRestore()
    return { code, said: said.join('') }
  }

  it('ends with 0 for what holds, 1 for what does not, 2 for what it cannot read', async () => {
    const zip = file('evidence.zip', await readEvidence())
    const options = {
      key: formatVerifier(log),
      certificate: file('roots.pem', await pem()),
      against: file('answer', facts.answer),
    }
    const good = await verify(zip, options)
    expect(good).toMatchObject({ code: 0, said: expect.stringContaining('UNWITNESSED') as string })
    expect(good.said).toMatch(/^read {9}.*\nfrom {9}the warehouse kho\.example\.vn\/nhat-ky\nto {11}Sở Y tế/)
    const receipt = file('receipt.jws', (await call('hospital', `/journal/reads/${facts.read}/receipt`)).bytes)
    // Of itself it cannot say who vouches for the log; it says so, and where that is to be had.
    const alone = await verify(receipt, options)
    expect(alone).toMatchObject({ code: 0, said: expect.stringContaining('1 checks are open\n') as string })
    expect(alone.said).toMatch(
      /open {3}witnesses {4}UNWITNESSED as far as a receipt alone can tell: it names the log of \d+ entries/,
    )
    expect(alone.said).toContain(`GET /api/v1/journal/reads/${facts.read}/evidence gives the archive`)
    const subject = `CN=${origin} receipts (trial)`
    expect((await verify(zip, { ...options, subject })).said).toContain(`ok     signer       ${subject}\n`)
    expect(await verify(zip, { ...options, subject: 'CN=Kho khác' })).toMatchObject({
      code: 1,
      said: expect.stringContaining(
        `FAULT  signer       The certificate is that of ${subject}, not of CN=Kho khác`,
      ) as string,
    })
    const other = { ...options, against: file('other', 'other') }
    expect(await verify(zip, other)).toMatchObject({
      code: 1,
      said: expect.stringContaining('FAULT  content') as string,
    })
    expect(await verify(file('half.zip', (await readEvidence()).subarray(0, 900)))).toMatchObject({ code: 2 })
  })

  it('takes a receipt that was signed with others, by itself and in an archive (Điều 4)', async () => {
    const files = new Map(await unpackEvidence(await readEvidence()))
    const { receipt } = await openReceipt(files.get('receipt.jws')?.toString() ?? '')
    const [among = ''] = signReceipts([receipt, aReceipt()], modules.journal.signing.receipts)
    const options = { key: formatVerifier(log), certificate: file('roots.pem', await pem()) }
    const against = file('answer', facts.answer)
    const alone = await verify(file('among.jws', `${among}\n`), { ...options, against })
    expect(alone).toMatchObject({ code: 0, said: expect.stringContaining('1 checks are open\n') as string })
    const archive = await packEvidence(files.set('receipt.jws', Buffer.from(among)))
    expect(await verify(file('among.zip', archive), { ...options, against })).toMatchObject({ code: 0 })
    for (const bent of [among.slice(0, -1), `${among}x`, among.replace(/~Wy./, '~WyQ')])
      expect((await verify(file('bent.jws', bent), options)).code, bent.slice(-5)).toBeGreaterThan(0)
  })

  it.each([
    ['a file that is not there', 'nothing.zip', {}, 'cannot be read'],
    ['a file of another kind', file('text', 'xin chào'), {}, 'neither a receipt (JWS) nor an archive'],
    ['a key that is none', file('a.b.c', 'a.b.c'), { key: 'abc' }, 'no kind known here'],
    [
      'a policy that names no log, without the key',
      file('a.b.c', 'a.b.c'),
      {
        policy: file(
          'policy',
          `witness w ${formatVerifier(makeSigner('w.example', 'cosignature', Buffer.alloc(32, 7)))}\nquorum w\n`,
        ),
      },
      'The policy names no log: give the key of the log with --key',
    ],
    [
      'certificates that are none',
      file('a.b.c', 'a.b.c'),
      { certificate: file('none.pem', 'x') },
      'no certificate in PEM',
    ],
  ])('says of %s what is wrong, and ends with 2', async (_what, name, options, reason) => {
    expect(await verify(name, options as Record<string, string>)).toMatchObject({
      ...{ code: 2, said: expect.stringContaining(reason) as string },
    })
  })
})

describe('evidence whose log was closed since', () => {
  it('is proven under the successor, by whoever has the new key or only the old one (D9)', async () => {
    await deliver(csvOf(manyFiles(4, () => ({ don_vi: null }))))
    const answer = await call('hospital', records, { query: { purpose: 'nghiep-vu: đối chiếu chi trả' } })
    facts.read = answer.headers['read-id'] ?? ''
    facts.answer = answer.bytes
    await modules.journal.sequencer.seal()
    const { opened } = await modules.journal.closeLog(anActor(), 'Quyết định 12/QĐ-KHO')
    const late = { ...whole, 'time-stamp': expect.stringMatching(/^open: the checkpoint had none yet/) as string }
    const archive = await readEvidence()
    expect(await states(archive)).toEqual(late)
    expect(await states(archive, { log: parseVerifier(opened.verifier) })).toEqual(late)
    const stranger = logSigner({ secret: 'other', key: undefined, origin })
    expect((await states(archive, { log: stranger }))['checkpoint']).toMatch(/^fault: The checkpoint is of /)

    const files = new Map(await unpackEvidence(archive))
    const touched = async (left: string | undefined) => {
      files.delete('successions.json')
      if (left !== undefined) files.set('successions.json', Buffer.from(left))
      return (await states(await packEvidence(files)))['checkpoint']
    }
    expect(await touched(undefined)).toMatch(/^fault: .* which the receipt does not name/)
    for (const left of ['[]', '{', '["x"]', JSON.stringify([opened.succession, opened.succession])])
      expect(await touched(left)).toMatch(/^fault: /)
  })

  it('is not proven by a log of another key that was made to look handed over to (D9)', async () => {
    const files = new Map(await unpackEvidence(await readEvidence()))
    const notes = JSON.parse(files.get('successions.json')?.toString() ?? '') as string[]
    const { from, size, to } = openSuccession(notes[0] ?? '')
    const keyOf = (name: string, seed: number) => makeSigner(name, 'ed25519', Buffer.alloc(32, seed))
    const last = keyOf(`${from.name}/3`, 1)
    files.set('checkpoint', Buffer.from(signCheckpoint(last, { size: size + 9, root: sha256('any at all') })))
    for (const left of [
      [...notes, signSuccession(keyOf(to.name, 2), last, size + 5)],
      [signSuccession(keyOf(from.name, 3), last, size)],
    ]) {
      files.set('successions.json', Buffer.from(JSON.stringify(left)))
      const archive = await packEvidence(files)
      for (const key of [from, to])
        expect((await states(archive, { log: key }))['checkpoint'], key.name).toMatch(/^fault: The (log|checkpoint) /)
    }
  })

  it('is proven for a receipt from before there was a checkpoint to name, too', async () => {
    const { evidence, signing } = modules.journal
    const receipt = aReceipt({ apply: null, journal: null })
    const archive = await evidence.of({ receipt, jws: signReceipt(receipt, signing.receipts), entry: undefined })
    expect(await states(archive ?? Buffer.alloc(0))).toMatchObject({ checkpoint: 'holds', growth: 'holds' })
  })
})
