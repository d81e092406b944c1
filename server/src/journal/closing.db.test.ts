import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { createLog, fixedClock, writeWhole } from '../platform/index.ts'
import { createChange } from './change.ts'
import { createJournal } from './journal.ts'
import { copyLog } from './log-copy.ts'
import { createLogKeys } from './log-key.ts'
import { listLogs } from './logs.store.ts'
import { publishedSigner, readPublished } from './published-log.ts'
import { createSequencer } from './sequencer.ts'
import { openSuccession, signSuccession } from './succession.ts'
import { aLog, anActor, aRecord, formatVerifier } from './testing.ts'
import { openCheckpoint, parseCheckpoint, signCheckpoint } from './tlog/checkpoint.ts'
import { makeSigner } from './tlog/signed-note.ts'
import type { NoteVerifier } from './tlog/signed-note.ts'
import { decodeEntries, encodeEntries } from './tlog/tile.ts'
import { verifyJournal } from './verify.ts'
import { verifyPublished } from './verify-published.ts'

const testing = await createTestDatabase()
const folder = await mkdtemp(path.join(tmpdir(), 'kho-closing-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const db = testing.database.application
const deps = { database: testing.database, clock: fixedClock('2026-05-04T01:00:00Z'), log: createLog('silent') }
const journal = createJournal({ ...aLog, ...deps, logFolder: folder })
const { sequencer } = journal
const change = (count = 1) =>
  Promise.all(Array.from({ length: count }, () => journal.change(anActor(), (tx) => tx.record(aRecord()))))
const read = (name: string) => readPublished(folder, name)
const verify = (key: NoteVerifier) => verifyPublished(read, key)
const first = aLog.keys.first
const textOf = async (name: string) => (await read(name))?.toString() ?? ''

let second: NoteVerifier
let lastOfFirst = 0

beforeAll(async () => {
  await change(5)
  await sequencer.seal()
  // Writers go on while the log is closed.
  const writing = change(40)
  const { closed, opened } = await journal.closeLog(anActor(), 'Quyết định 12/QĐ-KHO: đổi khóa hằng năm')
  await writing
  await sequencer.seal()
  expect(closed.origin).toBe(first.name)
  lastOfFirst = opened.size
  second = aLog.keys.of(opened) ?? first
})

it('hands over to a successor with a key and a name of its own, and both have signed it (D9)', async () => {
  expect(second.name).toBe(`${first.name}/2`)
  const { from, size, to } = openSuccession(await textOf('closed/1/succession'))
  expect([from, to].map(formatVerifier)).toEqual([first, second].map(formatVerifier))
  expect(size).toBe(lastOfFirst)
  expect(openCheckpoint(await textOf('closed/1/checkpoint'), first).size).toBe(lastOfFirst)
  expect(openCheckpoint(await textOf('checkpoint'), second).size).toBe(47)
  expect((await listLogs(db)).map(({ number, size: since }) => [number, since])).toEqual([
    [1, 0],
    [2, lastOfFirst],
  ])
})

it('is verified whole by whoever has the key of the successor, and by whoever has only the old one', async () => {
  for (const key of [second, first]) {
    const { faults, size, signer } = await verify(key)
    expect(faults).toEqual([])
    expect([size, formatVerifier(signer)]).toEqual([47, formatVerifier(second)])
  }
  const stranger = makeSigner(first.name, 'ed25519', Buffer.alloc(32, 5))
  expect((await verify(stranger)).faults[0]?.reason).toContain('The checkpoint is of')
})

it('has the closed log to be read and verified as it was, for as long as anybody asks', async () => {
  const under = (name: string) => (name === 'checkpoint' ? read('closed/1/checkpoint') : read(name))
  const past = (name: string) => (name.startsWith('closed/') ? Promise.resolve(undefined) : under(name))
  expect(await verifyPublished(past, first)).toMatchObject({ size: lastOfFirst, faults: [] })
})

it('is verified, and its signer known, while a log is there as closed and the next has no checkpoint yet', async () => {
  const half = await mkdtemp(path.join(tmpdir(), 'kho-closing-half-'))
  try {
    for (const name of ['closed/1/checkpoint', 'closed/1/succession'])
      await writeWhole(path.join(half, name), Buffer.from(await textOf(name)))
    await writeWhole(path.join(half, 'checkpoint'), Buffer.from(await textOf('closed/1/checkpoint')))
    const shown = (name: string) => (name.includes('tile/') ? read(name) : readPublished(half, name))
    expect(await verifyPublished(shown, first)).toMatchObject({ size: lastOfFirst, faults: [] })
    const found = await publishedSigner(half, aLog.keys)
    expect([found.number, formatVerifier(found.signer)]).toEqual([1, formatVerifier(first)])
  } finally {
    await rm(half, { recursive: true, force: true })
  }
})

it.each(['{"journal.log.closed', 'null "journal.log.', '{"event":"journal.log.closed","payload":null}'])(
  'tells entries that are not what the tree holds, whatever is in their place: %s',
  async (text) => {
    const entry = Buffer.from(text)
    const shown = async (name: string) => {
      const bytes = await read(name)
      return name.includes('entries') && bytes ? encodeEntries([entry, ...decodeEntries(bytes).slice(1)]) : bytes
    }
    const { faults } = await verifyPublished(shown, first)
    expect(faults).toContainEqual({
      place: 'entry 0',
      reason: 'its content in tile/entries/000.p/47 is not what tile/0/000.p/47 holds',
    })
  },
)

it('never signs with the old key again, and what it signs elsewhere is told from the log (D9)', async () => {
  // A change that tells nobody, so that the old key is the first to hear of it.
  const quiet = createChange(testing.database, deps.clock, () => undefined)
  await quiet(anActor(), (tx) => tx.record(aRecord()))
  const withOldKey = { first, candidates: () => [first], of: () => undefined, after: () => undefined }
  await expect(createSequencer({ ...deps, keys: withOldKey, logFolder: undefined }).seal()).rejects.toThrow(
    'which is not here',
  )
  await sequencer.seal()
  // Whoever stole it signs the tree as it is now, as if it had never been closed.
  const { size, root } = parseCheckpoint(await textOf('checkpoint'))
  const stolen = signCheckpoint(makeSigner(first.name, 'ed25519', seedOfFirst()), { size, root })
  const shown = (name: string) => {
    if (name.startsWith('closed/')) return Promise.resolve(undefined)
    return name === 'checkpoint' ? Promise.resolve(Buffer.from(stolen)) : read(name)
  }
  const { faults } = await verifyPublished(shown, first)
  expect(faults).toEqual([
    {
      place: 'checkpoint',
      reason: expect.stringContaining(`with entry ${String(lastOfFirst - 1)} the log was closed`) as string,
    },
  ])
})

it('is not served with the old key alone: the start names the key that is missing', async () => {
  const old = createJournal({ ...aLog, ...deps, keys: { ...aLog.keys, of: () => undefined } })
  await expect(old.checkKey()).rejects.toThrow(`signed with the key ${formatVerifier(second)}, which is not here`)
  await expect(journal.checkKey()).resolves.toBeUndefined()
})

it('is not led astray by a handing over that no entry holds', async () => {
  const thief = makeSigner('thief.example', 'ed25519', Buffer.alloc(32, 66))
  const { size, root } = parseCheckpoint(await textOf('checkpoint'))
  const note = signSuccession(makeSigner(first.name, 'ed25519', seedOfFirst()), thief, lastOfFirst)
  const shown = (name: string) => {
    if (name === 'closed/1/succession') return Promise.resolve(Buffer.from(note))
    if (name.startsWith('closed/')) return Promise.resolve(undefined)
    return name === 'checkpoint' ? Promise.resolve(Buffer.from(signCheckpoint(thief, { size, root }))) : read(name)
  }
  const { faults } = await verifyPublished(shown, first)
  expect(faults.map(({ reason }) => reason)).toEqual([
    expect.stringContaining(`handed over to ${second.name}`) as string,
  ])
})

it('refuses what both keys did not sign, and a size that is not its place', async () => {
  const note = await textOf('closed/1/succession')
  const [, , , , , , lastLine = ''] = note.split('\n')
  expect(() => openSuccession(note.replace(`${lastLine}\n`, ''))).toThrow('is not signed by')
  expect(() => openSuccession(note.replace('khochung log succession v1', 'khochung log succession v2'))).toThrow()
  expect(() => openSuccession(note.replace(`\n${String(lastOfFirst)}\n`, `\n${String(lastOfFirst + 1)}\n`))).toThrow(
    'is not signed by',
  )
})

it('is copied with its closed logs, and a copy from before the closing grows into one of after', async () => {
  const copy = await mkdtemp(path.join(tmpdir(), 'kho-closing-copy-'))
  try {
    const before = (name: string) => {
      if (name === 'checkpoint') return read('closed/1/checkpoint')
      return name.startsWith('closed/') ? Promise.resolve(undefined) : read(name)
    }
    expect((await copyLog(before, copy, first)).faults).toEqual([])
    const { faults, size } = await copyLog(read, copy, first)
    expect(faults).toEqual([])
    expect(size).toBeGreaterThan(lastOfFirst)
    expect(await verifyPublished((name) => readPublished(copy, name), second)).toMatchObject({ faults: [] })
    // A thief of the old key hands over to himself, and shows it to who has copied our own.
    const thief = makeSigner('thief.example', 'ed25519', Buffer.alloc(32, 66))
    const theirs = signSuccession(makeSigner(first.name, 'ed25519', seedOfFirst()), thief, lastOfFirst)
    const stolen = (name: string) =>
      name === 'closed/1/succession' ? Promise.resolve(Buffer.from(theirs)) : read(name)
    expect((await copyLog(stolen, copy, first)).faults).toMatchObject([
      { reason: 'What is at closed/1/succession is another than was copied before' },
    ])
    expect((await readPublished(copy, 'closed/1/succession'))?.toString()).toBe(await textOf('closed/1/succession'))
    // A checkpoint of the copy that the log of its size never signed.
    const { root } = parseCheckpoint(await textOf('closed/1/checkpoint'))
    const other = makeSigner(second.name, 'ed25519', Buffer.alloc(32, 9))
    await writeWhole(path.join(copy, 'checkpoint'), Buffer.from(signCheckpoint(other, { size: lastOfFirst, root })))
    expect((await copyLog(read, copy, first)).faults).toEqual([
      {
        place: `the checkpoint that was kept of ${String(lastOfFirst)} entries`,
        reason: `it is not signed by ${first.name}`,
      },
    ])
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
})

it('is closed again and again, and a configured key has its turn', async () => {
  const nextKey = Buffer.alloc(32, 42)
  const given = createLogKeys({ secret: 'test', key: undefined, nextKey, origin: first.name })
  const again = createJournal({ ...aLog, ...deps, keys: given, logFolder: folder })
  const { opened } = await again.closeLog(anActor(), 'đổi sang khóa trong két')
  expect(opened.verifier).toBe(formatVerifier(makeSigner(`${first.name}/3`, 'ed25519', nextKey)))
  // Once it signs, it is what is configured as the key, and the one after must be given too.
  const moved = createLogKeys({ secret: 'test', key: nextKey, origin: first.name })
  const later = createJournal({ ...aLog, ...deps, keys: moved, logFolder: folder })
  await later.change(anActor(), (tx) => tx.record(aRecord()))
  await later.sequencer.seal()
  expect(await publishedSigner(folder, moved)).toMatchObject({ number: 3, signer: { name: `${first.name}/3` } })
  await expect(later.closeLog(anActor(), 'lần nữa')).rejects.toThrow('journal.nextKeyMissing')
  for (const key of [first, second]) expect((await verify(key)).faults).toEqual([])
  expect((await verifyJournal(db)).faults).toEqual([])
})

function seedOfFirst(): Buffer {
  return first.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
}
