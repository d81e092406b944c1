import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { createLog, fixedClock, MerkleTree } from '../platform/index.ts'
import { createChange } from './change.ts'
import { TreeAlteredError } from './sealing.ts'
import { createSequencer } from './sequencer.ts'
import { aLog, aRecord, anActor, sealingElsewhere } from './testing.ts'

const testing = await createTestDatabase()
const { database } = testing
const clock = fixedClock('2026-03-02T03:04:05.678Z')
const log = createLog('silent')
const sequencer = createSequencer({ database, clock, log, ...aLog })
/** Changes here tell nobody, so that a test says when something is sealed. */
const governed = createChange(database, clock, () => undefined)
const change = (label: string, fails = false) =>
  governed(anActor(), async (tx) => {
    const id = await tx.record(aRecord({ subject: { type: 'test', id: label, label } }))
    if (fails) throw new Error('undone')
    return id
  })

interface Leaf {
  readonly index: number
  readonly entry_id: string
  readonly leaf_hash: Buffer
}
const leaves = () =>
  testing.asAdmin<Leaf>(`SELECT l.index::integer, l.entry_id, e.leaf_hash FROM journal.leaves AS l
                         JOIN journal.entries AS e ON e.id = l.entry_id ORDER BY l.index`)
const unsealed = async () => (await testing.asAdmin('SELECT FROM journal.unsealed')).length

/** All that must hold of the tree: every entry in it once, no gap, every checkpoint's root that of the leaves. */
async function expectWhole(): Promise<void> {
  const placed = await leaves()
  const entries = await testing.asAdmin<{ id: string }>('SELECT id FROM journal.entries ORDER BY id')
  expect(placed.map(({ index }) => index)).toEqual(placed.map((_leaf, place) => place))
  expect(placed.map((leaf) => leaf.entry_id).sort()).toEqual(entries.map(({ id }) => id))
  expect(await unsealed()).toBe(0)
  const checkpoints = await testing.asAdmin<{ size: number; root: Buffer }>(
    'SELECT size::integer, root FROM journal.checkpoints ORDER BY size',
  )
  for (const { size, root } of checkpoints) {
    const tree = new MerkleTree()
    for (const leaf of placed.slice(0, size)) tree.append(leaf.leaf_hash)
    expect(root).toEqual(tree.root())
  }
  expect(checkpoints.at(-1)?.size).toBe(placed.length)
}

it('leaves no gap over twenty changes at once, every third of which is rolled back (Điều 13.3)', async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_none, n) => change(`concurrent ${String(n)}`, n % 3 === 0)),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(13)
  await sequencer.seal()
  expect(await leaves()).toHaveLength(13)
  await expectWhole()
})

it('goes on from the last checkpoint, and makes none when there is nothing new', async () => {
  for (const label of ['one', 'two', 'three']) {
    await change(label)
    await sequencer.seal()
  }
  const sizes = () => testing.asAdmin('SELECT size::integer FROM journal.checkpoints ORDER BY size')
  const before = await sizes()
  await sequencer.seal()
  expect(await sizes()).toEqual(before)
  await expectWhole()
})

it('places an entry that commits late behind those sealed before it, and loses none', async () => {
  const { promise: hold, resolve: release } = Promise.withResolvers<undefined>()
  const { promise: recorded, resolve: tell } = Promise.withResolvers<string>()
  const late = governed(anActor(), async (tx) => {
    const id = await tx.record(aRecord({ subject: { type: 'test', id: 'late', label: 'late' } }))
    tell(id)
    await hold
    return id
  })
  const lateId = await recorded
  const early = await change('early')
  await sequencer.seal()
  expect((await leaves()).at(-1)?.entry_id).toBe(early)
  expect(lateId < early).toBe(true)
  release(undefined)
  await late
  await sequencer.seal()
  expect((await leaves()).at(-1)?.entry_id).toBe(lateId)
  await expectWhole()
})

it('gives every entry one place when several processes seal while changes come in', async () => {
  const others = [1, 2].map(() => createSequencer({ database, clock, log, ...aLog }))
  const sequencers = [sequencer, ...others]
  await Promise.all(
    Array.from({ length: 12 }, async (_none, n) => {
      await change(`at once ${String(n)}`)
      await sequencers[n % 3]?.seal()
    }),
  )
  await expectWhole()
})

describe('while another process is sealing', () => {
  it('sealing waits for it, so that all that was committed is in the tree when it ends', async () => {
    const other = await sealingElsewhere(testing)
    await change('waits')
    const sealed = sequencer.seal()
    const first = await Promise.race([sealed.then(() => 'gave up'), other.untilWaiting(1).then(() => 'waits')])
    await other.end()
    await sealed
    expect(first).toBe('waits')
    await expectWhole()
  })

  it('being told of a change does not wait: that process or the next turn will see to it', async () => {
    const other = await sealingElsewhere(testing)
    await change('left')
    sequencer.kick()
    await sequencer.stop()
    const left = await unsealed()
    await other.end()
    expect(left).toBe(1)
    await sequencer.seal()
    await expectWhole()
  })
})

it('seals what is committed soon after it is told, without being waited for', async () => {
  await change('kicked')
  sequencer.kick()
  sequencer.kick()
  await sequencer.stop()
  await expectWhole()
})

