import { beforeAll, describe, expect, it } from 'vitest'
import { aDataset, csvOf, files, manyFiles, officeFields, offices } from '../../../test/warehouse/dataset.ts'
import type { FileRow } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Page, SingleRecord, Submission, Values } from '../../../test/warehouse/wire.ts'
import { anActor } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { call, deliver, refusal } = warehouse
const address = `/warehouse/datasets/${files}/records`

/** 120 rows with absent values and many ties, in no order. */
const rows: FileRow[] = manyFiles(120, (number) => ({
  so_con: number % 11 === 0 ? null : String(number % 4),
  muc: number % 13 === 0 ? null : (['10', '9.5', '100.25', '9.50', '0'][number % 5] ?? null),
  ngay_sinh: number % 17 === 0 ? null : `19${String(50 + (number % 3))}-01-0${String(1 + (number % 2))}`,
  hieu_luc: number % 5 === 0 ? null : number % 2 === 0 ? 'true' : 'false',
  ghi_chu: ['an', 'Ánh', 'ánh sáng', 'ba', null, 'z', '%_\\', "it's"][number % 8] ?? null,
}))

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(
    csvOf(
      [...rows].sort((left, right) => (String(left['so_the']).slice(-1) < String(right['so_the']).slice(-1) ? -1 : 1)),
    ),
  )
})

const read = async (query: Record<string, string | string[]> = {}) =>
  (await call<Page>('provider', address, { query: { limit: '1000', ...query } })).body
const keysOf = (page: Page) => page.items.map((item) => String(item['ma'])).sort()
/** The keys of the rows that a test in TypeScript accepts. */
const keysWhere = (accepts: (row: FileRow) => boolean) =>
  rows
    .filter(accepts)
    .map((row) => String(row['ma']))
    .sort()

describe('a page of records', () => {
  it('has every field in the type of the field, decimals as text so that no digit is lost', async () => {
    const { items } = await read({ filter: 'ma:eq:HS0002' })
    expect(items).toEqual([
      {
        ...{ ma: 'HS0002', ho_ten: 'Nguyễn Văn 2', ngay_sinh: '1952-01-01', so_con: 2, muc: '100.25', hieu_luc: true },
        ...{ loai: 'C', phuong: '26746', so_the: '0002', don_vi: 'DV1', benh: 'Cao huyết áp', ghi_chu: 'ánh sáng' },
      },
    ])
  })

  it('has the fields that are asked for, in the order asked', async () => {
    const { items } = await read({ select: 'so_the,ma', filter: 'ma:eq:HS0002' })
    expect(items.map((item) => Object.entries(item))).toEqual([
      [
        ['so_the', '0002'],
        ['ma', 'HS0002'],
      ],
    ])
  })

  it('is 50 records in the order of their keys when nothing else is said, and counts all', async () => {
    const { body } = await call<Page>('provider', address)
    expect(body.items.map((item) => item['ma'])).toEqual(keysWhere(() => true).slice(0, 50))
    expect(body).toMatchObject({ count: { kind: 'exact', value: 120 }, structureVersion: 1, apply: 1 })
  })

  it('carries the digest of its bytes and is kept by nobody on the way', async () => {
    const { headers, bytes } = await call('provider', address)
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))).toString('base64')
    expect(headers).toMatchObject({ 'repr-digest': `sha-256=:${digest}:`, 'cache-control': 'no-store' })
  })

  it('is not sent again to a caller who has it already (RFC 9110 §13.1.2)', async () => {
    const first = await call('provider', address, { query: { limit: '3' } })
    const tag = first.headers['etag']
    const ask = (tags: string) =>
      call('provider', address, { query: { limit: '3' }, headers: { 'if-none-match': tags } })
    for (const tags of [tag, `"other", ${String(tag)}`, `W/${String(tag)}`, '*']) {
      const again = await ask(String(tags))
      expect([again.status, again.bytes.length, again.headers['etag']]).toEqual([304, 0, tag])
    }
    expect((await ask('"other"')).status).toBe(200)
    expect((await call('provider', address, { query: { limit: '4' } })).headers['etag']).not.toBe(tag)
  })

  it('of a dataset that was never filled is empty', async () => {
    const facts = aDataset({ code: 'rong', provider: warehouse.people.provider.unit.id, consumers: [{ group: 'all' }] })
    await warehouse.modules.catalogue.registerDataset(anActor(), facts)
    await warehouse.modules.catalogue.declareStructure(anActor(), 'rong', { fields: officeFields, note: '' })
    await warehouse.promulgate('2026-01-02', [files, offices, 'rong'])
    const { body } = await call<Page>('provider', '/warehouse/datasets/rong/records', { query: { sort: '-ten' } })
    expect(body).toEqual({
      ...{ items: [], next: null, count: { kind: 'exact', value: 0 }, structureVersion: 1, apply: null },
    })
  })
})

