import { businesses, businessPlace } from './businesses.ts'
import type { BusinessOptions } from './businesses.ts'
import { TAX_CODES } from './identifiers.ts'
import { addressText } from './places.ts'
import { entry, mix } from './random.ts'
import type { GeneratedRows } from './rows.ts'

/** The header of the list the city publishes, and the field of the pack `enterprise-list` each column fills. */
export const enterpriseListColumns = [
  { source: 'MaSoDN', field: 'ma_so_dn' },
  { source: 'TenDN', field: 'ten_dn' },
  { source: 'NgayCap', field: 'ngay_cap' },
  { source: 'LoaiDN', field: 'loai_dn' },
  { source: 'DiaChi', field: 'dia_chi' },
  { source: 'NganhNghe', field: 'nganh_nghe' },
] as const

/** Classes of VSIC 2018 that firms of the city often have, none of them renamed or renumbered here. */
export const industries =
  '0111 0118 0322 1010 1410 2220 2511 4101 4102 4330 4632 4663 4669 4711 4933 5210 5510 5610 6201 6810 7020 7310 8620 9631'.split(
    ' ',
  )
/** Has no factor in common with the number of classes, so a firm's industries differ. */
const STEP = 7
const INDUSTRIES = 31

/** Ten rows are four firms, with one to four industries each. */
const ROWS = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3]
const FIRST = [0, 1, 3, 6]
const FIRMS = 4

/** How many rows that many firms have. */
export function enterpriseListLength(firms: number): number {
  const rest = firms % FIRMS
  return Math.floor(firms / FIRMS) * ROWS.length + (rest * (rest + 1)) / 2
}

/** Row `index` of the enterprise list: a firm of the register with one of its industries. */
export function enterpriseList(options: BusinessOptions): GeneratedRows {
  const register = businesses(options)
  const { seed } = options
  return {
    seed,
    columns: enterpriseListColumns.map(({ source }) => source),
    keys: ['MaSoDN', 'NganhNghe'],
    limit: enterpriseListLength(TAX_CODES),
    row: (index) => {
      const place = index % ROWS.length
      const ofBlock = entry(ROWS, place)
      const firm = Math.floor(index / ROWS.length) * FIRMS + ofBlock
      const [code = '', name = '', form = '', registered = ''] = register.row(firm, 0)
      const { ward, address } = businessPlace(seed, firm)
      const nth = place - entry(FIRST, ofBlock)
      const industry = entry(industries, (mix(mix(seed, firm), INDUSTRIES) + nth * STEP) % industries.length)
      return [code, name, registered, form, `${addressText(address)}, ${ward.name}, Thành phố Hồ Chí Minh`, industry]
    },
  }
}
