import { surname } from './names.ts'
import type { Sex } from './names.ts'
import { address, wardLottery } from './places.ts'
import { Dice, entry, lottery, mix } from './random.ts'
import type { Lottery } from './random.ts'
import { ethnicGroups } from './seeds.ts'
import type { SeedWard } from './seeds.ts'

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

export interface Household {
  readonly ward: SeedWard
  readonly ethnicGroup: string
  readonly address: string
  readonly size: number
  readonly headSex: Sex
  readonly headYear: number
  readonly spouseYear: number
  readonly couple: boolean
  readonly grandparent: boolean
  readonly fatherSurname: string
  readonly motherSurname: string
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
    ward,
    ethnicGroup,
    size,
    headSex,
    headYear,
    spouseYear: Math.min(headYear + younger, currentYear - 20),
    couple,
    grandparent: size >= 5 && currentYear - headYear < 62 && dice.chance(70),
    fatherSurname: surname(dice, ethnicGroup),
    motherSurname: surname(dice, ethnicGroup),
    address: address(dice, ward),
  }
}

export type MaritalStatus = 'Chưa kết hôn' | 'Đã kết hôn' | 'Ly hôn' | 'Góa'

export interface Member {
  readonly sex: Sex
  readonly birthYear: number
  readonly surname: string
  readonly maritalStatus: MaritalStatus
}

const sexOf = (dice: Dice): Sex => (dice.chance(51) ? 'male' : 'female')
const surnameOf = (home: Household, sex: Sex) => (sex === 'male' ? home.fatherSurname : home.motherSurname)

function headStatus(home: Household, dice: Dice, age: number): MaritalStatus {
  if (home.couple) return 'Đã kết hôn'
  if (home.size > 1) return dice.chance(55) ? 'Ly hôn' : 'Góa'
  if (age > 65) return dice.chance(70) ? 'Góa' : 'Chưa kết hôn'
  return dice.chance(age > 40 ? 45 : 88) ? 'Chưa kết hôn' : 'Ly hôn'
}

function spouse(home: Household): Member {
  const sex: Sex = home.headSex === 'male' ? 'female' : 'male'
  return { sex, birthYear: home.spouseYear, surname: surnameOf(home, sex), maritalStatus: 'Đã kết hôn' }
}

function grandparent(home: Household, dice: Dice): Member {
  const sex: Sex = dice.chance(35) ? 'male' : 'female'
  const birthYear = home.headYear - 21 - dice.below(10)
  // A head's father hands down the head's surname; a head's mother brings her own.
  const family = sex === 'male' ? surnameOf(home, home.headSex) : surname(dice, home.ethnicGroup)
  return { sex, birthYear, surname: family, maritalStatus: dice.chance(60) ? 'Góa' : 'Đã kết hôn' }
}

function child(home: Household, dice: Dice, rank: number, currentYear: number): Member {
  const motherYear = home.couple && home.headSex === 'male' ? home.spouseYear : home.headYear
  const planned = motherYear + 23 + rank * 3 + dice.below(10)
  const birthYear = planned < currentYear ? planned : currentYear - dice.below(7)
  const age = currentYear - birthYear
  const maritalStatus = age >= 24 && dice.chance(25) ? 'Đã kết hôn' : 'Chưa kết hôn'
  return { sex: sexOf(dice), birthYear, surname: home.fatherSurname, maritalStatus }
}

/** The person at a place of a household; `dice` must be the person's own. */
export function member(home: Household, place: number, dice: Dice, currentYear: number): Member {
  if (place === 0) {
    const maritalStatus = headStatus(home, dice, currentYear - home.headYear)
    return { sex: home.headSex, birthYear: home.headYear, surname: surnameOf(home, home.headSex), maritalStatus }
  }
  if (place === 1 && home.couple) return spouse(home)
  if (place === home.size - 1 && home.grandparent) return grandparent(home, dice)
  return child(home, dice, place - (home.couple ? 2 : 1), currentYear)
}
