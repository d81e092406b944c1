import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FieldInput } from '../src/catalogue/index.ts'
import { csvLine } from './csv.ts'
import { readCsvRows } from './csv-source.ts'
import type { SourceRow } from './csv-source.ts'
import type { Recipe } from './recipe.ts'
import { RecipeError } from './recipe.ts'

const columns =
  'rec_id,given_name,surname,street_number,address_1,address_2,suburb,postcode,state,date_of_birth,soc_sec_id'.split(
    ',',
  )

function field(
  ...[name, title, titleEn, rules]: [string, string, string, Omit<Partial<FieldInput>, 'name' | 'title' | 'titleEn'>?]
): FieldInput {
  return {
    name,
    title,
    titleEn,
    type: 'text',
    length: 60,
    description: `${title}.`,
    descriptionEn: `${titleEn}.`,
    ...rules,
  }
}

/** "19081209" is a day written without hyphens; anything else, and a day there never was, stays for the checks to find. */
function birthDate(text: string): string {
  return text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
}

function lineOf(set: string, row: SourceRow): string {
  return csvLine([
    set,
    ...columns.map((column) => (column === 'date_of_birth' ? birthDate(row.cell(column)) : row.cell(column))),
  ])
}

async function* convert(sourceFolder: string): AsyncGenerator<string> {
  const names = await readdir(sourceFolder).catch((cause: unknown): never => {
    throw new RecipeError(`cannot read the source folder ${sourceFolder}`, { cause })
  })
  const files = names.filter((name) => /^dataset\d\w*\.csv$/.test(name)).sort()
  if (files.length === 0) throw new RecipeError(`${sourceFolder} holds no dataset….csv`)
  yield `${csvLine(['bo', ...columns])}\n`
  for (const name of files) {
    const set = name.replace(/^dataset(\w+)\.csv$/, '$1')
    for await (const row of readCsvRows(join(sourceFolder, name), columns)) yield `${lineOf(set, row)}\n`
  }
}

export const febrl: Recipe = {
  name: 'nguoi-thu-nghiem-febrl',
  title: 'Dữ liệu thử FEBRL: người có lỗi và trùng lặp',
  titleEn: 'FEBRL test data: people with faults and duplicates',
  source: `dataset….csv, one or more (${columns.join(',')})`,
  onFault: 'quarantine',
  dataset: {
    code: 'nguoi-thu-nghiem-febrl',
    name: 'Dữ liệu thử FEBRL',
    nameEn: 'FEBRL test data',
    description:
      'Người do chương trình FEBRL sinh ra, có lỗi gõ, ô trống và bản ghi trùng, dùng để thử kiểm tra và cách ly dòng lỗi. Không phải người thật.',
    descriptionEn:
      'People made up by the program FEBRL with typing errors, empty cells and duplicates, for trying checks and the quarantine of faulty rows. Nobody in it exists.',
    kind: 'sectoral',
    classification: 'internal',
    licence: 'BSD-3-Clause (Python Record Linkage Toolkit), dữ liệu tổng hợp',
    contact: 'Thống kê Thành phố, thu-nghiem@thongke.example',
    provider: 'thong-ke-tp',
    updateMethod: 'full',
    updateFrequency: 'on-change',
    consumers: [{ group: 'all' }],
    note: 'Cấu trúc ban đầu',
    fields: [
      field('bo', 'Bộ', 'Set', { key: true, required: true, length: 4, pattern: '^[0-9][a-z]?$' }),
      field('rec_id', 'Mã bản ghi', 'Record', {
        key: true,
        required: true,
        length: 20,
        pattern: '^rec-[0-9]+-(org|dup-[0-9]+)$',
      }),
      field('given_name', 'Tên', 'Given name', { searched: true }),
      field('surname', 'Họ', 'Surname', { required: true, searched: true }),
      field('street_number', 'Số nhà', 'Street number', { pattern: '^[0-9]+$' }),
      field('address_1', 'Địa chỉ 1', 'Address line 1'),
      field('address_2', 'Địa chỉ 2', 'Address line 2'),
      field('suburb', 'Khu vực', 'Suburb'),
      field('postcode', 'Mã bưu chính', 'Postcode', { length: 4, pattern: '^[0-9]{4}$' }),
      field('state', 'Bang', 'State', { pattern: '^(act|nsw|nt|qld|sa|tas|vic|wa)$' }),
      field('date_of_birth', 'Ngày sinh', 'Date of birth', {
        type: 'date',
        length: null,
        required: true,
        minimum: '1900-01-01',
      }),
      field('soc_sec_id', 'Số an sinh', 'Social security number', { length: 7, pattern: '^[0-9]{7}$' }),
    ],
  },
  convert,
}
