import type { FaultKind } from './faults.ts'
import { taxCheckDigit } from './identifiers.ts'
import type { Dice } from './random.ts'

/** Either rule may tell that a number stands where a code belongs; which of them depends on how the file came. */
const asNumber = ['lostZeros', 'pattern']

const number = (code: string) => String(Number(code.slice(0, 10)))
const withoutZero = (code: string) => code.replace(/^0+/, '')

/** "0306021800" as a spreadsheet that took it for a number shows it: 3.06E+08, or with all its digits. */
function scientific(code: string, dice: Dice): string {
  const value = Number(code.slice(0, 10))
  const text = dice.chance(50) ? value.toExponential(2).toUpperCase() : value.toExponential(6)
  return text.replace(/\+(\d)$/, '+0$1')
}

function wrongDigit(code: string): string {
  return code.slice(0, 9) + String((Number(code.charAt(9)) + 1) % 10) + code.slice(10)
}

/** Nine digits that have no check digit, with the nought that careless software puts behind them. */
function withoutCheckDigit(code: string): string {
  for (let last = 0; last < 100; last += 1) {
    const nine = code.slice(0, 7) + String((Number(code.slice(7, 9)) + last) % 100).padStart(2, '0')
    if (taxCheckDigit(nine) === null) return `${nine}0`
  }
  return '0000000000'
}

/** What people write where the code of an industry belongs. */
const industriesInWords = [
  'Bán buôn tổng hợp',
  'Bán lẻ lương thực, thực phẩm',
  'Dịch vụ ăn uống',
  'Vận tải hàng hóa bằng đường bộ',
  'Sửa chữa ô tô, xe máy',
  'Tư vấn quản lý',
]

const daysOf = (iso: string) => iso.split('-')
const dayFirst = (iso: string) => daysOf(iso).reverse().join('/')

/** Days since 30 December 1899, as spreadsheets count. */
function serial(iso: string): string {
  return String(Math.round((Date.parse(`${iso}T00:00:00Z`) - Date.parse('1899-12-30T00:00:00Z')) / 86_400_000))
}

function taxCodeFaults(column: string): FaultKind[] {
  return [
    { name: 'tax-float', column, rules: asNumber, spoil: (code) => `${number(code)}.0` },
    { name: 'tax-scientific', column, rules: asNumber, spoil: scientific },
    { name: 'tax-lost-zero', column, rules: asNumber, spoil: (code) => number(code) },
    { name: 'tax-check-digit', column, rules: ['check'], spoil: wrongDigit },
    { name: 'tax-no-check-digit', column, rules: ['check'], spoil: withoutCheckDigit },
    { name: 'tax-unit-nought', column, rules: ['check'], spoil: (code) => `${code.slice(0, 10)}-000` },
    {
      name: 'location-code',
      column,
      rules: asNumber,
      spoil: (_, dice) => String(1 + dice.below(99_999)).padStart(5, '0'),
    },
  ]
}

function dayFaults(column: string): FaultKind[] {
  return [
    { name: 'date-day-first', column, rules: ['type'], spoil: dayFirst },
    { name: 'date-serial', column, rules: ['type'], spoil: serial },
    { name: 'date-impossible', column, rules: ['type'], spoil: (iso) => `${iso.slice(0, 4)}-02-30` },
    // A leap year, so that 29 February stays a day.
    { name: 'date-too-early', column, rules: ['minimum'], spoil: (iso) => `1896${iso.slice(4)}` },
  ]
}

const freeForms = ['Cty TNHH MTV', 'CÔNG TY CỔ PHẦN', 'TNHH 1 thành viên', 'Công ty cổ phần ', 'DNTN']
const districts = ['Quận 1', 'Quận Bình Thạnh', 'Huyện Bình Chánh', 'Thành phố Thủ Đức', 'Quận 12']
const separators = ['; ', ', ', '\n', ' - ', '/']