describe('filters', () => {
  const number = (row: FileRow, name: string) => (row[name] === null ? null : Number(row[name]))
  const than = (name: string, test: (value: number) => boolean) => (row: FileRow) => {
    const value = number(row, name)
    return value !== null && test(value)
  }
  const text = (name: string, test: (value: string) => boolean) => (row: FileRow) => {
    const value = row[name] ?? null
    return value !== null && test(value)
  }

  it.each<[string, (row: FileRow) => boolean]>([
    ['so_con:eq:2', than('so_con', (value) => value === 2)],
    ['so_con:ne:2', (row) => row['so_con'] !== '2'],
    ['so_con:lt:2', than('so_con', (value) => value < 2)],
    ['so_con:le:2', than('so_con', (value) => value <= 2)],
    ['so_con:gt:1', than('so_con', (value) => value > 1)],
    ['so_con:ge:1', than('so_con', (value) => value >= 1)],
    ['so_con:in:0,3', than('so_con', (value) => value === 0 || value === 3)],
    ['so_con:null:true', (row) => row['so_con'] === null],
    ['so_con:null:false', (row) => row['so_con'] !== null],
    ['muc:eq:9.5', than('muc', (value) => value === 9.5)],
    ['muc:ne:9.50', (row) => number(row, 'muc') !== 9.5],
    ['muc:lt:10', than('muc', (value) => value < 10)],
    ['muc:le:9.50', than('muc', (value) => value <= 9.5)],
    ['muc:gt:10', than('muc', (value) => value > 10)],
    ['muc:ge:10', than('muc', (value) => value >= 10)],
    ['muc:in:0,100.25', than('muc', (value) => value === 0 || value === 100.25)],
    ['muc:null:true', (row) => row['muc'] === null],
    ['ngay_sinh:eq:1951-01-02', text('ngay_sinh', (value) => value === '1951-01-02')],
    ['ngay_sinh:ne:1951-01-02', (row) => row['ngay_sinh'] !== '1951-01-02'],
    ['ngay_sinh:lt:1951-01-02', text('ngay_sinh', (value) => value < '1951-01-02')],
    ['ngay_sinh:le:1951-01-02', text('ngay_sinh', (value) => value <= '1951-01-02')],
    ['ngay_sinh:gt:1951-01-02', text('ngay_sinh', (value) => value > '1951-01-02')],
    ['ngay_sinh:ge:1951-01-02', text('ngay_sinh', (value) => value >= '1951-01-02')],
    ['ngay_sinh:in:1950-01-01,1952-01-02', text('ngay_sinh', (value) => ['1950-01-01', '1952-01-02'].includes(value))],
    ['ngay_sinh:null:true', (row) => row['ngay_sinh'] === null],
    ['hieu_luc:eq:true', (row) => row['hieu_luc'] === 'true'],
    ['hieu_luc:ne:true', (row) => row['hieu_luc'] !== 'true'],
    ['hieu_luc:lt:true', (row) => row['hieu_luc'] === 'false'],
    ['hieu_luc:ge:false', (row) => row['hieu_luc'] !== null],
    ['hieu_luc:in:true,false', (row) => row['hieu_luc'] !== null],
    ['hieu_luc:null:false', (row) => row['hieu_luc'] !== null],
    ['ghi_chu:eq:ánh sáng', (row) => row['ghi_chu'] === 'ánh sáng'],
    ['ghi_chu:ne:an', (row) => row['ghi_chu'] !== 'an'],
    ['ghi_chu:in:an,z', (row) => row['ghi_chu'] === 'an' || row['ghi_chu'] === 'z'],
    ['ghi_chu:prefix:ánh', text('ghi_chu', (value) => value.startsWith('ánh'))],
    ['ghi_chu:prefix:%', text('ghi_chu', (value) => value.startsWith('%'))],
    ['ghi_chu:prefix:', (row) => row['ghi_chu'] !== null],
    ["ghi_chu:eq:it's", (row) => row['ghi_chu'] === "it's"],
    ['ghi_chu:null:true', (row) => row['ghi_chu'] === null],
    ['ma:lt:HS0003', (row) => String(row['ma']) < 'HS0003'],
    ['ma:ge:HS0119', (row) => String(row['ma']) >= 'HS0119'],
  ])('%s finds exactly the rows it means, and counts them', async (filter, accepts) => {
    const wanted = keysWhere(accepts)
    const page = await read({ filter })
    expect(wanted.length).toBeGreaterThan(0)
    expect(keysOf(page)).toEqual(wanted)
    expect(page.count).toEqual({ kind: 'exact', value: wanted.length })
  })

  it('several mean all of them', async () => {
    const page = await read({ filter: ['so_con:ge:1', 'so_con:le:2', 'ghi_chu:null:false', 'phuong:eq:26740'] })
    const accepts = (row: FileRow) =>
      ['1', '2'].includes(row['so_con'] ?? '') && row['ghi_chu'] !== null && row['phuong'] === '26740'
    expect(keysOf(page)).toEqual(keysWhere(accepts))
  })

  const so = (op: string, value: unknown) => ({ field: 'so_con', op, value })
  const is = (row: FileRow, ...values: string[]) => values.includes(row['so_con'] ?? '')
  it.each<[string, object, (row: FileRow) => boolean]>([
    [
      'or',
      { or: [so('eq', 1), { field: 'ghi_chu', op: 'prefix', value: 'ánh' }] },
      (row) => is(row, '1') || (row['ghi_chu'] ?? '').startsWith('ánh'),
    ],
    ['and', { and: [so('ge', 1), so('lt', 3)] }, (row) => is(row, '1', '2')],
    ['not, absent values included', { not: so('eq', 1) }, (row) => !is(row, '1')],
    ['not of or', { not: { or: [so('eq', 1), so('null', true)] } }, (row) => row['so_con'] !== null && !is(row, '1')],
    [
      'or in and in not',
      { not: { and: [{ or: [so('eq', 0), so('eq', 1)] }, { field: 'hieu_luc', op: 'eq', value: true }] } },
      (row) => !(is(row, '0', '1') && row['hieu_luc'] === 'true'),
    ],
  ])('joined by %s find exactly the rows they mean', async (_, tree, accepts) => {
    const wanted = keysWhere(accepts)
    const page = await read({ where: JSON.stringify(tree) })
    expect([keysOf(page), page.count]).toEqual([wanted, { kind: 'exact', value: wanted.length }])
    const both = await read({ where: JSON.stringify(tree), filter: 'phuong:eq:26740' })
    expect(keysOf(both)).toEqual(keysWhere((row) => accepts(row) && row['phuong'] === '26740'))
  })

  it.each([
    ['unknown field', 'khong_co:eq:1', 'warehouse.unknownField'],
    ['column behind the fields', '_since:eq:1', 'warehouse.unknownField'],
    ['identifier of a field', 'f1:eq:HS0001', 'warehouse.unknownField'],
    ['unknown operator', 'so_con:like:1', 'warehouse.invalidFilter'],
    ['no operator', 'so_con', 'warehouse.invalidFilter'],
    ['nothing', '', 'warehouse.invalidFilter'],
    ['prefix of a number', 'so_con:prefix:1', 'warehouse.invalidFilter'],
    ['a thousand and one values', `ma:in:${'x,'.repeat(1000)}x`, 'warehouse.invalidFilter'],
    ['no number', 'so_con:eq:1.5', 'warehouse.invalidFilterValue'],
    ['a number too large', `so_con:eq:${'9'.repeat(19)}`, 'warehouse.invalidFilterValue'],
    ['one bad value of several', 'so_con:in:1,x', 'warehouse.invalidFilterValue'],
    ['no amount', 'muc:eq:1e3', 'warehouse.invalidFilterValue'],
    ['no day', 'ngay_sinh:eq:2025-02-30', 'warehouse.invalidFilterValue'],
    ['year nought', 'ngay_sinh:lt:0000-01-01', 'warehouse.invalidFilterValue'],
    ['no truth value', 'hieu_luc:eq:1', 'warehouse.invalidFilterValue'],
    ['null without true or false', 'so_con:null:', 'warehouse.invalidFilterValue'],
  ])('refuses %s and says what would do', async (_, filter, code) => {
    const { vi } = await refusal({ status: 400, code }, 'provider', address, { query: { filter } })
    if (code === 'warehouse.unknownField') expect(vi.remedy).toContain('ma, ho_ten, ngay_sinh, so_con')
  })

  it('refuses an unknown field to select or to sort by', async () => {
    const expected = { status: 400, code: 'warehouse.unknownField' }
    for (const query of [{ select: 'ma,khong_co' }, { select: 'ma,,ho_ten' }, { sort: 'khong_co' }, { sort: '--ma' }]) {
      await refusal(expected, 'provider', address, { query })
    }
  })
})

