import { expect, test } from 'vitest'
import type { TreeUnit, UnitKind } from '../../../api/types.ts'
import { formatFor } from '../../../lib/format.ts'
import { branchesOf } from './branch.ts'

const unit = (id: string, parent: string | null, name: string, kind: UnitKind = 'department'): TreeUnit => ({
  ...{ id, parent, name, nameEn: name, kind },
})
const byName = (a: TreeUnit, b: TreeUnit) => formatFor('vi').compare(a.name, b.name)
const units = [
  unit('1', null, 'Thành phố', 'city'),
  unit('2', '1', 'Sở Y tế'),
  unit('3', '1', 'Phường Đa Kao', 'ward'),
  unit('4', '2', 'Bệnh viện', 'service-unit'),
]

test('units stand below their parents, by kind', () => {
  const [city] = branchesOf(units, '', byName)
  expect(city?.size).toBe(3)
  expect(city?.groups.map(({ kind, branches }) => [kind, branches.length])).toEqual([
    ['department', 1],
    ['ward', 1],
  ])
})

test('words leave the units that have them, without diacritics, and what they lie under', () => {
  const [city] = branchesOf(units, 'benh vien', byName)
  expect(city?.groups).toHaveLength(1)
  expect(city?.groups[0]?.branches[0]?.unit.id).toBe('2')
  expect(branchesOf(units, 'da kao', byName)[0]?.size).toBe(1)
  expect(branchesOf(units, 'không có', byName)).toEqual([])
})

test('units of one kind stand in the order people count in', () => {
  const wards = ['Phường 10', 'Phường 2', 'Phường Đa Kao', 'Phường Bến Nghé']
  const many = [...units.slice(0, 1), ...wards.map((name) => unit(name, '1', name, 'ward'))]
  const [city] = branchesOf(many, '', byName)
  const names = city?.groups[0]?.branches.map((branch) => branch.unit.name)
  expect(names).toEqual(['Phường 2', 'Phường 10', 'Phường Bến Nghé', 'Phường Đa Kao'])
})
