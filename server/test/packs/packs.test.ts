import { describe, expect, it } from 'vitest'
import {
  findPack,
  inOrder,
  neededDatasets,
  packCodeLists,
  packDataset,
  packFields,
  packs,
  parsePack,
} from '../../packs/index.ts'
import { demoCity } from '../../src/app/demo/index.ts'
import { records } from '../csv.ts'

const stewards = { provider: 'x', contact: 'x', consumers: [] }

it('has a pack for each of the foundations: people, households, businesses, addresses, units, land (Điều 8)', () => {
  expect(packs.map(({ dataset }) => dataset.code).sort()).toEqual(
    [
      'dan-cu',
      'dia-chi',
      'doanh-nghiep',
      'doanh-nghiep-dang-hoat-dong',
      'don-vi-hanh-chinh',
      'ho-gia-dinh',
      'lich-su-don-vi-hanh-chinh',
      'thua-dat',
    ].sort(),
  )
})

it.each(packs.map((pack) => [pack.name, pack] as const))('%s says every field in both languages', (_, { fields }) => {
  for (const field of fields) {
    expect(field.name).toMatch(/^[a-z][a-z0-9_]*$/)
    expect([field.title, field.titleEn, field.description, field.descriptionEn]).not.toContain('')
    expect(field.title).toBe(field.title.normalize('NFC'))
  }
  expect(fields.some(({ key }) => key)).toBe(true)
})

it('maps the people to the national message of citizens, element by element (QCVN 109:2017/BTTTT)', () => {
  const elements = findPack('people')?.fields.flatMap(({ standard }) => (standard ? [standard.element] : [])) ?? []
  expect(elements).toEqual(
    expect.arrayContaining([
      'CongDan/SoDinhDanh',
      'CongDan/HoVaTen',
      'CongDan/NgayThangNamSinh',
      'CongDan/VoChong/SoDinhDanh',
    ]),
  )
  const pack = findPack('people')
  expect(pack && packFields(pack).filter((field) => 'standard' in field)).toEqual([])
})

it('names in each pack every standard its fields stand for', () => {
  for (const { standards, fields } of packs) {
    const named = new Set(standards.map(({ code }) => code))
    // Names of units and persons come from the message of citizens everywhere.
    const used = fields.flatMap(({ standard }) => (standard ? [standard.code] : []))
    expect(used.filter((code) => !named.has(code) && code !== 'QCVN 109:2017/BTTTT')).toEqual([])
  }
})

describe('the packs point at each other', () => {
  it('only at key or unique fields of packs that stand before them', () => {
    const before = new Set<string>()
    for (const pack of packs) {
      for (const code of neededDatasets(pack)) expect(before).toContain(code)
      for (const { references } of pack.fields) {
        const target = references && findPack(references.dataset)?.fields.find(({ name }) => name === references.field)
        if (references) expect(target).toMatchObject({ unique: true })
      }
      before.add(pack.dataset.code)
    }
  })

  it('never in a circle', () => {
    const [unit, address] = [findPack('administrative-units'), findPack('addresses')]
    if (!unit || !address) throw new Error('two packs are missing')
    const circle = { ...unit, fields: [...unit.fields, ...address.fields.filter(({ name }) => name === 'ma_dia_chi')] }
    const reference = { dataset: 'dia-chi', field: 'ma_dia_chi' }
    circle.fields = circle.fields.map((field) =>
      field.name === 'ma_dia_chi' ? { ...field, references: reference } : field,
    )
    expect(() => inOrder([circle, address])).toThrow('point at each other')
  })

  it('at themselves under whatever code they are installed', () => {
    const pack = findPack('administrative-units')
    const dataset = pack && packDataset(pack, stewards, { code: 'khac' })
    expect(dataset?.fields.find(({ name }) => name === 'ma_cha')?.references).toEqual({ dataset: 'khac', field: 'ma' })
  })
})

it('brings every code list its packs use, and no list without entries', () => {
  const codes = packCodeLists.map(({ code }) => code)
  for (const { fields } of packs) for (const { codeList } of fields) if (codeList) expect(codes).toContain(codeList)
  for (const { versions } of packCodeLists) {
    for (const { csv } of versions) expect(records(csv).length).toBeGreaterThan(2)
  }
})

it.each([
  [
    'an unknown rule',
    (pack: Record<string, unknown>) => ({ ...pack, fields: [{ name: 'a', lenght: 3 }] }),
    '/fields/0',
  ],
  [
    'an unknown kind',
    (pack: Record<string, unknown>) => ({ ...pack, dataset: { ...(pack['dataset'] as object), kind: 'odd' } }),
    '/dataset/kind',
  ],
  ['no fields', (pack: Record<string, unknown>) => ({ ...pack, fields: [] }), '/fields'],
])('refuses a file with %s, saying where', (_, spoil, where) => {
  const pack = findPack('people')
  expect(() => parsePack(spoil({ ...pack }), 'x.json')).toThrow(`x.json${where}`)
})

it('the demo city describes no foundation of its own: all its fields are those of the packs', () => {
  for (const { code, fields } of demoCity.datasets) {
    const pack = findPack(code)
    if (code === 'dan-toc') expect(pack).toBeUndefined()
    else
      expect(pack && packFields(pack).map(({ name }) => name)).toEqual(
        expect.arrayContaining(fields.map(({ name }) => name)),
      )
  }
})