describe('order', () => {
  /** What PostgreSQL's order must come to: absent values last either way, then the key. */
  function inOrder(sort: string): string[] {
    const named = sort.split(',').map((name) => ({ name: name.replace('-', ''), down: name.startsWith('-') }))
    // The key goes the way of the last field.
    const keys = [...named, { name: 'ma', down: sort.split(',').at(-1)?.startsWith('-') === true }]
    return [...rows]
      .sort((left, right) => {
        for (const { name, down } of keys) {
          const [a, b] = [left[name] ?? null, right[name] ?? null]
          if (a === null || b === null) {
            if (a === b) continue
            return a === null ? 1 : -1
          }
          const isNumber = name === 'so_con' || name === 'muc'
          const difference = isNumber ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0
          if (difference !== 0) return down ? -difference : difference
        }
        return 0
      })
      .map((row) => String(row['ma']))
  }

  async function walk(query: Record<string, string | string[]>): Promise<{ pages: Page[]; items: Values[] }> {
    const pages: Page[] = []
    for (let cursor: string | undefined; ;) {
      const { body } = await call<Page>('provider', address, {
        query: { ...query, ...(cursor === undefined ? {} : { cursor }) },
      })
      pages.push(body)
      if (body.next === null) return { pages, items: pages.flatMap(({ items }) => items) }
      cursor = body.next
    }
  }

  it.each(['ma', '-ma', 'so_con', '-so_con', 'muc', '-muc', 'ngay_sinh,-so_con', '-hieu_luc,muc', 'so_con,-muc,-ma'])(
    'by %s holds over all pages: each row exactly once, absent values last, ties by key',
    async (sort) => {
      const wanted = inOrder(sort)
      for (const limit of ['7', '120', '1000']) {
        const { items } = await walk({ sort, limit, select: 'ma' })
        expect(items.map((item) => item['ma'])).toEqual(wanted)
      }
    },
  )

  it('with a filter holds over all pages too, and the first page alone counts', async () => {
    const filter = 'so_con:ge:1'
    const { pages, items } = await walk({ sort: '-muc', limit: '10', filter })
    const wanted = inOrder('-muc').filter((key) => Number(rows.find((row) => row['ma'] === key)?.['so_con'] ?? 0) >= 1)
    expect(items.map((item) => item['ma'])).toEqual(wanted)
    expect(pages[0]?.count).toEqual({ kind: 'exact', value: wanted.length })
    expect(pages.slice(1).every(({ count }) => count === null)).toBe(true)
  })

  it('of texts walks through every row once, whatever the collation', async () => {
    for (const sort of ['ghi_chu', '-ghi_chu', 'ho_ten,-ghi_chu']) {
      const { items } = await walk({ sort, limit: '9', select: 'ma,ghi_chu' })
      expect(items.map((item) => item['ma']).sort()).toEqual(keysWhere(() => true))
      const absent = items.map((item) => item['ghi_chu'] === null)
      if (sort !== 'ho_ten,-ghi_chu') expect(absent).toEqual([...absent].sort())
    }
  })
})

