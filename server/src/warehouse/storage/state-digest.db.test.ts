import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aDataset, officeFields } from '../../../test/warehouse/dataset.ts'
import { recomputedLeaves, storedVersions } from '../../../test/warehouse/inspect.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { listPayloads } from '../../journal/index.ts'
import { anActor } from '../../law/testing.ts'
import { MerkleTree } from '../../platform/index.ts'
import { warehouseEvents } from '../warehouse.events.ts'
import { verifyStates } from './state-digest.ts'
import { createStateKeeper } from './state.keeper.ts'

const warehouse = await openWarehouse()
const { clock, deliver, modules, people, testing } = warehouse
const { database } = testing
const { states } = modules.warehouse
const dataset = 'so-trang-thai'
const wider = [...officeFields, { name: 'dia_chi', title: 'Địa chỉ', titleEn: 'Address', type: 'text' as const }]

const rows = (from: number, to: number, name = 'Tên') =>
  Array.from({ length: to - from + 1 }, (_, place) => ({ ma: `K${String(from + place)}`, ten: name }))
const widened = (content: ReturnType<typeof rows>) => content.map((row) => ({ ...row, dia_chi: null }))
const load = (content: Parameters<typeof deliver>[0]) => deliver(content, { dataset })

const recorded = () => listPayloads(database.application, warehouseEvents['state.digested'])
const lastRecorded = async () => (await recorded()).at(-1)?.payload
async function look() {
  const looks = await states.look(anActor())
  return looks?.find(({ digest }) => digest.dataset === dataset)
}
const found = async () => (await look())?.faults.map(({ reason }) => reason)
const verified = async () => {
  const { faults } = await verifyStates(database.loader, modules.catalogue, await recorded())
  return faults.map(({ place, reason }) => `${place}: ${reason}`)
}

beforeAll(async () => {
  await modules.catalogue.registerDataset(anActor(), {
    ...aDataset({ code: dataset, provider: people.provider.unit.id }),
    consumers: [{ group: 'all' }],
  })
  await modules.catalogue.declareStructure(anActor(), dataset, { fields: officeFields, note: '' })
  await warehouse.promulgate('2026-01-02', [dataset])
  await load(rows(1, 600))
})

/** The root over what is in force, by the definitions in TypeScript: commitments of leaves, sorted, hashed as one tree. */
async function rootByDefinition(apply: number, fieldsOf: (since: number) => number): Promise<string> {
  const versions = await storedVersions(testing, dataset, fieldsOf(apply) === 2 ? ['f1', 'f2'] : ['f1', 'f2', 'f3'])
  const inForce = versions.filter(({ until }) => until === null)
  const leaves = new Map<number, Buffer[]>()
  for (const { since } of inForce) leaves.set(since, recomputedLeaves(versions, since, fieldsOf))
  const commitments = inForce.map(({ since, ordinal }) => leaves.get(since)?.[ordinal]?.subarray(33) ?? Buffer.alloc(0))
  const tree = new MerkleTree()
  for (const commitment of commitments.sort((left, right) => left.compare(right))) tree.appendData(commitment)
  return tree.root().toString('hex')
}

describe('the digest of a state (Điều 13.3, D4)', () => {
  it('is the root over the commitments in force, ascending, and follows from the row leaves as well', async () => {
    const root = await rootByDefinition(1, () => 2)
    await look()
    expect(await lastRecorded()).toEqual({
      ...{ dataset, apply: 1, rows: 600, stateRoot: root, replayedRows: 600, replayedRoot: root },
    })
    expect(await verified()).toEqual([])
  })

  it('follows rows that came, changed and went, under one structure and the next', async () => {
    await load([...rows(2, 599), ...rows(600, 600, 'Đổi')])
    await modules.catalogue.declareStructure(anActor(), dataset, { fields: wider, note: '' })
    await load(widened([...rows(3, 599), ...rows(600, 600, 'Đổi nữa'), ...rows(601, 700)]))
    const root = await rootByDefinition(3, (since) => (since < 3 ? 2 : 3))
    await look()
    expect(await lastRecorded()).toMatchObject({ apply: 3, rows: 698, stateRoot: root, replayedRoot: root })
    expect(await verified()).toEqual([])
  })

  it('is recorded again only when something changed', async () => {
    const before = (await recorded()).length
    expect((await look())?.isNew).toBe(false)
    expect(await recorded()).toHaveLength(before)
  })

  it('is recorded once when several processes come to it at the same hour', async () => {
    await load(widened([...rows(3, 599), ...rows(600, 700)]))
    const before = (await recorded()).length
    const world = { ...modules.world, ...modules }
    const others = Array.from({ length: 4 }, () => createStateKeeper(world))
    clock.moveTo(new Date(clock.now().getTime() + 3_600_000).toISOString())
    await Promise.all(others.map((keeper) => keeper.keep()))
    await Promise.all(others.map((keeper) => keeper.keep()))
    expect(await recorded()).toHaveLength(before + 1)
  })

  it('comes by itself once an hour, and also when the clock was set back', async () => {
    const last = async () =>
      (await testing.asAdmin<{ at: Date }>('SELECT max(at) AS at FROM warehouse.state_checks'))[0]?.at.getTime() ?? 0
    const before = await last()
    await states.keep()
    expect(await last()).toBe(before)
    for (const moved of [3_600_000, -7_200_000]) {
      const to = clock.now().getTime() + moved
      clock.moveTo(new Date(to).toISOString())
      await states.keep()
      expect(Math.abs((await last()) - to)).toBeLessThan(1_000)
    }
  })
})