/** The faults known of the city's enterprise list. */
export const enterpriseListFaults: readonly FaultKind[] = [
  ...taxCodeFaults('MaSoDN'),
  ...dayFaults('NgayCap'),
  { name: 'name-missing', column: 'TenDN', rules: ['required'], spoil: () => '' },
  { name: 'form-in-own-words', column: 'LoaiDN', rules: ['pattern'], spoil: (_, dice) => dice.pick(freeForms) },
  {
    ...{ name: 'several-industries', column: 'NganhNghe', rules: ['pattern'] },
    spoil: (code, dice) => [code, '4669', '8299'].slice(0, 2 + dice.below(2)).join(dice.pick(separators)),
  },
  {
    name: 'industry-lost-zero',
    column: 'NganhNghe',
    rules: asNumber,
    spoil: (_, dice) => withoutZero(dice.pick(['0111', '0118', '0322'])),
  },
  {
    ...{ name: 'industry-in-words', column: 'NganhNghe', rules: ['pattern'] },
    spoil: (_, dice) => dice.pick(industriesInWords),
  },
  {
    ...{ name: 'district-abolished', column: 'DiaChi', rules: ['pattern'] },
    spoil: (address, dice) =>
      address.replace(/, Thành phố Hồ Chí Minh$/, `, ${dice.pick(districts)}, Thành phố Hồ Chí Minh`),
  },
  {
    name: 'ward-missing',
    column: 'DiaChi',
    rules: ['pattern'],
    spoil: (address) => address.replace(/, [^,]+, Thành phố Hồ Chí Minh$/, ''),
  },
  {
    ...{ name: 'pair-repeated', column: 'NganhNghe', rules: ['keyRepeated'], repeats: ['MaSoDN', 'NganhNghe'] },
    spoil: (code) => code,
  },
]

/** Faults of files of people. */
export const peopleFaults: readonly FaultKind[] = [
  { name: 'id-lost-zero', column: 'so_dinh_danh', rules: asNumber, spoil: withoutZero },
  {
    name: 'id-scientific',
    column: 'so_dinh_danh',
    rules: asNumber,
    spoil: (id, dice) =>
      Number(id)
        .toExponential(dice.chance(50) ? 5 : 6)
        .toUpperCase(),
  },
  { name: 'id-province', column: 'so_dinh_danh', rules: ['check'], spoil: (id) => `003${id.slice(3)}` },
  {
    name: 'id-year-to-come',
    column: 'so_dinh_danh',
    rules: ['check'],
    spoil: (id) => `${id.slice(0, 3)}399${id.slice(6)}`,
  },
  {
    ...{ name: 'id-repeated', column: 'so_dinh_danh', rules: ['keyRepeated'], repeats: ['so_dinh_danh'] },
    spoil: (id) => id,
  },
  { name: 'name-missing', column: 'ho_ten', rules: ['required'], spoil: () => '' },
  {
    name: 'birth-day-first',
    column: 'ngay_sinh',
    rules: ['check'],
    spoil: (born) => dayFirst(born.padEnd(10, '-01-01').slice(0, 10)),
  },
  { name: 'birth-two-digits', column: 'ngay_sinh', rules: ['check'], spoil: (born) => born.slice(2, 4) },
  {
    name: 'sex-in-words',
    column: 'gioi_tinh',
    rules: ['length', 'codeList'],
    spoil: (sex) => (sex === '1' ? 'Nam' : 'Nữ'),
  },
  { name: 'ward-of-before', column: 'ma_phuong_xa', rules: ['codeList'], spoil: () => '26734' },
  {
    name: 'phone-of-before',
    column: 'so_dien_thoai',
    rules: ['length', 'pattern'],
    spoil: (_, dice) => `0168${String(dice.below(9_000_000) + 1_000_000)}`,
  },
  {
    name: 'household-unknown',
    column: 'ma_ho',
    rules: ['reference'],
    spoil: (_, dice) => `HO9${String(dice.below(9_000_000) + 1_000_000)}`,
  },
]

/** Faults of files of businesses. */
export const businessFaults: readonly FaultKind[] = [
  ...taxCodeFaults('ma_so_thue'),
  ...dayFaults('ngay_cap'),
  {
    ...{ name: 'code-repeated', column: 'ma_so_thue', rules: ['keyRepeated'], repeats: ['ma_so_thue'] },
    spoil: (code) => code,
  },
  { name: 'name-missing', column: 'ten', rules: ['required'], spoil: () => '' },
  { name: 'form-in-own-words', column: 'loai_hinh', rules: ['pattern'], spoil: (_, dice) => dice.pick(freeForms) },
  { name: 'ward-of-before', column: 'ma_phuong_xa', rules: ['codeList'], spoil: () => '26734' },
  {
    name: 'capital-with-points',
    column: 'von_dieu_le',
    rules: ['type'],
    spoil: (capital) => Number(capital).toLocaleString('vi-VN'),
  },
  {
    name: 'address-unknown',
    column: 'ma_dia_chi',
    rules: ['reference'],
    spoil: (_, dice) => `DC9${String(dice.below(9_000_000) + 1_000_000)}`,
  },
]
