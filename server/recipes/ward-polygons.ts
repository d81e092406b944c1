import { csvLine } from './csv.ts'
import { isObject, readObject, textOf } from './json.ts'
import type { Recipe } from './recipe.ts'
import { RecipeError } from './recipe.ts'
import { findOne } from './source.ts'
import { wkbText } from './wkb.ts'

function lineOf(feature: unknown, where: string): string {
  const properties = isObject(feature) ? feature['properties'] : undefined
  const geometry = isObject(feature) ? feature['geometry'] : undefined
  if (!isObject(properties) || !isObject(geometry)) throw new RecipeError(`${where}: not a feature`)
  const area = properties['areaKm2']
  if (typeof area !== 'number') throw new RecipeError(`${where}: areaKm2 is not a number`)
  const texts = ['code', 'name', 'fullName'].map((property) => textOf(properties, property, where))
  const shape = wkbText(textOf(geometry, 'type', where), geometry['coordinates'], where)
  return csvLine([...texts, String(area), shape])
}

async function* convert(sourceFolder: string): AsyncGenerator<string> {
  const file = await findOne(sourceFolder, /^hcmc_wards.*_15m\.geojson$/, 'hcmc_wards…_15m.geojson')
  const features = (await readObject(file))['features']
  if (!Array.isArray(features) || features.length === 0) throw new RecipeError(`${file}: no features`)
  yield 'ma,ten,ten_day_du,dien_tich_km2,ranh_gioi\n'
  for (const [place, feature] of features.entries()) yield `${lineOf(feature, `${file}: features[${String(place)}]`)}\n`
}

export const wardPolygons: Recipe = {
  name: 'ranh-gioi-phuong-xa',
  title: 'Ranh giới 168 phường, xã, đặc khu',
  titleEn: 'Boundaries of the 168 wards',
  source: 'hcmc_wards…_15m.geojson (features with code, name, fullName, areaKm2)',
  dataset: {
    code: 'ranh-gioi-phuong-xa',
    name: 'Ranh giới phường, xã, đặc khu',
    nameEn: 'Boundaries of wards, communes and the special zone',
    description:
      'Ranh giới tham khảo, đơn giản hóa đến 15 m, của 168 đơn vị hành chính cấp xã từ ngày 01/7/2025, WGS 84; không phải hồ sơ địa giới hành chính. Diện tích lấy từ số liệu công bố, không tính từ hình.',
    descriptionEn:
      'Reference boundaries, simplified to 15 m, of the 168 ward-level units since 1 July 2025, WGS 84; not the legal boundary file. Areas are the published ones, not computed from the shapes.',
    kind: 'shared',
    classification: 'internal',
    licence: 'MIT với bản tổng hợp; điều khoản của nhà xuất bản bản đồ chưa rõ, chỉ dùng nội bộ để tham khảo',
    contact: 'Sở Nông nghiệp và Môi trường, ban-do@nnmt.example',
    provider: 'so-nnmt',
    updateMethod: 'full',
    updateFrequency: 'on-change',
    consumers: [{ group: 'all' }],
    note: 'Cấu trúc ban đầu',
    fields: [
      {
        ...{ name: 'ma', title: 'Mã đơn vị hành chính', titleEn: 'Code', type: 'text', length: 5, required: true },
        ...{ unique: true, key: true, codeList: 'phuong-xa' },
        description: 'Mã đơn vị hành chính cấp xã.',
        descriptionEn: 'Code of the ward.',
      },
      {
        ...{ name: 'ten', title: 'Tên', titleEn: 'Name', type: 'text', length: 60, required: true, searched: true },
        description: 'Tên riêng, viết như trong tệp nguồn.',
        descriptionEn: 'The proper name as the source writes it.',
      },
      {
        ...{ name: 'ten_day_du', title: 'Tên đầy đủ', titleEn: 'Full name', type: 'text', length: 80, required: true },
        description: 'Loại đơn vị và tên riêng.',
        descriptionEn: 'The kind of unit and its name.',
      },
      {
        ...{
          name: 'dien_tich_km2',
          title: 'Diện tích công bố',
          titleEn: 'Published area',
          type: 'decimal',
          minimum: '0',
        },
        description: 'Diện tích công bố, ki-lô-mét vuông. Không tính thống kê từ hình.',
        descriptionEn: 'Published area in square kilometres. No statistics from the shapes.',
      },
      {
        ...{ name: 'ranh_gioi', title: 'Ranh giới', titleEn: 'Boundary', type: 'geometry', required: true },
        description: 'Đa giác WGS 84, kinh độ trước, vĩ độ sau.',
        descriptionEn: 'WGS 84 polygon, longitude first.',
      },
    ],
  },
  convert,
}
