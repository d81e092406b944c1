import { expect, test } from 'vitest'
import { mediaTypeOf, titleFrom } from './documents.ts'

test.each([
  ['Đặc tả.PDF', 'application/pdf'],
  ['tu.dien.csv', 'text/csv'],
  ['chuong-trinh.exe', undefined],
  ['pdf', undefined],
])('the file %s is of the type %s', (name, type) => {
  expect(mediaTypeOf(name)).toBe(type)
})

test('the title of a document begins as the name of its file', () => {
  expect(titleFrom('Dac_ta  du_lieu.v2.docx')).toBe('Dac ta du lieu.v2')
  expect(titleFrom('README')).toBe('README')
})
