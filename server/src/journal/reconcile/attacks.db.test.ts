import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { createPool, reconcilerUrl, shippedMigrations } from '../../platform/index.ts'
import { anActor, anInstrument } from '../../law/testing.ts'
import { tableEvents } from '../../app/table-events.ts'
import { listPayloads } from '../entry.store.ts'
import { slotName } from './decoding.store.ts'
import { reconcile } from './reconciler.ts'

/** Điều 13.3: each way past the journal that a full administrator has is gone, and what he did is found (D4, D1). */

const warehouse = await openWarehouse()
const { deliver, modules, testing } = warehouse
const pool = createPool(reconcilerUrl(testing.adminUrl, testing.secret), 2)
const { db } = pool
afterAll(() => pool.close())

let kept: string | undefined
const deps = {
  db,
  ...{ journal: testing.database.application, change: modules.journal.change, shipped: await shippedMigrations() },
  tableEvents,
  positions: {
    read: () => kept,
    keep: (position: string) => {
      kept = position
    },
  },
}
/** What was committed before is on disk after a commit that waits for it; the servers of tests wait for none. */
const written = () =>
  testing.asAdmin(`BEGIN; SET LOCAL synchronous_commit = on; SELECT pg_logical_emit_message(true, 'test', ''); COMMIT`)
async function look() {
  await written()
  return reconcile(deps)
}
const found = async () => (await look()).faults.map(({ place, reason }) => `${place}: ${reason}`)
const recordedFindings = () => listPayloads(testing.database.application, 'journal.reconciler.found')

beforeAll(async () => {
  await look()
})

describe('work by the rules', () => {
  it('is found to be in order: accounts, catalogue, loads, reads, sealing, digests, other sessions', async () => {
    await modules.law.register(anActor(), { ...anInstrument(), number: '99/QĐ' })
    await deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
    await deliver(manyFiles(300))
    await deliver(manyFiles(299))
    await warehouse.call('hospital', `/warehouse/datasets/${files}/records?purpose=nghiep-vu`)
    await modules.warehouse.states.look(anActor())
    await modules.journal.sequencer.seal()
    const { faults, transactions } = await look()
    expect(faults).toEqual([])
    expect(transactions).toBeGreaterThan(10)
  })

  it('that was rolled back is as if it had not been', async () => {
    await testing.asAdmin(`BEGIN; ALTER TABLE data.ho_so DISABLE TRIGGER governed; DELETE FROM data.ho_so; ROLLBACK`)
    expect(await found()).toEqual([])
  })
})

const changeRow = (xact = 'pg_current_xact_id()') => `
  INSERT INTO journal.changes (id, xact, at, account_id, account_name, unit_id, unit_name, via, request_id)
  VALUES (gen_random_uuid(), ${xact}, now(), 'a', 'a', 'u', 'u', 'system', 'r')`

/** All that a change of the product leaves, in its own transaction, up to the queue that leads into the tree. */
const genuineChange = (event: string) => `
  WITH made AS (${changeRow()} RETURNING id), entry AS (
    INSERT INTO journal.entries SELECT gen_random_uuid(), id, '${event}', 'x', 'x', 'x', '{}', sha256('x') FROM made RETURNING id)
  INSERT INTO journal.unsealed (entry_id) SELECT id FROM entry`

/** Bodies of functions are replaced where they stand: triggers go on calling them. */
const keepFunction = (name: string) =>
  `CREATE TABLE public.kept AS SELECT pg_get_functiondef('${name}'::regproc) AS text`
const putFunctionBack = `DO $put$ BEGIN EXECUTE (SELECT text FROM public.kept); END $put$; DROP TABLE public.kept`
const quoted = (body: string) => `$quoted$${body}$quoted$`
const replaceBody = (name: string, body: string, gives = 'trigger') => `DO $replace$ BEGIN EXECUTE format(
  'CREATE OR REPLACE FUNCTION ${name}() RETURNS ${gives} LANGUAGE plpgsql SECURITY DEFINER SET search_path = '''' AS %L', ${body}); END $replace$`
/** As it was made first. */
const earlierBody = (name: string) =>
  new RegExp(`CREATE FUNCTION ${name}\\(\\)[^;]*? AS \\$\\$([^]*?)\\$\\$`).exec(deps.shipped.text)?.[1] ?? ''

