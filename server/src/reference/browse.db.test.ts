import { beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { createJournal } from '../journal/index.ts'
import { aLog } from '../journal/testing.ts'
import { createLaw } from '../law/index.ts'
import { anActor } from '../law/testing.ts'
import { createLog, fixedClock } from '../platform/index.ts'
import { createReference } from './index.ts'

const { database } = await createTestDatabase()
const clock = fixedClock('2026-03-02T03:00:00Z')
const journal = createJournal({ database, clock, log: createLog('silent'), ...aLog })
const reference = createReference({ database, journal, clock, law: createLaw({ database, journal, clock }) })
const actor = anActor()

async function list(code: string, versions: readonly (readonly [version: string, validFrom: string, rows: string])[]) {
  await reference.registerCodeList(actor, { code, name: `Bảng ${code}`, nameEn: `List ${code}`, description: '' })
  for (const [version, validFrom, rows] of versions) {
    const entries = `code,name,name_en,parent,kind,aliases\n${rows}\n`
    await reference.addVersion(actor, code, { version, validFrom, instrument: null, entries })
  }
}

beforeAll(async () => {
  await list('tinh', [['1', '2004-01-01', '79,Hồ Chí Minh,,,,\n77,Bà Rịa Vũng Tàu,,,,']])
  await list('phuong', [
    ['2004', '2004-01-01', '26740,Phường Bến Nghé,,79,,\n26506,Phường 1,,77,,\n26743,Phường Bến Thành,,79,,'],
    [
      '2025',
      '2025-07-01',
      '26740,Phường Sài Gòn,,79,,\n26506,Phường 1,,79,,\n26743,Phường Bến Thành,Ben Thanh Ward,79,,\n27154,Phường Tân Mỹ,,79,,',
    ],
  ])
  await list('nganh', [['1', '2025-07-01', 'A,Nông nghiệp,,,,\n01,Trồng trọt,,A,,\n011,Trồng cây hằng năm,,01,,']])
})

const anyChange = { kind: undefined, after: undefined, limit: 10 }
const versions = { list: 'phuong', from: '2004', to: '2025' }

describe('the hierarchy of code lists (Điều 3.5)', () => {
  it('finds the list whose entries are the parents, and what hangs below a list', async () => {
    expect((await reference.listHierarchy('phuong')).parentList).toMatchObject({ code: 'tinh', name: 'Bảng tinh' })
    expect((await reference.listHierarchy('tinh')).childLists).toMatchObject([{ code: 'phuong' }])
    expect(await reference.listHierarchy('nganh')).toMatchObject({ parentList: { code: 'nganh' }, childLists: [] })
    expect(await reference.listHierarchy('phuong', '1999-01-01')).toEqual({ parentList: null, childLists: [] })
  })

  it('names no list where two would do', async () => {
    await list('tinh-khac', [['1', '2026-06-01', '79,Nơi khác,,,,']])
    expect((await reference.listHierarchy('phuong', '2026-05-31')).parentList?.code).toBe('tinh')
    expect((await reference.listHierarchy('phuong', '2026-06-01')).parentList).toBeNull()
  })

  it('leads from a code up through the lists, and counts what stands below it', async () => {
    const place = await reference.entryPlace('phuong', '26740')
    expect(place.parents).toMatchObject([{ list: { code: 'tinh' }, code: '79', name: 'Hồ Chí Minh' }])
    expect((await reference.entryPlace('nganh', '011')).parents.map(({ code }) => code)).toEqual(['A', '01'])
    expect((await reference.entryPlace('tinh', '79')).children).toMatchObject([{ list: { code: 'phuong' }, count: 4 }])
    expect((await reference.entryPlace('tinh', '79', '2025-06-30')).children).toMatchObject([{ count: 2 }])
  })

  it('gives the codes on top of a list, and those below one', async () => {
    const today = { version: undefined, day: undefined }
    const codes = async (filter: { top?: boolean; parent?: string }) => {
      const { entries } = await reference.listEntries('nganh', today, { q: '', after: undefined, limit: 9, ...filter })
      return entries.map(({ code }) => code)
    }
    expect(await codes({ top: true })).toEqual(['A'])
    expect(await codes({ parent: 'A' })).toEqual(['01'])
  })
})

describe('two versions of a code list', () => {
  it('are compared code by code: added, gone, renamed, moved, amended', async () => {
    const { counts, changes } = await reference.compareVersions(versions, anyChange)
    expect(counts).toEqual({ added: 1, gone: 0, renamed: 1, moved: 1, amended: 1, same: 0 })
    expect(changes.map(({ code, kinds }) => [code, ...kinds])).toEqual([
      ['26506', 'moved'],
      ['26740', 'renamed'],
      ['26743', 'amended'],
      ['27154', 'added'],
    ])
    expect(changes[1]).toMatchObject({ before: { name: 'Phường Bến Nghé' }, after: { name: 'Phường Sài Gòn' } })
    expect(changes[3]?.before).toBeNull()
    const back = await reference.compareVersions({ list: 'phuong', from: '2025', to: '2004' }, anyChange)
    expect(back.counts).toMatchObject({ added: 0, gone: 1 })
  })

  it('are compared by kind and page by page', async () => {
    const renamed = await reference.compareVersions(versions, { ...anyChange, kind: 'renamed' })
    expect(renamed.changes.map(({ code }) => code)).toEqual(['26740'])
    const second = await reference.compareVersions(versions, { ...anyChange, after: '26506', limit: 2 })
    expect(second.changes.map(({ code }) => code)).toEqual(['26740', '26743'])
  })

  it('must both be there', async () => {
    await expect(reference.compareVersions({ ...versions, to: '2030' }, anyChange)).rejects.toMatchObject({
      code: 'reference.versionNotFound',
    })
  })
})

describe('the life of a code', () => {
  it('says what it meant from when to when', async () => {
    const life = await reference.entryLife('phuong', '26740')
    expect(life.map(({ name, validFrom, validTo }) => [name, validFrom, validTo])).toEqual([
      ['Phường Bến Nghé', '2004-01-01', '2025-07-01'],
      ['Phường Sài Gòn', '2025-07-01', null],
    ])
    await expect(reference.entryLife('phuong', '0')).rejects.toMatchObject({ code: 'reference.entryUnknown' })
  })
})
