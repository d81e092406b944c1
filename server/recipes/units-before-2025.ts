import { packDataset, packFields, packNamed } from '../packs/index.ts'
import { csvLine } from './csv.ts'
import { isObject, readList, textOf } from './json.ts'
import type { JsonObject } from './json.ts'
import type { DatasetDescription, Recipe } from './recipe.ts'
import { RecipeError } from './recipe.ts'
import { findOne } from './source.ts'

const pack = packNamed('administrative-units')
const columns = ['ma', 'ten', 'ten_tieng_anh', 'ten_day_du', 'cap', 'ma_cha']

const dataset: DatasetDescription = packDataset(
  pack,
  { provider: 'so-noi-vu', contact: 'Sở Nội vụ, danh-muc@noivu.example', consumers: [{ group: 'all' }] },
  {
    code: 'don-vi-hanh-chinh-truoc-2025-07',
    name: 'Đơn vị hành chính cả nước đến hết 30/6/2025',
    nameEn: 'Administrative units of the whole country until 30 June 2025',
    description:
      '63 tỉnh, thành phố, 696 đơn vị cấp huyện và 10.035 đơn vị cấp xã trước khi sắp xếp. Nhiều mã cấp xã được dùng lại với nghĩa khác từ 01/7/2025: không tra chung với danh mục hiện hành.',
    descriptionEn:
      '63 provinces and cities, 696 districts and 10,035 wards before the reorganisation. Many ward codes mean another place since 1 July 2025: do not look them up in the list of today.',
    fields: packFields(pack).filter(({ name }) => columns.includes(name)),
  },
)

interface Level {
  readonly name: 'tinh' | 'huyen' | 'xa'
  readonly digits: number
  /** Where the units below stand, and where those say what they belong to. */
  readonly below: { readonly list: string; readonly parent: string } | null
}

const levels: readonly Level[] = [
  { name: 'tinh', digits: 2, below: { list: 'District', parent: 'ProvinceCode' } },
  { name: 'huyen', digits: 3, below: { list: 'Ward', parent: 'DistrictCode' } },
  { name: 'xa', digits: 5, below: null },
]

/** The lines of a unit and of all below it. */
function linesOf(source: unknown, depth: number, parent: string, where: string): string[] {
  const level = levels[depth]
  if (!level || !isObject(source)) throw new RecipeError(`${where}: not a unit`)
  const code = textOf(source, 'Code', where)
  if (!new RegExp(`^[0-9]{${String(level.digits)}}$`).test(code)) {
    throw new RecipeError(`${where}: code ${code} has not ${String(level.digits)} digits`)
  }
  const texts = ['Name', 'FullNameEn', 'FullName'].map((property) => textOf(source, property, where))
  const own = csvLine([code, ...texts, level.name, parent])
  return [
    own,
    ...unitsBelow(source, level, code, where).flatMap((each) => linesOf(each.unit, depth + 1, code, each.where)),
  ]
}

function unitsBelow(source: JsonObject, { below }: Level, code: string, where: string) {
  if (below === null) return []
  // An island district has no wards.
  const list = source[below.list] ?? []
  if (!Array.isArray(list)) throw new RecipeError(`${where}: ${below.list} is not a list of units`)
  return list.map((unit: unknown, place) => {
    const at = `${where}.${below.list}[${String(place)}]`
    const parent = isObject(unit) ? textOf(unit, below.parent, at) : ''
    if (parent !== code) throw new RecipeError(`${at}: ${below.parent} ${parent}, expected ${code}`)
    return { unit, where: at }
  })
}

async function* convert(sourceFolder: string): AsyncGenerator<string> {
  const file = await findOne(sourceFolder, /^simplified_vn_units.*\.json$/, 'simplified_vn_units….json')
  const provinces = await readList(file)
  const seen = new Set<string>()
  yield `${csvLine(columns)}\n`
  for (const [place, province] of provinces.entries()) {
    const lines = linesOf(province, 0, '', `${file}: [${String(place)}]`)
    for (const line of lines) {
      const code = line.slice(0, line.indexOf(','))
      if (seen.has(code)) throw new RecipeError(`${file}: code ${code} stands twice`)
      seen.add(code)
    }
    yield `${lines.join('\n')}\n`
  }
}

export const unitsBefore2025: Recipe = {
  name: 'don-vi-hanh-chinh-truoc-2025-07',
  title: 'Đơn vị hành chính ba cấp đến hết 30/6/2025',
  titleEn: 'Administrative units on three levels until 30 June 2025',
  source: 'simplified_vn_units….json (provinces with their District, those with their Ward)',
  dataset,
  convert,
}
