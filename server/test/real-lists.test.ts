import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findRecipe, RecipeError } from '../recipes/index.ts'
import type { FieldInput } from '../src/catalogue/index.ts'
import { collect, records } from './csv.ts'
import { cleanLists, dirtyList } from './real-lists.ts'
import { sharedData, skipWithoutSharedData } from './shared-data.ts'

const recipeNamed = (name: string) => findRecipe(name) ?? expect.fail(`no recipe ${name}`)
const run = async (name: string, folder: string) => records(await collect(recipeNamed(name).convert(folder)))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kho-list-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

async function failure(name: string, file: string, content: string): Promise<string> {
  writeFileSync(join(folder, file), content)
  const outcome = await run(name, folder).catch((error: unknown) => error)
  return outcome instanceof RecipeError
    ? outcome.message
    : expect.fail(`expected a RecipeError, got ${String(outcome)}`)
}

/** Fields whose form a row does not keep. */
function formFaults(fields: readonly FieldInput[], row: Record<string, string>): string[] {
  return fields.flatMap((field) => {
    const value = row[field.name] ?? ''
    if (value === '') return field.required === true ? [field.name] : []
    const long = Array.from(value).length > (field.length ?? Infinity)
    const day = field.type === 'date' && !isDay(value)
    return long || day || !new RegExp(field.pattern ?? '', 'u').test(value) ? [field.name] : []
  })
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

it.for([...cleanLists, dirtyList])(
  '%s: the published file in %s gives %i rows, no key twice (Điều 8)',
  async ([name, source, count], context) => {
    skipWithoutSharedData(source)(context)
    const { fields } = recipeNamed(name).dataset
    const rows = await run(name, sharedData(source) ?? '')
    expect(rows).toHaveLength(count)
    expect(Object.keys(rows[0] ?? {})).toEqual(fields.map((field) => field.name))
    const keys = fields.filter(({ key }) => key).map((field) => field.name)
    expect(new Set(rows.map((row) => keys.map((key) => row[key]).join(' '))).size).toBe(count)
    const faulty = rows.filter((row) => formFaults(fields, row).length > 0)
    // Only the test data of FEBRL are dirty, and so dirty: typing errors in states and days, surnames and days left out.
    expect(faulty).toHaveLength(name === 'nguoi-thu-nghiem-febrl' ? 1_198 : 0)
  },
)

describe('what the lists say', () => {
  it('63 provinces, 696 districts and 10,035 wards before July 2025, each under a unit that is there', async (context) => {
    skipWithoutSharedData('admin-units-before-2025-07-01')(context)
    const rows = await run('don-vi-hanh-chinh-truoc-2025-07', sharedData('admin-units-before-2025-07-01') ?? '')
    expect(['tinh', 'huyen', 'xa'].map((level) => rows.filter(({ cap }) => cap === level).length)).toEqual([
      63, 696, 10_035,
    ])
    const codes = new Set(rows.map(({ ma }) => ma))
    expect(rows.filter(({ ma_cha: parent = '' }) => parent !== '' && !codes.has(parent))).toEqual([])
    expect(rows.find(({ ma }) => ma === '26740')).toMatchObject({ ten_day_du: 'Phường Bến Nghé', ma_cha: '760' })
  })

  it('a code in the history names one unit on any day, and another on another day', async (context) => {
    skipWithoutSharedData('admin-history-hcmc-region')(context)
    const rows = await run('lich-su-don-vi-hanh-chinh', sharedData('admin-history-hcmc-region') ?? '')
    const on = (day: string, code: string) =>
      rows.filter((row) => {
        const { ma, tu_ngay: from = '', den_ngay: until = '' } = row
        return ma === code && from <= day && (until === '' || day < until)
      })
    expect(on('2024-06-01', '26740').map((row) => row['ten_day_du'])).toEqual(['Phường Bến Nghé'])
    expect(on('2026-06-01', '26740').map((row) => row['ten_day_du'])).toEqual(['Phường Sài Gòn'])
    const wards = rows.filter((row) => row['cap'] === 'xa' && row['den_ngay'] === '')
    expect(wards).toHaveLength(168)
  })
})

describe('a source of another shape is refused with the place', () => {
  const history = 'code,level,name,type,parent_code,province_code,valid_from,valid_to,decree_from,decree_to'
  it.each([
    ['another header', 'code,level\n', 'values, expected'],
    ['an unknown level', `${history}\n79,4,A,B,,79,2004-08-31,,,\n`, 'level 4'],
    ['a code that lost its zero', `${history}\n9,1,A,B,,79,2004-08-31,,,\n`, 'code 9'],
    ['a day in another notation', `${history}\n79,1,A,B,,79,31/08/2004,,,\n`, 'valid_from 31/08/2004'],
    ['no name', `${history}\n79,1,,B,,79,2004-08-31,,,\n`, 'name is empty'],
  ])('history with %s', async (_, content, message) => {
    expect(await failure('lich-su-don-vi-hanh-chinh', 'x_admin_unit_history.csv', content)).toContain(message)
  })

  it.each([
    [
      'a code of three groups',
      'code_2014,code_qcvn102,name,group\n00.02.H29,00.02.H29,A,B\n',
      'code_qcvn102 00.02.H29',
    ],
    ['a missing group', 'code_2014,code_qcvn102,name,group\n00.02.H29,000.00.02.H29,A,\n', 'group is empty'],
  ])('agencies with %s', async (_, content, message) => {
    expect(await failure('ma-dinh-danh-co-quan-2014', 'agency_codes_x.csv', content)).toContain(message)
  })

  const stop = {
    id: 'A',
    name: 'A',
    address: 'A',
    street: 'A',
    district: 'A',
    type: 'Ô sơn',
    latitude: '10.8',
    longitude: '106.8',
  }
  it.each([
    ['no list of routes', [stop], 'bus is not a list'],
    ['a coordinate that is none', [{ ...stop, bus: [], latitude: '10,8' }], '10,8 is no coordinate'],
    ['a nameless stop', [{ ...stop, bus: [], name: ' ' }], 'name is not a text'],
  ])('stops with %s', async (_, content, message) => {
    expect(await failure('tram-xe-buyt-2015', 'stops.json', JSON.stringify(content))).toContain(message)
  })

  const feature = (geometry: object, areaKm2: unknown = 1) => ({
    features: [{ properties: { code: '26740', name: 'A', fullName: 'A', areaKm2 }, geometry }],
  })
  it.each([
    ['no features', { features: [] }, 'no features'],
    ['a line', feature({ type: 'LineString', coordinates: [] }), 'LineString is neither'],
    ['a hole in its list', feature({ type: 'Polygon', coordinates: [[]] }), 'coordinates are no list'],
    ['an altitude', feature({ type: 'Polygon', coordinates: [[[1, 2, 3]]] }), 'a position is not two numbers'],
    ['an area in words', feature({ type: 'Polygon', coordinates: [[[1, 2]]] }, 'x'), 'areaKm2 is not a number'],
  ])('boundaries with %s', async (_, content, message) => {
    const file = 'hcmc_wards_x_15m.geojson'
    expect(await failure('ranh-gioi-phuong-xa', file, JSON.stringify(content))).toContain(message)
  })

  const unit = (code: string, below: object) => ({ Code: code, Name: 'A', FullName: 'A', FullNameEn: 'A', ...below })
  it.each([
    [
      'a district under another province',
      [unit('01', { District: [unit('001', { ProvinceCode: '02' })] })],
      'ProvinceCode 02',
    ],
    [
      'a district code of two digits',
      [unit('01', { District: [unit('01', { ProvinceCode: '01' })] })],
      'code 01 has not 3',
    ],
    ['a code twice', [unit('01', {}), unit('01', {})], 'code 01 stands twice'],
  ])('units with %s', async (_, content, message) => {
    const file = 'simplified_vn_units_x.json'
    expect(await failure('don-vi-hanh-chinh-truoc-2025-07', file, JSON.stringify(content))).toContain(message)
  })

  it('people of FEBRL with another header', async () => {
    expect(await failure('nguoi-thu-nghiem-febrl', 'dataset1.csv', 'rec_id,name\n')).toContain(
      'expected rec_id,given_name',
    )
  })
})
