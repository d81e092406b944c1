import { businessPlace } from './businesses.ts'
import { businessAddressCode, householdAddressCode, householdCode } from './identifiers.ts'
import { MOST_PEOPLE, population } from './people.ts'
import type { PeopleOptions } from './people.ts'
import { addressText } from './places.ts'
import type { Address } from './places.ts'
import { parcelText, pointText, positionIn } from './positions.ts'
import type { Position } from './positions.ts'
import { Dice, lottery } from './random.ts'
import type { GeneratedRows } from './rows.ts'
import { TAX_CODES } from './identifiers.ts'

/** Rows that stand at some indexes only. */
type Sparse = GeneratedRows<readonly string[] | null>

/** Row `index` of `ho-gia-dinh`: the household whose head is the person of that index. */
export function households(options: PeopleOptions & { readonly people: number }): Sparse {
  const { household } = population(options)
  return {
    seed: options.seed,
    columns: ['ma_ho', 'ma_dia_chi', 'ma_phuong_xa', 'so_thanh_vien'],
    limit: options.people,
    row: (index) => {
      const { home, place } = household(index)
      if (place > 0) return null
      const members = Math.min(home.size, options.people - index)
      return [householdCode(index), householdAddressCode(index), home.ward.code, String(members)]
    },
  }
}

const PARCEL = 21
const HOUSE = 22
const SEAT = 23

/** Row `index` of `dia-chi`: where the household of that head lives, then, from `people` on, where firms have their seat. */
export function addresses(options: PeopleOptions & { readonly people: number }): Sparse {
  const { household } = population(options)
  const { people, seed } = options
  return {
    seed,
    columns: ['ma_dia_chi', 'so_nha', 'ten_duong', 'khu_dan_cu', 'ma_phuong_xa', 'dia_chi', 'vi_tri'],
    limit: people + TAX_CODES,
    row: (index) => {
      if (index >= people) {
        const { address, ward } = businessPlace(seed, index - people)
        const position = positionIn(ward, seed, [index - people, SEAT])
        return addressRow(businessAddressCode(index - people), address, ward.code, position)
      }
      const { home, place } = household(index)
      if (place > 0) return null
      const position = positionIn(home.ward, seed, [index, HOUSE])
      return addressRow(householdAddressCode(index), home.address, home.ward.code, position)
    },
  }
}

function addressRow(code: string, address: Address, ward: string, position: Position): string[] {
  return [code, address.house, address.street, address.hamlet, ward, addressText(address), pointText(position)]
}

const PARCELS_PER_SHEET = 800
const URBAN_LAND = lottery([
  ['ODT', 88],
  ['TMD', 7],
  ['SKC', 3],
  ['CLN', 2],
] as const)
const RURAL_LAND = lottery([
  ['ONT', 62],
  ['CLN', 20],
  ['HNK', 8],
  ['LUC', 6],
  ['NTS', 4],
] as const)

/** Row `index` of `thua-dat`: the parcel the household of that head lives on. */
export function parcels(options: PeopleOptions & { readonly people: number }): Sparse {
  const { household } = population(options)
  const dice = new Dice()
  return {
    seed: options.seed,
    columns: ['ma_thua', 'ma_phuong_xa', 'so_to', 'so_thua', 'ma_dia_chi', 'loai_dat', 'dien_tich', 'ranh_gioi'],
    limit: Math.min(options.people, MOST_PEOPLE),
    row: (index) => {
      const { home, place } = household(index)
      if (place > 0) return null
      dice.start(options.seed, index, PARCEL)
      const urban = home.ward.kind === 'phuong'
      const sheet = String(1 + Math.floor(index / PARCELS_PER_SHEET))
      const number = String(1 + (index % PARCELS_PER_SHEET))
      const area = urban ? 250 + dice.below(1_800) : 1_000 + dice.below(30_000)
      return [
        `${home.ward.code}-${sheet}-${number}`,
        home.ward.code,
        sheet,
        number,
        householdAddressCode(index),
        dice.draw(urban ? URBAN_LAND : RURAL_LAND),
        (area / 10).toFixed(1),
        parcelText(positionIn(home.ward, options.seed, [index, HOUSE]), area / 10),
      ]
    },
  }
}