/** What is done, what is found of it, and how it is put right again. */
const attacks: [string, string, RegExp, string?][] = [
  ['a row changed with the trigger switched off and on again', `ALTER TABLE data.ho_so DISABLE TRIGGER governed; UPDATE data.ho_so SET f2 = 'Khác' WHERE _key = 'HS0001'; ALTER TABLE data.ho_so ENABLE ALWAYS TRIGGER governed`, /^data\.ho_so at .*UPDATE of 1 rows \(_key.*HS0001.*written without a change/],
  ['a row changed past triggers that were never seen to be off', `/*intruder*/ UPDATE data.ho_so SET f2 = 'Khác' WHERE _key = 'HS0002'`, /^data\.ho_so .*UPDATE of 1 rows .*HS0002/],
  ['a row added', `/*intruder*/ INSERT INTO data.ho_so (_key, _since, _ordinal, _salt) VALUES ('HS9999', 1, 9999, gen_random_uuid())`, /^data\.ho_so .*INSERT of 1 rows .*HS9999/],
  ['rows brought in by COPY', `/*intruder*/ COPY data.ho_so (_key, _since, _ordinal, _salt) FROM PROGRAM 'echo "HS8888,1,9,6f1c2f0a-3b7d-4e58-9a10-2c5d8e7f9b01"' (FORMAT csv)`, /^data\.ho_so .*INSERT of 1 rows .*HS8888/],
  ['a row deleted', `/*intruder*/ DELETE FROM data.ho_so WHERE _key = 'HS0003'`, /^data\.ho_so .*DELETE of 1 rows .*HS0003/],
  ['tables emptied', `/*intruder*/ TRUNCATE history.don_vi, warehouse.quarantine CASCADE`, /^history\.don_vi at .*TRUNCATE written without/],
  ['superseded versions rewritten', `/*intruder*/ UPDATE history.ho_so SET f2 = 'Khác'`, /^history\.ho_so .*UPDATE of 1 rows/],
  ['row leaves rewritten', `/*intruder*/ UPDATE warehouse.row_leaves SET leaves = set_byte(leaves, 40, 1)`, /^warehouse\.row_leaves .*UPDATE/],
  ['hashes over row leaves rewritten', `/*intruder*/ UPDATE warehouse.row_tiles SET hashes = sha256(hashes)`, /^warehouse\.row_tiles .*UPDATE/],
  ['an apply rewritten', `/*intruder*/ UPDATE warehouse.applies SET at = at - interval '1 day'`, /^warehouse\.applies .*UPDATE/],
  ['the count of a dataset rewritten', `/*intruder*/ UPDATE warehouse.states SET records = records`, /^warehouse\.states .*UPDATE/],
  ['a right given to oneself', `/*intruder*/ UPDATE identity.account_roles SET valid_to = NULL`, /^identity\.account_roles .*UPDATE/],
  ['the counter of rights set back, so that what was revoked goes on', `ALTER TABLE platform.authority DISABLE TRIGGER only_forward; UPDATE platform.authority SET epoch = epoch - 1; ALTER TABLE platform.authority ENABLE ALWAYS TRIGGER only_forward`, /^platform\.authority .*written without a change/, `UPDATE platform.authority SET epoch = epoch + 1`],
  ['the guard of the counter of rights dropped', `ALTER TABLE platform.authority DISABLE TRIGGER only_forward`, /^platform\.authority: may be set back/, `ALTER TABLE platform.authority ENABLE ALWAYS TRIGGER only_forward`],
  ['an old entry rewritten (D1)', `/*intruder*/ UPDATE journal.entries SET payload = payload WHERE id = (SELECT min(id::text)::uuid FROM journal.entries)`, /^journal\.entries .*UPDATE of 1 rows .*rewritten/],
  ['reads taken out of the log (D1)', `/*intruder*/ DELETE FROM journal.reads`, /^journal\.reads .*DELETE .*rewritten/],
  ['a cosignature of a witness put in and rewritten', `/*intruder*/ INSERT INTO journal.cosignatures (size, witness, key_id, signature) SELECT size, 'x', 1, decode(repeat('00', 72), 'hex') FROM journal.checkpoints LIMIT 1; DELETE FROM journal.cosignatures`, /^journal\.cosignatures .*DELETE .*rewritten/],
  ['a log opened by hand, for another key to sign what follows (D9)', `/*intruder*/ INSERT INTO journal.logs VALUES (99, 'x', 'x', 999999, 'x', now()); DELETE FROM journal.logs WHERE number = 99`, /^journal\.logs .*INSERT .*something other than a change or the sequencer/],
  ['the guard of cosignatures dropped', `DROP TRIGGER append_only ON journal.cosignatures`, /^journal\.cosignatures: may be rewritten/, `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.cosignatures FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite(); SELECT journal.always_enable('journal.cosignatures', 'append_only')`],
  ['the guard of time-stamps dropped', `DROP TRIGGER append_only ON journal.timestamps`, /^journal\.timestamps: may be rewritten/, `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.timestamps FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite(); SELECT journal.always_enable('journal.timestamps', 'append_only')`],
  ['rights to rewrite time-stamps given to the application', `GRANT UPDATE ON journal.timestamps TO kho_application`, /^journal\.timestamps: lets kho_application UPDATE/, `REVOKE UPDATE ON journal.timestamps FROM kho_application`],
  ['a sign-in said to have been from elsewhere, before it was sealed', `INSERT INTO identity.sign_ins (id, account_id, at, outcome, method, address, device) VALUES (gen_random_uuid(), NULL, now(), 'refused', 'password', '10.1.1.1', ''); UPDATE identity.sign_ins SET address = '10.9.9.9' WHERE address = '10.1.1.1'`, /^identity\.sign_ins .*UPDATE of 1 rows .*rewritten/],
  ['a sign-in erased', `DELETE FROM identity.sign_ins`, /^identity\.sign_ins .*DELETE of \d+ rows .*rewritten/],
  ['a sign-in taken out of its seal', `INSERT INTO identity.sign_ins (id, account_id, at, outcome, method, address, device, seal) VALUES (gen_random_uuid(), NULL, now(), 'refused', 'password', '10.1.1.1', '', gen_random_uuid()); UPDATE identity.sign_ins SET seal = NULL`, /^identity\.sign_ins .*UPDATE .*rewritten/, `DELETE FROM identity.sign_ins`],
  ['a tile rewritten (D1)', `/*intruder*/ UPDATE journal.tiles SET hashes = hashes`, /^journal\.tiles .*UPDATE .*something other than a change or the sequencer/],
  ['a change row without an entry', `/*intruder*/ ${changeRow()}`, /^journal\.changes .*INSERT .*something other than a change/],
  ['rows written under a change row that names another transaction', `/*intruder*/ ${changeRow(`'7'`)}; UPDATE warehouse.states SET records = records`, /^warehouse\.states .*written without a change/],
  ['a row changed beside a genuine change with an entry of something else', `/*intruder*/ ${genuineChange('law.instrument.registered')}; UPDATE data.ho_so SET f2 = 'Khác' WHERE _key = 'HS0004'`, /^data\.ho_so .*UPDATE of 1 rows .*HS0004.*recorded nothing that changes it/],
  ['a right given to oneself beside a genuine change of something else', `/*intruder*/ ${genuineChange('law.instrument.registered')}; UPDATE identity.account_roles SET valid_to = NULL`, /^identity\.account_roles .*UPDATE .*recorded nothing that changes it/],
  ['an entry slipped in without a change', `/*intruder*/ INSERT INTO journal.entries SELECT gen_random_uuid(), change_id, event, subject_type, subject_id, subject_label, payload, leaf_hash FROM journal.entries LIMIT 1`, /^journal\.entries .*INSERT .*something other than a change/],
  ['an entry taken out of the queue, so that it never becomes a leaf (D6)', `/*intruder*/ INSERT INTO journal.unsealed SELECT id FROM journal.entries LIMIT 1; DELETE FROM journal.unsealed`, /^journal\.unsealed .*DELETE .*without a place in the tree/],
  ['a table freed from the journal, and then written', `ALTER TABLE data.don_vi DISABLE TRIGGER governed; INSERT INTO platform.operational_tables VALUES ('data.don_vi', 'for convenience'); UPDATE data.don_vi SET f2 = 'Khác'`, /^platform\.operational_tables .*INSERT .*other than a migration/, `DELETE FROM platform.operational_tables WHERE relation = 'data.don_vi'; ALTER TABLE data.don_vi ENABLE ALWAYS TRIGGER governed`],
  ['writes that pose as a migration', `INSERT INTO platform.migrations VALUES ('9999-x.sql', 'x'); UPDATE warehouse.calendar SET day = day WHERE day = '2000-01-01'`, /^warehouse\.calendar .*UPDATE/],
  ['the guard of a table dropped', `DROP TRIGGER governed ON law.instruments`, /^law\.instruments: takes changes without a record/, `SELECT journal.govern('law.instruments')`],
  ['the guard made again without deletions', `DROP TRIGGER governed ON law.instruments; CREATE TRIGGER governed BEFORE INSERT ON law.instruments EXECUTE FUNCTION journal.require_change(); ALTER TABLE law.instruments ENABLE ALWAYS TRIGGER governed`, /^law\.instruments: takes changes without a record/, `DROP TRIGGER governed ON law.instruments; SELECT journal.govern('law.instruments')`],
  ['the guard set to spare sessions that play the replica', `ALTER TABLE law.instruments ENABLE TRIGGER governed`, /^law\.instruments: takes changes without a record/, `ALTER TABLE law.instruments ENABLE ALWAYS TRIGGER governed`],
  ['the guard of the log switched off', `ALTER TABLE journal.entries DISABLE TRIGGER append_only`, /^journal\.entries: may be rewritten/, `ALTER TABLE journal.entries ENABLE ALWAYS TRIGGER append_only`],
  ['the demand for an entry switched off', `ALTER TABLE journal.changes DISABLE TRIGGER has_entry`, /^journal\.changes: takes changes without an entry/, `ALTER TABLE journal.changes ENABLE ALWAYS TRIGGER has_entry`],
  ['another table put in the place of the true one', `ALTER TABLE data.ho_so RENAME TO ho_so_cu; CREATE TABLE data.ho_so (LIKE data.ho_so_cu); ALTER TABLE data.ho_so OWNER TO kho_owner`, /^data\.ho_so: takes changes without a record/, `DROP TABLE data.ho_so; ALTER TABLE data.ho_so_cu RENAME TO ho_so`],
  ['rows shown from a table that inherits', `CREATE TABLE public.con () INHERITS (data.ho_so)`, /^data\.ho_so: shows the rows of (public\.)?con/, `DROP TABLE public.con`],
  ['a rule that turns writes away', `CREATE RULE lau AS ON INSERT TO journal.reads DO INSTEAD NOTHING`, /^journal\.reads: has the rewriting rule lau/, `DROP RULE lau ON journal.reads`],
  ['a trigger of his own that alters what comes in', `CREATE FUNCTION public.lau() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER a BEFORE INSERT ON data.ho_so FOR EACH ROW EXECUTE FUNCTION public.lau()`, /^data\.ho_so: has the trigger a that is none of the product/, `DROP FUNCTION public.lau() CASCADE`],
  ['the function behind the guards replaced', `ALTER FUNCTION journal.require_change() RENAME TO that; CREATE FUNCTION journal.require_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; ALTER FUNCTION journal.require_change() OWNER TO kho_owner`, /^journal\.require_change\(\): is not the function/, `DROP FUNCTION journal.require_change(); ALTER FUNCTION journal.that() RENAME TO require_change`],
  ['a guard given the body of another function of the product', `${keepFunction('journal.require_change')}; ${replaceBody('journal.require_change', `(SELECT prosrc FROM pg_proc WHERE oid = 'platform.bump_authority'::regproc)`)}`, /^journal\.require_change\(\): is not the function/, putFunctionBack],
  ['a guard given the body it had in an earlier version', `${keepFunction('journal.note_structure')}; ${replaceBody('journal.note_structure', quoted(earlierBody('journal.note_structure')), 'event_trigger')}`, /^journal\.note_structure\(\): is not the function/, putFunctionBack],
  ['a function given a body that has no text', `${keepFunction('journal.is_unwatched')}; CREATE OR REPLACE FUNCTION journal.is_unwatched(schema_name text) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN true`, /^journal\.is_unwatched\(text\): is not the function/, putFunctionBack],
  ['a function of the product made a second time, with other arguments', `CREATE FUNCTION journal.refuse_rewrite(which text) RETURNS text LANGUAGE plpgsql AS ${quoted(earlierBody('journal.refuse_rewrite'))}; ALTER FUNCTION journal.refuse_rewrite(text) OWNER TO kho_owner`, /^journal\.refuse_rewrite\(text\): is not the function/, `DROP FUNCTION journal.refuse_rewrite(text)`],
  ['a guard made to look things up elsewhere', `ALTER FUNCTION journal.require_change() SET search_path = public, pg_catalog`, /^journal\.require_change\(\): is not the function/, `ALTER FUNCTION journal.require_change() SET search_path = ''`],
  ['a function of the product dropped', `${keepFunction('journal.govern')}; DROP FUNCTION journal.govern(regclass)`, /^journal\.govern: is a function of this version, and is gone/, `${putFunctionBack}; ALTER FUNCTION journal.govern(regclass) OWNER TO kho_owner`],
  ['a trigger of the product that calls another of its functions', `CREATE TRIGGER only_grows BEFORE UPDATE ON data.ho_so FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority(); ALTER TABLE data.ho_so ENABLE ALWAYS TRIGGER only_grows`, /^data\.ho_so: has the trigger only_grows that is none of the product/, `DROP TRIGGER only_grows ON data.ho_so`],
  ['what moves the counter of rights on dropped, so that what is revoked goes on', `DROP TRIGGER carries_authority ON identity.account_roles`, /^identity\.account_roles: lets go on what was revoked/, `SELECT platform.carries_authority('identity.account_roles')`],
  ['a table exempt from the journal that a migration names for something else', `/*intruder*/ INSERT INTO platform.operational_tables VALUES ('law.instruments', 'x')`, /^law\.instruments: is exempt from the journal by no migration/, `DELETE FROM platform.operational_tables WHERE relation = 'law.instruments'`],
  ['a role made stronger', `ALTER ROLE kho_application BYPASSRLS`, /^kho_application: may more than its work/, `ALTER ROLE kho_application NOBYPASSRLS`],
  ['a role made a member of the owner', `GRANT kho_owner TO kho_loader`, /^kho_loader: is a member of kho_owner/, `REVOKE kho_owner FROM kho_loader`],
  ['rights on rows given to the application', `GRANT UPDATE ON data.ho_so TO kho_application`, /^data\.ho_so: lets kho_application UPDATE/, `REVOKE UPDATE ON data.ho_so FROM kho_application`],
  ['rights on rows given to everybody', `GRANT SELECT ON data.ho_so TO PUBLIC`, /^data\.ho_so: gives rights to everybody/, `REVOKE SELECT ON data.ho_so FROM PUBLIC`],
  ['row security switched off', `ALTER TABLE data.ho_so DISABLE ROW LEVEL SECURITY`, /^data\.ho_so: shows rows to whoever reads/, `ALTER TABLE data.ho_so ENABLE ROW LEVEL SECURITY`],
  ['a policy that shows readers all rows', `CREATE POLICY lau ON data.ho_so FOR SELECT TO kho_part USING (true)`, /^data\.ho_so: has the policy lau that is none of the product/, `DROP POLICY lau ON data.ho_so`],
  ['a policy of the product given another condition', `ALTER POLICY territory ON history.ho_so USING (true)`, /^history\.ho_so: has the policy territory that is none of the product/, `SELECT warehouse.secure_rows(id) FROM catalogue.datasets WHERE code = 'ho-so'`],
  ['a window that shows rows to whoever asks', `CREATE VIEW shown.in_force_lau AS SELECT * FROM data.ho_so; ALTER VIEW shown.in_force_lau OWNER TO kho_whole`, /^shown\.in_force_lau: is no window of the product/, `DROP VIEW shown.in_force_lau`],
  ['rights on rows given to readers', `GRANT SELECT ON data.ho_so TO kho_reader`, /^data\.ho_so: lets kho_reader SELECT/, `REVOKE SELECT ON data.ho_so FROM kho_reader`],
  ['a reader made one who sees all', `GRANT kho_whole TO kho_reader`, /^kho_reader: is a member of kho_whole/, `REVOKE kho_whole FROM kho_reader`],
  ['a table taken from its owner', `ALTER TABLE law.instruments OWNER TO CURRENT_USER`, /^law\.instruments: belongs to /, `ALTER TABLE law.instruments OWNER TO kho_owner`],
  ['the watch on the structure switched off', `ALTER EVENT TRIGGER kho_structure_changed DISABLE`, /^kho_structure_changed: does not note changes/, `ALTER EVENT TRIGGER kho_structure_changed ENABLE ALWAYS`],
  ['the queue of structure changes emptied', `ALTER TABLE law.instruments DISABLE TRIGGER governed; ALTER TABLE law.instruments ENABLE ALWAYS TRIGGER governed; DELETE FROM journal.structure_queue`, /^journal\.structure_queue .*DELETE .*rewritten/],
] // prettier-ignore

describe('what goes past the journal is found, with its place (Điều 13.3, D4)', () => {
  it.each(attacks)('%s', async (...[, harm, expected, undo]: (typeof attacks)[number]) => {
    await (harm.startsWith('/*intruder*/') ? testing.asIntruder(harm) : testing.asAdmin(harm))
    const before = (await recordedFindings()).length
    const faults = await found()
    if (undo !== undefined) await testing.asAdmin(undo)
    expect(faults).toContainEqual(expect.stringMatching(expected))
    expect((await recordedFindings()).length).toBeGreaterThan(before)
    await look()
    expect(await found()).toEqual([])
  })

  it('a row changed beside an entry that says a file came into force: by the state digest, within the hour', async () => {
    await testing.asIntruder(
      `${genuineChange('warehouse.submission.applied')}; UPDATE data.ho_so SET f2 = 'Khác' WHERE _key = 'HS0005'`,
    )
    expect(await found()).toEqual([])
    const looks = await modules.warehouse.states.look(anActor())
    const faults = looks?.flatMap((each) => each.faults) ?? []
    expect(faults.map(({ reason }) => reason)).toContainEqual(expect.stringContaining('HS0005'))
  })

  it('and no key of a row is told to the journal', async () => {
    expect(JSON.stringify(await recordedFindings())).not.toMatch(/HS\d{4}/)
  })
})

describe('the reconciler itself (Điều 13.3, D4)', () => {
  it('sees that its place in the log was moved on by somebody else', async () => {
    await testing.asIntruder(`DELETE FROM data.ho_so WHERE _key = 'HS0009'`)
    await written()
    await testing.asAdmin('SELECT count(*) FROM pg_logical_slot_get_changes($1, NULL, NULL)', [await slotName(db)])
    expect(await found()).toContainEqual(expect.stringMatching(/^write-ahead log from .*somebody else moved/))
    expect(await found()).toEqual([])
  })

  it('sees that its place in the log was taken away, and begins anew', async () => {
    await testing.asAdmin('SELECT pg_drop_replication_slot($1)', [await slotName(db)])
    expect(await found()).toContainEqual(expect.stringMatching(/^write-ahead log from .*slot was dropped/))
    expect(await found()).toEqual([])
  })

  it('tells from which position it has seen everything', async () => {
    const began = await listPayloads(testing.database.application, 'journal.reconciler.began')
    expect(began.map(({ payload }) => payload['because'])).toEqual(['first', 'gone'])
    expect(began[0]?.payload['from']).toMatch(/^[0-9A-F]+\/[0-9A-F]+$/)
  })

  it('finds again what it had found when it died before it could say that it was done', async () => {
    await testing.asIntruder(`DELETE FROM data.ho_so WHERE _key = 'HS0010'`)
    await written()
    const dying = { ...deps, change: () => Promise.reject(new Error('killed')) }
    await expect(reconcile(dying)).rejects.toThrow('killed')
    expect(await found()).toContainEqual(expect.stringMatching(/^data\.ho_so .*HS0010/))
  })

  it('reads no data: its role may not', async () => {
    for (const table of ['data.ho_so', 'journal.entries', 'identity.accounts']) {
      await expect(db.execute(sql.raw(`SELECT FROM ${table}`))).rejects.toMatchObject({ code: '42501' })
    }
  })
})
