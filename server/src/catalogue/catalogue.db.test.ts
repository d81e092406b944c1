import { beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import type { Principal } from '../identity/index.ts'
import { anId } from '../identity/testing.ts'
import { anInstrument } from '../law/testing.ts'
import type { Classification, DatasetInput } from './dataset.ts'
import { insertDataset } from './dataset.store.ts'
import type { FieldInput } from './field.ts'
import type { Structure } from './structure.ts'
import { aDataset, aField, aKey, createTestCity } from './testing.ts'

const testing = await createTestDatabase()
const effects: { code: string; structure: Structure }[] = []
const { catalogue, clock, identity, journal, law, reference, actor, units, instrument } = await createTestCity(
  testing.database,
  (_tx, { code }, structure) => {
    effects.push({ code, structure })
    return structure.note === 'table fails' ? Promise.reject(new Error('no table')) : Promise.resolve()
  },
)
const { police, health, city } = units
const coordinator: Principal = { ...health, roles: ['coordinator'] }

let count = 0
const newCode = () => `thu-${String((count += 1))}`
const register = (over: Partial<DatasetInput> = {}, author: Principal = police) =>
  catalogue.registerDataset(author, aDataset({ code: newCode(), provider: author.unitId, ...over }))
const declare = (code: string, fields: readonly FieldInput[], author: Principal = police) =>
  catalogue.declareStructure(author, code, { fields, note: '' })
async function registerWhole(over: Partial<DatasetInput> = {}) {
  const dataset = await register(over)
  await declare(dataset.code, [aKey(), aField()])
  return dataset
}
const promulgate = (effectiveFrom: string, ...datasets: string[]) =>
  catalogue.promulgate(actor, { instrument: instrument.id, effectiveFrom, datasets })
const everything = { q: undefined, kind: undefined, provider: undefined, after: undefined }

beforeEach(() => {
  clock.moveTo('2026-03-02T03:00:00Z')
})

describe('registering a dataset', () => {
  it('keeps what the provider says of it, and gives nothing force', async () => {
    const input = aDataset({
      ...{ code: newCode(), provider: police.unitId, name: 'Dân cư', classification: 'confidential' },
      consumers: [{ unit: health.unitId }, { group: 'wards' }],
    })
    const dataset = await catalogue.registerDataset(police, input)
    expect(dataset).toMatchObject({
      ...{ ...input, inForce: null, structure: null, registeredAt: clock.now() },
      provider: { id: police.unitId, name: 'Công an Thành phố', kind: 'department' },
      consumers: [{ unit: { id: health.unitId, name: 'Sở Y tế' } }, { group: 'wards' }],
    })
    expect(await catalogue.getDataset(input.code)).toEqual(dataset)
  })

  it('records it without the contact, which may name a person', async () => {
    const { id } = await register({ contact: 'Nguyễn Văn Thử, 0900000000' })
    const [entry] = await testing.asAdmin<{ event: string; payload: object }>(
      'SELECT event, payload FROM journal.entries WHERE subject_id = $1',
      [id],
    )
    expect(entry?.event).toBe('catalogue.dataset.registered')
    expect(entry?.payload).toMatchObject({ kind: 'shared', classification: 'internal', provider: police.unitId })
    expect(JSON.stringify(entry)).not.toContain('Nguyễn')
  })

  it.each<[string, () => Promise<unknown>, string]>([
    ['a code that is taken', async () => register({ code: (await register()).code }), 'catalogue.datasetExists'],
    ['of another unit (Điều 10)', () => register({ provider: health.unitId }), 'catalogue.notYourDataset'],
    ['of a unit that is not there', () => register({ provider: anId(404) }), 'identity.organisationNotFound'],
    [
      'for a unit that is not there',
      () => register({ consumers: [{ unit: anId(404) }] }),
      'identity.organisationNotFound',
    ],
    ['open, yet not public (Điều 3.6)', () => register({ kind: 'open' }), 'catalogue.openNotPublic'],
  ])('refuses one %s', async (_what, work, code) => {
    await expect(work()).rejects.toMatchObject({ code })
  })

  it('is done by the coordinator for any unit', async () => {
    const dataset = await register({ provider: police.unitId }, coordinator)
    expect(dataset.provider.id).toBe(police.unitId)
  })

  it('has no place for state secrets: the table refuses too (Điều 1.2)', async () => {
    const secret = 'state-secret' as Classification
    await expect(register({ classification: secret })).rejects.toMatchObject({ code: 'catalogue.kindForbids' })
    const input = aDataset({ code: newCode(), provider: police.unitId, classification: secret })
    const written = journal.change(actor, (tx) => insertDataset(tx, anId<'dataset'>(405), input))
    await expect(written).rejects.toThrow(/classification/)
  })
})

describe('the kind of a dataset (Điều 3.2–3.6)', () => {
  it('refuses facts it does not allow, each named, in the language asked for', async () => {
    const wrong = aDataset({ code: newCode(), provider: police.unitId, kind: 'reference', updateMethod: 'incremental' })
    const refused = catalogue.registerDataset(police, { ...wrong, classification: 'confidential' }, 'en')
    await expect(refused).rejects.toMatchObject({
      code: 'catalogue.kindForbids',
      clause: 'Điều 3.5',
      params: { name: 'Shared reference data' },
      errors: [
        { field: 'classification', message: 'Shared reference data takes only: public, internal.' },
        { field: 'updateMethod' },
      ],
    })
    const { code } = await register()
    const revision = aDataset({ code, provider: police.unitId, kind: 'transactional', updateFrequency: 'yearly' })
    await expect(catalogue.reviseDataset(police, code, revision)).rejects.toMatchObject({
      ...{ code: 'catalogue.kindForbids', errors: [{ field: 'updateFrequency' }] },
    })
  })

  it('holds for the structure, whichever comes first', async () => {
    const personal = [aKey(), aField({ sensitivity: 'personal' })]
    const { code } = await register({ kind: 'reference' })
    await expect(declare(code, personal)).rejects.toMatchObject({ code: 'catalogue.structureInvalid' })
    const { code: target } = await registerWhole()
    const { code: second } = await register()
    await declare(second, [...personal, aField({ name: 'toi', references: { dataset: target, field: 'ma' } })])
    const revision = aDataset({ code: second, provider: police.unitId, kind: 'reference' })
    await expect(catalogue.reviseDataset(police, second, revision)).rejects.toMatchObject({
      ...{ code: 'catalogue.kindForbids', errors: [{ field: 'ten' }, { field: 'toi' }] },
    })
  })

  it('says for whom it must be promulgated (Điều 9)', async () => {
    const { code } = await registerWhole({ kind: 'reference', consumers: [{ group: 'wards' }] })
    await expect(promulgate('2026-01-01', code)).rejects.toMatchObject({
      ...{ code: 'catalogue.factsMissing', errors: [{ field: code }] },
    })
  })
})

describe('declaring a structure', () => {
  it('makes the table in the same transaction, from the structure as kept', async () => {
    const { code, id } = await register()
    const structure = await declare(code, [aKey({ pattern: '\\d{3}' }), aField()])
    const { version, fields, since, note, ...way } = structure
    expect(effects.at(-1)).toEqual({ code, structure: { version, fields, since, note } })
    expect(way).toEqual({ state: 'adopted', conversions: [], changes: [], carriedBy: null })
    expect(structure).toMatchObject({
      version: 1,
      since: clock.now(),
      fields: [{ id: 'f1', pattern: '[0-9]{3}' }, { id: 'f2' }],
    })
    expect(await catalogue.describeStructure(id, 1)).toEqual(structure)
    expect(await catalogue.currentStructure(id)).toEqual(effects.at(-1)?.structure)
    const failing = catalogue.declareStructure(police, code, { fields: [aKey(), aField()], note: 'table fails' })
    await expect(failing).rejects.toThrow('no table')
    expect((await catalogue.listStructures(id)).map(({ version }) => version)).toEqual([1])
  })

  it('adds versions; fields keep their ids', async () => {
    const { code, id } = await register()
    await declare(code, [aKey(), aField()])
    await declare(code, [aField({ name: 'moi' }), aKey(), aField()])
    expect((await catalogue.listStructures(id)).map(({ version }) => version)).toEqual([2, 1])
    expect((await catalogue.structureVersion(id, 2)).fields.map((field) => `${field.id} ${field.name}`)).toEqual([
      ...['f3 moi', 'f1 ma', 'f2 ten'],
    ])
    await expect(catalogue.structureVersion(id, 3)).rejects.toMatchObject({ code: 'catalogue.structureNotFound' })
  })

  it('declared at the same moment, versions follow each other', async () => {
    const { code, id } = await register()
    await Promise.all([1, 2, 3].map(() => declare(code, [aKey()])))
    expect((await catalogue.listStructures(id)).map(({ version }) => version)).toEqual([3, 2, 1])
  })

  it('names all faults at once, in the language asked for', async () => {
    const { code } = await register()
    const input = { fields: [aField({ name: 'A', codeList: 'khong-co', pattern: '\\w' })], note: '' }
    const refusal = catalogue.declareStructure(police, code, input, 'en')
    await expect(refusal).rejects.toMatchObject({
      code: 'catalogue.structureInvalid',
      params: { dataset: code, faults: 4 },
      errors: [{ field: 'fields' }, { field: 'A' }, { field: 'A' }, { field: 'A' }],
    })
  })

  it('knows code lists and other datasets', async () => {
    await reference.registerCodeList(actor, { code: 'phuong-xa', name: 'Phường', nameEn: 'Wards', description: '' })
    const { code: target } = await registerWhole()
    const { code } = await register()
    const structure = await declare(code, [
      ...[aKey(), aField({ name: 'phuong', codeList: 'phuong-xa' })],
      aField({ name: 'toi', references: { dataset: target, field: 'ma' } }),
      aField({ name: 'cha', references: { dataset: code, field: 'ma' } }),
    ])
    expect(structure.fields[2]?.references).toEqual({ dataset: target, field: 'ma' })
    const wrong = declare(code, [aKey(), aField({ references: { dataset: target, field: 'ten' } })])
    await expect(wrong).rejects.toMatchObject({ code: 'catalogue.structureInvalid' })
  })

  it('is the provider’s or the coordinator’s (Điều 10)', async () => {
    const { code } = await register()
    await expect(declare(code, [aKey()], health)).rejects.toMatchObject({ code: 'catalogue.notYourDataset' })
    await expect(declare(code, [aKey()], coordinator)).resolves.toMatchObject({ version: 1 })
  })

  it('moves the authority epoch, for the fields allowed may change', async () => {
    const { code } = await register()
    const before = await identity.currentEpoch(testing.database.application)
    await declare(code, [aKey()])
    expect(await identity.currentEpoch(testing.database.application)).toBeGreaterThan(before)
  })
})

describe('personal data and public datasets exclude each other', () => {
  const personal = [aKey(), aField({ sensitivity: 'personal' })]

  it('whichever comes first', async () => {
    const { code } = await register({ classification: 'public' })
    await expect(declare(code, personal)).rejects.toMatchObject({ code: 'catalogue.structureInvalid' })
    const { code: second } = await register()
    await declare(second, personal)
    const revision = aDataset({ code: second, provider: police.unitId, classification: 'public' })
    await expect(catalogue.reviseDataset(police, second, revision)).rejects.toMatchObject({
      code: 'catalogue.personalNotPublic',
      params: { fields: ['ten'] },
    })
  })

  it('also while a promulgated row says public, whatever is proposed since', async () => {
    const { code } = await registerWhole({ classification: 'public' })
    await promulgate('2026-01-02', code)
    await catalogue.reviseDataset(police, code, aDataset({ code, provider: police.unitId }))
    const wider = [aKey(), aField(), aField({ name: 'dan_toc', sensitivity: 'sensitive' })]
    await expect(declare(code, wider)).rejects.toMatchObject({ code: 'catalogue.structureInvalid' })
  })
})

describe('promulgating the catalogue (Điều 9)', () => {
  it('freezes the five facts; revising the dataset changes nothing in force', async () => {
    const { code, id } = await registerWhole({ consumers: [{ unit: health.unitId }] })
    const version = await promulgate('2026-01-10', code)
    expect(version).toMatchObject({
      ...{ effectiveFrom: '2026-01-10', effectiveTo: null, instrument: { number: '01/QĐ-UBND' } },
      rows: [{ dataset: { code }, provider: { id: police.unitId }, updateFrequency: 'monthly' }],
    })
    await catalogue.reviseDataset(police, code, {
      ...aDataset({ code, provider: police.unitId }),
      ...{ consumers: [{ group: 'all' }], updateFrequency: 'daily', name: 'Tên mới' },
    })
    const row = await catalogue.findRowInForce(id, clock.now())
    expect(row).toMatchObject({
      ...{ catalogueVersion: version.number, from: '2026-01-10', until: null, updateFrequency: 'monthly' },
      consumers: [{ unit: { id: health.unitId } }],
      dataset: { name: 'Bộ dữ liệu thử' },
    })
    expect(await catalogue.getDataset(code)).toMatchObject({
      ...{ updateFrequency: 'daily', inForce: { catalogueVersion: version.number, from: '2026-01-10' } },
    })
  })

  it('ends the version before; what is in force follows the local day', async () => {
    const first = await registerWhole()
    const second = await registerWhole()
    const older = await promulgate('2026-01-20', first.code)
    const newer = await promulgate('2026-01-25', second.code)
    const inForce = async (id: string, at: string) =>
      (await catalogue.findRowInForce(id, new Date(at)))?.catalogueVersion
    expect(await inForce(first.id, '2026-01-19T16:59:59Z')).toBeUndefined()
    expect(await inForce(first.id, '2026-01-19T17:00:00Z')).toBe(older.number)
    expect(await inForce(first.id, '2026-01-24T16:59:59Z')).toBe(older.number)
    expect(await inForce(first.id, '2026-01-24T17:00:00Z')).toBeUndefined()
    expect(await inForce(second.id, '2026-01-24T17:00:00Z')).toBe(newer.number)
    expect((await catalogue.findRowInForce(first.id, new Date('2026-01-21T00:00:00Z')))?.until).toBe('2026-01-25')
    expect((await catalogue.getVersion('current')).number).toBe(newer.number)
    expect((await catalogue.getVersion(older.number)).effectiveTo).toBe('2026-01-25')
    expect((await catalogue.listVersions())[0]).toMatchObject({ number: newer.number, rows: 1 })
    expect((await catalogue.getDataset(first.code)).inForce).toBeNull()
  })

  it('to come has no force yet', async () => {
    const { code, id } = await registerWhole()
    const version = await promulgate('2026-03-03', code)
    expect(await catalogue.findRowInForce(id, clock.now())).toBeUndefined()
    expect((await catalogue.getVersion('current')).number).toBeLessThan(version.number)
    clock.moveTo('2026-03-02T17:00:00Z')
    expect((await catalogue.getVersion('current')).number).toBe(version.number)
  })

  it('records the datasets and the digest of the rows, and moves the authority epoch', async () => {
    const { code } = await registerWhole()
    const before = await identity.currentEpoch(testing.database.application)
    const { number } = await promulgate('2026-03-04', code)
    const [entry] = await testing.asAdmin<{ payload: object }>(
      `SELECT payload FROM journal.entries WHERE event = 'catalogue.version.promulgated' AND subject_id = $1`,
      [String(number)],
    )
    expect(entry?.payload).toMatchObject({ datasets: [code], effectiveFrom: '2026-03-04', instrument: instrument.id })
    expect(await identity.currentEpoch(testing.database.application)).toBeGreaterThan(before)
  })

  it('refuses datasets that lack a fact, and names what each lacks', async () => {
    const [bare, unused] = [await register(), await registerWhole({ consumers: [] })]
    await expect(promulgate('2026-03-10', bare.code, unused.code)).rejects.toMatchObject({
      code: 'catalogue.factsMissing',
      errors: [
        { field: bare.code, message: expect.stringContaining('cấu trúc') as string },
        { field: unused.code, message: expect.stringContaining('đơn vị được khai thác') as string },
      ],
    })
  })

  it('refuses unknown datasets, instruments not in force and days that are not later', async () => {
    const { code } = await registerWhole()
    await expect(promulgate('2026-03-11', 'khong-co')).rejects.toMatchObject({ code: 'catalogue.datasetNotFound' })
    await expect(promulgate('2025-12-31', code)).rejects.toMatchObject({ code: 'catalogue.instrumentNotInForce' })
    await expect(promulgate('2026-01-01', code)).rejects.toMatchObject({ code: 'catalogue.versionNotLater' })
    const ended = await law.register(actor, anInstrument({ number: '02/QĐ-UBND', effectiveTo: '2026-03-15' }))
    const late = { instrument: ended.id, effectiveFrom: '2026-03-15', datasets: [code] }
    await expect(catalogue.promulgate(actor, late)).rejects.toMatchObject({ code: 'catalogue.instrumentNotInForce' })
    const without = { ...late, instrument: anId<'instrument'>(404) }
    await expect(catalogue.promulgate(actor, without)).rejects.toMatchObject({ code: 'law.instrumentNotFound' })
    await expect(catalogue.getVersion(9_999)).rejects.toMatchObject({ code: 'catalogue.versionNotFound' })
  })

  it('at the same moment gives one version, and tells the other why not', async () => {
    const { code } = await registerWhole()
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => promulgate('2026-03-20', code)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'catalogue.versionNotLater' })
    }
  })

  it('is final: rows refuse to be changed', async () => {
    await expect(testing.asAdmin(`UPDATE catalogue.rows SET classification = 'public'`)).rejects.toMatchObject({
      code: 'KJ001',
    })
  })
})

