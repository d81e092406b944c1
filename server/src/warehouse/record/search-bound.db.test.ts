import { beforeAll, expect, it } from 'vitest'
import { aDataset } from '../../../test/warehouse/dataset.ts'
import { countedTerms } from '../../../test/warehouse/inspect.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { FieldInput } from '../../catalogue/index.ts'
import { tablesAndRules } from '../../journal/testing.ts'
import { anActor } from '../../law/testing.ts'
import { lookupFields } from '../storage/columns.sql.ts'
import type { LookupField } from '../storage/columns.sql.ts'
import { listPage } from './page.store.ts'
import { parseRecordQuery } from './record-query.ts'
import { createWindows } from './window.ts'
import type { Window } from './window.ts'

/** A search goes another way when more rows match than are collected; what it finds is the same. */

const warehouse = await openWarehouse()
const { deliver, modules, people, testing } = warehouse
const dataset = 'ten-goi'
const text = { type: 'text', title: 'Tên', titleEn: 'Name' } as const
const fields: FieldInput[] = [
  { ...text, name: 'ma', key: true, searched: true },
  { ...text, name: 'ten', searched: true },
  { ...text, name: 'ten_khac', searched: true },
]
const names = ['Nguyễn An', 'Trần An Bình', 'Lê Bình', '', 'Đỗ An']
const rows = Array.from({ length: 40 }, (_none, n) => [`M${String(n).padStart(2, '0')}`, names[n % 5], names[n % 3]])
let known: LookupField[]
let window: Window

beforeAll(async () => {
  const provider = people.provider.unit.id
  const facts = aDataset({ code: dataset, provider, classification: 'internal', consumers: [{ group: 'all' }] })
  const { id } = await modules.catalogue.registerDataset(anActor(), facts)
  await modules.catalogue.declareStructure(anActor(), dataset, { fields, note: '' })
  await warehouse.promulgate('2026-03-01', [dataset])
  const file = (of: typeof rows) => `ma,ten,ten_khac\n${of.map((row) => `${row.join(',')}\n`).join('')}`
  await deliver(file(rows), { dataset })
  const moved = rows.slice(0, 8).map(([key, name], n) => [key, n < 4 ? 'Đỗ An' : name, 'Phạm Dung'])
  await deliver(file(moved), { dataset, query: { load: 'incremental' } })
  const structure = await modules.catalogue.currentStructure(id)
  known = structure ? lookupFields(structure) : []
  window = await createWindows(testing.database).open({
    ...{ dataset: { id, code: dataset }, version: structure?.version ?? 0, fields: known, scopes: [] },
    ...{ showsKeys: true, pseudonymKey: undefined },
  })
})

const contains = (field: string, value: string) => ({ field, op: 'contains', value })
const wholes = [
  ['one part', contains('ten', 'an')],
  ['a part that nothing holds', contains('ten', 'không có')],
  ['a part of the key', contains('ma', 'm1')],
  ['either of two parts', { or: [contains('ten', 'binh'), contains('ten_khac', 'dung')] }],
  ['a part and another condition', { and: [contains('ten', 'an'), { field: 'ma', op: 'ge', value: 'M20' }] }],
  ['a part or what no index finds', { or: [contains('ten', 'do'), { field: 'ten', op: 'null', value: true }] }],
  ['all but a part', { not: contains('ten', 'an') }],
] as const

it.each(wholes)('finds %s however many rows are collected', async (_what, where) => {
  const query = parseRecordQuery(known, { where: JSON.stringify(where) })
  const request = { query, window, asOf: undefined, form: 'values', after: undefined, limit: 100 } as const
  const db = testing.database.reader.under(window.context)
  const pages = [1_000, 12, 3, 0].map((bound) => listPage(db, request, bound))
  const [all, ...bounded] = await Promise.all(pages)
  for (const { rows: found } of bounded) expect(found).toEqual(all?.rows)
  if (all?.matching !== undefined) expect(all.matching).toBe(all.rows.length)
  // A past state is searched row by row.
  const past = await listPage(db, { ...request, asOf: 2 }, 0)
  expect(past.rows).toEqual(all?.rows)
})

it.each(['_key', 'f2', 'f3'])('keeps the terms of %s as the rows in force have them', async (id) => {
  const { kept, held } = await countedTerms(testing, dataset, id)
  expect(kept).toEqual(held)
})

it('puts the terms under the rule of the journal (Điều 13.3)', async () => {
  const tables = (await tablesAndRules(testing)).filter(({ name }) => name.startsWith('search.'))
  expect(tables.map(({ name, governed }) => [name, governed])).toEqual(
    ['_key', 'f2', 'f3'].map((id) => [`search.ten_goi$${id}`, true]),
  )
})
