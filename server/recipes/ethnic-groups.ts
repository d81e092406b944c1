import { createReadStream } from 'node:fs'

import { parse } from 'csv-parse'

import { csvLine } from './csv.ts'
import type { DatasetDescription, Recipe } from './recipe.ts'
import { RecipeError } from './recipe.ts'
import { findOne } from './source.ts'

/** The dataset `dan-toc`: the demo city fills it from its seeds, the recipe from a published list. */
export const ethnicGroupsDataset: DatasetDescription = {
  code: 'dan-toc',
  name: 'Danh mục các dân tộc Việt Nam',
  nameEn: 'Ethnic groups of Viet Nam',
  description:
    'Danh mục 54 dân tộc Việt Nam kèm mã hai chữ số và các tên gọi khác, dùng để ghi thành phần dân tộc thống nhất giữa các cơ sở dữ liệu.',
  descriptionEn:
    'The 54 ethnic groups of Viet Nam with their two-digit codes and other names, so that all databases record ethnic groups alike.',
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
      name: 'ma',
      title: 'Mã dân tộc',
      titleEn: 'Code',
      type: 'text',
      length: 2,
      pattern: '^[0-9]{2}$',
      required: true,
      unique: true,
      key: true,
      description: 'Mã hai chữ số, từ 01 đến 54; giữ nguyên số 0 ở đầu.',
      descriptionEn: 'Two digits, 01 to 54; the leading zero is part of the code.',
    },
    {
      name: 'ten',
      title: 'Tên dân tộc',
      titleEn: 'Name',
      type: 'text',
      length: 60,
      required: true,
      unique: true,
      description: 'Tên gọi của dân tộc như đã công bố.',
      descriptionEn: 'The name of the group as published.',
    },
    {
      name: 'ten_khac',
      title: 'Tên gọi khác',
      titleEn: 'Other names',
      type: 'text',
      length: 500,
      description: 'Các tên gọi khác và tên nhóm địa phương, cách nhau bằng dấu chấm phẩy.',
      descriptionEn: 'Other names and names of local groups, separated by semicolons.',
    },
  ],
}

const COLUMNS = 'code,name,aliases'
const CODES = Array.from({ length: 54 }, (_, place) => String(place + 1).padStart(2, '0'))
/** "Foreigner" and "unknown": values of some registers, not ethnic groups. */
const SYSTEM_CODES = new Set(['55', '56'])

type SourceRow = readonly [code: string, name: string, aliases: string]

async function* readRows(file: string): AsyncGenerator<SourceRow> {
  const parser = createReadStream(file).pipe(parse({ bom: true, relax_column_count: true }))
  let line = 0
  for await (const values of parser as AsyncIterable<string[]>) {
    line += 1
    const [code, name, aliases] = values
    if (code === undefined || name === undefined || aliases === undefined || values.length !== 3) {
      throw new RecipeError(`${file}, record ${String(line)}: ${String(values.length)} values, expected ${COLUMNS}`)
    }
    if (line > 1) yield [code, name, aliases]
    else if (values.join(',') !== COLUMNS)
      throw new RecipeError(`${file}: header ${values.join(',')}, expected ${COLUMNS}`)
  }
}

async function* convert(sourceFolder: string): AsyncGenerator<string> {
  const file = await findOne(sourceFolder, /^ethnic_groups.*\.csv$/, 'ethnic_groups….csv')
  const missing = new Set(CODES)
  yield `${csvLine(['ma', 'ten', 'ten_khac'])}\n`
  for await (const [code, name, aliases] of readRows(file)) {
    if (SYSTEM_CODES.has(code)) continue
    if (!missing.delete(code)) throw new RecipeError(`${file}: code ${code} is repeated or not one of 01 to 54`)
    if (name.trim() === '') throw new RecipeError(`${file}: code ${code} has no name`)
    yield `${csvLine([code, name, aliases])}\n`
  }
  if (missing.size > 0) throw new RecipeError(`${file}: no row for the codes ${[...missing].join(', ')}`)
}

export const ethnicGroups: Recipe = {
  name: 'dan-toc',
  title: 'Danh mục dân tộc từ danh sách đã công bố',
  titleEn: 'Ethnic groups from a published list',
  source: 'ethnic_groups….csv (code,name,aliases)',
  dataset: ethnicGroupsDataset,
  convert,
}
