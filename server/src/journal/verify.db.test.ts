import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, guardsOff } from '../../test/database.ts'
import { createDatabase, createLog, fixedClock } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import { createChange } from './change.ts'
import { createSequencer } from './sequencer.ts'
import { aLog, aRecord, aSignature, anActor } from './testing.ts'
import type { VerificationFault } from './verification-fault.ts'
import { verifyJournal } from './verify.ts'

const testing = await createTestDatabase()
const { database } = testing
const clock = fixedClock('2026-03-02T03:04:05.678Z')
const sequencer = createSequencer({ database, clock, log: createLog('silent'), ...aLog })
const change = createChange(database, clock, () => undefined)
const client = { code: 'kho-cli', token: 'khoa' }
const record = (label: string) =>
  change(anActor({ signature: aSignature, client }), (tx) =>
    tx.record(aRecord({ subject: { type: 'test', id: label, label }, payload: { label } })),
  )

/** A connection with nothing held back: what somebody with the keys of the server could do. */
const openIntruder = () =>
  createDatabase({ application: testing.adminUrl, loader: testing.adminUrl, reader: testing.adminUrl }, 1)

/** Seven entries, sealed up to the third, the fifth and the seventh. */
beforeAll(async () => {
  for (const [place, label] of ['0', '1', '2', '3', '4', '5', '6'].entries()) {
    await record(label)
    if (place > 0 && place % 2 === 0) await sequencer.seal()
  }
})

class Undone extends Error {}

/** What verification finds after a harm that passes every trigger by; the harm is undone again. */
async function foundAfter(...harm: string[]): Promise<readonly VerificationFault[]> {
  let faults: readonly VerificationFault[] = []
  const intruder = openIntruder()
  const transaction = intruder.application.transaction(async (session) => {
    for (const statement of guardsOff.split(';')) await session.execute(sql.raw(statement))
    for (const statement of harm) expect(await session.execute(sql.raw(statement)), statement).toBeGreaterThan(0)
    faults = (await verifyJournal(session)).faults
    throw new Undone()
  })
  await expect(transaction).rejects.toThrow(Undone)
  await intruder.close()
  return faults
}

const entry = (index: number) => `(SELECT entry_id FROM journal.leaves WHERE index = ${String(index)})`
const changeOf = (index: number) => `(SELECT change_id FROM journal.entries WHERE id = ${entry(index)})`
const altered = (index: number) => ({
  place: `entry ${String(index)}`,
  reason: 'its content was altered after it was recorded',
})
const wrongRoots = (...sizes: number[]) =>
  sizes.map((size) => ({
    place: `checkpoint ${String(size)}`,
    reason: 'its root is not the root of the entries before it',
  }))
const otherThanSigned = (size: number) => ({
  place: `checkpoint ${String(size)}`,
  reason: 'what was signed is another size or root',
})
const wrongHash = (index: number) => ({
  place: 'tile/0/000',
  reason: `its hash ${String(index)} is not that of entry ${String(index)}`,
})
const byPlace = (left: VerificationFault, right: VerificationFault) => left.place.localeCompare(right.place)

it('finds nothing wrong with a journal that nobody touched, and gives the root of all of it (Điều 13.3)', async () => {
  const [last] = await testing.asAdmin<{ root: Buffer }>('SELECT root FROM journal.checkpoints WHERE size = 7')
  expect(await verifyJournal(database.application)).toEqual({
    entries: 7,
    checkpoints: 3,
    unsealed: 0,
    root: last?.root.toString('hex'),
    faults: [],
  })
})

