import { beforeAll, describe, expect, it } from 'vitest'
import { aDataset } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Page, Values } from '../../../test/warehouse/wire.ts'
import type { FieldInput } from '../../catalogue/index.ts'
import { anActor } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { call, deliver, modules, people, testing } = warehouse
const dataset = 'nguoi'
const address = `/warehouse/datasets/${dataset}/records`

const field = (name: string, type: FieldInput['type'], over: Partial<FieldInput> = {}): FieldInput => ({
  ...{ name, title: name, titleEn: name, type },
  ...over,
})
const fields = [
  field('ma', 'text', { key: true, searched: true }),
  field('ten', 'text', { searched: true }),
  field('ghi_chu', 'text'),
  field('ngay', 'date', { indexed: true }),
  field('so', 'integer', { indexed: true }),
  field('loai', 'text', { indexed: true, length: 10 }),
]

interface Row {
  readonly ma: string
  readonly ten: string | null
  readonly ghi_chu: string | null
  readonly ngay: string | null
  readonly so: number | null
  readonly loai: string | null
}

const names = ['Nguyễn Văn Đức', 'Đặng Thị Ánh', 'Trần  Đức 100%', 'Lê_Văn\\Tám', 'nguyen van duc', null, 'ĐỖ ĐÌNH ĐẠT']
const rows: Row[] = Array.from({ length: 60 }, (_none, n) => ({
  ma: `A${String(n).padStart(3, '0')}`,
  ten: names[n % names.length] ?? null,
  ghi_chu: names[(n + 3) % names.length] ?? null,
  ngay: n % 5 === 0 ? null : `2026-01-${String(1 + (n % 9)).padStart(2, '0')}`,
  so: n % 7 === 0 ? null : (n * 11) % 8,
  loai: n % 4 === 0 ? null : (['x', 'y', 'Z'][n % 3] ?? null),
}))

function csv(all: readonly Row[]): string {
  const cell = (value: string | number | null) => (value === null ? '' : `"${String(value)}"`)
  const lines = all.map(({ ma, ten, ghi_chu, ngay, so, loai }) =>
    [ma, ten, ghi_chu, ngay, so, loai].map(cell).join(','),
  )
  return `ma,ten,ghi_chu,ngay,so,loai\n${lines.join('\n')}\n`
}

beforeAll(async () => {
  const provider = people.provider.unit.id
  const consumers = [{ group: 'all' as const }]
  const facts = aDataset({ code: dataset, provider, classification: 'internal', consumers })
  await modules.catalogue.registerDataset(anActor(), facts)
  await modules.catalogue.declareStructure(anActor(), dataset, { fields, note: '' })
  await warehouse.promulgate('2026-03-01', [dataset])
  await deliver(csv(rows), { dataset })
})

async function walk(query: Record<string, string>): Promise<Values[]> {
  const items: Values[] = []
  for (let cursor: string | undefined; ;) {
    const more = cursor === undefined ? {} : { cursor }
    const { status, body, text } = await call<Page>('provider', address, { query: { limit: '7', ...query, ...more } })
    expect([status, text]).toEqual([200, text])
    items.push(...body.items)
    if (body.next === null) return items
    cursor = body.next
  }
}

const keys = (items: readonly Values[] | readonly Row[]) => items.map(({ ma }) => ma)
const holding = (part: (text: string) => boolean, of: (row: Row) => string | null = (row) => row.ten) =>
  rows.filter((row) => part(of(row) ?? '\0'))

describe.each(['ten', 'ghi_chu'] as const)('contains on %s, with and without an index', (name) => {
  it.each([
    ['duc', ['Nguyễn Văn Đức', 'Trần  Đức 100%', 'nguyen van duc']],
    ['ĐỨC', ['Nguyễn Văn Đức', 'Trần  Đức 100%', 'nguyen van duc']],
    ['Đức'.normalize('NFD'), ['Nguyễn Văn Đức', 'Trần  Đức 100%', 'nguyen van duc']],
    ['van d', ['Nguyễn Văn Đức', 'nguyen van duc']],
    ['tran duc', ['Trần  Đức 100%']],
    ['0%', ['Trần  Đức 100%']],
    ['_van\\', ['Lê_Văn\\Tám']],
    ['%', ['Trần  Đức 100%']],
    ['d', names.filter((each) => each !== null && !each.startsWith('Lê'))],
    ["'; DROP TABLE x", []],
  ])('finds %j', async (part, found) => {
    const expected = holding(
      (text) => found.includes(text),
      (row) => row[name],
    )
    const { body } = await call<Page>('provider', address, {
      query: { filter: `${name}:contains:${part}`, limit: '100' },
    })
    expect(keys(body.items)).toEqual(keys(expected))
    expect(body.count).toEqual({ kind: 'exact', value: expected.length })
  })

  it('finds page by page, in any order, in an earlier state and below and, or, not', async () => {
    const van = holding(
      (text) => /v[aă]n/i.test(text),
      (row) => row[name],
    )
    expect(keys(await walk({ filter: `${name}:contains:VAN`, limit: '3' }))).toEqual(keys(van))
    expect(keys(await walk({ filter: `${name}:contains:VAN`, limit: '3', sort: '-ma' }))).toEqual(keys(van).reverse())
    expect(keys(await walk({ filter: `${name}:contains:VAN`, asOf: '1' }))).toEqual(keys(van))
    const where = JSON.stringify({ not: { field: name, op: 'contains', value: 'van' } })
    expect(keys(await walk({ where }))).toEqual(keys(rows.filter((row) => !van.includes(row))))
  })
})

