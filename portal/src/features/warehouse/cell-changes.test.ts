import { describe, expect, test } from 'vitest'
import type { Field, Structure } from '../../api/types.ts'
import { cellChanges, type Structures } from './cell-changes.ts'

type Change = Structure['changes'][number]

function field(id: string, name: string, type: Field['type'] = 'text'): Field {
  return {
    ...{ id, name, type, title: name, titleEn: name, description: '', descriptionEn: '' },
    ...{ length: null, pattern: null, check: null, minimum: null, maximum: null, codeList: null, references: null },
    ...{ required: false, unique: false, key: name === 'ma', searched: false, indexed: false },
    ...{ sensitivity: 'none', territory: false },
  }
}

function structure(version: number, fields: Field[], changes: Change[] = []): Structure {
  return { version, fields, changes, since: '2026-01-01T00:00:00Z', note: '', state: 'adopted', carriedBy: null }
}

const key = field('1', 'ma')
const converted: Change = {
  ...{ change: 'converted', field: 'so', id: '5', from: { id: '3', name: 'so' }, using: 'integer' },
}
const versions = [
  structure(1, [key, field('2', 'ten'), field('3', 'so'), field('4', 'ghi_chu')]),
  // Renames ten, converts so, ends ghi_chu.
  structure(2, [key, field('2', 'ho_ten'), field('5', 'so', 'integer')], [converted]),
  // Begins another field of the name that ended.
  structure(3, [key, field('2', 'ho_ten'), field('5', 'so', 'integer'), field('6', 'ghi_chu')]),
]
const structures: Structures = { versions, now: versions[2]?.fields ?? [] }

/** In short: name before, value before, name after, value after. */
function told(before: Parameters<typeof cellChanges>[0], after: Parameters<typeof cellChanges>[1], known = structures) {
  return cellChanges(before, after, known).map((change) => [
    ...[change.before?.field.name, change.before?.value, change.after?.field.name, change.after?.value],
  ])
}

const first = { structureVersion: 1, values: { ma: 'A', ho_ten: 'An', so: '12', ghi_chu: 'x' } }
const second = { structureVersion: 2, values: { ma: 'A', ho_ten: 'An', so: 12 } }

describe('two versions of a record', () => {
  test('differ where the value of a field does', () => {
    const later = { ...first, values: { ...first.values, ho_ten: 'Ân' } }
    expect(told(first, later)).toEqual([['ten', 'An', 'ten', 'Ân']])
  })

  test('of two structures: a renamed field goes on, a converted one follows its source, an ended one is gone', () => {
    expect(told(first, second)).toEqual([
      ['so', '12', 'so', 12],
      ['ghi_chu', 'x', undefined, undefined],
    ])
  })

  test('do not take a field for one that had its name before', () => {
    const third = { structureVersion: 3, values: { ...second.values, ghi_chu: 'x' } }
    expect(told(first, third).slice(1)).toEqual([
      [undefined, undefined, 'ghi_chu', 'x'],
      ['ghi_chu', 'x', undefined, undefined],
    ])
  })

  test('find a value that stands apart because another field has its name now', () => {
    const now = [key, field('2', 'ghi_chu')]
    const values = { ma: 'A', ghi_chu: 'An', so: '12', ghi_chu_4: 'x' }
    const known = { versions: [...versions, structure(4, now)], now }
    expect(
      told({ structureVersion: 1, values }, { structureVersion: 4, values: { ma: 'A', ghi_chu: 'An' } }, known),
    ).toEqual([
      ['so', '12', undefined, undefined],
      ['ghi_chu', 'x', undefined, undefined],
    ])
  })

  test('follow a field converted twice', () => {
    const again: Change = { ...converted, id: '7', from: { id: '5', name: 'so' }, using: 'decimal' }
    const now = [key, field('2', 'ho_ten'), field('7', 'so', 'decimal')]
    const known = { versions: [...versions, structure(4, now, [again])], now }
    const later = { structureVersion: 4, values: { ma: 'A', ho_ten: 'An', so: '12.5' } }
    expect(told(first, later, known)[0]).toEqual(['so', '12', 'so', '12.5'])
  })

  test('that begin or end a record show what it holds', () => {
    expect(told(null, second)).toEqual([
      [undefined, undefined, 'ma', 'A'],
      [undefined, undefined, 'ho_ten', 'An'],
      [undefined, undefined, 'so', 12],
    ])
    expect(told(second, null)).toHaveLength(3)
  })

  test('hold places on the map the same when they are', () => {
    const place = () => ({ type: 'Point', coordinates: [106.7, 10.8] })
    const here = { structureVersion: 1, values: { ma: 'A', ghi_chu: place() } }
    expect(told(here, { structureVersion: 1, values: { ma: 'A', ghi_chu: place() } })).toEqual([])
  })
})
