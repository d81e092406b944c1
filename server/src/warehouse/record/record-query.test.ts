import { describe, expect, it } from 'vitest'
import type { FieldType } from '../../catalogue/index.ts'
import { operators } from './record-filter.ts'
import { canonicalQuery, loggedQuery, parseRecordQuery } from './record-query.ts'
import { aLookupField } from '../testing.ts'

const fields = [
  aLookupField({ id: 'f1', name: 'van_ban', type: 'text' }),
  aLookupField({ id: 'f2', name: 'so', type: 'integer' }),
  aLookupField({ id: 'f3', name: 'so_le', type: 'decimal' }),
  aLookupField({ id: 'f4', name: 'ngay', type: 'date' }),
  aLookupField({ id: 'f5', name: 'dung', type: 'boolean' }),
  aLookupField({ id: 'f6', name: 'rieng_tu', type: 'text', sensitivity: 'personal' }),
] as const
const [text, , , , , personal] = fields

const parse = (input: Parameters<typeof parseRecordQuery>[1]) => parseRecordQuery(fields, input)
const filter = (...conditions: string[]) => parse({ filter: conditions })
const problem = (code: string, params: object = {}) =>
  expect.objectContaining({ code: `warehouse.${code}`, params: expect.objectContaining(params) as unknown }) as Error

const samples: Readonly<Record<FieldType, { good: readonly string[]; bad: readonly string[] }>> = {
  text: {
    good: ['Nguyễn', '', ' ', 'a:b:c', "' OR '1'='1", "'); DROP TABLE data.dan_cu; --", '$1', '%_\\', 'a\nb', '🌊'],
    bad: ['a\0b'],
  },
  integer: {
    good: ['0', '-5', '007', '999999999999999999'],
    bad: ['', ' 1', '1.5', '1e3', '+1', '0x10', '1_000', '1000000000000000000', '１', 'NaN', '1\n', '1;SELECT 1'],
  },
  decimal: {
    good: ['0', '-1.50', '0.000000000001', '9'.repeat(30)],
    bad: ['', '1.', '.5', '1,5', '1e3', 'NaN', 'Infinity', '1.5.2', '9'.repeat(31), '0.0000000000001', '--1'],
  },
  date: {
    good: ['2026-01-31', '2028-02-29', '0001-01-01', '9999-12-31'],
    bad: ['', '2026-02-29', '2026-13-01', '2026-00-10', '0000-01-01', '2026-1-1', '31/01/2026', 'today', 'infinity'],
  },
  boolean: { good: ['true', 'false'], bad: ['', 't', 'TRUE', '1', 'yes', 'null'] },
  geometry: { good: [], bad: ['', '00', 'POINT(1 2)', 'true'] },
}
const types = fields.slice(0, 5).map((field) => ({ field, type: field.type, ...samples[field.type] }))

describe.each(types)('a filter on a field of type $type', ({ field, type, good, bad }) => {
  it.each(['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const)('takes with %s exactly the values of the type', (operator) => {
    for (const value of good) {
      expect(filter(`${field.name}:${operator}:${value}`).where).toEqual([{ field, operator, values: [value] }])
    }
    for (const value of bad) {
      const refusal = problem('invalidFilterValue', { field: field.name, type })
      expect(() => filter(`${field.name}:${operator}:${value}`), value).toThrow(refusal)
    }
  })

  it('takes with in a list, all of it of the type', () => {
    const list = good.filter((value) => !value.includes(','))
    expect(filter(`${field.name}:in:${list.join(',')}`).where).toEqual([{ field, operator: 'in', values: list }])
    for (const value of bad.filter((each) => !each.includes(','))) {
      expect(() => filter(`${field.name}:in:${list[0] ?? ''},${value}`), value).toThrow(problem('invalidFilterValue'))
    }
  })

  it('takes with null only true and false', () => {
    for (const value of ['true', 'false']) {
      expect(filter(`${field.name}:null:${value}`).where).toEqual([{ field, operator: 'null', values: [value] }])
    }
    for (const value of ['', 'null', 'TRUE', ...good.filter((each) => !['true', 'false'].includes(each))]) {
      expect(() => filter(`${field.name}:null:${value}`), value).toThrow(problem('invalidFilterValue'))
    }
  })

  it.each(['prefix', 'contains'] as const)('takes %s only where the type is text', (operator) => {
    if (type === 'text') {
      expect(filter(`${field.name}:${operator}:Ngu:yễn,`).where).toEqual([{ field, operator, values: ['Ngu:yễn,'] }])
    } else {
      expect(() => filter(`${field.name}:${operator}:${good[0] ?? ''}`)).toThrow(problem('invalidFilter'))
    }
  })
})