describe('finds in the content of an entry (Điều 13.3)', () => {
  it.each([
    ['another payload', `UPDATE journal.entries SET payload = '{"label": "9"}' WHERE id = ${entry(3)}`],
    ['more in the payload', `UPDATE journal.entries SET payload = payload || '{"a": 1}' WHERE id = ${entry(3)}`],
    [
      'a payload nested as deep as the database takes it',
      `UPDATE journal.entries SET payload = ('{"a":' || repeat('[', 4000) || repeat(']', 4000) || '}')::jsonb WHERE id = ${entry(3)}`,
    ],
    ['a number that no reader can hold', `UPDATE journal.entries SET payload = '{"n":1e999}' WHERE id = ${entry(3)}`],
    ['another event', `UPDATE journal.entries SET event = 'other' WHERE id = ${entry(3)}`],
    ['another subject', `UPDATE journal.entries SET subject_label = 'other' WHERE id = ${entry(3)}`],
    ['another account', `UPDATE journal.changes SET account_id = 'other' WHERE id = ${changeOf(3)}`],
    ['another name of the account', `UPDATE journal.changes SET account_name = 'other' WHERE id = ${changeOf(3)}`],
    ['another unit', `UPDATE journal.changes SET unit_name = 'other' WHERE id = ${changeOf(3)}`],
    ['another way of access', `UPDATE journal.changes SET via = 'system' WHERE id = ${changeOf(3)}`],
    ['the program that acted taken away', `UPDATE journal.changes SET client = NULL WHERE id = ${changeOf(3)}`],
    [
      'another token of the program that acted',
      `UPDATE journal.changes SET client = client || '{"token": "other"}' WHERE id = ${changeOf(3)}`,
    ],
    [
      'the signature of who acted taken away (D5)',
      `UPDATE journal.changes SET signature = NULL WHERE id = ${changeOf(3)}`,
    ],
    ['another instant', `UPDATE journal.changes SET at = at + interval '1 ms' WHERE id = ${changeOf(3)}`],
    ['another change', `UPDATE journal.entries SET change_id = ${changeOf(0)}, payload = '{}' WHERE id = ${entry(3)}`],
  ])('%s', async (_what, harm) => {
    expect(await foundAfter(harm)).toEqual([altered(3), ...wrongRoots(5, 7)])
  })
})

