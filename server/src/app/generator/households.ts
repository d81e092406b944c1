import { BIRTH_PROVINCES, regionOf } from './identifiers.ts'
import { surname } from './names.ts'
import type { Sex } from './names.ts'
import { address, wardLottery } from './places.ts'
import type { Address } from './places.ts'
import { Dice, entry, lottery, mix } from './random.ts'
import type { Lottery } from './random.ts'
import { ethnicGroups } from '../../../packs/index.ts'
import type { SeedWard } from '../../../packs/index.ts'

/** People come in blocks of twelve; each block is cut into households in one of these ways. */
const BLOCK = 12
const CUTS = [
  [4, 3, 3, 2],
  [1, 4, 2, 5],
  [3, 4, 4, 1],
  [6, 4, 2],
  [2, 2, 3, 5],
  [4, 4, 4],
  [1, 1, 3, 4, 3],
  [5, 4, 3],
]

export interface HouseholdPlace {
  /** Index of the household's first person, which names the household. */
  readonly head: number
  readonly size: number
  readonly place: number
}

const PLACES: readonly (readonly HouseholdPlace[])[] = CUTS.map((sizes) => {
  let head = 0
  return sizes.flatMap((size) => {
    const start = head
    head += size
    return Array.from({ length: size }, (_, place) => ({ head: start, size, place }))
  })
})

const CUT = 1
const TRAITS = 2

/** The household person `index` lives in, and the person's place in it. */
export function householdPlace(seed: number, index: number): HouseholdPlace {
  const block = Math.floor(index / BLOCK)
  const { head, size, place } = entry(entry(PLACES, mix(mix(seed, block), CUT) % CUTS.length), index % BLOCK)
  return { head: block * BLOCK + head, size, place }
}

const COMMON_GROUPS: Readonly<Record<string, number>> = {
  '01': 9340,
  '04': 440,
  '05': 60,
  '17': 14,
  '02': 14,
  '06': 12,
  '07': 12,
}
const ethnicLottery: Lottery<string> = lottery(
  ethnicGroups.map(({ code }) => [code, COMMON_GROUPS[code] ?? 1] as const),
)

/** Most were born here or in the provinces now joined to the city, many in the Mekong delta or the central provinces. */
function birthWeight(province: string): number {
  if (province === '79') return 170
  if (province === '74' || province === '77') return 20
  if (province >= '80') return 8
  return province >= '30' ? 4 : 1
}

export const birthProvinces = lottery(BIRTH_PROVINCES.map((province) => [province, birthWeight(province)] as const))

export interface Household {
  /** Index of its first person. */
  readonly head: number
  readonly ward: SeedWard
  readonly ethnicGroup: string
  readonly address: Address
  readonly size: number
  readonly headSex: Sex
  readonly headYear: number
  readonly spouseYear: number
  readonly couple: boolean
  readonly grandparent: boolean
  readonly father: Origin
  readonly mother: Origin
}

/** Where somebody's family is from: surnames are common by region. */
export interface Origin {
  readonly province: string
  readonly surname: string
}

function origin(dice: Dice, ethnicGroup: string): Origin {
  const province = dice.draw(birthProvinces)
  return { province, surname: surname(dice, ethnicGroup, regionOf(province)) }
}

/** Ages the head may have: the young and the old live alone or in pairs, large families have older heads. */
function headAge(dice: Dice, size: number): number {
  return size <= 2 ? 22 + dice.below(66) : 23 + 2 * size + dice.below(40)
}

/** What all members of a household share. */
export function household(seed: number, { head, size }: HouseholdPlace, currentYear: number): Household {
  const dice = new Dice().start(seed, head, TRAITS)
  const ward = dice.draw(wardLottery)
  const ethnicGroup = dice.draw(ethnicLottery)
  const headSex = dice.chance(62) ? 'male' : 'female'
  const headYear = currentYear - headAge(dice, size)
  const couple = size > 1 && dice.chance(size === 2 ? 70 : 88)
  const younger = headSex === 'male' ? -1 + dice.below(8) : 1 - dice.below(8)
  return {
    head,
    ward,
    ethnicGroup,
    size,
    headSex,
    headYear,
    spouseYear: Math.min(headYear + younger, currentYear - 20),
    couple,
    grandparent: size >= 5 && currentYear - headYear < 62 && dice.chance(70),
    father: origin(dice, ethnicGroup),
    mother: origin(dice, ethnicGroup),
    address: address(dice, ward),
  }
}

