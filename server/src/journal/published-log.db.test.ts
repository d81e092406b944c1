import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { createLog, fixedClock } from '../platform/index.ts'
import type { Session } from '../platform/index.ts'
import { createChange } from './change.ts'
import { proveEntry } from './entry-proof.ts'
import { entryLeafHash } from './entry.ts'
import { createLogKeys, logSigner } from './log-key.ts'
import { LogRewoundError, createPublisher, readPublished } from './published-log.ts'
import type { Publisher } from './published-log.ts'
import { createSequencer } from './sequencer.ts'
import { aLog, anActor, aRecord } from './testing.ts'
import { parseCheckpoint } from './tlog/checkpoint.ts'
import { tilePath, tileWidth } from './tlog/tile.ts'
import { formatLogProof, openLogProof, parseLogProof } from './tlog/tlog-proof.ts'
import { lockSequencer } from './tree.store.ts'
import { verifyPublished } from './verify-published.ts'

/** The log as a stranger has it: a folder, and the public key. */

const testing = await createTestDatabase()
const { database } = testing
const clock = fixedClock('2026-03-02T03:04:05.678Z')
const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-log-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const deps = { database, clock, log: createLog('silent') }
const sequencer = createSequencer({ ...deps, ...aLog, logFolder: folder })
const governed = createChange(database, clock, () => undefined)

/** One change with so many entries, in the tree and in the folder. */
async function record(entries: number): Promise<string> {
  const id = await governed(anActor(), async (tx) => {
    let last = ''
    for (let n = 0; n < entries; n += 1) last = await tx.record(aRecord())
    return last
  })
  await sequencer.seal()
  return id
}
/** As a process does that holds the lock of the sequencer. */
const publishBy = (publish: Publisher, seen: (session: Session) => Session = (session) => session) =>
  database.application.transaction(async (session) => {
    await lockSequencer(session, true)
    return publish(seen(session))
  })
const verify = () => verifyPublished((name) => readPublished(folder, name), aLog.signer)
const sizeOf = () => parseCheckpoint(readFileSync(path.join(folder, 'checkpoint'), 'utf8')).size

it('is whole after each seal, over the end of a tile, as files alone show (Điều 13.3)', async () => {
  for (const [entries, size] of [
    [1, 1],
    [2, 3],
    [252, 255],
    [1, 256],
    [1, 257],
    [300, 557],
  ] as const) {
    // prettier-ignore
    await record(entries)
    expect(await verify()).toMatchObject({ size, faults: [] })
  }
})

it('still gives the shorter tile that a reader of an earlier checkpoint asks for', async () => {
  const tile = await readPublished(folder, 'tile/0/002')
  expect(tile).toBeUndefined()
  const shorter = await readPublished(folder, 'tile/0/002.p/7')
  expect(shorter).toHaveLength(7 * 32)
  expect((await readPublished(folder, 'tile/0/002.p/45'))?.subarray(0, 7 * 32)).toEqual(shorter)
  expect((await readPublished(folder, 'tile/0/000.p/3'))?.length).toBe(3 * 32)
  expect(await readPublished(folder, 'tile/0/002.p/200')).toBeUndefined()
  expect(await readPublished(folder, 'tile/entries/002.p/7')).toBeDefined()
  const lying = readdirSync(path.join(folder, 'tile/0'), { recursive: true }).map(String).sort()
  expect(lying.filter((name) => name.startsWith('000'))).toEqual(['000'])
})

it('proves an entry by a file that needs nothing else', async () => {
  const id = await record(3)
  const proof = await proveEntry(database.application, id)
  if (!proof?.note) return expect.fail('There is no proof')
  const text = formatLogProof({ index: proof.index, path: proof.path, checkpoint: proof.note })
  expect(openLogProof(parseLogProof(text), entryLeafHash(proof.entry), aLog.signer).size).toBe(sizeOf())
})

describe('a folder that was touched', () => {
  beforeEach(async () => {
    await record(1)
  })
  const files = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))

  it('shows every single bit that was turned over, and where', async () => {
    for (const file of files()) {
      const whole = readFileSync(path.join(folder, file))
      for (let n = 0; n < 12; n += 1) {
        const bent = Buffer.from(whole)
        const bit = (n * 7919) % (whole.length * 8)
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        writeFileSync(path.join(folder, file), bent)
        expect((await verify()).faults.length, `${file}, bit ${String(bit)}`).toBeGreaterThan(0)
      }
      writeFileSync(path.join(folder, file), whole)
    }
    expect((await verify()).faults).toEqual([])
  })

  it('shows every file that is missing', async () => {
    for (const file of files()) {
      const whole = readFileSync(path.join(folder, file))
      rmSync(path.join(folder, file))
      expect((await verify()).faults.length, file).toBeGreaterThan(0)
      writeFileSync(path.join(folder, file), whole)
    }
  })

  it('is refused under another key', async () => {
    const other = logSigner({ secret: 'other', key: undefined, origin: aLog.signer.name })
    const { faults } = await verifyPublished((name) => readPublished(folder, name), other)
    expect(faults).toEqual([{ place: 'checkpoint', reason: 'The checkpoint is not signed by the key of the log' }])
  })
})

