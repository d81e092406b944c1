import { csvLine } from './csv.ts'
import { formed, readCsvRows } from './csv-source.ts'
import type { Recipe } from './recipe.ts'
import { findOne } from './source.ts'

const columns = ['code_2014', 'code_qcvn102', 'name', 'group']

async function* convert(sourceFolder: string): AsyncGenerator<string> {
  const file = await findOne(sourceFolder, /^agency_codes.*\.csv$/, 'agency_codes….csv')
  yield 'ma_dinh_danh,ma_2014,ten,nhom\n'
  for await (const row of readCsvRows(file, columns)) {
    const code = formed(row, 'code_qcvn102', /^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$/)
    const before = formed(row, 'code_2014', /^\d{2}\.\d{2}\.[A-Z]\d{2}$/)
    yield `${csvLine([code, before, formed(row, 'name', /\S/), formed(row, 'group', /\S/)])}\n`
  }
}

export const agencyCodes: Recipe = {
  name: 'ma-dinh-danh-co-quan-2014',
  title: 'Mã định danh cơ quan của Thành phố năm 2014',
  titleEn: 'Identifiers of the city’s agencies in 2014',
  source: `agency_codes….csv (${columns.join(',')})`,
  dataset: {
    code: 'ma-dinh-danh-co-quan-2014',
    name: 'Mã định danh cơ quan năm 2014',
    nameEn: 'Identifiers of agencies in 2014',
    description:
      'Mã định danh trên trục văn bản điện tử của Thành phố năm 2014. Chỉ để tra cứu dữ liệu cũ: nhiều cơ quan đã sáp nhập hoặc không còn.',
    descriptionEn:
      'Identifiers on the city’s axis of electronic documents in 2014. For reading old data only: many of these agencies have been merged or are no more.',
    kind: 'reference',
    classification: 'public',
    licence: 'Được sử dụng tự do, đề nghị ghi nguồn',
    contact: 'Sở Nội vụ, danh-muc@noivu.example',
    provider: 'so-noi-vu',
    updateMethod: 'full',
    updateFrequency: 'on-change',
    consumers: [{ group: 'all' }],
    note: 'Cấu trúc ban đầu',
    fields: [
      {
        ...{ name: 'ma_dinh_danh', title: 'Mã định danh', titleEn: 'Identifier', type: 'text' },
        ...{
          length: 13,
          pattern: '^[0-9]{3}[.][0-9]{2}[.][0-9]{2}[.][A-Z][0-9]{2}$',
          required: true,
          unique: true,
          key: true,
        },
        description: 'Mã bốn nhóm theo QCVN 102:2016/BTTTT, suy từ mã năm 2014.',
        descriptionEn: 'The form of four groups of QCVN 102:2016/BTTTT, derived from the code of 2014.',
      },
      {
        ...{ name: 'ma_2014', title: 'Mã năm 2014', titleEn: 'Code of 2014', type: 'text' },
        ...{ length: 9, pattern: '^[0-9]{2}[.][0-9]{2}[.][A-Z][0-9]{2}$', required: true, unique: true },
        description: 'Mã ba nhóm dùng năm 2014.',
        descriptionEn: 'The form of three groups used in 2014.',
      },
      {
        ...{ name: 'ten', title: 'Tên cơ quan', titleEn: 'Name', type: 'text', length: 200, required: true },
        description: 'Tên cơ quan năm 2014.',
        descriptionEn: 'The name of the agency in 2014.',
      },
      {
        ...{ name: 'nhom', title: 'Nhóm', titleEn: 'Group', type: 'text', length: 60, required: true },
        description: 'Nhóm cơ quan: sở, quận huyện, ngành dọc…',
        descriptionEn: 'Group of the agency: department, district, central branch…',
      },
    ],
  },
  convert,
}