describe('what was done to rows past every trigger is found and named (Điều 13.3, D4)', () => {
  const tables = ['data.so_trang_thai', 'history.so_trang_thai', 'warehouse.row_leaves', 'warehouse.states']
  const backup = (table: string) => `public.${table.replace('.', '_')}`
  beforeAll(async () => {
    await testing.asAdmin(tables.map((table) => `CREATE TABLE ${backup(table)} AS TABLE ${table}`).join('; '))
    return async () => {
      await testing.asAdmin(tables.map((table) => `DROP TABLE ${backup(table)}`).join('; '))
    }
  })
  /** What is there before each attack fits. */
  beforeEach(async () => {
    await testing.asIntruder(`
      DROP TABLE IF EXISTS public.con; TRUNCATE data.so_trang_thai, history.so_trang_thai;
      DELETE FROM warehouse.row_leaves; DELETE FROM warehouse.states;
      INSERT INTO data.so_trang_thai TABLE ${backup('data.so_trang_thai')};
      INSERT INTO history.so_trang_thai TABLE ${backup('history.so_trang_thai')};
      INSERT INTO warehouse.row_leaves TABLE ${backup('warehouse.row_leaves')};
      INSERT INTO warehouse.states TABLE ${backup('warehouse.states')}`)
    expect(await found()).toEqual([])
  })

  it.each([
    ['a changed value', `UPDATE data.so_trang_thai SET f2 = 'Khác' WHERE _key = 'K7'`, [/^row K7 .*not what its leaf/]],
    [
      'a salt exchanged',
      `UPDATE data.so_trang_thai SET _salt = gen_random_uuid() WHERE _key = 'K7'`,
      [/^row K7 .*not/],
    ],
    [
      'a value written over a field that had none',
      `UPDATE data.so_trang_thai SET f3 = 'X' WHERE _key = 'K650'`,
      [/^row K650 .*not/],
    ],
    ['a row deleted', `DELETE FROM data.so_trang_thai WHERE _key = 'K7'`, [/^the row of apply 1 place \d+ is gone/]],
    [
      'all rows deleted',
      'TRUNCATE data.so_trang_thai',
      Array.from({ length: 50 }, () => /is gone/).concat(/^648 more rows deviate$/),
    ],
    [
      'a row added',
      `INSERT INTO data.so_trang_thai SELECT 'K9999', 1, 9999, gen_random_uuid(), 'K9999', 'Thêm', NULL`,
      [/^row K9999 .*without a leaf/],
    ],
    [
      'a row added in the name of no apply',
      `INSERT INTO data.so_trang_thai SELECT 'K9999', 77, 0, gen_random_uuid(), 'K9999', 'Thêm', NULL`,
      [/^row K9999 .*without a leaf/],
    ],
    [
      'a row under the key of another',
      `UPDATE data.so_trang_thai SET _key = 'K9999' WHERE _key = 'K7'`,
      [/^row K9999 .*not what its leaf/],
    ],
    [
      'a superseded version put back in the place of the one in force',
      `
      DELETE FROM data.so_trang_thai WHERE _key = 'K600';
      INSERT INTO data.so_trang_thai SELECT _key, _since, _ordinal, _salt, f1, f2, f3 FROM history.so_trang_thai
      WHERE _key = 'K600' ORDER BY _since LIMIT 1`,
      [/^row K600 .*without a leaf/, /is gone/],
    ],
    [
      'a deleted row revived',
      `
      INSERT INTO data.so_trang_thai SELECT _key, _since, _ordinal, _salt, f1, f2, f3 FROM history.so_trang_thai WHERE _key = 'K1'`,
      [/^row K1 .*without a leaf/],
    ],
    [
      'rows that come from a table that inherits',
      `
      CREATE TABLE public.con () INHERITS (data.so_trang_thai);
      INSERT INTO public.con SELECT * FROM ONLY data.so_trang_thai WHERE _key = 'K7'`,
      [/^row K7 .*without a leaf/],
    ],
  ])('%s', async (_what, harm, reasons) => {
    // prettier-ignore
    await testing.asIntruder(harm)
    expect(await found()).toEqual(reasons.map((reason) => expect.stringMatching(reason) as unknown))
    const { replayedRoot, stateRoot } = (await lastRecorded()) ?? {}
    expect(stateRoot).not.toBe(replayedRoot)
    expect((await verified()).length).toBeGreaterThan(0)
  })

  it('row leaves cut off to hide an altered row', async () => {
    await testing.asIntruder(`
      DELETE FROM warehouse.row_leaves WHERE apply = 1 AND dataset_id = (SELECT id FROM catalogue.datasets WHERE code = '${dataset}');
      UPDATE data.so_trang_thai SET f2 = 'Khác' WHERE _key = 'K7'`)
    expect(await verified()).toContainEqual(expect.stringMatching(/more rows deviate$/))
  })

  it('puts no key of a row into the journal, which others read', async () => {
    await testing.asIntruder(`UPDATE data.so_trang_thai SET f2 = 'Khác' WHERE _key = 'K77'`)
    await look()
    expect(JSON.stringify(await lastRecorded())).not.toContain('K77')
  })

  it('stays told by verification after the rows were put right: the state of then was recorded', async () => {
    expect(await verified()).toContainEqual(expect.stringMatching(/^so-trang-thai apply 4: the state digest recorded/))
  })
})
