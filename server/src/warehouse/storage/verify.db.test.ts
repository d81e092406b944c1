import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aDataset, officeFields } from '../../../test/warehouse/dataset.ts'
import { recomputedLeaves, rootOver, storedVersions } from '../../../test/warehouse/inspect.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Submission } from '../../../test/warehouse/wire.ts'
import { listRecordedRoots } from '../../journal/index.ts'
import { anActor } from '../../law/testing.ts'
import { shippedMigrations } from '../../platform/index.ts'
import { hashRowLeaves, listRowTiles } from './leaves.store.ts'
import { verifyWarehouse } from './verify.ts'

const warehouse = await openWarehouse()
const { deliver, modules, people, testing } = warehouse
const { database } = testing
const dataset = 'bo-thu'
const ownId = `(SELECT id FROM catalogue.datasets WHERE code = '${dataset}')`
const wider = [...officeFields, { name: 'dia_chi', title: 'Địa chỉ', titleEn: 'Address', type: 'text' as const }]
const own = ['data.bo_thu', 'history.bo_thu']
const tables = [...own, ...['applies', 'row_leaves', 'row_tiles', 'states'].map((name) => `warehouse.${name}`)]
const backup = (table: string) => `public.${table.replace('.', '_')}`

const rows = (from: number, to: number, name = 'Tên') =>
  Array.from({ length: to - from + 1 }, (_, place) => ({ ma: `K${String(from + place)}`, ten: name }))
const load = (content: Parameters<typeof deliver>[0]) => deliver(content, { dataset })
/** Does harm as a superuser who has switched the guards off. */
const harm = (statements: string) => testing.asIntruder(statements)

async function registerDataset(code: string): Promise<void> {
  const facts = aDataset({ code, provider: people.provider.unit.id, consumers: [{ group: 'all' }] })
  await modules.catalogue.registerDataset(anActor(), facts)
  await modules.catalogue.declareStructure(anActor(), code, { fields: officeFields, note: '' })
}

/** Three applies with insertions, changes and deletions, over more than one chunk of leaves. */
const applied: Submission[] = []
beforeAll(async () => {
  await registerDataset(dataset)
  await warehouse.promulgate('2026-01-02', [dataset])
  applied.push(
    await load(rows(1, 300)),
    await load([...rows(2, 299), ...rows(300, 300, 'Đổi')]),
    await load([...rows(2, 299), ...rows(300, 300, 'Đổi nữa'), ...rows(301, 302)]),
  )
  await testing.asAdmin(tables.map((table) => `CREATE TABLE ${backup(table)} AS TABLE ${table}`).join('; '))
})

/** What verification finds. */
async function verify() {
  const roots = await listRecordedRoots(database.application)
  return verifyWarehouse(database.loader, modules.catalogue, roots)
}
const faults = async () => (await verify()).faults.map(({ place, reason }) => `${place}: ${reason}`)

const altered = (apply: number, count: number) =>
  `${dataset} apply ${String(apply)}: ${String(count)} rows were altered after they were recorded`
const begun = (apply: number, recorded: number, found: number) =>
  `${dataset} apply ${String(apply)}: ${String(recorded)} row versions were recorded, ${String(found)} are there`
const ended = (apply: number, recorded: number, found: number) =>
  `${dataset} apply ${String(apply)}: ${String(recorded)} row versions were recorded as ended, ${String(found)} are`
const misended = (apply: number, count: number) =>
  `${dataset} apply ${String(apply)}: ${String(count)} superseded rows did not end as recorded`
const otherThanJournal = (apply: number) =>
  `${dataset} apply ${String(apply)}: the row leaves do not give the root that the journal recorded`
const otherThanStored = (apply: number) =>
  `${dataset} apply ${String(apply)}: the row leaves do not give the root stored with the apply`
const otherTiles = (apply: number) =>
  `${dataset} apply ${String(apply)}: the hashes kept over the row leaves are not those of the row leaves`
const counted = (count: number, found: number) =>
  `${dataset}: ${String(count)} rows are counted, ${String(found)} are there`

it('an untouched store fits its journal after insertions, changes and deletions (Điều 13.3)', async () => {
  expect(await verify()).toEqual({ applies: 3, leaves: 300 + 2 + 3, faults: [] })
})

