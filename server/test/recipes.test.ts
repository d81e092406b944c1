import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { findRecipe, RecipeError, recipes } from '../recipes/index.ts'
import { sharedData, skipWithoutSharedData } from './shared-data.ts'
import { collect, records } from './csv.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kho-recipe-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

async function run(name: string, source: string) {
  const recipe = findRecipe(name)
  if (recipe === undefined) throw new Error(`no recipe ${name}`)
  return collect(recipe.convert(source))
}

async function failure(name: string): Promise<string> {
  const outcome = await run(name, folder).catch((error: unknown) => error)
  if (outcome instanceof RecipeError) return outcome.message
  throw new Error(`expected a RecipeError, got ${String(outcome)}`)
}

it('knows its recipes by name', () => {
  expect(recipes.map(({ name }) => name)).toEqual([
    'dan-toc',
    'don-vi-hanh-chinh-ca-nuoc',
    'don-vi-hanh-chinh-truoc-2025-07',
    'lich-su-don-vi-hanh-chinh',
    'ma-dinh-danh-co-quan-2014',
    'tram-xe-buyt-2015',
    'ranh-gioi-phuong-xa',
    'nguoi-thu-nghiem-febrl',
  ])
  expect(findRecipe('dan-cu')).toBeUndefined()
})

it.each(recipes.map(({ name }) => name))(
  '%s says which file it misses, and which folder it cannot read',
  async (name) => {
    expect(await failure(name)).toContain('holds no ')
    rmSync(folder, { recursive: true })
    expect(await failure(name)).toContain('cannot read the source folder')
    folder = mkdtempSync(join(tmpdir(), 'kho-recipe-'))
  },
)

describe('dan-toc', () => {
  const groups = Array.from(
    { length: 54 },
    (_, place) => `${String(place + 1).padStart(2, '0')},Nhóm ${String(place)},`,
  )
  const write = (rows: readonly string[], header = 'code,name,aliases') => {
    writeFileSync(join(folder, 'ethnic_groups_x.csv'), [header, ...rows].join('\n'))
  }

  it('keeps the 54 groups and leaves out the two system values', async () => {
    write([...groups, '55,Người nước ngoài,', '56,Không rõ,'])
    const rows = records(await run('dan-toc', folder))
    expect(rows).toHaveLength(54)
    expect(rows[0]).toEqual({ ma: '01', ten: 'Nhóm 0', ten_khac: '' })
  })

  it.each([
    ['another header', () => groups, 'ma,ten,khac', 'header ma,ten,khac'],
    ['a group missing', () => groups.slice(1), undefined, 'no row for the codes 01'],
    ['a group twice', () => [...groups, '07,Nùng,'], undefined, 'code 07 is repeated'],
    ['a foreign code', () => [...groups, '99,Khác,'], undefined, 'code 99'],
    ['a code that lost its zero', () => ['1,Kinh,', ...groups.slice(1)], undefined, 'code 1 '],
    ['a group without a name', () => ['01,,', ...groups.slice(1)], undefined, 'code 01 has no name'],
    ['a ragged row', () => ['01,Kinh', ...groups.slice(1)], undefined, 'record 2: 2 values'],
  ])('refuses a list with %s', async (_, rows, header, message) => {
    write(rows(), header)
    expect(await failure('dan-toc')).toContain(message)
  })

  it('turns the published list into 54 rows, spelling kept', async (context) => {
    skipWithoutSharedData('code-lists-ethnic')(context)
    const rows = records(await run('dan-toc', sharedData('code-lists-ethnic') ?? ''))
    expect(rows).toHaveLength(54)
    expect(rows.at(-1)).toEqual({ ma: '54', ten: 'Rơ măm', ten_khac: '' })
    expect(rows[3]?.['ten_khac']).toContain('Triều Châu')
  })
})

describe('don-vi-hanh-chinh-ca-nuoc', () => {
  const names = { Name: 'A', NameEn: 'A', FullName: 'Tỉnh A', FullNameEn: 'A Province' }
  const ward = (code: string, province = '01') => ({ ...names, Code: code, ProvinceCode: province })
  const write = (content: unknown, name = 'simplified_vn_units_x.json') => {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }

  it('writes each province and then its wards', async () => {
    write([{ ...names, Code: '01', Wards: [{ ...ward('00004'), FullName: 'Phường "B", A' }] }])
    expect(await run('don-vi-hanh-chinh-ca-nuoc', folder)).toBe(
      'ma,ten,ten_tieng_anh,ten_day_du,cap,ma_cha\n01,A,A Province,Tỉnh A,tinh,\n00004,A,A Province,"Phường ""B"", A",xa,01\n',
    )
  })

  it.each([
    ['that is not JSON', '{', 'is not JSON'],
    ['that is no list', {}, 'expected a list'],
    ['that is empty', [], 'expected a list'],
    ['with a number for a code', [{ ...names, Code: 1, Wards: [ward('00004')] }], '[0]: Code is not a text'],
    ['with a code that lost its zero', [{ ...names, Code: '1', Wards: [ward('00004')] }], 'code 1 has not 2 digits'],
    ['without wards', [{ ...names, Code: '01' }], 'Wards is not a list'],
    ['with a ward of another province', [{ ...names, Code: '01', Wards: [ward('00004', '79')] }], 'ProvinceCode 79'],
    ['with a code twice', [{ ...names, Code: '01', Wards: [ward('00004'), ward('00004')] }], 'code 00004 stands twice'],
    ['with something else for a ward', [{ ...names, Code: '01', Wards: ['00004'] }], '.Wards[0]: not an object'],
  ])('refuses a file %s', async (_, content, message) => {
    write(content)
    expect(await failure('don-vi-hanh-chinh-ca-nuoc')).toContain(message)
  })

  it('refuses to choose between two files', async () => {
    write([], 'simplified_vn_units_1.json')
    write([], 'simplified_vn_units_2.json')
    expect(await failure('don-vi-hanh-chinh-ca-nuoc')).toContain('more than one')
  })

  it('turns the published file into 34 + 3,321 rows that keep their structure', async (context) => {
    skipWithoutSharedData('admin-units-current-2026')(context)
    const rows = records(await run('don-vi-hanh-chinh-ca-nuoc', sharedData('admin-units-current-2026') ?? ''))
    expect(rows.filter(({ cap }) => cap === 'tinh')).toHaveLength(34)
    expect(rows.filter(({ cap }) => cap === 'xa')).toHaveLength(3_321)
    expect(rows.filter((row) => row['ma_cha'] === '79')).toHaveLength(168)
    expect(new Set(rows.map(({ ma }) => ma)).size).toBe(3_355)
    for (const field of findRecipe('don-vi-hanh-chinh-ca-nuoc')?.dataset.fields ?? []) {
      const pattern = new RegExp(field.pattern ?? '', 'u')
      const values = rows.map((row) => row[field.name] ?? '').filter((value) => value !== '' || field.required)
      expect(values.filter((value) => !pattern.test(value) || Array.from(value).length > (field.length ?? 0))).toEqual(
        [],
      )
    }
    expect(rows.find(({ ma }) => ma === '26740')).toMatchObject({ ten: 'Sài Gòn', ten_day_du: 'Phường Sài Gòn' })
  })
})
