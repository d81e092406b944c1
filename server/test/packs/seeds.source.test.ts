import { readdirSync, readFileSync } from 'node:fs'

import { beforeEach, describe, expect, it } from 'vitest'

import { BIRTH_PROVINCES } from '../../src/app/generator/identifiers.ts'
import { bareName, ethnicGroups, inForce, provinces, wards } from '../../packs/seeds.ts'
import { sharedData, skipWithoutSharedData } from '../shared-data.ts'
import { canonical, records } from '../csv.ts'

const mapping = sharedData('admin-mapping-2025-07-01')
const current = sharedData('admin-units-current-2026')
const ethnic = sharedData('code-lists-ethnic')

const KINDS = new Map([
  ['phường', 'phuong'],
  ['xã', 'xa'],
  ['đặc khu', 'dac-khu'],
])

interface NamedUnit {
  readonly clause: number
  readonly kind: string | undefined
  readonly name: string
}

const named = (clause: number, kind: string, name: string): NamedUnit => ({
  clause,
  kind: KINDS.get(kind),
  name: name.trim(),
})

/** The units made by the clauses of Article 1, then the five that clause 164 names as left unchanged. */
function unitsOfResolution(markdown: string): NamedUnit[] {
  const text = markdown.normalize('NFC').replaceAll('*', '').replace(/\s+/g, ' ')
  const article = text.slice(text.indexOf('như sau:'), text.indexOf('Điều 2. Hiệu lực'))
  const clauses = article.split(/ (?=\d+\\\. )/).slice(1)
  const made = clauses.slice(0, 163).map((clause) => {
    const [, number, kind = '', name = ''] =
      /^(\d+)\\\. .*có tên gọi là (phường|xã|đặc khu) ([^.]+)\./.exec(`${clause} `) ?? []
    return named(Number(number), kind, name)
  })
  const [, ward = '', communes = ''] = /không thực hiện sắp xếp là phường ([^,]+), các xã ([^.]+)\./.exec(article) ?? []
  const unchanged = [named(164, 'phường', ward), ...communes.split(',').map((name) => named(164, 'xã', name))]
  return [...made, ...unchanged]
}

describe('against the text of Resolution 1685/NQ-UBTVQH15 and its companions', () => {
  beforeEach(skipWithoutSharedData('admin-mapping-2025-07-01'))
  const read = (name: string) => readFileSync(`${mapping ?? ''}/${name}`, 'utf8')

  it('names every ward-level unit exactly as the resolution does, clause by clause', () => {
    const units = unitsOfResolution(read('1685_NQ-UBTVQH15_HCMC.md'))
    expect(units).toHaveLength(168)
    expect(wards.map((ward) => ({ clause: ward.clause, kind: ward.kind, name: bareName(ward) }))).toEqual(units)
  })

  it('knows which province each unit came from', () => {
    const rows = records(read('hcmc_new_ward_from_old_wards.csv')).filter((row) => row['old_province_code'] !== '')
    const former = new Map(wards.map(({ code, formerProvince }) => [code, formerProvince]))
    expect(rows.length).toBeGreaterThan(480)
    for (const row of rows) expect(former.get(row['new_ward_code'] ?? '')).toBe(row['old_province_code'])
  })

  it('has the provinces and codes of letter 915/CTK-CSCL', () => {
    const rows = records(read('915_CTK-CSCL.csv').replace(/^.*\n/, 'stt,code,name\n'))
    const bare = (name = '') => name.replace(/^Thành phố /, '')
    const letter = rows.map((row) => [row['code'], bare(row['name'])])
    expect(inForce(provinces, '2025-07-01').map((unit) => [unit.code, bareName(unit)])).toEqual(letter)
  })

  it('knows the 63 provinces where births were registered', () => {
    const rows = records(read('provinces_63_to_34.csv'))
    expect(BIRTH_PROVINCES).toEqual(rows.map((row) => row['old_province_code']).sort())
  })
})

interface PublishedUnit {
  readonly Code: string
  readonly FullName: string
  readonly Wards: readonly PublishedUnit[]
}

describe('against the current list of units', () => {
  beforeEach(skipWithoutSharedData('admin-units-current-2026'))
  const [file = ''] = current === null ? [] : readdirSync(current).filter((name) => name.endsWith('.json'))
  const published = () => JSON.parse(readFileSync(`${current ?? ''}/${file}`, 'utf8')) as readonly PublishedUnit[]
  const byCode = (units: readonly PublishedUnit[]) =>
    units.map(({ Code, FullName }) => `${Code} ${canonical(FullName)}`).sort()

  it('has the same provinces and cities', () => {
    const own = inForce(provinces, '2026-07-25').map(({ code, name }) => `${code} ${canonical(name)}`)
    expect(own.sort()).toEqual(byCode(published()))
  })

  it('has the same codes and names of wards, tone marks aside', () => {
    const city = published().find(({ Code }) => Code === '79')
    const own = wards.map(({ code, name }) => `${code} ${canonical(name)}`)
    expect(own.sort()).toEqual(byCode(city?.Wards ?? []))
    const spelled = new Map(city?.Wards.map(({ Code, FullName }) => [Code, FullName]))
    expect(wards.filter(({ code, name }) => spelled.get(code) !== name)).toHaveLength(17)
  })
})

describe('against a published list of ethnic groups', () => {
  beforeEach(skipWithoutSharedData('code-lists-ethnic'))
  it('has the same groups under the same codes, by name or by an alias', () => {
    const rows = records(readFileSync(`${ethnic ?? ''}/ethnic_groups_as_published.csv`, 'utf8')).slice(0, 54)
    for (const [place, { code, name, aliases }] of ethnicGroups.entries()) {
      expect(rows[place]?.['code']).toBe(code)
      // One list writes Co Lao, the decision Cơ Lao: the name without its marks is the most that can be asked of all 54.
      const marksAside = (text: string) => canonical(text).replace(/\p{M}/gu, '')
      expect([name, ...aliases].map(marksAside)).toContain(marksAside(rows[place]?.['name'] ?? ''))
    }
  })
})
