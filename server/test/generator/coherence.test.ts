import { describe, expect, it } from 'vitest'
import { wards } from '../../packs/index.ts'
import {
  addresses,
  generate,
  generateBusinesses,
  generatePeople,
  households,
  parcels,
} from '../../src/app/generator/index.ts'
import { MOST_PEOPLE, population } from '../../src/app/generator/people.ts'
import { records } from '../csv.ts'

const settings = { seed: 5086, asOf: '2026-10-31', people: 12_007, businesses: 3_000 }
const people = records([...generatePeople({ ...settings, count: settings.people })].join(''))
const homes = records([...generate(households(settings), { count: settings.people })].join(''))
const places = records([...generate(addresses(settings), { count: settings.people + settings.businesses })].join(''))
const land = records([...generate(parcels(settings), { count: settings.people })].join(''))
const firms = records([...generateBusinesses({ ...settings, count: settings.businesses })].join(''))

const by = (rows: Record<string, string>[], key: string) => new Map(rows.map((row) => [row[key] ?? '', row]))
const homeOf = by(homes, 'ma_ho')
const placeOf = by(places, 'ma_dia_chi')
const personOf = by(people, 'so_dinh_danh')
const failing = (rows: Record<string, string>[], holds: (row: Record<string, string>) => boolean) =>
  rows.filter((row) => !holds(row)).slice(0, 3)

describe('the foundations point at each other (Điều 8)', () => {
  it('every person lives in a household, at its address, in its ward', () => {
    const fits = (row: Record<string, string>) => {
      const home = homeOf.get(row['ma_ho'] ?? '')
      const place = placeOf.get(home?.['ma_dia_chi'] ?? '')
      return home?.['ma_phuong_xa'] === row['ma_phuong_xa'] && place?.['dia_chi'] === row['dia_chi']
    }
    expect(failing(people, fits)).toEqual([])
  })

  it('every household counts its members and has one head among them', () => {
    const members = Map.groupBy(people, (row) => row['ma_ho'] ?? '')
    const fits = (home: Record<string, string>) => {
      const living = members.get(home['ma_ho'] ?? '') ?? []
      const heads = living.filter((row) => row['quan_he_chu_ho'] === 'Chủ hộ')
      return String(living.length) === home['so_thanh_vien'] && heads.length === 1
    }
    expect(failing(homes, fits)).toEqual([])
    expect(members.size).toBe(homes.length)
  })

  it('every address lies in one of the 168 wards; households, firms and parcels share them', () => {
    const codes = new Set(wards.map(({ code }) => code))
    expect(failing(places, (row) => codes.has(row['ma_phuong_xa'] ?? ''))).toEqual([])
    const sameWard = (row: Record<string, string>) =>
      placeOf.get(row['ma_dia_chi'] ?? '')?.['ma_phuong_xa'] === row['ma_phuong_xa']
    expect(failing([...homes, ...firms, ...land], sameWard)).toEqual([])
    expect(places).toHaveLength(homes.length + firms.length)
    expect(new Set(land.map((row) => row['ma_thua'])).size).toBe(land.length)
  })

  it('every address has a place in the square of its ward; a parcel lies around the place of its address, as large as it says', () => {
    const numbers = (text = '') => [...text.matchAll(/-?\d+\.\d+/g)].map(([each]) => Number(each))
    const squareOf = (row: Record<string, string>) =>
      numbers(row['vi_tri'])
        .map((degrees) => Math.floor(degrees * 10 + 1e-9))
        .join(' ')
    const squares = Map.groupBy(places, squareOf)
    for (const [, rows] of squares) expect(new Set(rows.map((row) => row['ma_phuong_xa'])).size).toBe(1)
    const fits = (row: Record<string, string>) => {
      const [west = 0, south = 0, east = 0, , , north = 0] = numbers(row['ranh_gioi'])
      const [x = 0, y = 0] = numbers(placeOf.get(row['ma_dia_chi'] ?? '')?.['vi_tri'])
      const metres = 111_320
      const area = (east - west) * metres * Math.cos((y * Math.PI) / 180) * (north - south) * metres
      const isAround = west < x && x < east && south < y && y < north
      return isAround && Math.abs(area / Number(row['dien_tich']) - 1) < 0.01
    }
    expect(failing(land, fits)).toEqual([])
  })

  it('every firm is represented by a resident of age, under the same name', () => {
    const fits = (row: Record<string, string>) => {
      const person = personOf.get(row['so_dinh_danh_dai_dien'] ?? '')
      return person?.['ho_ten'] === row['nguoi_dai_dien'] && (person?.['ngay_sinh'] ?? '9') < '2008'
    }
    expect(failing(firms, fits)).toEqual([])
  })

  it('children point at parents in their household who are old enough, spouses at each other', () => {
    const parents = people.flatMap((child) =>
      [child['so_dinh_danh_cha'], child['so_dinh_danh_me']].flatMap((id) => (id ? [{ child, id }] : [])),
    )
    expect(parents.length).toBeGreaterThan(2_000)
    for (const { child, id } of parents) {
      const parent = personOf.get(id)
      const years = Number(child['ngay_sinh']?.slice(0, 4)) - Number(parent?.['ngay_sinh']?.slice(0, 4))
      if (parent?.['ma_ho'] !== child['ma_ho'] || !(years >= 18)) expect.fail(JSON.stringify({ child, parent }))
    }
    const spouses = people.filter((row) => row['so_dinh_danh_vo_chong'] !== '')
    const mutual = (row: Record<string, string>) => {
      const other = personOf.get(row['so_dinh_danh_vo_chong'] ?? '')
      // The last household may be cut off by the number of people asked for.
      return other === undefined || other['so_dinh_danh_vo_chong'] === row['so_dinh_danh']
    }
    expect(failing(spouses, mutual)).toEqual([])
  })

  it('some old people know the year of birth only, nobody young does, and the id says the same year', () => {
    const partial = people.filter((row) => (row['ngay_sinh']?.length ?? 0) < 10)
    expect(partial.filter((row) => row['ngay_sinh']?.length === 4).length).toBeGreaterThan(200)
    expect(failing(partial, (row) => (row['ngay_sinh'] ?? '9') < '1965')).toEqual([])
    const sameYear = (row: Record<string, string>) => row['ngay_sinh']?.slice(2, 4) === row['so_dinh_danh']?.slice(4, 6)
    expect(failing(people, sameYear)).toEqual([])
  })
})

it('makes the last of a million people as quickly as the first', () => {
  const { row } = population(settings)
  expect(row(MOST_PEOPLE - 1, 0)[0]).toMatch(/^\d{12}$/)
  expect(row(MOST_PEOPLE - 1, 0)).toEqual(population(settings).row(MOST_PEOPLE - 1, 0))
})
