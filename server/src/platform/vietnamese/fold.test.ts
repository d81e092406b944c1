import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fold } from './fold.ts'

it.each([
  ['Dân cư Thành phố', 'dan cu thanh pho'],
  ['ĐĂNG KÝ', 'dang ky'],
  ['đường Đồng Khởi', 'duong dong khoi'],
  // U+00D0 and U+00F0, which old keyboards and typists take for Đ and đ.
  ['\u00D0ặng', 'dang'],
  ['\u00F0a', 'da'],
  ['Nguyễn Thị Ngọc Huyền', 'nguyen thi ngoc huyen'],
  ['Nguyễn'.normalize('NFD'), 'nguyen'],
  ['Ủy ban', 'uy ban'],
  ['Uỷ ban', 'uy ban'],
  ['  Sở\u00A0Y\ttế \n', 'so y te'],
  ['aáàảãạăắằẳẵặâấầẩẫậ', 'aaaaaaaaaaaaaaaaaa'],
  ['eéèẻẽẹêếềểễệ', 'eeeeeeeeeeee'],
  ['iíìỉĩị yýỳỷỹỵ', 'iiiiii yyyyyy'],
  ['oóòỏõọôốồổỗộơớờởỡợ', 'oooooooooooooooooo'],
  ['uúùủũụưứừửữự', 'uuuuuuuuuuuu'],
  ['QCVN 102:2016/BTTTT', 'qcvn 102:2016/btttt'],
  ['', ''],
  [' \u00A0 ', ''],
])('finds %j under %j', (text, key) => {
  expect(fold(text)).toBe(key)
})

it('gives a key that has its own self for key, the same for composed and decomposed text', () => {
  const vietnamese = fc.string({
    unit: fc.constantFrom(...Array.from('ăâđêôơưÁỀĐƯợ \u00A0ab\u0301\u0323')),
    maxLength: 20,
  })
  fc.assert(
    fc.property(vietnamese, (text) => {
      const key = fold(text)
      expect(fold(key)).toBe(key)
      expect(fold(text.normalize('NFD'))).toBe(key)
      expect(fold(text.normalize('NFC'))).toBe(key)
      expect(key).toMatch(/^[a-z ]*$/)
    }),
    { seed: 29, numRuns: 300 },
  )
})