describe('what was done behind the journal is found', () => {
  afterEach(async () => {
    const restore = tables.map((table) => `DELETE FROM ${table}; INSERT INTO ${table} TABLE ${backup(table)}`)
    await harm(restore.join('; '))
    expect(await faults()).toEqual([])
  })

  it('a value altered among the rows in force', async () => {
    await harm(`UPDATE data.bo_thu SET f2 = 'Khác' WHERE _key = 'K7'`)
    expect(await faults()).toEqual([altered(1, 1)])
  })

  it('a value altered in the history', async () => {
    await harm(`UPDATE history.bo_thu SET f2 = 'Khác' WHERE _key = 'K1'`)
    expect(await faults()).toEqual([altered(1, 1), misended(1, 1)])
  })

  it('a value taken away', async () => {
    await harm(`UPDATE data.bo_thu SET f2 = NULL WHERE _key IN ('K7', 'K301')`)
    expect(await faults()).toEqual([altered(1, 1), altered(3, 1)])
  })

  it('rows that stand under the key of another', async () => {
    await harm(`UPDATE data.bo_thu SET _key = 'X' WHERE _key = 'K8'; UPDATE data.bo_thu SET _key = 'K8' WHERE _key = 'K9';
                UPDATE data.bo_thu SET _key = 'K9' WHERE _key = 'X'`)
    expect(await faults()).toEqual([altered(1, 2)])
  })

  it('a salt exchanged', async () => {
    await harm(`UPDATE data.bo_thu SET _salt = gen_random_uuid() WHERE _key = 'K7'`)
    expect(await faults()).toEqual([altered(1, 1)])
  })

  it('a deleted row', async () => {
    await harm(`DELETE FROM data.bo_thu WHERE _key = 'K7'`)
    expect(await faults()).toEqual([begun(1, 300, 299), counted(301, 300)])
  })

  it('a version deleted from the history', async () => {
    await harm(`DELETE FROM history.bo_thu WHERE _key = 'K1'`)
    expect(await faults()).toEqual([begun(1, 300, 299), ended(2, 2, 1)])
  })

  it('an added row that poses as one of an apply', async () => {
    await harm(`INSERT INTO data.bo_thu VALUES ('K999', 1, 300, gen_random_uuid(), 'K999', 'Thêm')`)
    expect(await faults()).toEqual([begun(1, 300, 301), altered(1, 1), counted(301, 302)])
  })

  it('an added row of no apply, even where the count was made to fit', async () => {
    await harm(`INSERT INTO data.bo_thu VALUES ('K999', 77, 0, gen_random_uuid(), 'K999', 'Thêm');
                UPDATE warehouse.states SET records = 302 WHERE dataset_id = ${ownId}`)
    expect(await faults()).toEqual([`${dataset}: 1 row versions belong to no apply`])
  })

  it('a row hidden among the superseded ones', async () => {
    await harm(`INSERT INTO history.bo_thu SELECT _key, _since, _ordinal, _salt, 3, 1, f1, f2 FROM data.bo_thu WHERE _key = 'K7';
                DELETE FROM data.bo_thu WHERE _key = 'K7'`)
    expect(await faults()).toEqual([misended(1, 1), ended(3, 1, 2), counted(301, 300)])
  })

  it('a deleted row brought back in force', async () => {
    await harm(`INSERT INTO data.bo_thu SELECT _key, _since, _ordinal, _salt, f1, f2 FROM history.bo_thu WHERE _key = 'K1';
                DELETE FROM history.bo_thu WHERE _key = 'K1'`)
    expect(await faults()).toEqual([ended(2, 2, 1), counted(301, 302)])
  })

  it('an altered leaf', async () => {
    await harm(`UPDATE warehouse.row_leaves SET leaves = set_byte(leaves, 40, get_byte(leaves, 40) # 1)
                WHERE apply = 1 AND chunk = 1 AND dataset_id = ${ownId}`)
    expect(await faults()).toEqual([otherThanJournal(1), otherThanStored(1), otherTiles(1), altered(1, 1)])
  })

  it('a chunk of leaves taken out', async () => {
    await harm(`DELETE FROM warehouse.row_leaves WHERE apply = 1 AND chunk = 1 AND dataset_id = ${ownId}`)
    const others = [otherThanJournal(1), otherThanStored(1), otherTiles(1)]
    expect(await faults()).toEqual([...others, begun(1, 256, 300), altered(1, 44)])
  })

  it('a row altered together with its leaf and the stored root: the journal still knows the old one', async () => {
    await harm(`UPDATE data.bo_thu SET f2 = 'Khác' WHERE _key = 'K7'`)
    const leaves = recomputedLeaves(await storedVersions(testing, dataset, ['f1', 'f2']), 1)
    const chunk = Buffer.concat(leaves.slice(0, 256)).toString('hex')
    await harm(`UPDATE warehouse.row_leaves SET leaves = '\\x${chunk}' WHERE apply = 1 AND chunk = 0 AND dataset_id = ${ownId};
                UPDATE warehouse.applies SET merkle_root = '\\x${rootOver(leaves)}' WHERE number = 1 AND dataset_id = ${ownId}`)
    expect(await faults()).toEqual([otherThanJournal(1), otherTiles(1)])
  })

  it('hashes over the leaves that are others, or gone', async () => {
    const ofLoad = `WHERE apply = 1 AND dataset_id = ${ownId}`
    await harm(`UPDATE warehouse.row_tiles SET hashes = sha256(hashes) || substring(hashes FROM 33) ${ofLoad}`)
    expect(await faults()).toEqual([otherTiles(1)])
    await harm(`DELETE FROM warehouse.row_tiles ${ofLoad}`)
    expect(await faults()).toEqual([otherTiles(1)])
  })

  it('not where the migration made them, of what was loaded before there were any', async () => {
    const making = /DO \$\$\nBEGIN\n {2}CREATE TEMP TABLE node [^]*?\nEND \$\$;/.exec(
      (await shippedMigrations()).text,
    )?.[0]
    // 257 whole chunks and three leaves: as many as need tiles of two levels.
    const large = '00000000-0000-4000-8000-000000000000'
    const leaves = `decode(repeat(md5(n::text), 1040), 'hex')`
    await harm(`
      INSERT INTO warehouse.row_leaves SELECT '${large}', 1, n, CASE n WHEN 257 THEN substring(${leaves} FOR 195) ELSE ${leaves} END
      FROM generate_series(0, 257) AS n;
      DELETE FROM warehouse.row_tiles; ${String(making)}`)
    expect(await faults()).toEqual([])
    const tree = await hashRowLeaves(database.loader, large, 1)
    expect([tree.leaves, tree.tiles.length]).toEqual([257 * 256 + 3, 3])
    expect(await listRowTiles(database.loader, large, 1)).toEqual(tree.tiles)
  })

  it('an altered root', async () => {
    await harm(
      `UPDATE warehouse.applies SET merkle_root = sha256(merkle_root) WHERE number = 2 AND dataset_id = ${ownId}`,
    )
    expect(await faults()).toEqual([otherThanStored(2)])
  })

  it('a load undone as if it had never been', async () => {
    await harm(`DELETE FROM data.bo_thu WHERE _since = 3;
                INSERT INTO data.bo_thu SELECT _key, _since, _ordinal, _salt, f1, f2 FROM history.bo_thu WHERE _until = 3;
                DELETE FROM history.bo_thu WHERE _until = 3; DELETE FROM warehouse.applies WHERE number = 3;
                DELETE FROM warehouse.row_leaves WHERE apply = 3;
                UPDATE warehouse.states SET apply_number = 2, records = 299`)
    expect(await faults()).toEqual([`submission ${applied[2]?.id ?? ''}: its apply is gone; the journal recorded it`])
  })

  it('a row in a dataset that was never filled', async () => {
    await registerDataset('rong')
    expect(await faults()).toEqual([])
    await harm(`INSERT INTO data.rong VALUES ('K1', 1, 0, gen_random_uuid(), 'K1', 'Thêm')`)
    expect(await faults()).toEqual(['rong: 1 row versions belong to no apply', 'rong: 0 rows are counted, 1 are there'])
    await harm('DELETE FROM data.rong')
  })
})

it('fits after the structure grew, and every leaf is recomputed from values and salts by it (ADR 0003)', async () => {
  await modules.catalogue.declareStructure(anActor(), dataset, { fields: wider, note: 'thêm địa chỉ' })
  const content = [...rows(2, 298), ...rows(301, 302), ...rows(400, 400)]
  applied.push(await load(content.map((row) => ({ ...row, dia_chi: row.ma === 'K2' ? 'Số 1' : null }))))
  expect(applied[3]).toMatchObject({
    ...{ applyNumber: 4, structureVersion: 2 },
    balance: { changed: 1, inserted: 1, deleted: 2, unchanged: 298 },
  })
  expect(await verify()).toEqual({ applies: 4, leaves: 300 + 2 + 3 + 4, faults: [] })
  const stored = await storedVersions(testing, dataset, ['f1', 'f2', 'f3'])
  const fieldsOf = (since: number) => (since < 4 ? 2 : 3)
  const roots = applied.map((_, place) => rootOver(recomputedLeaves(stored, place + 1, fieldsOf)))
  expect(roots).toEqual(applied.map(({ merkleRoot }) => merkleRoot))
})