describe('finds in the tree (Điều 13.3)', () => {
  it('another leaf hash', async () => {
    const harm = `UPDATE journal.entries SET leaf_hash = sha256('x') WHERE id = ${entry(3)}`
    expect(await foundAfter(harm)).toEqual([altered(3)])
  })

  it('an entry that was replaced by another together with its leaf hash', async () => {
    const replace = `UPDATE journal.entries AS e SET payload = o.payload, leaf_hash = o.leaf_hash, event = o.event,
      subject_id = o.subject_id, subject_label = o.subject_label FROM journal.entries AS o WHERE e.id = ${entry(3)} AND o.id = ${entry(0)}`
    expect(await foundAfter(replace)).toEqual([altered(3), ...wrongRoots(5, 7)])
  })

  it('two entries that changed places', async () => {
    const faults = await foundAfter(
      'UPDATE journal.leaves SET index = 99 WHERE index = 3',
      'UPDATE journal.leaves SET index = 3 WHERE index = 4',
      'UPDATE journal.leaves SET index = 4 WHERE index = 99',
    )
    expect(faults).toEqual([...wrongRoots(5, 7), wrongHash(3), wrongHash(4)])
  })

  it('an entry that is gone, its place empty', async () => {
    expect(await foundAfter(`DELETE FROM journal.entries WHERE id = ${entry(3)}`)).toEqual([
      { place: 'entry 3', reason: 'the entry or its change is missing' },
      ...wrongRoots(5, 7),
    ])
  })

  it('an entry whose change is gone, so that nobody is named any more', async () => {
    expect(await foundAfter(`DELETE FROM journal.changes WHERE id = ${changeOf(3)}`)).toEqual([
      { place: 'entry 3', reason: 'the entry or its change is missing' },
      ...wrongRoots(5, 7),
    ])
  })

  it('an entry that closes the log, without its change', async () => {
    const closing = `UPDATE journal.entries SET event = 'journal.log.closed' WHERE id = ${entry(3)}`
    expect(await foundAfter(closing, `DELETE FROM journal.changes WHERE id = ${changeOf(3)}`)).toEqual([
      { place: 'entry 3', reason: 'the entry or its change is missing' },
      ...wrongRoots(5, 7),
    ])
  })

  it('another key of the log, also one that is none', async () => {
    const faults = await foundAfter("UPDATE journal.logs SET verifier = 'x'")
    expect(faults).toContainEqual({
      place: 'logs',
      reason: expect.stringMatching('key of a log was altered') as string,
    })
    expect(faults.map(({ place }) => place)).toEqual(expect.arrayContaining(['checkpoint 3', 'checkpoint 7']))
  })

  it('an entry that is gone together with its place', async () => {
    const faults = await foundAfter(
      `DELETE FROM journal.entries WHERE id = ${entry(3)}`,
      'DELETE FROM journal.leaves WHERE index = 3',
    )
    expect(faults).toEqual([
      { place: 'entry 3', reason: 'a leaf is missing; the next index is 4' },
      ...wrongRoots(5, 7),
    ])
  })

  it('the newest entries cut off, with their places', async () => {
    const faults = await foundAfter(
      `DELETE FROM journal.entries WHERE id = ${entry(6)}`,
      'DELETE FROM journal.leaves WHERE index = 6',
    )
    expect(faults).toEqual([
      {
        place: 'tile/0/000',
        reason: 'it goes on beyond the entries: of its level there must be 6 hashes, and there are 7',
      },
      { place: 'checkpoint 7', reason: 'only 6 entries are left of it' },
    ])
  })

  it('an entry that was slipped in without a place', async () => {
    const harm = `INSERT INTO journal.entries SELECT gen_random_uuid(), change_id, event, subject_type, subject_id, subject_label,
      payload, leaf_hash FROM journal.entries WHERE id = ${entry(3)}`
    expect(await foundAfter(harm)).toEqual([
      { place: 'entries', reason: '1 stand neither in the tree nor in its queue' },
    ])
  })

  it('an entry that was slipped in with a place at the end', async () => {
    const faults = await foundAfter(
      `INSERT INTO journal.entries SELECT '0198a6a0-0000-7000-8000-00000000000f', change_id, event, subject_type, subject_id,
        subject_label, payload, leaf_hash FROM journal.entries WHERE id = ${entry(3)}`,
      `INSERT INTO journal.leaves VALUES (7, '0198a6a0-0000-7000-8000-00000000000f')`,
    )
    expect(faults).toContainEqual(altered(7))
  })

  it('a hash that was appended to a tile, and tiles of a level that is not there yet', async () => {
    const faults = await foundAfter(
      `UPDATE journal.tiles SET hashes = hashes || sha256('x')`,
      `INSERT INTO journal.tiles VALUES (2, 0, sha256('x'))`,
    )
    expect(faults.map(({ place }) => place)).toEqual(['tile/0/000', 'tile/2/000'])
  })

  it('another root of a checkpoint', async () => {
    const harm = `UPDATE journal.checkpoints SET root = sha256('x') WHERE size = 5`
    expect(await foundAfter(harm)).toEqual([otherThanSigned(5), ...wrongRoots(5)])
  })

  it.each([
    ['another hash in it', `frontier[1] = sha256('x')`],
    ['one hash in its place, which is the root', 'frontier = ARRAY[root]'],
    ['no hash where one was', 'frontier[1] = NULL'],
  ])('another edge of the tree, from which it would be grown on: %s', async (_what, harm) => {
    expect(await foundAfter(`UPDATE journal.checkpoints SET ${harm} WHERE size = 7`)).toEqual([
      { place: 'checkpoint 7', reason: 'its stored edge (frontier) was altered: it leads to another root' },
    ])
  })
})

it('names every harm of several', async () => {
  const faults = await foundAfter(
    `UPDATE journal.entries SET payload = '{}' WHERE id = ${entry(0)}`,
    `UPDATE journal.changes SET unit_id = 'other' WHERE id = ${changeOf(6)}`,
    `UPDATE journal.checkpoints SET root = sha256('x') WHERE size = 3`,
  )
  expect(faults.toSorted(byPlace)).toEqual(
    [otherThanSigned(3), ...wrongRoots(3, 5, 7), altered(0), altered(6)].sort(byPlace),
  )
})

it('raises no false alarm while changes come in and are sealed', async () => {
  const { application } = database
  const live: Db = {
    ...application,
    first: async (query) => {
      await record('sealed meanwhile')
      await sequencer.seal()
      await record('still in the queue')
      return application.first(query)
    },
  }
  expect((await verifyJournal(live)).faults).toEqual([])
  await sequencer.seal()
})
