import type { Dice } from './random.ts'
import { lottery } from './random.ts'
import type { Lottery } from './random.ts'

/** Common Vietnamese words for surnames, middle and given names; the people made from them do not exist. */

export type Sex = 'male' | 'female'

const words = (text: string) => text.split(' ')

const weighted = (text: string): Lottery<string> =>
  lottery(
    words(text).map((pair) => {
      const [word = '', weight = '1'] = pair.split(':')
      return [word, Number(weight)] as const
    }),
  )

const COMMON_SURNAMES = weighted(
  'Nguyễn:310 Trần:110 Lê:95 Phạm:62 Huỳnh:48 Võ:38 Phan:32 Trương:26 Bùi:24 Đặng:24 Đỗ:20 Ngô:18 Hồ:20 Dương:18 ' +
    'Đinh:12 Lý:11 Lâm:11 Mai:10 Cao:9 Hoàng:14 Vũ:14 Đoàn:9 Trịnh:7 Tạ:6 Châu:6 Thái:6 Tô:5 Hà:7 Lương:8 Lưu:6 ' +
    'Đào:6 Phùng:5 Kiều:3 Quách:3 Tăng:3 Văn:4 Triệu:2 La:2 Từ:3 Đàm:2 Nghiêm:1 Doãn:1',
)

const SURNAMES_BY_GROUP = new Map([
  [
    '04',
    weighted('Trần:20 Lý:14 Lâm:13 Huỳnh:10 Trương:9 Quách:6 Vương:6 Lưu:6 Tăng:5 Châu:5 Ngô:5 Mã:3 Giang:3 Hứa:2'),
  ],
  ['05', weighted('Thạch:22 Sơn:16 Kim:16 Danh:14 Châu:9 Lâm:9 Lý:7 Trần:7')],
  ['17', weighted('Bá:12 Quảng:12 Đàng:12 Lưu:10 Từ:10 Thành:9 Phú:8 Châu:8 Trượng:7')],
])

interface NameStock {
  readonly middle: Lottery<string>
  readonly given: readonly string[]
}

const STOCKS: Readonly<Record<Sex, { readonly elder: NameStock; readonly younger: NameStock }>> = {
  male: {
    elder: {
      middle: weighted(
        'Văn:46 Hữu:8 Đức:5 Công:5 Xuân:4 Đình:4 Ngọc:5 Minh:4 Thanh:6 Quang:4 Bá:2 Tấn:3 Thành:3 Hoàng:3',
      ),
      given: words(
        'Hùng Dũng Minh Sơn Hải Tuấn Thành Long Phúc Lộc Thọ Bình An Hòa Đức Tâm Trí Nghĩa Hiếu Trung Kiên Cường Thắng ' +
          'Lợi Phước Tài Quang Vinh Hưng Tân Thanh Tùng Lâm Nam Châu Khánh Ba Tư Út Mười Chánh Chiến Đạt Định Giang Hà Hậu ' +
          'Hiền Khải Liêm Mạnh Nhân Phương Quân Quý Sang Sáu Tiến Toàn Trường Tuyên Xuân',
      ),
    },
    younger: {
      middle: weighted(
        'Văn:10 Minh:13 Gia:9 Hoàng:9 Quốc:8 Anh:6 Đức:6 Thanh:6 Ngọc:4 Hữu:4 Nhật:5 Tuấn:4 Thành:4 Duy:4 Trung:3 Tấn:3 ' +
          'Bảo:4 Khánh:3 Công:3 Phúc:3 Thiên:3',
      ),
      given: words(
        'Anh Bảo Huy Khang Khoa Khôi Minh Nam Phúc Quân Quang Thịnh Phát Đạt Duy Nhân Nguyên Long Hưng Kiệt Tuấn Tú Trí ' +
          'Thiện Tân Tín Toàn Trung Vinh Việt Vũ An Ân Bách Đăng Đức Dương Hải Hào Hiếu Hoàng Kha Khải Khánh Kiên Lâm Lộc ' +
          'Luân Nghĩa Nhật Phong Phước Quốc Sang Sơn Tài Tâm Tiến Triết Tùng',
      ),
    },
  },
  female: {
    elder: {
      middle: weighted('Thị:66 Ngọc:8 Kim:7 Thu:4 Thanh:3 Tuyết:2 Bích:3 Mỹ:3 Hồng:3 Xuân:2 Thúy:2'),
      given: words(
        'Lan Hoa Hồng Mai Cúc Huệ Nga Hà Thu Hương Phượng Loan Liên Sen Tuyết Nguyệt Dung Hạnh Thảo Thúy Thủy Vân Yến Oanh ' +
          'Ngọc Kim Bích Đào Lý Lài Xuân Hiền Hòa Bình Tâm Tám Bảy Năm Út Chi Diệp Điệp Gái Hai Hằng Hường Kiều Lệ Lựu Mận ' +
          'Minh Mỹ Nhung Phương Quý Sương Thanh Thơm Tươi',
      ),
    },
    younger: {
      middle: weighted(
        'Thị:22 Ngọc:12 Thanh:6 Minh:6 Bảo:6 Phương:5 Thùy:5 Kim:5 Như:6 Khánh:5 Gia:5 Mỹ:4 Thúy:3 Hoàng:4 Quỳnh:4 Tường:3 ' +
          'Hồng:3 Diễm:2 Cẩm:2 Tú:2 Yến:3',
      ),
      given: words(
        'Anh Vy Trang Linh Ngân Nhi Như My Trân Trinh Thư Thảo Uyên Vân Yến Quyên Phương Hân Hà Hiền Giang Duyên Dung Chi ' +
          'Châu Bình An Ánh Băng Diễm Hằng Hạnh Hương Huyền Khanh Khuê Lam Lan Loan Ly Mai Mẫn Mi Nga Nghi Ngọc Nguyên ' +
          'Nguyệt Nhiên Oanh Phụng Quỳnh San Tâm Thanh Thi Thơ Thúy Thủy Tiên Trâm',
      ),
    },
  },
}

export function surname(dice: Dice, ethnicGroup: string): string {
  return dice.draw(SURNAMES_BY_GROUP.get(ethnicGroup) ?? COMMON_SURNAMES)
}

export function givenNames(dice: Dice, sex: Sex, birthYear: number): string {
  const stock = birthYear < 1985 ? STOCKS[sex].elder : STOCKS[sex].younger
  const middle = dice.draw(stock.middle)
  const given = dice.pick(stock.given)
  return given === middle ? `${middle} ${given === 'An' ? 'Bình' : 'An'}` : `${middle} ${given}`
}
