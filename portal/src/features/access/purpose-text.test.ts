import { expect, test } from 'vitest'
import { purposeText, statedPurpose } from './purpose-text.ts'

test.for([
  ['dich-vu-cong', { code: 'dich-vu-cong', words: '' }],
  ['dich-vu-cong: Hồ sơ 12', { code: 'dich-vu-cong', words: 'Hồ sơ 12' }],
  ['nghiep-vu: Từ 8:00: ', { code: 'nghiep-vu', words: 'Từ 8:00: ' }],
  [': Hồ sơ', { code: '', words: 'Hồ sơ' }],
  ['', { code: '', words: '' }],
] as const)('“%s” is a code and words, and is written so again (Điều 18.2)', ([text, stated]) => {
  expect(statedPurpose(text)).toEqual(stated)
  expect(purposeText(stated)).toBe(text)
})

test('words without a registered code before them are no words, for they name no purpose', () => {
  expect(statedPurpose('Lập danh sách')).toEqual({ code: 'Lập danh sách', words: '' })
})