it('goes on after tiles were written and the checkpoint was not', async () => {
  const before = readFileSync(path.join(folder, 'checkpoint'))
  await record(300)
  writeFileSync(path.join(folder, 'checkpoint'), before)
  await publishBy(createPublisher(folder))
  expect((await verify()).faults).toEqual([])
})

describe('a process whose session is killed while it publishes, and another that publishes more meanwhile (Điều 13.3)', () => {
  /** Ends the session of a transaction, which lets the lock go, and publishes three more entries by another process. */
  async function overtake(session: Session): Promise<void> {
    const own = await session.first<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`)
    await testing.asAdmin('SELECT pg_terminate_backend($1)', [own?.pid])
    await record(3)
  }
  /** The session is lost behind the last thing that is read before the checkpoint is written. */
  const lostBefore = (session: Session, tile: string): Session => {
    let reads = 0
    const rows: Session['rows'] = async (query) => {
      const found = await session.rows(query)
      if (existsSync(tile) && (reads += 1) === 2) await overtake(session)
      return found
    }
    return { ...session, rows }
  }
  /** The session is lost behind the question whether the checkpoint may take its place. */
  const lostAfter = (session: Session): Session => {
    const prepared: Session['prepared'] = async (...statement) => {
      const found = await session.prepared(...statement)
      await overtake(session)
      return found as never
    }
    return { ...session, prepared }
  }

  it.each([
    ['before it asks whether it may replace the checkpoint', lostBefore],
    ['after it has asked', lostAfter],
  ])('%s: the newer checkpoint stays, with all its tiles', async (_when, lost) => {
    await record(1)
    await governed(anActor(), (tx) => tx.record(aRecord()))
    await createSequencer({ ...deps, ...aLog, logFolder: undefined }).seal()
    const size = sizeOf() + 1
    const bundle = path.join(
      folder,
      tilePath({ level: 'entries', index: Math.floor(size / tileWidth), width: size % tileWidth }),
    )
    await expect(publishBy(createPublisher(folder), (session) => lost(session, bundle))).rejects.toThrow()
    expect(await verify()).toMatchObject({ size: size + 3, faults: [] })
    expect(readdirSync(folder).sort()).toEqual(['checkpoint', 'tile'])
    await record(1)
    expect(await verify()).toMatchObject({ size: size + 4, faults: [] })
  })
})

it('never signs on with another key or name, and loses no entry over it', async () => {
  const other = createLogKeys({ secret: 'other', key: undefined, origin: aLog.signer.name })
  await governed(anActor(), (tx) => tx.record(aRecord()))
  const stranger = createSequencer({ ...deps, keys: other, logFolder: undefined })
  await expect(stranger.seal()).rejects.toThrow('Set KHO_LOG_KEY to it')
  const size = sizeOf()
  await sequencer.seal()
  expect(sizeOf()).toBe(size + 1)
})

it('refuses to publish less than was published: an old state of the database was put back', async () => {
  const fuller = readFileSync(path.join(folder, 'checkpoint'), 'utf8')
  const size = sizeOf()
  writeFileSync(path.join(folder, 'checkpoint'), fuller.replace(`\n${String(size)}\n`, `\n${String(size + 1)}\n`))
  await expect(publishBy(createPublisher(folder))).rejects.toThrow(LogRewoundError)
  writeFileSync(path.join(folder, 'checkpoint'), fuller)
})

it('publishes nothing over another history: an old state of the database was put back and gone on with', async () => {
  const own = readFileSync(path.join(folder, 'checkpoint'), 'utf8')
  const { size, root } = parseCheckpoint(own)
  const other = own.replace(root.toString('base64'), Buffer.alloc(32, 1).toString('base64'))
  writeFileSync(path.join(folder, 'checkpoint'), other)
  await governed(anActor(), (tx) => tx.record(aRecord()))
  await expect(sequencer.seal()).rejects.toThrow(`The first ${String(size)} entries of the journal are not those`)
  expect(readFileSync(path.join(folder, 'checkpoint'), 'utf8')).toBe(other)
  writeFileSync(path.join(folder, 'checkpoint'), own)
  await sequencer.seal()
  expect(await verify()).toMatchObject({ size: size + 1, faults: [] })
})

it('takes leaves in that were there before there were tiles', async () => {
  await testing.asAdmin(
    'ALTER TABLE journal.tiles DISABLE TRIGGER ALL; TRUNCATE journal.tiles; ALTER TABLE journal.tiles ENABLE TRIGGER ALL',
  )
  rmSync(path.join(folder, 'checkpoint'))
  rmSync(path.join(folder, 'tile'), { recursive: true })
  await record(1)
  expect(await verify()).toMatchObject({ size: sizeOf(), faults: [] })
})

it.each([
  [
    'shorter',
    `UPDATE journal.tiles SET hashes = substring(hashes FOR 32) WHERE level = 0 AND octet_length(hashes) > 32`,
  ],
  ['other', `UPDATE journal.tiles SET hashes = sha256(hashes) WHERE level = 0`],
  ['gone', `DELETE FROM journal.tiles`],
  ['emptied', `TRUNCATE journal.tiles`],
])('lets no tile become %s, not even for the owner (Điều 13.3)', async (_what, statement) => {
  await expect(testing.asAdmin(statement)).rejects.toMatchObject({ code: 'KJ002' })
})
