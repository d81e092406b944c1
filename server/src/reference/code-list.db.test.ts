import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { createJournal } from '../journal/index.ts'
import { aLog } from '../journal/testing.ts'
import { createLaw } from '../law/index.ts'
import { anActor, anInstrument } from '../law/testing.ts'
import { createLog, fixedClock } from '../platform/index.ts'
import { codesInForce, createReference } from './index.ts'

const testing = await createTestDatabase()
const { database } = testing
const clock = fixedClock('2026-03-02T03:00:00Z')
const journal = createJournal({ database, clock, log: createLog('silent'), ...aLog })
const law = createLaw({ database, journal, clock })
const reference = createReference({ database, journal, clock, law })
const actor = anActor()

const header = 'code,name,name_en,parent,kind,aliases'
const anyPage = { q: undefined, after: undefined, limit: 100 }
async function newList(code: string) {
  return reference.registerCodeList(actor, { code, name: 'Bảng mã thử', nameEn: 'Test list', description: '' })
}
const version = (name: string, validFrom: string, rows: string) => ({
  ...{ version: name, validFrom, instrument: null },
  entries: `${header}\n${rows}\n`,
})

/** A ward code that named one place until 1 July 2025 and another from then on. */
async function wards(code: string) {
  await newList(code)
  await reference.addVersion(actor, code, version('2004', '2004-01-01', '26740,Phường Bến Nghé,,760,phuong,'))
  return reference.addVersion(
    actor,
    code,
    version(
      '2025',
      '2025-07-01',
      '26740,Phường Sài Gòn,Sai Gon Ward,79,phuong,Bến Nghé\n26737,Phường Tân Định,,79,phuong,',
    ),
  )
}

describe('versions of a code list', () => {
  it('close each other, so that a code means one thing on a day', async () => {
    const list = await wards('phuong-mot')
    expect(list).toMatchObject({
      code: 'phuong-mot',
      current: '2025',
      versions: [
        { version: '2025', validFrom: '2025-07-01', validTo: null, entries: 2 },
        { version: '2004', validFrom: '2004-01-01', validTo: '2025-07-01', entries: 1 },
      ],
    })
    expect((await reference.getEntry('phuong-mot', '26740', '2025-06-30')).name).toBe('Phường Bến Nghé')
    expect((await reference.getEntry('phuong-mot', '26740', '2025-07-01')).name).toBe('Phường Sài Gòn')
    expect((await reference.getEntry('phuong-mot', '26740')).version).toBe('2025')
    expect((await reference.getCodeList('phuong-mot', '2010-01-01')).current).toBe('2004')
    expect((await reference.getCodeList('phuong-mot', '1999-01-01')).current).toBeNull()
  })

  it('are asked for by rules over sets at a day, by the role that loads', async () => {
    await wards('phuong-hai')
    const codes = async (day: string) =>
      (await database.loader.rows(codesInForce('phuong-hai', day))).map(({ code, name }) => `${code} ${name}`).sort()
    expect(await codes('2025-06-30')).toEqual(['26740 Phường Bến Nghé'])
    expect(await codes('2026-01-01')).toEqual(['26737 Phường Tân Định', '26740 Phường Sài Gòn'])
    expect(await codes('1999-01-01')).toEqual([])
    expect(await reference.existsAt('phuong-hai', '26737', '2025-06-30')).toBe(false)
    expect(await reference.existsAt('phuong-hai', '26737', '2025-07-01')).toBe(true)
  })

  it('rest on an instrument, and are recorded with the digest of their entries', async () => {
    const instrument = await law.register(actor, anInstrument({ number: '1685/NQ-UBTVQH15', kind: 'resolution' }))
    await newList('co-van-ban')
    const entries = [{ code: '01', name: 'Một', nameEn: null, parent: null, kind: null, aliases: [] }]
    const list = await reference.addVersion(actor, 'co-van-ban', {
      ...{ version: '1', validFrom: '2026-01-01', instrument: instrument.id },
      entries,
    })
    expect(list.versions[0]?.instrument).toEqual(instrument)
    const [entry] = await testing.asAdmin<{ payload: object }>(
      `SELECT payload FROM journal.entries WHERE event = 'reference.codeList.versionAdded' AND subject_id = 'co-van-ban'`,
    )
    expect(entry?.payload).toMatchObject({ version: '1', entries: 1, instrument: instrument.id })
    const unknown = { ...version('2', '2026-02-01', '01,Một,,,,'), instrument: '00000000-0000-7000-8000-000000000404' }
    await expect(reference.addVersion(actor, 'co-van-ban', unknown)).rejects.toMatchObject({
      code: 'law.instrumentNotFound',
    })
  })

  it('are added in order of time and under a new name', async () => {
    await wards('thu-tu')
    const add = (name: string, day: string) => reference.addVersion(actor, 'thu-tu', version(name, day, '1,x,,,,'))
    await expect(add('2024', '2024-01-01')).rejects.toMatchObject({ code: 'reference.versionNotLater' })
    await expect(add('2025b', '2025-07-01')).rejects.toMatchObject({ code: 'reference.versionNotLater' })
    await expect(add('2004', '2027-01-01')).rejects.toMatchObject({ code: 'reference.versionExists' })
    expect((await add('2027', '2027-01-01')).current).toBe('2025')
  })

  it('added at the same moment do not overlap: one is in, the other told why not', async () => {
    await newList('cung-luc')
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c'].map((name) => reference.addVersion(actor, 'cung-luc', version(name, '2026-01-01', '1,x,,,,'))),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'reference.versionNotLater' })
    }
  })

  it('with faults leave nothing behind', async () => {
    await newList('co-loi')
    const refusal = reference.addVersion(actor, 'co-loi', version('1', '2026-01-01', '01,Một,,,,\n01,Hai,,,,'), 'en')
    await expect(refusal).rejects.toMatchObject({
      code: 'reference.entriesInvalid',
      params: { faults: 1 },
      errors: [{ field: '3:code', message: 'Line 3: The code stands in a line above already.' }],
    })
    expect((await reference.getCodeList('co-loi')).versions).toEqual([])
  })

  it('never change afterwards: the tables refuse', async () => {
    await expect(testing.asAdmin(`UPDATE reference.code_list_entries SET name = 'khác'`)).rejects.toMatchObject({
      code: 'KJ001',
    })
  })
})

