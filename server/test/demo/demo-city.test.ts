import { describe, expect, it } from 'vitest'

import type { FieldInput } from '../../src/catalogue/index.ts'
import { packCodeLists } from '../../packs/index.ts'
import { recipes } from '../../recipes/index.ts'
import { demoCity } from '../../src/app/demo/index.ts'
import { records } from '../csv.ts'

const { settings, organisations, accounts, instruments, datasets, catalogue } = demoCity
const units = new Set(organisations.map(({ code }) => code))

const codesOf = new Map(
  packCodeLists.map(({ code, versions }) => [
    code,
    new Set(records(versions.at(-1)?.csv ?? '').map((row) => row['code'])),
  ]),
)

const TYPES = {
  text: /^/,
  integer: /^-?\d+$/,
  decimal: /^-?\d+(\.\d+)?$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  boolean: /^(true|false)$/,
  geometry: /^(POINT|POLYGON) ?\([-\d., ()]+\)$/,
}

const rowsOf = new Map(datasets.map((dataset) => [dataset.code, records([...dataset.rows(settings)].join(''))]))

function belowMinimum({ type, minimum }: FieldInput, value: string): boolean {
  if (minimum === undefined || minimum === null) return false
  return type === 'date' || type === 'text' ? value < minimum.slice(0, value.length) : Number(value) < Number(minimum)
}

const valuesOf = (dataset: string, field: string) => new Set((rowsOf.get(dataset) ?? []).map((row) => row[field]))
const targets = new Map(
  datasets.flatMap(({ fields }) =>
    fields.flatMap(({ references }) =>
      references ? [[JSON.stringify(references), valuesOf(references.dataset, references.field)] as const] : [],
    ),
  ),
)

/** The rules a value of the field breaks. */
function faultsOf(field: FieldInput, value: string): string[] {
  if (value === '') return field.required || field.key ? ['required'] : []
  const { codeList, references } = field
  const broken = {
    length: Array.from(value).length > (field.length ?? Infinity),
    pattern: !new RegExp(field.pattern ?? '', 'u').test(value),
    codeList: codeList ? codesOf.get(codeList)?.has(value) !== true : false,
    references: references ? targets.get(JSON.stringify(references))?.has(value) !== true : false,
    type: !TYPES[field.type].test(value),
    minimum: belowMinimum(field, value),
  }
  return Object.entries(broken).flatMap(([rule, isBroken]) => (isBroken ? [rule] : []))
}

describe.each(datasets.map((dataset) => [dataset.code, dataset] as const))('%s', (_, dataset) => {
  const rows = rowsOf.get(dataset.code) ?? []

  it('delivers rows that keep every rule of their structure', () => {
    const { fields } = dataset
    expect(Object.keys(rows[0] ?? {})).toEqual(fields.map(({ name }) => name))
    const faults = rows.flatMap((row, place) =>
      fields.flatMap((field) =>
        faultsOf(field, row[field.name] ?? '').map((rule) => `row ${String(place + 1)}, ${field.name}: ${rule}`),
      ),
    )
    expect(faults.slice(0, 5)).toEqual([])
    for (const { name } of fields.filter(({ unique }) => unique)) {
      expect(new Set(rows.map((row) => row[name])).size).toBe(rows.length)
    }
  })

  it('names a provider, an account of it, and consumers that exist', () => {
    const deliverer = accounts.find(({ login }) => login === dataset.deliveredBy)
    expect(deliverer).toMatchObject({ unit: dataset.provider, roles: ['provider'] })
    for (const consumer of dataset.consumers) if ('unit' in consumer) expect(units).toContain(consumer.unit)
    expect(catalogue.datasets).toContain(dataset.code)
  })
})

it.each([...datasets, ...recipes.map(({ dataset }) => dataset)].map((dataset) => [dataset.code, dataset] as const))(
  'describes every field of %s in both languages, with a key and known code lists',
  (_, { fields }) => {
    expect(fields.some(({ key }) => key)).toBe(true)
    for (const field of fields) {
      expect(field.name).toMatch(/^[a-z][a-z0-9_]*$/)
      expect([field.title, field.titleEn, field.description, field.descriptionEn]).not.toContain('')
      if (field.codeList) expect([...codesOf.keys()]).toContain(field.codeList)
    }
  },
)

it('has the sizes of the demo city', () => {
  const size = (code: string) => rowsOf.get(code)?.length
  expect(['dan-toc', 'don-vi-hanh-chinh', 'doanh-nghiep', 'dan-cu'].map(size)).toEqual([54, 202, 5_000, 20_000])
  expect(size('dia-chi')).toBe((size('ho-gia-dinh') ?? 0) + 5_000)
  expect(size('thua-dat')).toBe(size('ho-gia-dinh'))
})

it('lets the wards and the health department read people, not the tax office', () => {
  const people = datasets.find(({ code }) => code === 'dan-cu')
  expect(people?.consumers).toEqual([{ unit: 'so-y-te' }, { group: 'wards' }])
  expect(people?.fields.filter(({ territory }) => territory).map(({ name }) => name)).toEqual(['ma_phuong_xa'])
  const ward = organisations.find(({ code }) => code === accounts.find(({ login }) => login === 'phuong.saigon')?.unit)
  expect(ward?.territory).toBe('26740')
})

it('puts every account into a unit, and every citation on an instrument', () => {
  for (const { unit } of accounts) expect(units).toContain(unit)
  const numbers = instruments.map(({ number }) => number)
  expect(numbers).toContain('5086/QĐ-UBND')
  expect(numbers).toContain(catalogue.instrument)
  for (const { versions } of packCodeLists) {
    for (const { instrument } of versions) if (instrument !== null) expect(numbers).toContain(instrument)
  }
})

it('says of its own decision that it is no real one', () => {
  const decision = instruments.find(({ number }) => number === catalogue.instrument)
  expect(decision?.number).toContain('DEMO')
  expect(decision?.title).toContain('minh họa')
})
