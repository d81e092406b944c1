import type { Dice, Lottery } from './random.ts'
import { lottery } from './random.ts'

/**
 * Common Vietnamese surnames, middle and given names with how common they are; the people made from them do not exist.
 * Figures: shares of surnames by region as in vietnamese-name-generator (MIT); counts of syllables over 8,682 full names
 * with diacritics, from vietnamese-namedb (MIT). Only the figures were taken over; see the README of this folder.
 */

export type Sex = 'male' | 'female'
export type Region = 'north' | 'central' | 'south'

export type Weights = readonly (readonly [word: string, weight: number])[]

const weights = (text: string): Weights =>
  text.split(' ').map((pair) => {
    const [word = '', weight = '1'] = pair.split(':')
    return [word, Number(weight)]
  })

/** Per cent. The south says Huỳnh and Võ where the north and the centre say Hoàng and Vũ. */
const inAllRegions = weights(
  'Nguyễn:31.5 Trần:10.9 Lê:8.9 Phạm:5.9 Phan:2.8 Trương:2.2 Bùi:2.1 Đặng:1.9 Đỗ:1.9 Ngô:1.7 Hồ:1.5 Dương:1.4 Hà:1.2 Lý:1.0 ' +
    'Trịnh:1.0 Đinh:0.9 Lâm:0.7 Đoàn:0.7 Cao:0.7 Lương:0.7 Mai:0.6 Đào:0.6 Lưu:0.6 Thái:0.5 Phùng:0.4 Vương:0.4 Chu:0.4 Tạ:0.4',
)

/** The rest of each region, 0.05 or less each for some 170 surnames: here the better known of them share it. */
const RARE =
  'Tô Tăng An Bạch Châu Diệp Đàm Đồng Giang Hứa Kiều La Lại Lã Mạc Nghiêm Ninh Nông Ông Quách Tống Thạch Triệu Từ Văn Viên'
const RARE_SHARE = 7.1

function surnames(own: string): Weights {
  const rare = RARE.split(' ')
  return [...inAllRegions, ...weights(own), ...rare.map((word) => [word, RARE_SHARE / rare.length] as const)]
}

/** Surnames of each region; per cent, as stated (they add up to 100.6). */
export const surnameWeights: Readonly<Record<Region, Weights>> = {
  north: surnames('Hoàng:5.1 Vũ:4.9'),
  central: surnames('Hoàng:5.1 Vũ:4.9'),
  south: surnames('Huỳnh:5.1 Võ:4.9'),
}

/** Surnames of the Hoa, the Khmer and the Chăm of the city and the delta: plausible, without a source of figures. */
const SURNAMES_BY_GROUP = new Map(
  Object.entries({
    '04': 'Trần:20 Lý:14 Lâm:13 Huỳnh:10 Trương:9 Quách:6 Vương:6 Lưu:6 Tăng:5 Châu:5 Ngô:5 Mã:3 Giang:3 Hứa:2',
    '05': 'Thạch:22 Sơn:16 Kim:16 Danh:14 Châu:9 Lâm:9 Lý:7 Trần:7',
    '17': 'Bá:12 Quảng:12 Đàng:12 Lưu:10 Từ:10 Thành:9 Phú:8 Châu:8 Trượng:7',
  }).map(([group, text]) => [group, lottery(weights(text))]),
)

/** Syllables said of both sexes; the figures do not tell the sexes apart. */
const EITHER_GIVEN =
  'Anh:200 Minh:124 Tâm:93 Phương:89 Linh:95 Khánh:75 An:71 Bình:62 Thanh:61 Tú:60 Ngọc:50 Hà:44 Giang:37 Hiền:33 Hậu:31 ' +
  'Châu:25 Ân:24 Xuân:13 Thủy:13'
const EITHER_MIDDLE =
  'Minh:560 Ngọc:427 Thanh:425 Hoàng:437 Xuân:197 Hồng:132 Hoài:73 Bảo:72 Khánh:58 Thiên:48 Gia:32 Phi:30'