it('has been asked with every operator there is', () => {
  expect([...operators].sort()).toEqual(['contains', 'eq', 'ge', 'gt', 'in', 'le', 'lt', 'ne', 'null', 'prefix'])
})

it.each([
  '',
  'so',
  'so:eq',
  ':eq:1',
  'so::1',
  'so:EQ:1',
  'so:like:1',
  'so: eq:1',
  'so:eq;drop:1',
  'so=1',
  'x:toString:1',
])('does not understand the filter %j', (condition) => {
  expect(() => filter(condition)).toThrow(problem('invalidFilter', { filter: condition }))
})

it.each(['khong_co', 'f1', 'SO', ' so', '__proto__', 'so"; DROP TABLE data.dan_cu; --', 'x'.repeat(500)])(
  'knows no field %j, in a filter, a selection or a sort, and names those there are',
  (name) => {
    const refusal = problem('unknownField', { field: name.slice(0, 60), fields: fields.map((field) => field.name) })
    expect(() => filter(`${name}:eq:1`)).toThrow(refusal)
    expect(() => parse({ select: `so,${name}` })).toThrow(refusal)
    expect(() => parse({ sort: `so,${name}` })).toThrow(refusal)
    expect(() => parse({ sort: `-${name}` })).toThrow(refusal)
  },
)

it('does not let a reader filter or sort by a field withheld from them (Điều 11.2)', () => {
  const readable = [text]
  const withheld = problem('unknownField', { fields: [text.name] })
  expect(() => parseRecordQuery(readable, { filter: [`${personal.name}:prefix:A`] })).toThrow(withheld)
  expect(() => parseRecordQuery(readable, { sort: personal.name })).toThrow(withheld)
  expect(() => parseRecordQuery(readable, { select: personal.name })).toThrow(withheld)
  expect(parseRecordQuery(readable, {}).select).toEqual(readable)
})

it('takes a thousand values in a list and no more', () => {
  const list = (length: number) => `so:in:${Array.from({ length }, (_none, n) => String(n)).join(',')}`
  expect(filter(list(1000)).where).toMatchObject([{ values: { length: 1000 } }])
  expect(() => filter(list(1001))).toThrow(problem('invalidFilter'))
})

describe('a filter as JSON', () => {
  const so = fields[1]
  const leaf = { field: 'so', op: 'ge', value: 1 }
  const whereOf = (tree: unknown) => parse({ where: JSON.stringify(tree) }).where

  it.each<[string, unknown, unknown]>([
    ['a condition', leaf, { field: so, operator: 'ge', values: ['1'] }],
    ['a text value', { ...leaf, value: '007' }, { field: so, operator: 'ge', values: ['007'] }],
    ['a list', { ...leaf, op: 'in', value: [1, '2'] }, { field: so, operator: 'in', values: ['1', '2'] }],
    ['absence', { ...leaf, op: 'null', value: true }, { field: so, operator: 'null', values: ['true'] }],
    [
      'a truth value',
      { field: 'dung', op: 'eq', value: false },
      { field: fields[4], operator: 'eq', values: ['false'] },
    ],
    ['not', { not: leaf }, { not: { field: so, operator: 'ge', values: ['1'] } }],
    ['and of one', { and: [leaf] }, { and: [{ field: so, operator: 'ge', values: ['1'] }] }],
    ['or in and', { and: [{ or: [leaf, leaf] }, leaf] }, { and: [{ or: [{}, {}] }, {}] }],
  ])('takes %s', (_what, tree, filter) => {
    expect(whereOf(tree)).toMatchObject([filter])
  })

  const deep = (depth: number): unknown => (depth === 1 ? leaf : { not: deep(depth - 1) })
  it('is at most eight deep and of two hundred parts', () => {
    expect(whereOf(deep(8))).toHaveLength(1)
    expect(() => whereOf(deep(9))).toThrow(problem('invalidFilter'))
    expect(whereOf({ or: Array(199).fill(leaf) })).toHaveLength(1)
    expect(() => whereOf({ or: Array(200).fill(leaf) })).toThrow(problem('invalidFilter'))
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', [leaf]],
    ['a text', 'so:ge:1'],
    ['no member', {}],
    ['no value', { field: 'so', op: 'ge' }],
    ['a member too many', { ...leaf, or: [leaf] }],
    ['two joins at once', { and: [leaf], or: [leaf] }],
    ['and of none', { and: [] }],
    ['or of a condition', { or: leaf }],
    ['not of a list', { not: [leaf] }],
    ['an unknown operator', { ...leaf, op: 'like' }],
    ['an operator of the prototype', { ...leaf, op: 'constructor' }],
    ['an object as a value', { ...leaf, value: { a: 1 } }],
    ['null as a value', { ...leaf, value: null }],
    ['a list where one value belongs', { ...leaf, value: [1] }],
    ['a number as an operator', { ...leaf, op: 1 }],
  ])('refuses %s', (_what, tree) => {
    expect(() => whereOf(tree)).toThrow(problem('invalidFilter'))
  })

  it('refuses what is no JSON, a value of another type, and a field that is not there', () => {
    expect(() => parse({ where: '{"field":' })).toThrow(problem('invalidFilter'))
    expect(() => whereOf({ ...leaf, value: 1.5 })).toThrow(problem('invalidFilterValue'))
    expect(() => whereOf({ ...leaf, value: 1e21 })).toThrow(problem('invalidFilterValue'))
    expect(() => whereOf({ not: { ...leaf, field: 'f2' } })).toThrow(problem('unknownField'))
  })
})

