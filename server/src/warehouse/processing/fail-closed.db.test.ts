import { statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { noDisk, smallDisk } from '../../../test/small-disk.ts'
import { offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { verifyJournal } from '../../journal/index.ts'
import { anActor } from '../../law/testing.ts'

/** Điều 13.3: who stops the journal to get on with work stops the work (D10). */

const warehouse = await openWarehouse()
const { contents, deliver, modules, submit, testing } = warehouse

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
})

let lists = 0
/** A small change of the application; whether it was accepted. */
async function change(): Promise<boolean> {
  lists += 1
  const code = `bang-${String(lists)}`
  const facts = { code, name: code, nameEn: code, description: '' }
  return modules.reference.registerCodeList(anActor(), facts).then(
    () => true,
    () => false,
  )
}
const listsThere = () => testing.asAdmin(`SELECT code FROM reference.code_lists WHERE code LIKE 'bang-%' ORDER BY 1`)
const listsRecorded = () =>
  testing.asAdmin(`SELECT subject_label AS code FROM journal.entries WHERE subject_label LIKE 'bang-%' ORDER BY 1`)

describe('while the journal takes no entry, no change is accepted (Điều 13.3, D10)', () => {
  it.each([
    ['entries may not be written', `REVOKE INSERT ON journal.entries FROM kho_application, kho_loader`, `GRANT INSERT ON journal.entries TO kho_application, kho_loader`], // prettier-ignore
    ['the table of entries has another name', `ALTER TABLE journal.entries RENAME TO gone`, `ALTER TABLE journal.gone RENAME TO entries`], // prettier-ignore
    ['the table of changes has another name', `ALTER TABLE journal.changes RENAME TO gone`, `ALTER TABLE journal.gone RENAME TO changes`], // prettier-ignore
    ['the queue of entries has another name', `ALTER TABLE journal.unsealed RENAME TO gone`, `ALTER TABLE journal.gone RENAME TO unsealed`], // prettier-ignore
    ['entries are thrown away as they come', `CREATE FUNCTION public.away() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER away BEFORE INSERT ON journal.entries FOR EACH ROW EXECUTE FUNCTION public.away()`, `DROP FUNCTION public.away() CASCADE`], // prettier-ignore
  ])('because %s', async (_why, close, open) => {
    const before = await contents()
    await testing.asAdmin(close)
    expect(await Promise.all([change(), change(), change()])).toEqual([false, false, false])
    await expect(submit('ma,ten\nDV1,Đổi\n', { dataset: offices })).rejects.toThrow()
    await testing.asAdmin(open)
    expect(await contents()).toBe(before)
    expect(await change()).toBe(true)
  })

  it('because the disk under its entries is full', async (ctx) => {
    const [{ folder } = { folder: '' }] = await testing.asAdmin<{ folder: string }>(
      `SELECT current_setting('data_directory') AS folder`,
    )
    const disk = smallDisk(8, statSync(folder))
    if (disk === undefined) return ctx.skip(noDisk)
    const space = `journal_${testing.name}`
    await testing.asAdmin(`CREATE TABLESPACE ${space} LOCATION '${disk}'`)
    await testing.asAdmin(`ALTER TABLE journal.entries SET TABLESPACE ${space}`)
    const filler = path.join(disk, 'filler')
    expect(() => {
      writeFileSync(filler, Buffer.alloc(16 << 20))
    }).toThrow(/ENOSPC/)
    const accepted: boolean[] = []
    // What room is left in the table's last page is used up first.
    while (accepted.at(-1) !== false) accepted.push(await change())
    expect(await Promise.all([change(), change(), change()])).toEqual([false, false, false])
    expect(await listsThere()).toEqual(await listsRecorded())
    await testing.asAdmin(`ALTER TABLE journal.entries SET TABLESPACE pg_default`)
    await testing.asAdmin(`DROP TABLESPACE ${space}`)
    expect(await change()).toBe(true)
  })

  it('and a load whose rows cannot be recorded brings none of them into force', async () => {
    const rows = () => testing.asAdmin(`SELECT * FROM data.don_vi ORDER BY _key`)
    const before = await rows()
    await testing.asAdmin('REVOKE INSERT ON journal.entries FROM kho_loader')
    expect(await deliver('ma,ten\nDV1,Đổi\nDV2,Hai\n', { dataset: offices })).toMatchObject({ state: 'failed' })
    expect(await rows()).toEqual(before)
    await testing.asAdmin('GRANT INSERT ON journal.entries TO kho_loader')
    const again = await deliver('ma,ten\nDV1,Đổi\nDV2,Hai\n', { dataset: offices })
    expect(again).toMatchObject({ state: 'applied', balance: { changed: 1 } })
  })

  it('and everything that was accepted is recorded, nothing else is', async () => {
    expect(await listsThere()).toEqual(await listsRecorded())
    await modules.journal.sequencer.seal()
    expect((await verifyJournal(testing.database.application)).faults).toEqual([])
  })
})