/** Middle syllables and given names of each sex with their counts. */
export const syllableCounts: Readonly<Record<Sex, { readonly middle: Weights; readonly given: Weights }>> = {
  male: {
    middle: weights(
      `${EITHER_MIDDLE} Văn:947 Quốc:275 Đức:263 Quang:246 Anh:212 Hữu:204 Thành:198 Duy:192 Đình:191 Trung:178 Tuấn:153 Tấn:136 ` +
        'Công:131 Trọng:125 Thế:118 Tiến:107 Nhật:88 Hải:83 Mạnh:81 Việt:77 Đăng:75 Huy:72 Chí:62 Phước:61 Trường:59 Bá:55 ' +
        'Viết:47 Vĩnh:46 Khắc:42 Phúc:37 Phú:34',
    ),
    given: weights(
      `${EITHER_GIVEN} Huy:187 Tuấn:175 Duy:144 Nam:137 Hoàng:136 Dũng:122 Hiếu:122 Đạt:119 Cường:117 Hùng:115 Tùng:114 Sơn:113 ` +
        'Thành:109 Hải:107 Trung:106 Long:102 Vũ:98 Nguyên:95 Đức:94 Tiến:92 Phúc:90 Thắng:88 Thịnh:86 Khoa:82 Vinh:78 ' +
        'Hưng:76 Quân:74 Tài:74 Trí:73 Bảo:69 Toàn:69 Phong:67 Nghĩa:66 Nhân:66 Việt:65 Quang:63 Lâm:61 Trường:57 Tân:56 ' +
        'Dương:56 Lộc:56 Thái:53 Phú:53 Tín:52 Thiện:51 Phát:51 Sang:49 Thông:46 Luân:44 Phước:43 Mạnh:39 Thuận:38 Danh:36 ' +
        'Hiệp:36 Công:35 Đăng:35 Nhật:31 Quốc:30 Khang:30 Kiên:27 Quý:26 Lợi:24 Kiệt:23 Thọ:22 Khôi:20 Cảnh:17 Chiến:16',
    ),
  },
  female: {
    middle: weights(
      `${EITHER_MIDDLE} Thị:619 Kim:98 Phương:67 Thu:48 Như:32 Mỹ:25 Hà:21 Bích:18 Thùy:18 Thúy:16 Mai:14 Tuyết:13 Yến:13 Diễm:12 ` +
        'Quỳnh:12 Cẩm:11 Lan:10 Ánh:8 Lệ:8 Trúc:7',
    ),
    given: weights(
      `${EITHER_GIVEN} Thảo:52 Ngân:36 Trang:32 Thi:28 Dung:28 Thương:26 Hạnh:22 Nga:20 Hương:19 Loan:18 Huyền:18 Yến:18 Mai:17 ` +
        'Hằng:17 Nhi:17 Vân:16 Tiên:14 Quỳnh:14 Thư:13 Ánh:13 Hân:12 Trâm:12 Mỹ:12 Như:12 Duyên:11 Thúy:11 My:11 Phụng:11 Chi:9 ' +
        'Thùy:9 Trinh:9 Ly:9 Hoa:9 Trúc:9 Nhung:8 Uyên:8 Thu:8 Kim:8 Tuyền:8 Hồng:8 Quyên:7 Hường:7 Oanh:7 Trân:6 Diệu:6 Diệp:6 ' +
        'Kiều:6 Lan:6 Vy:6 Khuê:6 Tuyết:6 Phượng:5 Huệ:5',
    ),
  },
}

const surnameLotteries: Readonly<Record<Region, Lottery<string>>> = {
  north: lottery(surnameWeights.north),
  central: lottery(surnameWeights.central),
  south: lottery(surnameWeights.south),
}

const stock = ({ middle, given }: { middle: Weights; given: Weights }) => ({
  middle: lottery(middle),
  given: lottery(given),
})
const STOCKS = { male: stock(syllableCounts.male), female: stock(syllableCounts.female) }

export function surname(dice: Dice, ethnicGroup: string, region: Region): string {
  return dice.draw(SURNAMES_BY_GROUP.get(ethnicGroup) ?? surnameLotteries[region])
}

/** One in ten has a middle name of two syllables: the figures count 9,591 middle syllables in 8,682 names. */
export function givenNames(dice: Dice, sex: Sex): string {
  const { middle, given } = STOCKS[sex]
  const first = dice.draw(middle)
  const second = dice.chance(10) ? ` ${dice.draw(middle)}` : ''
  return `${first}${second === ` ${first}` ? '' : second} ${dice.draw(given)}`
}
