import { describe, expect, it } from 'vitest'
import type { DatasetKind } from './dataset.ts'
import type { DeclaredField, Field, FieldType } from './field.ts'
import { kindRules } from './kind.ts'
import { boundsInOrder, isBound } from './field.ts'
import { isReferable, nameFields, structureFaults } from './structure.ts'
import type { StructureContext } from './structure.ts'
import { structureFaultTexts } from './structure.texts.ts'
import { aField, aKey } from './testing.ts'

const types: Record<string, FieldType> = { 'don-vi.ma': 'text', 'don-vi.so': 'integer' }
const nothing: StructureContext = {
  previous: undefined,
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
