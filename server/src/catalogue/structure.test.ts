import { describe, expect, it } from 'vitest'
import type { DatasetKind } from './dataset.ts'
import type { DeclaredField, Field, FieldType, Sensitivity } from './field.ts'
import { kindRules } from './kind.ts'
import { boundsInOrder, isBound } from './field.ts'
import {
  changesBetween,
  conversionsOf,
  isReferable,
  lastingSensitivities,
  nameFields,
  noEvolution,
} from './structure.evolution.ts'
import type { Evolution, Pointer } from './structure.evolution.ts'
import { structureFaults } from './structure.ts'
import type { StructureContext } from './structure.ts'
import { structureFaultTexts } from './structure.texts.ts'
import { aField, aKey } from './testing.ts'

const types: Record<string, FieldType> = { 'don-vi.ma': 'text', 'don-vi.so': 'integer' }
const nothing: StructureContext = {
  previous: undefined,
  evolution: noEvolution,
  pointers: [],
  isPublic: false,
  kind: kindRules('shared'),
  codeLists: new Set(['phuong-xa']),
  referenced: ({ references }) => (references ? types[`${references.dataset}.${references.field}`] : undefined),
  referencedKind: ({ references }) => (references?.dataset === 'don-vi' ? 'shared' : undefined),
}
const rulesOf = (fields: readonly DeclaredField[], context: Partial<StructureContext> = {}) =>
  structureFaults(fields, { ...nothing, ...context }).map(({ rule, field }) =>
    field === '' ? rule : `${field} ${rule}`,
  )
const key = aKey()

