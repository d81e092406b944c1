import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { openssl, withoutOpenssl } from '../../../test/openssl.ts'
import { createLog, fixedClock, sha256 } from '../../platform/index.ts'
import { createChange } from '../change.ts'
import { createSequencer } from '../sequencer.ts'
import { anchorsOfSigning, trialSigning } from '../signing.ts'
import { aLog, anActor, aRecord } from '../testing.ts'
import { MalformedError } from '../tlog/signed-note.ts'
import { remoteAuthority } from './authority.ts'
import { createStamper } from './stamper.ts'
import { openTimeStamp } from './time-stamp.ts'
import { findLastTimeStamp, listGaps } from './time-stamp.store.ts'
import { verifyTimeStamps } from './verify-time-stamps.ts'

/** Time-stamps on the checkpoints of a log, from an authority within and from one that is reached by HTTP. */

const testing = await createTestDatabase()
const { database } = testing
const db = database.application
const log = createLog('silent')
/** The clock of the warehouse, and that of the authority. */
const clock = fixedClock('2026-03-02T03:04:05.678Z')
const outside = fixedClock('2026-03-02T03:04:05.678Z')
const both = (instant: string) => {
  clock.moveTo(instant)
  outside.moveTo(instant)
}
const signing = trialSigning('test', aLog.signer.name, outside)
const trusted = anchorsOfSigning(signing)
const sequencer = createSequencer({ database, clock, log, ...aLog })
const governed = createChange(database, clock, () => undefined)
const stamper = createStamper({ db, clock, log, authority: signing.authority })
const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-tsa-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const record = async () => {
  await governed(anActor(), (tx) => tx.record(aRecord()))
  await sequencer.seal()
}
const last = async () => (await findLastTimeStamp(db)) ?? expect.fail('There is no time-stamp')
const faults = async () => (await verifyTimeStamps(db, trusted)).faults

it('stamps the newest checkpoint, once until there is a new one in another hour (Điều 4)', async () => {
  expect(await stamper.stampIfDue()).toBe(false)
  await record()
  expect([await stamper.stampIfDue(), await stamper.stampIfDue()]).toEqual([true, false])
  await record()
  expect(await stamper.stampIfDue()).toBe(false)
  both('2026-03-02T04:00:00Z')
  expect(await stamper.stampIfDue()).toBe(true)
  expect(await last()).toMatchObject({ size: 2, at: new Date('2026-03-02T04:00:00Z'), authority: 'trial' })
  expect(await verifyTimeStamps(db, trusted)).toEqual({ timeStamps: 2, faults: [] })
})

describe.skipIf(withoutOpenssl !== undefined)(withoutOpenssl ?? 'a verifier that nobody here wrote', () => {
  const asFiles = async () => {
    const { note, response } = await last()
    writeFileSync(path.join(folder, 'checkpoint'), note)
    writeFileSync(path.join(folder, 'checkpoint.tsr'), response)
    writeFileSync(path.join(folder, 'root.pem'), trusted.map(String).join(''))
    return response
  }
  const verify = () =>
    openssl(folder, 'ts', '-verify', '-in', 'checkpoint.tsr', '-data', 'checkpoint', '-CAfile', 'root.pem')

  it('openssl ts -verify accepts the time-stamp (Điều 4)', async () => {
    await asFiles()
    expect(verify()).toMatchObject({ ok: true })
  })

  it('openssl cms accepts the signature over what was stamped, and refuses one that was bent (Điều 4)', async () => {
    const response = await asFiles()
    const signature = () => {
      openssl(folder, 'ts', '-reply', '-in', 'checkpoint.tsr', '-token_out', '-out', 'token.der')
      const given = ['-inform', 'DER', '-in', 'token.der', '-CAfile', 'root.pem', '-purpose', 'timestampsign']
      return openssl(folder, 'cms', '-verify', ...given, '-out', 'stamped.der')
    }
    expect(signature()).toMatchObject({ ok: true, text: expect.stringContaining('successful') as string })
    const { note } = await last()
    expect(readFileSync(path.join(folder, 'stamped.der')).includes(sha256(note))).toBe(true)
    const bent = Buffer.from(response)
    bent[bent.length - 20] = (bent[bent.length - 20] ?? 0) ^ 0x04
    writeFileSync(path.join(folder, 'checkpoint.tsr'), bent)
    expect(signature().ok).toBe(false)
  })

  it('refuses as ours does whatever bit of what was signed is turned over (Điều 4)', async () => {
    const whole = await asFiles()
    const { note } = await last()
    const bytes = Buffer.from(note)
    const [signedBy] = signing.certificates.filter(({ subject }) => subject.includes('time-stamps'))
    const parts = { 'what was stamped': sha256(bytes), 'the time': Buffer.from('20260302040000'), 'the certificate named': sha256(signedBy?.raw ?? '') } // prettier-ignore
    const places = Object.entries(parts).map(([what, part]) => [what, whole.indexOf(part), part.length] as const)
    for (const [what, from, length] of [...places, ['the signature', whole.length - 60, 60] as const]) {
      expect(from, what).toBeGreaterThan(0)
      for (const share of [0.1, 0.4, 0.7, 0.9]) {
        const bent = Buffer.from(whole)
        const place = from + Math.floor(length * share)
        bent[place] = (bent[place] ?? 0) ^ 0x04
        writeFileSync(path.join(folder, 'checkpoint.tsr'), bent)
        await expect(openTimeStamp(bent, { bytes, trusted }), what).rejects.toThrow(MalformedError)
        expect(verify().ok, what).toBe(false)
      }
    }
  })

  it('refuses a time-stamp of another checkpoint, and one under another root (Điều 4)', async () => {
    const response = await asFiles()
    const bytes = Buffer.from((await last()).note)
    writeFileSync(path.join(folder, 'checkpoint'), `${bytes.toString()}more`)
    expect(verify().ok).toBe(false)
    const other = anchorsOfSigning(trialSigning('other', aLog.signer.name, outside))
    await expect(openTimeStamp(response, { bytes, trusted: other })).rejects.toThrow('does not lead to a certificate')
    await expect(openTimeStamp(response, { bytes: Buffer.from('x'), trusted })).rejects.toThrow('of other bytes')
  })
})

