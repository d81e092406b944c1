import type { Dice, Lottery } from './random.ts'
import { lottery, mix } from './random.ts'
import { wards } from '../../../packs/index.ts'
import type { SeedWard } from '../../../packs/index.ts'

const PEOPLE_PER_KIND = { phuong: 90, xa: 45, 'dac-khu': 6 }
const SPARSE = new Map([
  ['27676', 4], // Thạnh An, an island commune
  ['26732', 6], // Côn Đảo
])

/** How many people live where: plausible, not statistics. */
function weightOf(ward: SeedWard): number {
  const spread = 0.5 + mix(Number(ward.code), 168) / 0x1_0000_0000
  const thinner = ward.formerProvince === '77' ? 0.55 : 1
  return SPARSE.get(ward.code) ?? PEOPLE_PER_KIND[ward.kind] * spread * thinner
}

export const wardLottery: Lottery<SeedWard> = lottery(wards.map((ward) => [ward, weightOf(ward)] as const))

const STREETS =
  'Nguyễn Trãi|Trần Hưng Đạo|Lê Lợi|Nguyễn Huệ|Hai Bà Trưng|Lý Thường Kiệt|Lê Hồng Phong|Nguyễn Thị Minh Khai|Võ Văn Tần|' +
  'Điện Biên Phủ|Cách Mạng Tháng Tám|Nguyễn Đình Chiểu|Nam Kỳ Khởi Nghĩa|Phan Đình Phùng|Phan Đăng Lưu|Lê Quang Định|' +
  'Nơ Trang Long|Quang Trung|Lê Đức Thọ|Phan Văn Trị|Nguyễn Oanh|Nguyễn Kiệm|Hoàng Văn Thụ|Cộng Hòa|Trường Chinh|' +
  'Âu Cơ|Lũy Bán Bích|Hòa Bình|Lạc Long Quân|Hồng Bàng|Kinh Dương Vương|Hậu Giang|Nguyễn Văn Luông|Phạm Thế Hiển|' +
  'Tạ Quang Bửu|Dương Bá Trạc|Nguyễn Thị Thập|Huỳnh Tấn Phát|Lê Văn Lương|Nguyễn Hữu Thọ|Võ Văn Ngân|Kha Vạn Cân|' +
  'Tô Ngọc Vân|Lê Văn Việt|Đỗ Xuân Hợp|Nguyễn Duy Trinh|Trần Não|Lương Định Của|Phan Văn Hớn|Tô Ký|Lê Văn Khương|' +
  'Hà Huy Giáp|Nguyễn Ảnh Thủ|Tên Lửa|Bình Long|Gò Xoài|Mã Lò|Thống Nhất|Phạm Văn Chiêu|Bạch Đằng|Ngô Quyền|' +
  'Phạm Ngũ Lão|Bùi Viện|Đinh Tiên Hoàng|Nguyễn Văn Cừ|Trần Phú|Hùng Vương|Lê Duẩn|Nguyễn Tất Thành|Võ Thị Sáu'
const URBAN_STREETS = STREETS.split('|')

const RURAL_ROADS =
  'Tỉnh lộ 8|Tỉnh lộ 10|Tỉnh lộ 15|Quốc lộ 1|Quốc lộ 13|Quốc lộ 22|Quốc lộ 51|Quốc lộ 55|Hương lộ 2|Hương lộ 11|' +
  'đường liên ấp 1-2|đường liên xã|Nguyễn Văn Bứa|Đặng Thúc Vịnh|Trần Văn Giàu|Vĩnh Lộc|Rừng Sác|Võ Văn Bích'
const ROADS = RURAL_ROADS.split('|')

const number = (dice: Dice, limit: number) => String(1 + dice.below(limit))

/** "12", "45/7", "292/33/44D": the nested alley numbers of the city. */
function houseNumber(dice: Dice): string {
  const letter = dice.chance(8) ? dice.pick(['A', 'B', 'C', 'D', 'Bis']) : ''
  if (dice.chance(45)) return `${number(dice, 600)}${letter}`
  if (dice.chance(75)) return `${number(dice, 600)}/${number(dice, 90)}${letter}`
  return `${number(dice, 400)}/${number(dice, 60)}/${number(dice, 40)}${letter}`
}

/** House and street, or group and hamlet; the ward stands beside it. */
export interface Address {
  readonly house: string
  readonly street: string
  readonly hamlet: string
}

function urbanAddress(dice: Dice): Address {
  const street = dice.chance(14) ? `đường số ${number(dice, 48)}` : dice.pick(URBAN_STREETS)
  if (!dice.chance(6)) return { house: houseNumber(dice), street, hamlet: '' }
  const flat = `${number(dice, 25)}.${number(dice, 20).padStart(2, '0')}`
  return { house: `Căn hộ ${flat}, ${number(dice, 600)}`, street, hamlet: '' }
}

function ruralAddress(dice: Dice): Address {
  if (dice.chance(55)) return { house: '', street: '', hamlet: `Tổ ${number(dice, 20)}, ấp ${number(dice, 12)}` }
  return { house: houseNumber(dice), street: dice.pick(ROADS), hamlet: '' }
}

export function address(dice: Dice, ward: SeedWard): Address {
  return ward.kind === 'phuong' ? urbanAddress(dice) : ruralAddress(dice)
}

export function addressText({ house, street, hamlet }: Address): string {
  return hamlet === '' ? `${house} ${street}` : hamlet
}

const MOBILE_PREFIXES =
  '32 33 34 35 36 37 38 39 56 58 70 76 77 78 79 81 82 83 84 85 86 88 89 90 91 92 93 94 96 97 98 99'.split(' ')

const digits = (dice: Dice, length: number) => String(dice.below(10 ** length)).padStart(length, '0')

export function mobilePhone(dice: Dice): string {
  return `0${dice.pick(MOBILE_PREFIXES)}${digits(dice, 7)}`
}

const AREA_CODES: Readonly<Record<string, string>> = { '74': '0274', '77': '0254' }

/** A landline of the area the ward belonged to; the merger of the provinces left area codes as they were. */
export function landline(dice: Dice, ward: SeedWard): string {
  const area = AREA_CODES[ward.formerProvince]
  return area === undefined ? `028${dice.pick(['3', '6', '7'])}${digits(dice, 7)}` : `${area}3${digits(dice, 6)}`
}
