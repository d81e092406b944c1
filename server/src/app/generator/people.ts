import { calendar, daysOfYear } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { birthProvinces, household, householdPlace, member, parentsOf } from './households.ts'
import type { Household, Member } from './households.ts'
import { householdCode, personalId } from './identifiers.ts'
import { givenNames } from './names.ts'
import { addressText, mobilePhone } from './places.ts'
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
  'ma_ho',
  'quan_he_chu_ho',
  'noi_khai_sinh',
  'so_dinh_danh_cha',
  'so_dinh_danh_me',
  'so_dinh_danh_vo_chong',
]

/** The serial part of a personal id has six digits: more people could not all have one of their own. */
export const MOST_PEOPLE = 1_000_000
const FIRST_YEAR = 1915
const PERSON = 3
const REVISION = 4
const CITY = '79'

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

/** Children born in the city are mostly registered where they live, the others where one is from or anywhere. */
function birthProvince(dice: Dice, home: Household, { relation, origin }: Member, age: number): string {
  if (relation !== 'Con') return origin
  return age < 25 && dice.chance(85) ? home.ward.formerProvince : dice.draw(birthProvinces)
}

/** What a population is made from. */
interface World {
  readonly seed: number
  readonly calendar: Calendar
  readonly dice: Dice
}

/** One person without what may change. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly member: Member
  readonly age: number
  readonly province: string
  /** Number of the day of birth in the calendar. */
  readonly born: number
}

function personAt(world: World, home: Household, place: number): Person {
  const { seed, dice, calendar: days } = world
  const index = home.head + place
  dice.start(seed, index, PERSON)
  const who = member(home, place, dice, days.lastYear)
  const age = days.lastYear - who.birthYear
  const { from, to } = daysOfYear(days, who.birthYear)
  const born = from + dice.below(to - from)
  const province = birthProvince(dice, home, who, age)
  const name = `${who.surname} ${givenNames(dice, who.sex)}`
  const id = personalId(province, who.sex, who.birthYear, permute(index, MOST_PEOPLE, seed))
  return { id, name, member: who, age, province, born }
}

/** Of one in seven of those born before 1965 the papers say the year only, of a few the month too. */
function birthDate(dice: Dice, day: string): string {
  const known = dice.below(100)
  if (day >= '1965' || known >= 18) return day
  return known < 14 ? day.slice(0, 4) : day.slice(0, 7)
}

/** Original rows were last touched one month to three years ago, changed ones in the last month. */
function updateDay({ calendar: { days }, dice }: World, born: number, version: number): number {
  const today = days.length - 1
  return Math.max(born, today - (version === 0 ? 31 + dice.below(1_065) : dice.below(31)))
}

/** Parents and spouse, where they live in the household too. */
function relatives(world: World, home: Household, { member: { relation } }: Person): string[] {
  const idAt = (place: number | null) => (place === null ? '' : personAt(world, home, place).id)
  if (relation === 'Con') {
    const { father, mother } = parentsOf(home)
    return [idAt(father), idAt(mother), '']
  }
  if (relation === 'Cha, mẹ' || !home.couple) return ['', '', '']
  return ['', '', idAt(relation === 'Chủ hộ' ? 1 : 0)]
}

function personRow(world: World, home: Household, at: { place: number; version: number }): string[] {
  const { seed, dice, calendar: days } = world
  const person = personAt(world, home, at.place)
  const { member: who, age } = person
  const born = birthDate(dice, entry(days.days, person.born))
  if (at.version > 0) dice.start(seed, home.head + at.place, REVISION + at.version)
  const phone = age >= 12 && dice.chance(94) ? mobilePhone(dice) : ''
  const work = occupation(dice, age, home.ward.kind !== 'phuong')
  const updated = entry(days.days, updateDay(world, person.born, at.version))
  return [
    person.id,
    person.name,
    born,
    who.sex === 'male' ? '1' : '2',
    home.ethnicGroup,
    CITY,
    home.ward.code,
    addressText(home.address),
    phone,
    who.maritalStatus,
    work,
    updated,
    householdCode(home.head),
    who.relation,
    person.province,
    ...relatives(world, home, person),
  ]
}

export interface PeopleOptions {
  readonly seed: number
  /** The day (yyyy-mm-dd) the population is described on: nobody is born later, nothing is updated later. */
  readonly asOf: string
}

/** The people of a seed and who lives with whom; everything in it is a pure function of an index. */
export interface Population {
  readonly household: (index: number) => { readonly home: Household; readonly place: number }
  readonly person: (index: number) => Person
  readonly row: (index: number, version: number) => string[]
}

export function population({ seed, asOf }: PeopleOptions): Population {
  const world: World = { seed, calendar: calendar(FIRST_YEAR, asOf), dice: new Dice() }
  let known: Household | null = null
  const householdOf = (index: number) => {
    const at = householdPlace(seed, index)
    // Members of a household usually come one after the other.
    if (known?.head !== at.head) known = household(seed, at, world.calendar.lastYear)
    return { home: known, place: at.place }
  }
  return {
    household: householdOf,
    person: (index) => {
      const { home, place } = householdOf(index)
      return personAt(world, home, place)
    },
    row: (index, version) => {
      const { home, place } = householdOf(index)
      return personRow(world, home, { place, version })
    },
  }
}

/** Row `index` (0 … 999,999) of the dataset `dan-cu` as a pure function. */
export function people(options: PeopleOptions): GeneratedRows {
  return {
    seed: options.seed,
    columns: COLUMNS,
    keys: ['so_dinh_danh'],
    limit: MOST_PEOPLE,
    row: population(options).row,
  }
}

/** People as CSV text for `dan-cu`, in pieces; up to 1,000,000 rows, each with its own personal id. */
export function generatePeople(options: PeopleOptions & Selection): Generator<string> {
  return generate(people(options), options)
}