it('contains finds a part of the key', async () => {
  expect(keys(await walk({ filter: 'ma:contains:a05' }))).toEqual(rows.slice(50).map(({ ma }) => ma))
})

it('a searched field is found by an index over the hash of its folded text', async () => {
  const indexes = await testing.asAdmin<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE schemaname = 'data' AND tablename = $1`,
    [dataset],
  )
  expect(indexes.map(({ name }) => name).sort()).toEqual(
    ['$_key_h', '$f2_h', '$f4', '$f5', '$f6', '$key', '$since'].map((end) => dataset + end),
  )
})

type Sorted = 'ngay' | 'so' | 'loai'
const inOrder = (name: Sorted, descending: boolean) =>
  [...rows].sort((left, right) => {
    const [a, b] = [left[name], right[name]]
    const direction = descending ? -1 : 1
    if (a === b) return (left.ma < right.ma ? -1 : 1) * direction
    if (a === null || b === null) return a === null ? 1 : -1
    return (a < b ? -1 : 1) * direction
  })

describe.each<Sorted>(['ngay', 'so', 'loai'])('a page sorted by %s', (name) => {
  it.each([false, true])('ends with absent values and goes on where it ended, descending %s', async (descending) => {
    const sort = descending ? `-${name}` : name
    expect(keys(await walk({ sort, limit: '4' }))).toEqual(keys(inOrder(name, descending)))
    expect(keys(await walk({ sort, limit: '9', asOf: '1' }))).toEqual(keys(inOrder(name, descending)))
    expect(keys(await walk({ sort, limit: '9', filter: 'ten:contains:duc' }))).toEqual(
      keys(inOrder(name, descending).filter(({ ten }) => /[dđ][uứ]c/i.test(ten ?? ''))),
    )
  })

  it('takes ranges of the same field and of others', async () => {
    const low = name === 'ngay' ? '2026-01-03' : name === 'so' ? '2' : 'a'
    const expected = inOrder(name, true).filter((row) => {
      const value = row[name]
      return value !== null && String(value) >= low && row.so !== null && row.so < 6
    })
    const query = { sort: `-${name}`, limit: '3' }
    const where = JSON.stringify({
      and: [{ field: name, op: 'ge', value: low }, { field: 'so', op: 'lt', value: 6 }], // prettier-ignore
    })
    expect(keys(await walk({ ...query, where }))).toEqual(keys(expected))
  })
})

it('a page sorted by several fields goes on where it ended', async () => {
  const expected = [...rows].sort((left, right) => {
    const [a, b] = [left.loai ?? '~', right.loai ?? '~']
    if (a !== b) return a < b ? -1 : 1
    const [c, d] = [left.so ?? -1, right.so ?? -1]
    return c === d ? (left.ma < right.ma ? 1 : -1) : d - c
  })
  expect(keys(await walk({ sort: 'loai,-so', limit: '5' }))).toEqual(keys(expected))
})

it('what is no longer searched or sorted loses no row', async () => {
  const plain = fields.map((each) => ({ ...each, searched: false, indexed: false }))
  await modules.catalogue.declareStructure(anActor(), dataset, { fields: plain, note: '' })
  expect(keys(await walk({ filter: 'ten:contains:duc', sort: '-ma' }))).toEqual(
    keys(holding((text) => /[dđ][uứ]c/i.test(text))).reverse(),
  )
  expect(keys(await walk({ sort: 'so' }))).toEqual(keys(inOrder('so', false)))
  await deliver(csv(rows.slice(0, 10)), { dataset })
  expect(keys(await walk({}))).toEqual(keys(rows.slice(0, 10)))
})
