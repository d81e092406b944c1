import { expect, test } from 'vitest'
import type { Profile } from '../../../api/types.ts'
import { changed, matchedByName, withField } from './mapping.ts'

const columns = [
  { source: 'Mã', field: 'ma' },
  { source: 'HỌ VÀ TÊN', field: null },
  { source: 'Ghi chú', field: null },
]

test('a field has one column: the one that had it gives it up', () => {
  expect(withField(columns, 'Ghi chú', 'ma')).toEqual([
    { source: 'Mã', field: null },
    { source: 'HỌ VÀ TÊN', field: null },
    { source: 'Ghi chú', field: 'ma' },
  ])
})

test('columns are matched by name or title without case and diacritics', () => {
  const fields = [
    { name: 'ma', title: 'Mã', titleEn: 'Code' },
    { name: 'ho_ten', title: 'Họ và tên', titleEn: 'Full name' },
  ]
  expect(matchedByName(columns, fields)).toEqual([
    { source: 'Mã', field: 'ma' },
    { source: 'HỌ VÀ TÊN', field: 'ho_ten' },
    { source: 'Ghi chú', field: null },
  ])
})

test('another delimiter makes other columns, another form of dates does not', () => {
  const profile: Profile = {
    ...{ format: 'csv', encoding: 'utf-8', delimiter: ',', sheet: null, header: { row: 1, rows: 1 } },
    ...{ columns: [{ source: 'Mã', field: 'ma' }], dates: 'iso', decimal: '.', thousands: '', compose: false },
  }
  expect(changed(profile, { delimiter: ';' }).columns).toBeNull()
  expect(changed(profile, { dates: 'dmy' }).columns).toEqual(profile.columns)
})