it.each([
  [undefined, ['van_ban', 'so', 'so_le', 'ngay', 'dung', 'rieng_tu']],
  ['', ['van_ban', 'so', 'so_le', 'ngay', 'dung', 'rieng_tu']],
  ['ngay,so', ['ngay', 'so']],
  ['so,ngay,so', ['so', 'ngay']],
])('selects for %j the fields %j', (select, names) => {
  expect(parse({ select }).select.map((field) => field.name)).toEqual(names)
})

it.each([
  [undefined, []],
  ['', []],
  ['so', [['so', false]]],
  ['-so,ngay', [['so', true], ['ngay', false]]], // prettier-ignore
])('sorts for %j by %j', (sort, keys) => {
  expect(parse({ sort }).sort.map(({ field, descending }) => [field.name, descending])).toEqual(keys)
})

describe('the canonical form', () => {
  const question = { filter: ['so:ge:1', 'van_ban:in:a,b'], sort: '-ngay,so' }
  const canonical = (input: Parameters<typeof parseRecordQuery>[1]) => canonicalQuery(parse(input))

  it('is the same for the same question, whatever is selected', () => {
    expect(canonical({ ...question, select: 'so' })).toBe(canonical({ ...question, select: 'ngay,van_ban' }))
  })

  it('differs with every other question', () => {
    const others = [
      question,
      {},
      { sort: question.sort },
      { filter: question.filter },
      { ...question, filter: ['so:gt:1', 'van_ban:in:a,b'] },
      { ...question, filter: ['so:ge:2', 'van_ban:in:a,b'] },
      { ...question, filter: ['so:ge:1', 'rieng_tu:in:a,b'] },
      { ...question, filter: ['so:ge:1', 'van_ban:in:a', 'van_ban:in:b'] },
      { ...question, filter: ['so:ge:1', 'van_ban:eq:a,b'] },
      { ...question, filter: ['so:ge:1', 'van_ban:in:a","b'] },
      { ...question, sort: 'ngay,so' },
      { ...question, sort: 'so,-ngay' },
    ]
    expect(new Set(others.map(canonical)).size).toBe(others.length)
  })
})

describe('what the log of reads keeps', () => {
  const logged = (...conditions: string[]) => loggedQuery(parse({ filter: conditions, sort: '-so' }), undefined)

  it('tells fields, operators, values and order', () => {
    expect(JSON.parse(logged('so:ge:1'))).toEqual({ where: [['so', 'ge', '1']], sort: ['-so'] })
  })

  it('does not hold values of personal fields', () => {
    expect(JSON.parse(logged('rieng_tu:eq:079123', 'so:eq:1'))).toEqual({
      where: [['rieng_tu', 'eq', '…'], ['so', 'eq', '1']], // prettier-ignore
      sort: ['-so'],
    })
    expect(logged('rieng_tu:in:079123,079124', 'rieng_tu:prefix:079')).not.toContain('079')
  })

  it('tells a filter as it is joined, and the state that was read', () => {
    const where =
      '{"or":[{"field":"rieng_tu","op":"eq","value":"079123"},{"not":{"field":"so","op":"in","value":[1,2]}}]}'
    expect(JSON.parse(loggedQuery(parse({ where }), 7))).toEqual({
      asOf: 7,
      where: [{ or: [['rieng_tu', 'eq', '…'], { not: ['so', 'in', '1', '2'] }] }],
      sort: [],
    })
  })

  it('shortens long lists', () => {
    const list = Array.from({ length: 500 }, (_none, n) => String(n))
    expect(JSON.parse(logged(`so:in:${list.join(',')}`))).toMatchObject({ where: [['so', 'in', ...list.slice(0, 20)]] })
  })
})
