import { csvLine } from './csv.ts'
import { isObject, readList, textOf } from './json.ts'
import type { JsonObject } from './json.ts'
import { packDataset, packFields, packNamed } from '../packs/index.ts'
import type { DatasetDescription, Recipe } from './recipe.ts'
import { RecipeError } from './recipe.ts'
import { findOne } from './source.ts'

const pack = packNamed('administrative-units')

const nationwideFields = ['ma', 'ten', 'ten_tieng_anh', 'ten_day_du', 'cap', 'ma_cha']

export const nationwideUnitsDataset: DatasetDescription = packDataset(
  pack,
  { provider: 'so-noi-vu', contact: 'Sở Nội vụ, danh-muc@noivu.example', consumers: [{ group: 'all' }] },
  {
    code: 'don-vi-hanh-chinh-ca-nuoc',
    name: 'Đơn vị hành chính cả nước',
    nameEn: 'Administrative units of the whole country',
    description:
      'Các tỉnh, thành phố và đơn vị hành chính cấp xã hiện hành của cả nước, kèm mã số, dùng để ghi địa chỉ và nối dữ liệu theo địa bàn.',
    descriptionEn:
      'All current provinces, cities and ward-level units of the country with their codes, for addresses and for joining data by place.',
    fields: packFields(pack).filter(({ name }) => nationwideFields.includes(name)),
  },
)

interface Unit {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly fullName: string
}

function unitOf(source: unknown, codeLength: number, where: string): Unit & { readonly source: JsonObject } {
  if (!isObject(source)) throw new RecipeError(`${where}: not an object`)
  const code = textOf(source, 'Code', where)
  if (!new RegExp(`^[0-9]{${String(codeLength)}}$`).test(code)) {
    throw new RecipeError(`${where}: code ${code} has not ${String(codeLength)} digits`)
  }
  return {
    source,
    code,
    name: textOf(source, 'Name', where),
    nameEn: textOf(source, 'FullNameEn', where),
    fullName: textOf(source, 'FullName', where),
  }
}

const row = (unit: Unit, level: 'tinh' | 'xa', parent: string) =>
  `${csvLine([unit.code, unit.name, unit.nameEn, unit.fullName, level, parent])}\n`

function wardsOf(province: { readonly code: string; readonly source: JsonObject }, where: string): Unit[] {
  const wards = province.source['Wards']
  if (!Array.isArray(wards) || wards.length === 0) throw new RecipeError(`${where}: Wards is not a list of units`)
  return wards.map((ward: unknown, place) => {
    const at = `${where}.Wards[${String(place)}]`
    const unit = unitOf(ward, 5, at)
    const parent = textOf(unit.source, 'ProvinceCode', at)
    if (parent !== province.code) throw new RecipeError(`${at}: ProvinceCode ${parent}, expected ${province.code}`)
    return unit
  })
}

async function* convert(sourceFolder: string): AsyncGenerator<string> {
  const file = await findOne(sourceFolder, /^simplified_vn_units.*\.json$/, 'simplified_vn_units….json')
  const provinces = await readList(file)
  const seen = new Set<string>()
  const once = (unit: Unit) => {
    if (seen.has(unit.code)) throw new RecipeError(`${file}: code ${unit.code} stands twice`)
    seen.add(unit.code)
  }
  yield `${csvLine(nationwideFields)}\n`
  for (const [place, source] of provinces.entries()) {
    const where = `${file}: [${String(place)}]`
    const province = unitOf(source, 2, where)
    const wards = wardsOf(province, where)
    for (const unit of [province, ...wards]) once(unit)
    yield row(province, 'tinh', '') + wards.map((ward) => row(ward, 'xa', province.code)).join('')
  }
}

export const administrativeUnits: Recipe = {
  name: 'don-vi-hanh-chinh-ca-nuoc',
  title: 'Đơn vị hành chính cả nước từ tệp đã công bố',
  titleEn: 'Administrative units of the whole country from a published file',
  source: 'simplified_vn_units….json (provinces with their Wards: Code, Name, FullName, FullNameEn, ProvinceCode)',
  dataset: nationwideUnitsDataset,
  convert,
}