describe('the rules of a structure', () => {
  it.each<[string, DeclaredField[], string[]]>([
    ['a key and a text', [key, aField()], []],
    ['a key of two fields', [key, aKey({ name: 'nam', type: 'date' })], []],
    ['no key', [aField()], ['noKey']],
    ['nothing', [], ['noKey']],
    ['a name in capitals', [key, aField({ name: 'Ten' })], ['Ten nameForm']],
    ['a name with diacritics', [key, aField({ name: 'tên' })], ['tên nameForm']],
    ['a name that begins with a digit', [key, aField({ name: '1ten' })], ['1ten nameForm']],
    ['a name that begins with an underscore', [key, aField({ name: '_key' })], ['_key nameForm']],
    ['a name with SQL in it', [key, aField({ name: 'a"; drop table x' })], ['a"; drop table x nameForm']],
    ['a name of 63 characters', [key, aField({ name: 'a'.repeat(63) })], []],
    ['a name of 64 characters', [key, aField({ name: 'a'.repeat(64) })], [`${'a'.repeat(64)} nameForm`]],
    ['a name twice', [key, aField(), aField()], ['ten nameRepeated']],
    ['a key that is not required', [aKey({ required: false })], ['ma keyOptional']],
    ['a key of yes and no', [aKey({ type: 'boolean' })], ['ma keyType']],
    ['a key of decimals', [aKey({ type: 'decimal' })], ['ma keyType']],
    ['a key of whole numbers', [aKey({ type: 'integer' })], ['ma keyType']],
    ['a sensitive key', [aKey({ sensitivity: 'sensitive' })], ['ma keySensitive']],
    ['a personal key', [aKey({ sensitivity: 'personal' })], []],
    ['one territory', [key, aField({ territory: true, codeList: 'phuong-xa' })], []],
    [
      'two territories',
      [key, aField({ territory: true }), aField({ name: 'b', territory: true })],
      ['b territoryMany'],
    ],
    ['a territory of numbers', [key, aField({ type: 'integer', territory: true })], ['ten territoryType']],
    ['a sensitive territory', [key, aField({ territory: true, sensitivity: 'sensitive' })], ['ten territorySensitive']],
    ['a length', [key, aField({ length: 1 })], []],
    ['a length of nothing', [key, aField({ length: 0 })], ['ten lengthRange']],
    ['a length below nothing', [key, aField({ length: -5 })], ['ten lengthRange']],
    ['a length of a date', [key, aField({ type: 'date', length: 10 })], ['ten lengthType']],
    ['a pattern', [key, aField({ pattern: '\\d{12}' })], []],
    ['a pattern that differs by engine', [key, aField({ pattern: '\\w+' })], ['ten patternForm']],
    ['a pattern of a number', [key, aField({ type: 'integer', pattern: '[0-9]' })], ['ten patternType']],
    ['a named check', [key, aField({ check: 'tax-code' })], []],
    ['a named check of a number', [key, aField({ type: 'integer', check: 'tax-code' })], ['ten checkType']],
    ['a range of dates of some precision', [key, aField({ check: 'partial-date', minimum: '1900-01-01' })], []],
    ['a range of tax codes', [key, aField({ check: 'tax-code', minimum: '1' })], ['ten rangeType']],
    ['a range of integers', [key, aField({ type: 'integer', minimum: '-5', maximum: '10' })], []],
    ['a range of one value', [key, aField({ type: 'decimal', minimum: '0.10', maximum: '0.1' })], []],
    ['a range of dates', [key, aField({ type: 'date', minimum: '1900-01-01', maximum: '2100-12-31' })], []],
    ['a range backwards', [key, aField({ type: 'integer', minimum: '10', maximum: '9' })], ['ten rangeOrder']],
    [
      'a range of dates backwards',
      [key, aField({ type: 'date', minimum: '2026-01-02', maximum: '2026-01-01' })],
      ['ten rangeOrder'],
    ],
    ['a bound that is no number', [key, aField({ type: 'integer', minimum: 'x' })], ['ten rangeForm']],
    ['a bound that is no whole number', [key, aField({ type: 'integer', minimum: '1.5' })], ['ten rangeForm']],
    ['a bound that is no day', [key, aField({ type: 'date', maximum: '2026-02-30' })], ['ten rangeForm']],
    ['a range of texts', [key, aField({ minimum: 'a' })], ['ten rangeType']],
    ['a code list', [key, aField({ codeList: 'phuong-xa' })], []],
    ['an unknown code list', [key, aField({ codeList: 'khong-co' })], ['ten codeListUnknown']],
    ['a code list of numbers', [key, aField({ type: 'integer', codeList: 'phuong-xa' })], ['ten codeListType']],
    ['a reference', [key, aField({ references: { dataset: 'don-vi', field: 'ma' } })], []],
    [
      'a reference to nothing',
      [key, aField({ references: { dataset: 'don-vi', field: 'ten' } })],
      ['ten referenceUnknown'],
    ],
    [
      'a reference to another type',
      [key, aField({ references: { dataset: 'don-vi', field: 'so' } })],
      ['ten referenceType'],
    ],
    [
      '201 fields',
      [key, ...Array.from({ length: 200 }, (_, n) => aField({ name: `f${String(n)}` }))],
      ['tooManyFields'],
    ],
  ])('%s', (_what, fields, expected) => {
    expect(rulesOf(fields)).toEqual(expected)
  })

  it.each(['personal', 'sensitive'] as const)('a public dataset has no %s field', (sensitivity) => {
    expect(rulesOf([key, aField({ sensitivity })], { isPublic: true })).toEqual(['ten personalPublic'])
    expect(rulesOf([key, aField({ sensitivity })])).toEqual([])
  })

  it.each(['reference', 'open'] as const)('%s data has nothing personal (Điều 3.5, 3.6)', (kind) => {
    const personal = [key, aField({ sensitivity: 'personal' })]
    expect(rulesOf(personal, { kind: kindRules(kind) })).toEqual(['ten kindPersonal'])
    expect(rulesOf(personal, { kind: kindRules(kind), isPublic: true })).toEqual(['ten personalPublic'])
  })

  it('what everybody reads points at nothing that only some read (Điều 3.5, 12.1)', () => {
    const pointing = [key, aField({ references: { dataset: 'don-vi', field: 'ma' } })]
    const at = (kind: DatasetKind) => ({ referencedKind: () => kind })
    expect(rulesOf(pointing, { kind: kindRules('reference') })).toEqual(['ten kindReference'])
    expect(rulesOf(pointing, { kind: kindRules('open'), ...at('reference') })).toEqual([])
    expect(rulesOf(pointing, { kind: kindRules('shared'), ...at('transactional') })).toEqual(['ten kindReference'])
    expect(rulesOf(pointing, { kind: kindRules('sectoral'), ...at('transactional') })).toEqual([])
  })

  it('says each in both languages', () => {
    const faults = structureFaults([aField({ name: 'A' })], nothing)
    expect(structureFaultTexts(faults, 'vi')).toEqual([
      { field: 'fields', message: expect.stringContaining('trường khóa') as string },
      { field: 'A', message: expect.stringContaining('không dấu') as string },
    ])
    expect(structureFaultTexts(faults, 'en')[0]?.message).toContain('key')
  })
})

