import { describe, expect, it } from 'vitest'
import { findPack, packs } from '../../packs/index.ts'
import { installPacks } from '../../src/app/cli/pack.ts'
import { UsageError } from '../../src/app/cli/command.ts'
import { createModules } from '../../src/app/index.ts'
import { aCity } from '../../src/identity/testing.ts'
import { anActor } from '../../src/law/testing.ts'
import { createFolderBlobStore, createLog, fixedClock, newId } from '../../src/platform/index.ts'
import { createTestDatabase } from '../database.ts'

const { database, secret } = await createTestDatabase()
const clock = fixedClock('2026-11-02T03:00:00Z')
const blobs = createFolderBlobStore('/nonexistent', () => newId<'blob'>(clock.now()))
const modules = createModules({
  ...{ database, blobs, clock, log: createLog('silent'), secret, sessionHours: 1, submissionMaxBytes: 1 << 20 },
  uploadFolder: '/nonexistent',
})
await modules.identity.registerOrganisations(anActor(), [aCity({ name: 'UBND Thành phố' })])
const stewards = { provider: 'UBND Thành phố', consumers: ['wards'], contact: 'Văn phòng' }
const versionOf = async (code: string) => (await modules.catalogue.findDataset(code))?.structure?.version
const pack = (name: string) => findPack(name) ?? expect.fail(name)

describe('kho pack install', () => {
  it('registers a dataset, the code lists it needs and all it points at, in the order of the references (Điều 8)', async () => {
    await installPacks(modules, [pack('people')], stewards)
    const installed = ['don-vi-hanh-chinh', 'dia-chi', 'ho-gia-dinh', 'dan-cu']
    expect(await Promise.all(installed.map(versionOf))).toEqual([1, 1, 1, 1])
    expect(await versionOf('doanh-nghiep')).toBeUndefined()
    const people = await modules.catalogue.findDataset('dan-cu')
    expect(people).toMatchObject({ provider: { name: 'UBND Thành phố' }, consumers: [{ group: 'wards' }] })
    expect(people?.structure?.fields.find(({ name }) => name === 'ma_ho')).toMatchObject({
      references: { dataset: 'ho-gia-dinh', field: 'ma_ho' },
    })
    expect((await modules.reference.findCodeList('phuong-xa'))?.versions).toHaveLength(1)
    expect(await modules.reference.findCodeList('loai-dat')).toBeUndefined()
  })

  it('does nothing the second time, and adds what is missing to the rest', async () => {
    await installPacks(modules, packs, stewards)
    await installPacks(modules, packs, stewards)
    for (const { dataset } of packs) expect(await versionOf(dataset.code)).toBe(1)
  })

  it('adds fields that came to a pack since, and leaves the fields a unit added itself', async () => {
    const { catalogue } = modules
    const units = pack('administrative-unit-history')
    const present = await catalogue.findDataset(units.dataset.code)
    const own = { name: 'ghi_chu', title: 'Ghi chú', titleEn: 'Note', type: 'text' as const }
    const fields = [...(present?.structure?.fields ?? []), own]
    await catalogue.declareStructure(anActor(), units.dataset.code, { fields, note: '' })
    const newer = { name: 'dien_tich', title: 'Diện tích', titleEn: 'Area', type: 'decimal' as const }
    await installPacks(modules, [{ ...units, fields: [...units.fields, newer] }], stewards)
    const structure = (await catalogue.findDataset(units.dataset.code))?.structure
    expect(structure?.version).toBe(3)
    expect(structure?.fields.slice(-2).map(({ name }) => name)).toEqual(['ghi_chu', 'dien_tich'])
  })

  it('says which unit it does not know', async () => {
    await expect(installPacks(modules, [pack('people')], { ...stewards, provider: 'Không có' })).rejects.toThrow(
      UsageError,
    )
  })
})
