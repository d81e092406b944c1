import { packDataset, packNamed } from '../packs/index.ts'
import { csvLine } from './csv.ts'
import { formed, readCsvRows } from './csv-source.ts'
import type { SourceRow } from './csv-source.ts'
import type { Recipe } from './recipe.ts'
import { RecipeError } from './recipe.ts'
import { findOne } from './source.ts'

const pack = packNamed('administrative-unit-history')
const columns = 'code,level,name,type,parent_code,province_code,valid_from,valid_to,decree_from,decree_to'.split(',')
const levels = new Map([
  ['1', 'tinh'],
  ['2', 'huyen'],
  ['3', 'xa'],
])
const day = /^\d{4}-\d{2}-\d{2}$/

function lineOf(row: SourceRow): string {
  const level = levels.get(row.cell('level'))
  if (level === undefined) throw new RecipeError(`${row.where}: level ${row.cell('level')} is not 1, 2 or 3`)
  const until = row.cell('valid_to') === '' ? '' : formed(row, 'valid_to', day)
  return csvLine([
    formed(row, 'code', /^(\d{2}|\d{3}|\d{5})$/),
    formed(row, 'valid_from', day),
    until,
    level,
    formed(row, 'name', /\S/),
    formed(row, 'type', /\S/),
    row.cell('parent_code'),
    formed(row, 'province_code', /^\d{2}$/),
    row.cell('decree_from'),
    row.cell('decree_to'),
  ])
}

async function* convert(sourceFolder: string): AsyncGenerator<string> {
  const file = await findOne(sourceFolder, /admin_unit_history\.csv$/, '…admin_unit_history.csv')
  yield `${csvLine(pack.fields.map(({ name }) => name))}\n`
  for await (const row of readCsvRows(file, columns)) yield `${lineOf(row)}\n`
}

export const unitHistory: Recipe = {
  name: pack.dataset.code,
  title: 'Lịch sử đơn vị hành chính của Thành phố và các tỉnh đã hợp nhất',
  titleEn: 'History of the administrative units of the city and the provinces joined to it',
  source: `…admin_unit_history.csv (${columns.join(',')})`,
  dataset: packDataset(pack, {
    provider: 'so-noi-vu',
    contact: 'Sở Nội vụ, danh-muc@noivu.example',
    consumers: [{ group: 'all' }],
  }),
  convert,
}