describe('finding datasets', () => {
  it('needs every word, in any order and without diacritics', async () => {
    await register({ name: 'Giấy phép xây dựng nhà ở riêng lẻ', nameEn: 'Building permits' })
    const search = async (q: string) =>
      (await catalogue.listDatasets({ ...everything, q, limit: 50 })).items.map((d) => d.name)
    expect(await search('xay dung GIAY')).toEqual(['Giấy phép xây dựng nhà ở riêng lẻ'])
    expect(await search('building giấy')).toHaveLength(1)
    expect(await search('giay khac')).toEqual([])
    for (const text of ["' OR true --", '%', '_', '\\', '$1', '){}']) expect(await search(text)).toEqual([])
  })

  it('pages by name without loss, and counts all that match', async () => {
    const { items, total } = await catalogue.listDatasets({ ...everything, limit: 1000 })
    expect(items).toHaveLength(total)
    const paged: string[] = []
    let after: string | undefined
    do {
      const page = await catalogue.listDatasets({ ...everything, after, limit: 4 })
      expect(page.total).toBe(total)
      paged.push(...page.items.map(({ id }) => id))
      after = page.items.at(-1)?.id
    } while (after !== undefined)
    expect(paged).toEqual(items.map(({ id }) => id))
  })

  it('filters by kind and provider', async () => {
    const { code } = await register({ kind: 'reference' }, { ...city, roles: ['provider'] })
    const find = async (over: object) =>
      (await catalogue.listDatasets({ ...everything, limit: 50, ...over })).items.map((d) => d.code)
    expect(await find({ kind: 'reference', provider: city.unitId })).toEqual([code])
    expect(await find({ provider: city.unitId })).toEqual([code])
    expect(await find({ provider: anId(404) })).toEqual([])
  })

  it('says that there is no such dataset', async () => {
    expect(await catalogue.findDataset("x'; --")).toBeUndefined()
    await expect(catalogue.getDataset('khong-co')).rejects.toMatchObject({ code: 'catalogue.datasetNotFound' })
  })
})

describe('code lists in use', () => {
  it('name the datasets whose current structure takes values from them, with the fields', async () => {
    await reference.registerCodeList(actor, { code: 'dung-o-dau', name: 'Thử', nameEn: 'Test', description: '' })
    const { code } = await register()
    const fields = [aKey(), aField({ name: 'loai', title: 'Loại', titleEn: 'Kind', codeList: 'dung-o-dau' })]
    await declare(code, fields)
    expect(await catalogue.listCodeListUses('dung-o-dau')).toMatchObject([
      { code, provider: { name: 'Công an Thành phố' }, fields: [{ name: 'loai', title: 'Loại', titleEn: 'Kind' }] },
    ])
    await expect(catalogue.listCodeListUses('khong-co')).rejects.toMatchObject({ code: 'reference.codeListNotFound' })
  })
})