describe('an authority outside', () => {
  let answer: (request: Buffer) => Promise<Buffer> = (request) => signing.authority.answer(request)
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      void answer(Buffer.concat(pieces)).then(
        (bytes) => response.setHeader('content-type', 'application/timestamp-reply').end(bytes),
        () => response.writeHead(503).end(),
      )
    })
  })
  server.listen(0, '127.0.0.1')
  afterAll(() => server.close())
  const remote = () => {
    const { port } = server.address() as AddressInfo
    const authority = remoteAuthority(`http://127.0.0.1:${String(port)}/`, trusted)
    return createStamper({ db, clock, log, authority })
  }

  it('away for a day leaves a gap that is seen, and that its next time-stamp covers (Điều 4)', async () => {
    both('2026-03-02T05:00:00Z')
    await record()
    answer = () => Promise.reject(new Error('away'))
    for (let hours = 5; hours < 29; hours += 6) {
      both(new Date(Date.UTC(2026, 2, 2, hours)).toISOString())
      await expect(remote().stampIfDue()).rejects.toThrow('answered 503')
      // The service goes on: what changes is recorded and sealed.
      await record()
    }
    const open = { from: new Date('2026-03-02T05:00:00Z'), until: null, coveredBy: null }
    expect(await listGaps(db, clock.now(), 65)).toEqual([open])
    both('2026-03-03T05:00:00Z')
    answer = (request) => signing.authority.answer(request)
    expect(await remote().stampIfDue()).toBe(true)
    expect(await listGaps(db, clock.now(), 65)).toEqual([{ ...open, until: clock.now(), coveredBy: 7 }])
    expect(await faults()).toEqual([])
  })

  it.each([
    ['something else', () => Promise.resolve(Buffer.from('hello')), 'no time-stamp'],
    ['nothing', () => Promise.resolve(Buffer.alloc(0)), 'no time-stamp'],
    ['more than any time-stamp has', () => Promise.resolve(Buffer.alloc(200_000)), 'more than any'],
    ['a refusal', () => Promise.resolve(Buffer.from('30053003020102', 'hex')), 'refused to stamp'],
  ])('that answers with %s is told in plain words, and nothing is kept', async (_what, lie, reason) => {
    both('2026-03-03T06:30:00Z')
    await record()
    answer = lie
    const before = await last()
    await expect(remote().stampIfDue()).rejects.toThrow(reason)
    expect(await last()).toEqual(before)
  })

  it('that repeats an earlier answer is refused: the nonce is another', async () => {
    const { response } = await last()
    answer = () => Promise.resolve(response)
    await expect(remote().stampIfDue()).rejects.toThrow(/other bytes|nonce/)
  })
})

it('D7: a warehouse whose clock was set back is found by its time-stamps (Điều 13.3)', async () => {
  both('2026-03-03T08:00:00Z')
  await record()
  await stamper.stampIfDue()
  expect(await faults()).toEqual([])
  clock.moveTo('2026-03-01T08:00:00Z')
  await record()
  outside.moveTo('2026-03-03T09:00:00Z')
  await stamper.stampIfDue()
  const size = (await last()).size
  // The sequencer never lets checkpoints go back; whoever has the database may write what it would not.
  await testing.asIntruder(`UPDATE journal.checkpoints SET at = '2026-03-01T08:00:00Z' WHERE size = ${String(size)}`)
  expect(await faults()).toEqual([
    {
      place: `checkpoint ${String(size)}`,
      reason:
        'it says 2026-03-01T08:00:00.000Z, but one before it was time-stamped 2026-03-03T08:00:00.000Z: the clock was set back',
    },
  ])
})

it.each(['UPDATE journal.timestamps SET at = now()', 'DELETE FROM journal.timestamps', 'TRUNCATE journal.timestamps'])(
  'keeps time-stamps for good: %s is refused, even to the owner (Điều 13.3)',
  async (statement) => {
    await expect(testing.asAdmin(statement)).rejects.toMatchObject({ code: 'KJ002' })
  },
)