export type MaritalStatus = 'Chưa kết hôn' | 'Đã kết hôn' | 'Ly hôn' | 'Góa'

export type Relation = 'Chủ hộ' | 'Vợ, chồng' | 'Con' | 'Cha, mẹ'

export interface Member {
  readonly relation: Relation
  readonly sex: Sex
  readonly birthYear: number
  readonly surname: string
  /** Province of the family; children of the city are mostly registered where they live. */
  readonly origin: string
  readonly maritalStatus: MaritalStatus
}

const sexOf = (dice: Dice): Sex => (dice.chance(51) ? 'male' : 'female')
const originOf = (home: Household, sex: Sex) => (sex === 'male' ? home.father : home.mother)

function headStatus(home: Household, dice: Dice, age: number): MaritalStatus {
  if (home.couple) return 'Đã kết hôn'
  if (home.size > 1) return dice.chance(55) ? 'Ly hôn' : 'Góa'
  if (age > 65) return dice.chance(70) ? 'Góa' : 'Chưa kết hôn'
  return dice.chance(age > 40 ? 45 : 88) ? 'Chưa kết hôn' : 'Ly hôn'
}

function adult(home: Household, relation: Relation, sex: Sex): Omit<Member, 'maritalStatus' | 'birthYear'> {
  const { surname: family, province } = originOf(home, sex)
  return { relation, sex, surname: family, origin: province }
}

function spouse(home: Household): Member {
  const sex: Sex = home.headSex === 'male' ? 'female' : 'male'
  return { ...adult(home, 'Vợ, chồng', sex), birthYear: home.spouseYear, maritalStatus: 'Đã kết hôn' }
}

function grandparent(home: Household, dice: Dice): Member {
  const sex: Sex = dice.chance(35) ? 'male' : 'female'
  const birthYear = home.headYear - 21 - dice.below(10)
  // A head's father hands down the head's surname; a head's mother brings her own.
  const { province, surname: handedDown } = originOf(home, home.headSex)
  const family = sex === 'male' ? handedDown : surname(dice, home.ethnicGroup, regionOf(province))
  const maritalStatus = dice.chance(60) ? 'Góa' : 'Đã kết hôn'
  return { relation: 'Cha, mẹ', sex, birthYear, surname: family, origin: province, maritalStatus }
}

function child(home: Household, dice: Dice, rank: number, currentYear: number): Member {
  const youngerParent = home.couple ? Math.max(home.headYear, home.spouseYear) : home.headYear
  const planned = youngerParent + 23 + rank * 3 + dice.below(10)
  const birthYear =
    planned < currentYear ? planned : currentYear - dice.below(Math.min(7, currentYear - youngerParent - 17))
  const age = currentYear - birthYear
  const maritalStatus = age >= 24 && dice.chance(25) ? 'Đã kết hôn' : 'Chưa kết hôn'
  const { surname: family, province } = home.father
  return { relation: 'Con', sex: sexOf(dice), birthYear, surname: family, origin: province, maritalStatus }
}

/** The person at a place of a household; `dice` must be the person's own. */
export function member(home: Household, place: number, dice: Dice, currentYear: number): Member {
  if (place === 0) {
    const maritalStatus = headStatus(home, dice, currentYear - home.headYear)
    return { ...adult(home, 'Chủ hộ', home.headSex), birthYear: home.headYear, maritalStatus }
  }
  if (place === 1 && home.couple) return spouse(home)
  if (place === home.size - 1 && home.grandparent) return grandparent(home, dice)
  return child(home, dice, place - (home.couple ? 2 : 1), currentYear)
}

/** The places of a child's father and mother in the household, where they live in it. */
export function parentsOf(home: Household): { readonly father: number | null; readonly mother: number | null } {
  const other = home.couple ? 1 : null
  return home.headSex === 'male' ? { father: 0, mother: other } : { father: other, mother: 0 }
}
