import { entry } from './random.ts'
import type { Region, Sex } from './names.ts'

/** Codes of the 63 former provinces where births were registered (Circular 07/2016/TT-BCA, Annex 1), without the zero. */
export const BIRTH_PROVINCES: readonly string[] = (
  '01 02 04 06 08 10 11 12 14 15 17 19 20 22 24 25 26 27 30 31 33 34 35 36 37 38 40 42 44 45 46 48 49 51 52 54 56 58 60 62 64 ' +
  '66 67 68 70 72 74 75 77 79 80 82 83 84 86 87 89 91 92 93 94 95 96'
).split(' ')

/** The part of the country a former province lies in; Tây Nguyên counts as central. */
export function regionOf(province: string): Region {
  if (province < '38') return 'north'
  return province < '70' ? 'central' : 'south'
}

/** Province of birth (3), century and sex (1), year (2), serial (6): Circular 07/2016/TT-BCA, Article 7. No check digit. */
export function personalId(province: string, sex: Sex, birthYear: number, serial: number): string {
  const century = Math.floor(birthYear / 100) - 19
  const year = String(birthYear % 100).padStart(2, '0')
  return `0${province}${String(century * 2 + (sex === 'female' ? 1 : 0))}${year}${String(serial).padStart(6, '0')}`
}

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']
const TAX_WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3]

/** The tenth digit of a tax code, or null for nine digits that have none (their weighted sum is a multiple of 11). */
export function taxCheckDigit(nine: string): string | null {
  const sum = TAX_WEIGHTS.reduce((total, weight, place) => total + weight * Number(nine.charAt(place)), 0)
  return sum % 11 === 0 ? null : String(10 - (sum % 11))
}

/** How many tax codes `taxCode` can make. */
export const TAX_CODES = 1_530_000

/**
 * The tax code of a serial number: 0302… to 0318…, the range of firms registered in the city. At most one last digit in
 * ten leads to no check digit, so nine of ten can be numbered without a gap.
 */
export function taxCode(serial: number): string {
  const stem = `03${String(20_000 + Math.floor(serial / 9)).padStart(6, '0')}`
  const valid = DIGITS.filter((digit) => taxCheckDigit(stem + digit) !== null)
  const nine = stem + entry(valid, serial % 9)
  return nine + (taxCheckDigit(nine) ?? '')
}

const eight = (number: number) => String(number).padStart(8, '0')

/** Codes of households and addresses follow from the index of the head, those of seats from the index of the firm. */
export const householdCode = (head: number) => `HO${eight(head)}`
export const householdAddressCode = (head: number) => `DC${eight(head)}`
export const businessAddressCode = (business: number) => `DC${eight(10_000_000 + business)}`
