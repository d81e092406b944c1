import { describe, expect, it } from 'vitest'
import { aDataset, officeFields } from '../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../test/warehouse/open-warehouse.ts'
import { anActor } from '../law/testing.ts'

/** Điều 13.3: what is done to tables and guards stands in the journal like what is done to rows (D4). */

const warehouse = await openWarehouse()
const { deliver, modules, people, testing } = warehouse

interface Recorded {
  readonly role: string
  readonly migration: string | null
  readonly commands: readonly { readonly command: string; readonly object: string }[]
}
async function recorded(): Promise<Recorded[]> {
  await modules.journal.sequencer.seal()
  return testing.asAdmin<Recorded>(`
    SELECT payload->>'role' AS role, payload->>'migration' AS migration, payload->'commands' AS commands
    FROM journal.entries WHERE event = 'journal.structure.changed' ORDER BY id`)
}
/** The commands of the last record, as `COMMAND object`. */
const last = async () => (await recorded()).at(-1)?.commands.map(({ command, object }) => `${command} ${object}`)

describe('what an administrator does to the structure becomes a leaf (Điều 13.3, D4)', () => {
  it.each([
    ['ALTER TABLE data.ho_so DISABLE TRIGGER governed', 'ALTER TABLE data.ho_so'],
    ['ALTER TABLE data.ho_so ENABLE ALWAYS TRIGGER governed', 'ALTER TABLE data.ho_so'],
    ['DROP TRIGGER governed ON data.ho_so', 'DROP TRIGGER governed on data.ho_so'],
    [
      'CREATE TRIGGER governed BEFORE INSERT ON data.ho_so EXECUTE FUNCTION journal.require_change()',
      'CREATE TRIGGER governed on data.ho_so',
    ],
    [
      `CREATE OR REPLACE FUNCTION journal.require_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
      'CREATE FUNCTION journal.require_change()',
    ],
    ['ALTER TABLE history.ho_so RENAME TO ho_so_cu', 'ALTER TABLE history.ho_so_cu'],
    ['CREATE TABLE history.ho_so (LIKE history.ho_so_cu)', 'CREATE TABLE history.ho_so'],
    ['ALTER TABLE warehouse.submissions DROP CONSTRAINT balanced', 'ALTER TABLE warehouse.submissions'],
    ['CREATE RULE lau AS ON DELETE TO warehouse.states DO INSTEAD NOTHING', 'CREATE RULE lau on warehouse.states'],
    ['GRANT ALL ON data.ho_so TO kho_application', 'GRANT '],
    ['CREATE TABLE catalogue.lau (x integer)', 'CREATE TABLE catalogue.lau'],
    ['SET session_replication_role = replica; DROP TABLE catalogue.lau', 'DROP TABLE catalogue.lau'],
    ['ALTER SCHEMA search RENAME TO tim', 'ALTER SCHEMA tim'],
  ])('%s', async (statement, expected) => {
    // prettier-ignore
    const before = (await recorded()).length
    await testing.asAdmin(statement)
    const after = await recorded()
    expect(after).toHaveLength(before + 1)
    expect(await last()).toContain(expected)
    expect(after.at(-1)).toMatchObject({ role: 'khochung', migration: null })
  })
})

it('a dataset’s tables belong to the change that declares them: one transaction, one actor', async () => {
  const before = (await recorded()).length
  const facts = aDataset({ code: 'bo-moi', provider: people.provider.unit.id, consumers: [{ group: 'all' }] })
  await modules.catalogue.registerDataset(anActor(), facts)
  await modules.catalogue.declareStructure(anActor({ accountName: 'người khai' }), 'bo-moi', {
    fields: officeFields,
    note: '',
  })
  expect(await recorded()).toHaveLength(before + 1)
  expect(await last()).toEqual(
    expect.arrayContaining([
      'CREATE TABLE data.bo_moi',
      'CREATE TRIGGER governed on data.bo_moi',
      'CREATE TABLE history.bo_moi',
    ]),
  )
  const [change] = await testing.asAdmin(`
    SELECT array_agg(e.event ORDER BY e.event) AS events, min(c.account_name) AS by FROM journal.entries AS e JOIN journal.changes AS c ON c.id = e.change_id
    WHERE c.id = (SELECT change_id FROM journal.entries WHERE event = 'journal.structure.changed' ORDER BY id DESC LIMIT 1)`)
  expect(change).toEqual({ events: ['catalogue.structure.declared', 'journal.structure.changed'], by: 'người khai' })
})

it('what was undone, temporary tables and staging leave no leaf', async () => {
  const before = (await recorded()).length
  await testing.asAdmin('BEGIN; CREATE TABLE catalogue.lau (x integer); ROLLBACK')
  await testing.asAdmin(
    'CREATE TEMP TABLE tam (x integer); CREATE TABLE staging.tam (x integer); DROP TABLE staging.tam',
  )
  expect(await recorded()).toHaveLength(before)
})

it('only the first load of a dataset touches its structure', async () => {
  await warehouse.promulgateNext(['bo-moi'])
  await deliver('ma,ten\nDV1,Một\n', { dataset: 'bo-moi' })
  const before = (await recorded()).length
  await deliver('ma,ten\nDV1,Hai\n', { dataset: 'bo-moi' })
  expect(await recorded()).toHaveLength(before)
})

it('nothing waits in the queue of what was recorded', async () => {
  await recorded()
  expect(await testing.asAdmin('SELECT FROM journal.structure_queue')).toEqual([])
})