describe('the next version of a structure', () => {
  const previous = nameFields([key, aField()], undefined)
  const evolve = (evolution: Partial<Evolution>, pointers: readonly Pointer[] = []) => {
    return { previous, evolution: { ...noEvolution, ...evolution }, pointers }
  }
  const renamed = new Map([['ho_ten', 'ten']])
  const toNumber = (name: string, from = 'ten') => ({
    converted: new Map([[name, { from, using: 'integer' as const }]]),
  })

  it.each<[string, DeclaredField[], string[]]>([
    ['may be the same', [key, aField()], []],
    ['may add a field', [key, aField(), aField({ name: 'moi' })], []],
    ['may change texts, rules and order', [aField({ title: 'Họ tên', required: true, length: 50 }), key], []],
    ['cannot remove a field', [key], ['ten fieldRemoved']],
    ['cannot rename a field', [key, aField({ name: 'ho_ten' })], ['ten fieldRemoved']],
    ['cannot retype a field', [key, aField({ type: 'integer' })], ['ten fieldRetyped']],
    [
      'cannot take a field out of the key',
      [aField({ name: 'ma' }), aKey({ name: 'k' }), aField()],
      ['ma keyChanged', 'k keyChanged'],
    ],
    ['cannot add to the key', [key, aField(), aKey({ name: 'nam' })], ['nam keyChanged']],
  ])('%s', (_what, fields, expected) => {
    expect(rulesOf(fields, { previous })).toEqual(expected)
  })

  it.each<[string, DeclaredField[], Partial<Evolution>, string[]]>([
    ['renames a field', [key, aField({ name: 'ho_ten' })], { renamed }, []],
    ['renames a key', [aKey({ name: 'so' }), aField()], { renamed: new Map([['so', 'ma']]) }, []],
    ['retires a field', [key], { retired: ['ten'] }, []],
    ['converts a field under its own name', [key, aField({ type: 'integer' })], toNumber('ten'), []],
    ['converts a field under a new name', [key, aField({ name: 'so', type: 'integer' })], toNumber('so'), []],
    [
      'does not rename what is not there',
      [key, aField(), aField({ name: 'a' })],
      { renamed: new Map([['a', 'b']]) },
      ['a mappingUnknown'],
    ],
    ['does not rename what stays', [key, aField(), aField({ name: 'ho_ten' })], { renamed }, ['ho_ten mappingTwice']],
    [
      'does not rename one field twice',
      [key, aField({ name: 'ho_ten' }), aField({ name: 'b' })],
      { renamed: new Map([...renamed, ['b', 'ten']]) },
      ['ho_ten mappingTwice', 'b mappingTwice'],
    ],
    ['does not retire what is not there', [key, aField()], { retired: ['b'] }, ['b retiredUnknown']],
    ['does not retire what is declared', [key, aField()], { retired: ['ten'] }, ['ten retiredKept']],
    ['does not retire a key', [aField()], { retired: ['ma'] }, ['noKey', 'ma keyChanged']],
    [
      'does not convert a key',
      [aKey({ type: 'date' }), aField()],
      { converted: new Map([['ma', { from: 'ma', using: 'date-iso' }]]) },
      ['ma keyChanged'],
    ],
    [
      'does not convert to another type than the way gives',
      [key, aField({ type: 'date' })],
      toNumber('ten'),
      ['ten conversionType'],
    ],
    [
      'does not convert by a table without entries',
      [key, aField()],
      { converted: new Map([['ten', { from: 'ten', using: 'table', table: {} }]]) },
      ['ten conversionTable'],
    ],
    [
      'does not convert by a table to no number',
      [key, aField({ type: 'integer' })],
      { converted: new Map([['ten', { from: 'ten', using: 'table', table: { một: '1', hai: 'II' } }]]) },
      ['ten conversionTable'],
    ],
    [
      'does not take a table where none is used',
      [key, aField({ type: 'integer' })],
      { converted: new Map([['ten', { from: 'ten', using: 'integer', table: { một: '1' } }]]) },
      ['ten conversionTable'],
    ],
  ])('%s', (_what, fields, evolution, expected) => {
    expect(rulesOf(fields, evolve(evolution))).toEqual(expected)
  })

  it('never loses its territory, but may convert it (Điều 11.2)', () => {
    const ward = nameFields([key, aField({ name: 'phuong', territory: true })], undefined)
    const from = (fields: DeclaredField[], evolution: Partial<Evolution>) =>
      rulesOf(fields, { previous: ward, evolution: { ...noEvolution, ...evolution } })
    expect(from([key], { retired: ['phuong'] })).toEqual(['phuong territoryDropped'])
    expect(from([key, aField({ name: 'phuong' })], {})).toEqual(['phuong territoryDropped'])
    const table = { from: 'phuong', using: 'table', table: { '26734': '26740' } } as const
    const moved = aField({ name: 'phuong', territory: true })
    expect(from([key, moved], { converted: new Map([['phuong', table]]) })).toEqual([])
  })

  it('keeps what other datasets point at, under any name', () => {
    const pointer = { dataset: 'ho-so', field: 'don_vi', target: 'f1', name: 'ma' }
    const check = (fields: DeclaredField[], evolution: Partial<Evolution> = {}) =>
      rulesOf(fields, evolve(evolution, [pointer]))
    expect(check([key, aField()])).toEqual([])
    expect(check([aKey({ name: 'so' }), aField()], { renamed: new Map([['so', 'ma']]) })).toEqual([])
    const later = nameFields([aKey({ name: 'so' }), aField()], undefined)
    const reused = [aKey({ name: 'so' }), aField(), aField({ name: 'ma' })]
    expect(rulesOf(reused, { previous: later, pointers: [pointer] })).toEqual(['so fieldPointedAt'])
    const unique = nameFields([key, aField({ unique: true })], undefined)
    const atUnique = (fields: DeclaredField[], evolution: Partial<Evolution> = {}) =>
      rulesOf(fields, {
        ...{ previous: unique, evolution: { ...noEvolution, ...evolution } },
        pointers: [{ ...pointer, target: 'f2', name: 'ten' }],
      })
    expect(atUnique([key, aField({ unique: true })])).toEqual([])
    expect(atUnique([key, aField()])).toEqual(['ten fieldPointedAt'])
    expect(atUnique([key], { retired: ['ten'] })).toEqual(['ten fieldPointedAt'])
    expect(atUnique([key, aField({ type: 'integer', unique: true })], toNumber('ten'))).toEqual(['ten fieldPointedAt'])
  })

  it('says what it changed and where each field comes from; an id is given once', () => {
    const fields = [aKey({ name: 'so' }), aField({ type: 'integer' }), aField({ name: 'moi' })]
    const evolution: Evolution = { renamed: new Map([['so', 'ma']]), ...toNumber('ten'), retired: ['cu'] }
    const before = nameFields([key, aField(), aField({ name: 'cu' })], undefined)
    const after = nameFields(fields, before, { evolution, lastId: 7 })
    expect(after.map(({ id, name }) => `${id} ${name}`)).toEqual(['f1 so', 'f8 ten', 'f9 moi'])
    const conversions = conversionsOf(after, before, evolution)
    expect(conversions).toEqual([{ field: 'f8', from: 'f2', using: 'integer', table: null }])
    const changes = changesBetween(before, after, conversions)
    expect(
      changes.map(({ change, field, from }) => `${change} ${field} ${from?.id ?? '–'} ${from?.name ?? '–'}`),
    ).toEqual([...['renamed so f1 ma', 'converted ten f2 ten', 'added moi – –', 'retired cu f3 cu']])
    expect(changesBetween(after, after, [])).toEqual([])
    expect(changesBetween(undefined, after, [])).toEqual([])
  })

  it('keeps fields that ended as withheld as they were, or as what took their place', () => {
    const field = (id: string, sensitivity: Sensitivity) => ({ ...aField({ sensitivity }), id })
    const conversion = (to: string, from: string) => ({ field: to, from, using: 'text' as const, table: null })
    const lasting = lastingSensitivities([
      { fields: [field('f1', 'none'), field('f5', 'sensitive')], conversions: [] },
      { fields: [field('f1', 'personal'), field('f4', 'none')], conversions: [conversion('f4', 'f3')] },
      { fields: [field('f1', 'none'), field('f2', 'personal'), field('f3', 'none')], conversions: [] },
    ])
    expect(Object.fromEntries(lasting)).toEqual({ f1: 'none', f5: 'sensitive', f4: 'none', f3: 'none', f2: 'personal' })
    const stricter = lastingSensitivities([
      { fields: [field('f4', 'sensitive')], conversions: [conversion('f4', 'f3')] },
      { fields: [field('f3', 'none')], conversions: [conversion('f3', 'f2')] },
      { fields: [field('f2', 'none')], conversions: [] },
    ])
    expect([...stricter.values()]).toEqual(['sensitive', 'sensitive', 'sensitive'])
  })

  it('keeps the ids of fields by their names; new ones count on', () => {
    const ids = (fields: readonly Field[]) => Object.fromEntries(fields.map(({ name, id }) => [name, id]))
    expect(ids(previous)).toEqual({ ma: 'f1', ten: 'f2' })
    const second = nameFields([aField({ name: 'moi' }), aField(), key], previous)
    expect(ids(second)).toEqual({ moi: 'f3', ten: 'f2', ma: 'f1' })
    const third = nameFields([key, aField(), aField({ name: 'moi' }), aField({ name: 'nua' })], second)
    expect(ids(third)).toEqual({ ma: 'f1', ten: 'f2', moi: 'f3', nua: 'f4' })
  })

  it('keeps patterns in their canonical form', () => {
    expect(nameFields([aKey({ pattern: '\\d{12}' })], undefined)[0]?.pattern).toBe('[0-9]{12}')
  })
})