describe('looking codes up', () => {
  it('pages through the list in its order', async () => {
    await newList('nhieu-trang')
    const rows = Array.from({ length: 10 }, (_, place) => `${String(10 - place)},Mã ${String(10 - place)},,,,`)
    await reference.addVersion(actor, 'nhieu-trang', version('1', '2026-01-01', rows.join('\n')))
    const seen: string[] = []
    let after: number | undefined
    do {
      const { entries } = await reference.listEntries('nhieu-trang', today, { q: undefined, after, limit: 3 })
      seen.push(...entries.map(({ code }) => code))
      after = entries.at(-1)?.position
    } while (after !== undefined)
    expect(seen).toEqual(['10', '9', '8', '7', '6', '5', '4', '3', '2', '1'])
  })

  it.each([
    ['sai gon', ['26740']],
    ['ben nghe', ['26740']],
    ['TAN ĐỊNH', ['26737']],
    ['267', ['26740', '26737']],
    ["' OR true --", []],
    ['%', []],
  ])('finds %j by name, alias or code without diacritics', async (q, expected) => {
    if (!(await reference.findCodeList('tim-kiem'))) await wards('tim-kiem')
    const { entries } = await reference.listEntries('tim-kiem', today, { ...anyPage, q })
    expect(entries.map(({ code }) => code)).toEqual(expected)
  })

  it('says what is missing', async () => {
    await wards('thieu')
    const code = async (work: Promise<unknown>) => work.catch((error: unknown) => error)
    const at = (over: { version?: string; day?: string }) => ({ version: over.version, day: over.day })
    expect(await code(reference.getCodeList("x'; --"))).toMatchObject({ code: 'reference.codeListNotFound' })
    expect(await code(reference.getEntry('thieu', '99999'))).toMatchObject({ code: 'reference.entryNotFound' })
    expect(await code(reference.listEntries('thieu', at({ version: '1' }), anyPage))).toMatchObject({
      code: 'reference.versionNotFound',
    })
    expect(await code(reference.listEntries('thieu', at({ day: '1999-01-01' }), anyPage))).toMatchObject({
      code: 'reference.noVersionInForce',
    })
    expect(await code(newList('thieu'))).toMatchObject({ code: 'reference.codeListExists' })
  })

  it('lists all lists', async () => {
    await newList('zz-cuoi')
    expect((await reference.listCodeLists()).at(-1)).toMatchObject({ code: 'zz-cuoi', versions: [], current: null })
  })
})

const today = { version: undefined, day: undefined }
