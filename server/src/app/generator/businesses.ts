import { calendar } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { businessAddressCode, TAX_CODES, taxCode } from './identifiers.ts'
import { MOST_PEOPLE, population } from './people.ts'
import type { Population } from './people.ts'
import { address, addressText, landline, mobilePhone, wardLottery } from './places.ts'
import type { Address } from './places.ts'
import { Dice, entry, lottery, permute } from './random.ts'
import { generate } from './rows.ts'
import type { GeneratedRows, Selection } from './rows.ts'
import type { SeedWard } from '../../../packs/index.ts'

const COLUMNS = [
  'ma_so_thue',
  'ten',
  'loai_hinh',
  'ngay_cap',
  'ma_phuong_xa',
  'dia_chi',
  'nganh_chinh',
  'von_dieu_le',
  'nguoi_dai_dien',
  'so_dien_thoai',
  'trang_thai',
  'ma_dia_chi',
  'so_dinh_danh_dai_dien',
]

const FIRST_YEAR = 1999
const BUSINESS = 11
const REVISION = 12
const PLACE = 13

interface LegalForm {
  readonly name: string
  /** How the form is written in front of a firm's own name. */
  readonly prefix: string
}

const legalForms = lottery<LegalForm>([
  [{ name: 'Công ty TNHH một thành viên', prefix: 'Công ty TNHH MTV' }, 48],
  [{ name: 'Công ty TNHH hai thành viên trở lên', prefix: 'Công ty TNHH' }, 26],
  [{ name: 'Công ty cổ phần', prefix: 'Công ty Cổ phần' }, 22],
  [{ name: 'Doanh nghiệp tư nhân', prefix: 'Doanh nghiệp tư nhân' }, 4],
])

interface Activity {
  readonly name: string
  /** Words the activity lends to the firm's name. */
  readonly label: string
}

const activities = lottery<Activity>(
  (
    [
      ['Bán buôn thực phẩm', 'Thực phẩm', 8],
      ['Bán buôn vật liệu xây dựng', 'Vật liệu Xây dựng', 8],
      ['Bán lẻ hàng hóa tổng hợp', 'Thương mại', 10],
      ['Xây dựng nhà các loại', 'Xây dựng', 10],
      ['Hoàn thiện công trình xây dựng', 'Thiết kế Nội thất', 5],
      ['Vận tải hàng hóa bằng đường bộ', 'Vận tải', 8],
      ['Dịch vụ kho bãi và giao nhận', 'Giao nhận', 4],
      ['Dịch vụ ăn uống', 'Ẩm thực', 8],
      ['Dịch vụ lưu trú ngắn ngày', 'Du lịch', 5],
      ['Lập trình máy vi tính', 'Công nghệ', 7],
      ['Tư vấn quản lý', 'Tư vấn', 6],
      ['Quảng cáo', 'Truyền thông', 4],
      ['Kinh doanh bất động sản', 'Địa ốc', 6],
      ['May trang phục', 'May mặc', 4],
      ['Sản xuất sản phẩm từ plastic', 'Nhựa', 3],
      ['Sản xuất cấu kiện kim loại', 'Cơ khí', 3],
      ['Giáo dục nghề nghiệp', 'Đào tạo', 3],
      ['Hoạt động của phòng khám', 'Y tế', 2],
      ['Nuôi trồng thủy sản', 'Thủy sản', 1],
    ] as const
  ).map(([name, label, weight]) => [{ name, label }, weight] as const),
)

const FIRST_WORDS =
  'An Bảo Bình Cát Châu Đại Đông Đức Gia Hải Hoàng Hòa Hồng Hưng Khang Kim Lộc Long Minh Nam Ngọc Nhật Phú Phúc Phương Quang ' +
  'Sơn Tân Thái Thành Thiên Thịnh Tiến Toàn Trường Trung Tường Vạn Việt Vĩnh'