it.each([
  ['the only key', [key], true],
  ['a unique field', [aKey({ name: 'k' }), aField({ name: 'ma', unique: true })], true],
  ['part of a key', [key, aKey({ name: 'nam' })], false],
  ['any other field', [aKey({ name: 'k' }), aField({ name: 'ma' })], false],
  ['no field', [aKey({ name: 'k' })], false],
])('can %s be pointed at? %3$s', (_what, fields, expected) => {
  expect(isReferable('ma', fields)).toBe(expected)
})

describe('bounds', () => {
  it.each<[FieldType, string, boolean]>([
    ['integer', '0', true],
    ['integer', '-999999999999999999', true],
    ['integer', '1000000000000000000', false],
    ['integer', '1e3', false],
    ['integer', '', false],
    ['decimal', '12.50', true],
    ['decimal', '12.', false],
    ['decimal', '1,5', false],
    ['date', '2024-02-29', true],
    ['date', '2025-02-29', false],
    ['date', '29/02/2024', false],
    ['text', 'a', false],
    ['boolean', 'true', false],
  ])('of type %s: %j is one? %s', (type, text, expected) => {
    expect(isBound(type, text)).toBe(expected)
  })

  it.each<[FieldType, string, string, boolean]>([
    ['integer', '-2', '-1', true],
    ['integer', '9', '10', true],
    ['decimal', '0.1', '0.09', false],
    ['decimal', '-0.5', '-0.4', true],
    ['decimal', '-1.5', '-2', false],
    ['decimal', '999999999999999999999.1', '999999999999999999999.2', true],
    ['date', '1999-12-31', '2000-01-01', true],
  ])('of type %s: %s before %s? %s', (type, minimum, maximum, expected) => {
    expect(boundsInOrder(type, minimum, maximum)).toBe(expected)
  })
})