it('has just sealed for a second after it has, and not while another process does (D6)', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const other = createSequencer({ database, clock, log, ...aLog })
  const elsewhere = await sealingElsewhere(testing)
  other.kick()
  await other.stop()
  expect(other.hasJustSealed()).toBe(false)
  await elsewhere.end()
  await other.seal()
  expect(other.hasJustSealed()).toBe(true)
  vi.advanceTimersByTime(1_000)
  expect(other.hasJustSealed()).toBe(false)
  vi.useRealTimers()
})

it('gives an entry that belongs to no change no place, and seals nothing until it is gone (Điều 13.3)', async () => {
  const stray = '0198a6a0-0000-7000-8000-00000000000a'
  await testing.asAdmin(`
    WITH stray AS (
      INSERT INTO journal.entries (id, change_id, event, subject_type, subject_id, subject_label, payload, leaf_hash)
      SELECT '${stray}', '${stray}', 'made.up', 'test', '1', 'one', '{}', sha256('') RETURNING id)
    INSERT INTO journal.unsealed (entry_id) SELECT id FROM stray`)
  const placed = (await leaves()).length
  await change('behind it')
  await expect(sequencer.seal()).rejects.toThrow(`The entry ${stray} belongs to no change, or is none`)
  expect(await leaves()).toHaveLength(placed)
  await testing.asIntruder(`DELETE FROM journal.entries WHERE id = '${stray}'`)
  await expect(sequencer.seal()).rejects.toThrow(stray)
  await testing.asIntruder(`DELETE FROM journal.unsealed WHERE entry_id = '${stray}'`)
  await sequencer.seal()
  await expectWhole()
})

describe('on a stored tree that is not what was signed nothing is signed, and no entry gets a place (Điều 13.3)', () => {
  const newest = `size = (SELECT max(size) FROM journal.checkpoints)`
  const older = (column: string) => `(SELECT ${column} FROM journal.checkpoints ORDER BY size DESC OFFSET 1 LIMIT 1)`
  const other = `sha256('other')`
  beforeAll(async () => {
    // A tree with several subtrees, beside which the next leaf is put without joining any.
    do {
      await change('grows')
      await sequencer.seal()
    } while ((await leaves()).length % 8 !== 6)
    await testing.asAdmin(`CREATE TABLE public.kept AS SELECT * FROM journal.checkpoints WHERE ${newest}`)
  })
  const putBack = `
    DELETE FROM journal.checkpoints AS c USING public.kept AS k WHERE c.size = k.size;
    INSERT INTO journal.checkpoints SELECT * FROM public.kept`

  it.each([
    ['another hash in its edge', `frontier[1] = ${other}`, 'leads to another root'],
    ['one hash in the place of its edge, which is its root', 'frontier = ARRAY[root]', 'leads to another root'],
    [
      'its edge cut in other places',
      `frontier = ARRAY[frontier[1] || substring(frontier[2] FOR 1), substring(frontier[2] FROM 2)] || frontier[3:]`,
      'leads to another root',
    ],
    ['no hash where one was', 'frontier[1] = NULL', 'leads to another root'],
    ['an edge of nothing', `frontier = '{}'`, 'leads to another root'],
    ['the edge of an older tree', `frontier = ${older('frontier')}`, 'leads to another root'],
    [
      'edge, root and note of an older tree',
      `frontier = ${older('frontier')}, root = ${older('root')}, note = ${older('note')}`,
      'was signed for',
    ],
    [
      'edge and root of another tree, and no note',
      `frontier[1] = ${other}, root = ${other}, note = NULL`,
      'is not signed',
    ],
    ['a note that nobody signed', `note = regexp_replace(note, '— .*$', E'— x AAAA\n')`, 'does not hold'],
    ['a note that is none', `note = 'x'`, 'does not hold'],
  ])('%s', async (_what, harm, reason) => {
    await change('waits')
    const before = await leaves()
    await testing.asIntruder(`UPDATE journal.checkpoints SET ${harm} WHERE ${newest}`)
    await expect(sequencer.seal()).rejects.toThrow(TreeAlteredError)
    await expect(sequencer.seal()).rejects.toThrow(reason)
    expect(await leaves()).toEqual(before)
    expect(await unsealed()).toBeGreaterThan(0)
    await testing.asIntruder(putBack)
  })

  it('the newest checkpoint taken out with the places of its entries, or all of them', async () => {
    for (const [which, reason] of [
      [newest, 'its tiles hold'],
      ['true', 'no checkpoint is left'],
    ] as const) {
      await testing.asAdmin(`CREATE TABLE public.gone AS SELECT * FROM journal.checkpoints WHERE ${which}`)
      await testing.asAdmin(`CREATE TABLE public.places AS SELECT * FROM journal.leaves`)
      await testing.asIntruder(`
        DELETE FROM journal.checkpoints WHERE ${which};
        DELETE FROM journal.leaves WHERE index >= (SELECT coalesce(max(size), 0) FROM journal.checkpoints)`)
      await expect(sequencer.seal()).rejects.toThrow(reason)
      await testing.asIntruder(`
        INSERT INTO journal.checkpoints SELECT * FROM public.gone; DROP TABLE public.gone;
        INSERT INTO journal.leaves SELECT * FROM public.places ON CONFLICT DO NOTHING; DROP TABLE public.places`)
    }
  })

  it('and it goes on, with all that waited, once the tree is put back', async () => {
    await sequencer.seal()
    await expectWhole()
  })
})