const SECOND_WORDS =
  'An Anh Cường Đạt Điền Gia Hà Hưng Khang Khánh Lâm Lộc Long Lợi Mỹ Nam Nguyên Phát Phong Phú Quân Sơn Tâm Tấn Thành Thịnh ' +
  'Tiến Tín Toàn Vinh Vượng'
const firstWords = FIRST_WORDS.split(' ')
const secondWords = SECOND_WORDS.split(' ')

const capitals = lottery([
  ['100000000', 6],
  ['300000000', 9],
  ['500000000', 13],
  ['1000000000', 24],
  ['1900000000', 12],
  ['3000000000', 10],
  ['5000000000', 8],
  ['9900000000', 7],
  ['20000000000', 5],
  ['68500000000', 2],
  ['150000000000', 1],
] as const)

const states = lottery([
  ['Đang hoạt động', 80],
  ['Tạm ngừng kinh doanh', 10],
  ['Đang làm thủ tục giải thể', 4],
  ['Đã giải thể', 6],
] as const)

/** Half the firms carry their line of business in their name: "Công ty TNHH Vận tải Minh Phát". */
function firmName(dice: Dice, form: LegalForm, activity: Activity): string {
  const own = `${dice.pick(firstWords)} ${dice.pick(secondWords)}`
  const trade = dice.chance(70) ? ` ${activity.label}` : ''
  const also = trade !== '' && dice.chance(20) ? ' và Dịch vụ' : ''
  return `${form.prefix}${trade}${also} ${own}`
}

/** Where a firm has its seat; the address dataset and the firm's own row say the same. */
export function businessPlace(seed: number, index: number): { readonly ward: SeedWard; readonly address: Address } {
  const dice = new Dice().start(seed, index, PLACE)
  const ward = dice.draw(wardLottery)
  return { ward, address: address(dice, ward) }
}

/** Heads of households are of age; any of them may stand for a firm. */
function representative(dice: Dice, { household, person }: Population, people: number) {
  return person(household(dice.below(people)).home.head)
}

/** Tax codes were handed out in order, so the day of registration follows the serial number. */
function registeredOn({ days }: Calendar, serial: number, dice: Dice): string {
  const earliest = Math.floor((serial / TAX_CODES) * (days.length - 200))
  return entry(days, earliest + dice.below(180))
}

export interface BusinessOptions {
  readonly seed: number
  /** The day (yyyy-mm-dd) the register is described on: nothing is registered later. */
  readonly asOf: string
  /** How many people there are to stand for firms. */
  readonly people?: number
}

/** The business register: row `index` of the dataset `doanh-nghiep` as a pure function. */
export function businesses({ seed, asOf, people = MOST_PEOPLE }: BusinessOptions): GeneratedRows {
  const days = calendar(FIRST_YEAR, asOf)
  const dice = new Dice()
  const residents = population({ seed, asOf })
  return {
    seed,
    columns: COLUMNS,
    keys: ['ma_so_thue'],
    limit: TAX_CODES,
    row: (index, version) => {
      dice.start(seed, index, BUSINESS)
      const serial = permute(index, TAX_CODES, seed)
      const form = dice.draw(legalForms)
      const activity = dice.draw(activities)
      const name = firmName(dice, form, activity)
      const registered = registeredOn(days, serial, dice)
      const { ward, address: seat } = businessPlace(seed, index)
      if (version > 0) dice.start(seed, index, REVISION + version)
      const capital = dice.draw(capitals)
      const director = representative(dice, residents, people)
      const phone = dice.chance(55) ? mobilePhone(dice) : landline(dice, ward)
      return [
        taxCode(serial),
        name,
        form.name,
        registered,
        ward.code,
        addressText(seat),
        activity.name,
        capital,
        director.name,
        phone,
        dice.draw(states),
        businessAddressCode(index),
        director.id,
      ]
    },
  }
}

/** Businesses as CSV text for `doanh-nghiep`, in pieces. */
export function generateBusinesses(options: BusinessOptions & Selection): Generator<string> {
  return generate(businesses(options), options)
}
