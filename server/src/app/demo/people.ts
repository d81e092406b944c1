import { calendar, daysOfYear } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { household, householdPlace, member } from './households.ts'
import type { Household, Member } from './households.ts'
import { BIRTH_PROVINCES, personalId } from './identifiers.ts'
import { givenNames } from './names.ts'
import { address, mobilePhone } from './places.ts'
import { Dice, entry, lottery, permute } from './random.ts'
import { generate } from './rows.ts'
import type { GeneratedRows, Selection } from './rows.ts'

const COLUMNS = [
  'so_dinh_danh',
  'ho_ten',
  'ngay_sinh',
  'gioi_tinh',
  'dan_toc',
  'ma_tinh',
  'ma_phuong_xa',
  'dia_chi',
  'so_dien_thoai',
  'tinh_trang_hon_nhan',
  'nghe_nghiep',
  'ngay_cap_nhat',
]

/** The serial part of a personal id has six digits: more people could not all have one of their own. */
const LIMIT = 1_000_000
const FIRST_YEAR = 1915
const PERSON = 3
const REVISION = 4
const CITY = '79'

/** Most were born here or in the provinces now joined to the city, many in the Mekong delta or the central provinces. */
function birthWeight(province: string): number {
  if (province === CITY) return 170
  if (province === '74' || province === '77') return 20
  if (province >= '80') return 8
  return province >= '30' ? 4 : 1
}

const birthProvinces = lottery(BIRTH_PROVINCES.map((province) => [province, birthWeight(province)] as const))

const adultOccupations = lottery([
  ['Công nhân', 22],
  ['Nhân viên văn phòng', 16],
  ['Buôn bán', 12],
  ['Lao động tự do', 11],
  ['Nội trợ', 7],
  ['Kỹ sư', 6],
  ['Giáo viên', 5],
  ['Tài xế', 5],
  ['Kế toán', 4],
  ['Nhân viên bán hàng', 4],
  ['Thợ may', 3],
  ['Viên chức', 3],
  ['Công chức', 2],
  ['Thợ điện', 2],
  ['Điều dưỡng', 2],
  ['Bác sĩ', 1],
  ['Luật sư', 1],
] as const)

function occupation(dice: Dice, age: number, rural: boolean): string {
  if (age < 6) return ''
  if (age < 18) return 'Học sinh'
  if (age < 22 && dice.chance(62)) return 'Sinh viên'
  if (age >= 61) return dice.chance(75) ? 'Hưu trí' : dice.pick(['Nội trợ', 'Buôn bán'])
  return rural && dice.chance(30) ? 'Nông dân' : dice.draw(adultOccupations)
}

/** Children born in the city are mostly registered where they live. */
function birthProvince(dice: Dice, home: Household, age: number): string {
  return age < 25 && dice.chance(85) ? home.ward.formerProvince : dice.draw(birthProvinces)
}

interface World {
  readonly seed: number
  readonly calendar: Calendar
  readonly dice: Dice
}

function birthDay({ calendar: days, dice }: World, { birthYear }: Member): number {
  const { from, to } = daysOfYear(days, birthYear)
  return from + dice.below(to - from)
}

/** Original rows were last touched one month to three years ago, changed ones in the last month. */
function updateDay({ calendar: { days }, dice }: World, born: number, version: number): number {
  const today = days.length - 1
  return Math.max(born, today - (version === 0 ? 31 + dice.below(1_065) : dice.below(31)))
}

/** What a later version may tell differently under the same key: address, phone, occupation, day of the last update. */
function changingValues(world: World, home: Household, person: { age: number; born: number; version: number }) {
  const { dice, calendar: days } = world
  const moved = person.version > 0
  return {
    address: moved ? address(dice, home.ward) : home.address,
    phone: person.age >= 12 && dice.chance(94) ? mobilePhone(dice) : '',
    occupation: occupation(dice, person.age, home.ward.kind !== 'phuong'),
    updated: entry(days.days, updateDay(world, person.born, person.version)),
  }
}

function personRow(world: World, home: Household, at: { index: number; place: number; version: number }): string[] {
  const { seed, dice, calendar: days } = world
  dice.start(seed, at.index, PERSON)
  const who = member(home, at.place, dice, days.lastYear)
  const age = days.lastYear - who.birthYear
  const born = birthDay(world, who)
  const province = birthProvince(dice, home, age)
  const name = `${who.surname} ${givenNames(dice, who.sex, who.birthYear)}`
  if (at.version > 0) dice.start(seed, at.index, REVISION + at.version)
  const changing = changingValues(world, home, { age, born, version: at.version })
  return [
    personalId(province, who.sex, who.birthYear, permute(at.index, LIMIT, seed)),
    name,
    entry(days.days, born),
    who.sex === 'male' ? '1' : '2',
    home.ethnicGroup,
    CITY,
    home.ward.code,
    changing.address,
    changing.phone,
    who.maritalStatus,
    changing.occupation,
    changing.updated,
  ]
}

export interface PeopleOptions {
  readonly seed: number
  /** The day (yyyy-mm-dd) the population is described on: nobody is born later, nothing is updated later. */
  readonly asOf: string
}

/** The population: row `index` (0 … 999,999) of the dataset `dan-cu` as a pure function. */
export function people({ seed, asOf }: PeopleOptions): GeneratedRows {
  const world: World = { seed, calendar: calendar(FIRST_YEAR, asOf), dice: new Dice() }
  let known: { head: number; home: Household } | null = null
  return {
    seed,
    columns: COLUMNS,
    limit: LIMIT,
    row: (index, version) => {
      const place = householdPlace(seed, index)
      // Members of a household usually come one after the other.
      if (known?.head !== place.head) {
        known = { head: place.head, home: household(seed, place, world.calendar.lastYear) }
      }
      return personRow(world, known.home, { index, place: place.place, version })
    },
  }
}

/** People as CSV text for `dan-cu`, in pieces; up to 1,000,000 rows, each with its own personal id. */
export function generatePeople(options: PeopleOptions & Selection): Generator<string> {
  return generate(people(options), options)
}
