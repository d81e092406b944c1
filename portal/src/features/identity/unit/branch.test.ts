import { expect, test } from 'vitest'
import type { TreeUnit, UnitKind } from '../../../api/types.ts'
import { branchesOf } from './branch.ts'

const unit = (id: string, parent: string | null, name: string, kind: UnitKind = 'department'): TreeUnit => ({
  ...{ id, parent, name, nameEn: name, kind },
})
const units = [
  unit('1', null, 'Thành phố', 'city'),
  unit('2', '1', 'Sở Y tế'),
  unit('3', '1', 'Phường Đa Kao', 'ward'),
  unit('4', '2', 'Bệnh viện', 'service-unit'),
]

test('units stand below their parents, by kind', () => {
  const [city] = branchesOf(units, '')
  expect(city?.size).toBe(3)
  expect(city?.groups.map(({ kind, branches }) => [kind, branches.length])).toEqual([
    ['department', 1],
    ['ward', 1],
  ])
})

test('words leave the units that have them, without diacritics, and what they lie under', () => {
  const [city] = branchesOf(units, 'benh vien')
  expect(city?.groups).toHaveLength(1)
  expect(city?.groups[0]?.branches[0]?.unit.id).toBe('2')
  expect(branchesOf(units, 'da kao')[0]?.size).toBe(1)
  expect(branchesOf(units, 'không có')).toEqual([])
})