describe('one record', () => {
  it('is found by its key with the fields asked for and where it came from', async () => {
    const { body } = await call<SingleRecord>('provider', `${address}/HS0002`, { query: { select: 'muc,so_con' } })
    expect(body).toMatchObject({ key: 'HS0002', values: { muc: '100.25', so_con: 2 }, since: { apply: 1 } })
    expect(Object.keys(body.values)).toEqual(['muc', 'so_con'])
  })

  it.each(['HS9999', 'hs0002', ' HS0002', 'HS0002 ', '%25', "'"])('that is not there is told so: %s', async (key) => {
    const expected = { status: 404, code: 'warehouse.recordNotFound' }
    await refusal(expected, 'provider', `${address}/${encodeURIComponent(decodeURIComponent(key))}`)
    await refusal(expected, 'provider', `${address}/${encodeURIComponent(decodeURIComponent(key))}/history`)
  })

  it('asked for together with others comes to who asked for it, whatever the others asked', async () => {
    const asked = ['HS0002', 'HS9999', 'a%00b', 'HS0001', 'HS0002', 'HS0120']
    const answers = await Promise.all(asked.map((key) => call<SingleRecord>('provider', `${address}/${key}`)))
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 400, 200, 200, 200])
    const found = answers.filter(({ status }) => status === 200).map(({ body }) => [body.key, body.values['ma']])
    expect(found).toEqual(['HS0002', 'HS0001', 'HS0002', 'HS0120'].map((key) => [key, key]))
  })

  it('with a key that needs escaping is found', async () => {
    const odd = 'A/b?c#d%e~f "g" ệ'
    const submission: Submission = await deliver(
      [
        { ma: odd, ten: 'Lạ' },
        { ma: 'DV1', ten: '1' },
        { ma: 'DV2', ten: '2' },
      ],
      {
        dataset: offices,
      },
    )
    expect(submission.state).toBe('applied')
    const { body } = await call<SingleRecord>(
      'provider',
      `/warehouse/datasets/${offices}/records/${encodeURIComponent(odd)}`,
    )
    expect(body).toMatchObject({ key: odd, values: { ma: odd, ten: 'Lạ' } })
  })
})

describe('pages', () => {
  it.each(['0', '-1', '1001', '1e9', 'x', '1.5'])('refuses a page of %s records', async (limit) => {
    const { vi } = await refusal({ status: 400, code: 'platform.invalidRequest' }, 'provider', address, {
      query: { limit },
    })
    expect(vi.errors?.[0]?.field).toBe('limit')
  })

  it('has a page of one and a page of a thousand', async () => {
    expect((await read({ limit: '1' })).items).toHaveLength(1)
    expect((await read({ limit: '1000' })).items).toHaveLength(120)
  })
})
