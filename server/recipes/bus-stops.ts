import { csvLine } from './csv.ts'
import { isObject, readList, textOf } from './json.ts'
import type { Recipe } from './recipe.ts'
import { RecipeError } from './recipe.ts'
import { findOne } from './source.ts'
import { wkbText } from './wkb.ts'

/** A centimetre: the source writes more digits than its receivers could know, and more than a decimal holds. */
const DIGITS = 7

function coordinate(text: string, where: string): string {
  if (!/^\d{1,3}\.\d+$/.test(text)) throw new RecipeError(`${where}: ${text} is no coordinate`)
  return Number(text).toFixed(DIGITS)
}

function lineOf(stop: unknown, where: string): string {
  if (!isObject(stop)) throw new RecipeError(`${where}: not an object`)
  const text = (property: string) => textOf(stop, property, where)
  const routes = stop['bus']
  if (!Array.isArray(routes) || routes.some((route) => typeof route !== 'string')) {
    throw new RecipeError(`${where}: bus is not a list of routes`)
  }
  return csvLine([
    text('id'),
    text('name'),
    text('address'),
    text('street'),
    text('district'),
    text('type'),
    coordinate(text('latitude'), where),
    coordinate(text('longitude'), where),
    routes.join('; '),
    wkbText('Point', [Number(text('longitude')), Number(text('latitude'))], where),
  ])
}

async function* convert(sourceFolder: string): AsyncGenerator<string> {
  const file = await findOne(sourceFolder, /^stops\.json$/, 'stops.json')
  yield 'ma_tram,ten,dia_diem,ten_duong,quan_cu,loai,vi_do,kinh_do,cac_tuyen,vi_tri\n'
  for (const [place, stop] of (await readList(file)).entries()) yield `${lineOf(stop, `${file}: [${String(place)}]`)}\n`
}

export const busStops: Recipe = {
  name: 'tram-xe-buyt-2015',
  title: 'Trạm xe buýt năm 2015',
  titleEn: 'Bus stops of 2015',
  source: 'stops.json (id, name, address, street, district, type, latitude, longitude, bus)',
  dataset: {
    code: 'tram-xe-buyt-2015',
    name: 'Trạm xe buýt năm 2015',
    nameEn: 'Bus stops of 2015',
    description: 'Trạm dừng, nhà chờ xe buýt khảo sát năm 2015, kèm tọa độ và các tuyến; còn ghi quận đã giải thể.',
    descriptionEn:
      'Bus stops surveyed in 2015 with coordinates and routes; they still carry districts that are no more.',
    kind: 'sectoral',
    classification: 'public',
    licence: 'MIT, ghi nguồn Truc H. Le (2015)',
    contact: 'Sở Xây dựng, giao-thong@xaydung.example',
    provider: 'so-xay-dung',
    updateMethod: 'full',
    updateFrequency: 'on-change',
    consumers: [{ group: 'all' }],
    note: 'Cấu trúc ban đầu',
    fields: [
      {
        ...{
          name: 'ma_tram',
          title: 'Mã trạm',
          titleEn: 'Stop code',
          type: 'text',
          length: 12,
          required: true,
          unique: true,
        },
        ...{ key: true, description: 'Mã trạm như trên cột trạm.', descriptionEn: 'The code on the post of the stop.' },
      },
      {
        ...{
          name: 'ten',
          title: 'Tên trạm',
          titleEn: 'Name',
          type: 'text',
          length: 100,
          required: true,
          searched: true,
        },
        ...{ description: 'Tên trạm.', descriptionEn: 'Name of the stop.' },
      },
      {
        ...{ name: 'dia_diem', title: 'Địa điểm', titleEn: 'Place', type: 'text', length: 200 },
        ...{ description: 'Nơi đặt trạm.', descriptionEn: 'Where the stop stands.' },
      },
      {
        ...{ name: 'ten_duong', title: 'Tên đường', titleEn: 'Street', type: 'text', length: 100 },
        ...{ description: 'Tên đường.', descriptionEn: 'Name of the street.' },
      },
      {
        ...{
          name: 'quan_cu',
          title: 'Quận, huyện khi khảo sát',
          titleEn: 'District of the survey',
          type: 'text',
          length: 60,
        },
        description: 'Tên quận, huyện năm 2015; không còn từ ngày 01/7/2025.',
        descriptionEn: 'The district of 2015; there have been none since 1 July 2025.',
      },
      {
        ...{ name: 'loai', title: 'Loại trạm', titleEn: 'Kind', type: 'text', length: 20, required: true },
        pattern: '^(Trụ chờ|Nhà chờ|Bến xe buýt|Bảng treo|Ô sơn)$',
        description: 'Trụ chờ, Nhà chờ, Bến xe buýt, Bảng treo hoặc Ô sơn.',
        descriptionEn:
          'Trụ chờ (post), Nhà chờ (shelter), Bến xe buýt (terminal), Bảng treo (sign), Ô sơn (painted box).',
      },
      {
        ...{
          name: 'vi_do',
          title: 'Vĩ độ',
          titleEn: 'Latitude',
          type: 'decimal',
          minimum: '8',
          maximum: '12',
          required: true,
        },
        description: 'Vĩ độ WGS 84, làm tròn đến 7 chữ số thập phân (khoảng 1 cm).',
        descriptionEn: 'WGS 84 latitude, rounded to seven digits (about a centimetre).',
      },
      {
        ...{ name: 'kinh_do', title: 'Kinh độ', titleEn: 'Longitude', type: 'decimal', minimum: '106', maximum: '108' },
        required: true,
        description: 'Kinh độ WGS 84, làm tròn đến 7 chữ số thập phân (khoảng 1 cm).',
        descriptionEn: 'WGS 84 longitude, rounded to seven digits (about a centimetre).',
      },
      {
        ...{ name: 'cac_tuyen', title: 'Các tuyến', titleEn: 'Routes', type: 'text', length: 300 },
        description: 'Số hiệu các tuyến dừng tại trạm, cách nhau bằng dấu chấm phẩy.',
        descriptionEn: 'Routes that stop here, separated by semicolons.',
      },
      {
        ...{ name: 'vi_tri', title: 'Vị trí', titleEn: 'Position', type: 'geometry', required: true },
        description: 'Điểm WGS 84, tọa độ đúng như nguồn.',
        descriptionEn: 'WGS 84 point with the coordinates as the source has them.',
      },
    ],
  },
  convert,
}
