import { createHash } from 'node:crypto'

import { expect, it } from 'vitest'

import { BIRTH_PROVINCES } from '../../src/app/generator/identifiers.ts'
import { generatePeople, people } from '../../src/app/generator/people.ts'
import type { Selection } from '../../src/app/generator/rows.ts'
import { records } from '../csv.ts'

const origin = { seed: 5086, asOf: '2026-10-31' }
const text = (selection: Selection) => [...generatePeople({ ...origin, ...selection })].join('')
const lines = (selection: Selection) => text(selection).trimEnd().split('\n').slice(1)
/** Made once: several tests look at them. */
const town = records(text({ count: 20_000 }))
const differing = (one: readonly string[], other: readonly string[]) =>
  one.flatMap((line, place) => (line === other[place] ? [] : [place]))

it('makes the same bytes from the same seed, everywhere and always', () => {
  const digest = createHash('sha256')
    .update(text({ count: 10_000 }))
    .digest('hex')
  expect(digest).toBe('bdbfa49ea92ff695c6483963019a8263b70f1f58ee166bf127cdab73088ca5bf')
  expect(text({ count: 100 })).not.toBe([...generatePeople({ ...origin, seed: 1, count: 100 })].join(''))
})

it('makes a row from its index alone', () => {
  const { row } = people(origin)
  const forwards = Array.from({ length: 200 }, (_, index) => row(index, 0).join())
  const backwards = Array.from({ length: 200 }, (_, index) => row(199 - index, 0).join())
  expect(backwards.reverse()).toEqual(forwards)
  expect(lines({ first: 100, count: 50 })).toEqual(lines({ count: 150 }).slice(100))
})

it('shuffles the same rows', () => {
  const plain = lines({ count: 3_000 })
  const shuffled = lines({ count: 3_000, order: 'shuffled' })
  expect(shuffled).not.toEqual(plain)
  expect(shuffled.sort()).toEqual(plain.sort())
})

it('changes the share of rows it was asked to, under the same ids', () => {
  const before = lines({ count: 20_000 })
  const after = lines({ count: 20_000, change: { version: 1, share: 0.01 } })
  const changed = differing(before, after)
  expect(changed.length).toBeGreaterThan(140)
  expect(changed.length).toBeLessThan(260)
  for (const place of changed) expect(after[place]?.slice(0, 12)).toBe(before[place]?.slice(0, 12))
  expect(differing(before, lines({ count: 20_000, change: { version: 2, share: 0.01 } }))).not.toEqual(changed)
  expect(differing(before.slice(0, 500), lines({ count: 500, change: { version: 1, share: 1 } }))).toHaveLength(500)
})

it('gives thirty thousand people as many personal ids, each telling province, sex and year of birth', () => {
  const seen = new Set<string>()
  const { row } = people(origin)
  for (let index = 0; index < 30_000; index += 1) {
    const [id = '', , born = '', sex = ''] = row(index, 0)
    seen.add(id)
    const [, province = '', century = '', year = ''] = /^0(\d\d)(\d)(\d\d)\d{6}$/.exec(id) ?? []
    const told = { province: BIRTH_PROVINCES.includes(province), year: born.slice(2, 4), sex: Number(century) % 2 }
    const lived = { province: true, year, sex: sex === '2' ? 1 : 0 }
    if (JSON.stringify(told) !== JSON.stringify(lived)) expect.fail(`${id} does not fit ${born}, sex ${sex}`)
    expect(Math.floor(Number(century) / 2)).toBe(born < '2000' ? 0 : 1)
  }
  expect(seen.size).toBe(30_000)
})

it('has children, adults and old people in plausible shares, and nobody from the future', () => {
  const rows = town
  const share = (from: number, to: number) => {
    const ages = rows.map((row) => 2026 - Number(row['ngay_sinh']?.slice(0, 4)))
    return ages.filter((age) => age >= from && age < to).length / rows.length
  }
  expect(share(0, 15)).toBeGreaterThan(0.12)
  expect(share(15, 60)).toBeGreaterThan(0.6)
  expect(share(60, 105)).toBeGreaterThan(0.12)
  expect(share(0, 105)).toBe(1)
  for (const row of rows) {
    const { ngay_sinh: born = '', ngay_cap_nhat: updated = '' } = row
    if (born > updated || updated > origin.asOf) expect.fail(JSON.stringify(row))
  }
})

it('marries nobody under age and sends no small child to work', () => {
  for (const row of town) {
    const age = 2026 - Number(row['ngay_sinh']?.slice(0, 4))
    if (age < 18 && row['tinh_trang_hon_nhan'] !== 'Chưa kết hôn') expect.fail(JSON.stringify(row))
    if (age < 18 && !['', 'Học sinh'].includes(row['nghe_nghiep'] ?? '')) expect.fail(JSON.stringify(row))
  }
})

it('uses every ward', () => {
  expect(new Set(town.map((row) => row['ma_phuong_xa'])).size).toBe(168)
})

it.each([{ count: -1 }, { count: 1.5 }, { count: 1_000_001 }, { count: 1, first: 1_000_000 }])(
  'refuses %o',
  (selection) => {
    expect(() => text(selection)).toThrow(RangeError)
  },
)
