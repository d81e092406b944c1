import { expect, it } from 'vitest'

import { codeListCsv, ethnicGroups, inForce, provinces, sexes, wards } from '../../packs/seeds.ts'
import { organisations } from '../../src/app/demo/organisations.ts'
import { records } from '../csv.ts'

const today = '2026-11-01'
const distinct = (values: readonly unknown[]) => new Set(values).size

it('has 34 provinces and cities on any day since July 2025, one of them renamed', () => {
  for (const day of ['2025-07-01', '2026-04-29', '2026-04-30', today]) {
    const entries = inForce(provinces, day)
    expect(entries).toHaveLength(34)
    expect(distinct(entries.map(({ code }) => code))).toBe(34)
  }
  const dongNai = (day: string) => inForce(provinces, day).find(({ code }) => code === '75')?.name
  expect(dongNai('2026-04-29')).toBe('Tỉnh Đồng Nai')
  expect(dongNai('2026-04-30')).toBe('Thành phố Đồng Nai')
  expect(inForce(provinces, '2025-06-30')).toHaveLength(0)
})

it('has 168 ward-level units: 113 wards, 54 communes, 1 special zone', () => {
  expect(distinct(wards.map(({ code }) => code))).toBe(168)
  expect(distinct(wards.map(({ name }) => name))).toBe(168)
  const count = (kind: string) => wards.filter((ward) => ward.kind === kind).length
  expect([count('phuong'), count('xa'), count('dac-khu')]).toEqual([113, 54, 1])
  expect(wards.every(({ parent, code }) => parent === '79' && /^\d{5}$/.test(code))).toBe(true)
})

it('has the 54 ethnic groups, 01 to 54', () => {
  expect(ethnicGroups.map(({ code }) => Number(code))).toEqual(Array.from({ length: 54 }, (_, place) => place + 1))
  expect(distinct(ethnicGroups.map(({ name }) => name))).toBe(54)
})

it('is written in composed characters, with tone marks where official texts put them', () => {
  for (const { name, nameEn } of [...provinces, ...wards, ...ethnicGroups, ...sexes, ...organisations]) {
    expect(name).toBe(name.normalize('NFC'))
    expect(name).not.toMatch(/o[àáảãạ]$|o[àáảãạ] /u)
    expect(nameEn).toMatch(/^[A-Za-z' -]+$/)
  }
})

it('derives a committee for every ward, after the city and its departments', () => {
  expect(organisations).toHaveLength(189)
  expect(distinct(organisations.map(({ code }) => code))).toBe(189)
  const saiGon = organisations.find(({ territory }) => territory === '26740')
  expect(saiGon).toMatchObject({ code: 'ubnd-26740', name: 'Ủy ban nhân dân phường Sài Gòn', parent: 'ubnd-tp' })
  const seen = new Set<string | null>([null])
  for (const { code, parent, identifiers } of organisations) {
    expect(seen).toContain(parent)
    seen.add(code)
    const value = identifiers.find(({ scheme }) => scheme === 'QCVN102')?.value ?? '000.00.00.H29'
    expect(value).toMatch(/^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$/)
  }
})

it('writes a code list in the columns the import reads', () => {
  const entries = records(codeListCsv(ethnicGroups))
  expect(entries[3]).toEqual({ code: '04', name: 'Hoa', name_en: 'Hoa', parent: '', kind: '', aliases: 'Hán' })
})
