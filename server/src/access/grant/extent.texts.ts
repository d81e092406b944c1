import type { Language } from '../../platform/index.ts'
import type { Channel, ExtentFault, Mask } from './extent.ts'

type Texts = Readonly<Record<Language, string>>

export const maskTexts: Readonly<Record<Mask, Texts>> = {
  lastDigits: { vi: 'chỉ các ký tự cuối', en: 'last characters only' },
  yearOnly: { vi: 'chỉ năm', en: 'year only' },
  area: { vi: 'chỉ khu vực', en: 'surroundings only' },
  pseudonym: { vi: 'mã thay thế', en: 'pseudonym' },
}

export const channelTexts: Readonly<Record<Channel, Texts>> = {
  list: { vi: 'xem danh sách', en: 'reading page by page' },
  lookup: { vi: 'tra cứu từng bản ghi', en: 'looking up single records' },
  changes: { vi: 'theo dõi thay đổi', en: 'following changes' },
  export: { vi: 'kết xuất tệp', en: 'files' },
}

const texts: Readonly<Record<ExtentFault['kind'], Texts>> = {
  unknownField: {
    vi: 'Cấu trúc đang có hiệu lực không có trường này.',
    en: 'The structure in force has no such field.',
  },
  maskMissing: {
    vi: 'Mục đích đã chọn không được xem nguyên giá trị của trường này; hãy chọn một cách che hoặc bỏ trường.',
    en: 'For the purpose chosen its values cannot be seen as they are; choose a mask or leave it out.',
  },
  maskUnfit: { vi: 'Trường này chỉ che được bằng: {masks}.', en: 'This field can be masked by: {masks}.' },
  noScopeField: {
    vi: 'Không giới hạn dòng theo trường này được; chỉ dùng trường địa bàn hoặc trường có danh mục mã.',
    en: 'Rows cannot be told apart by it; use the field of the territory or one with a code list.',
  },
  keyNeeded: {
    vi: 'Tra cứu từng bản ghi và nhận thay đổi cần nguyên giá trị của trường khóa này; hãy thêm trường hoặc bỏ hai kênh đó.',
    en: 'Single records and changes are named by this key field, seen as it is; add it or leave these two channels out.',
  },
}

export function extentFaultText(fault: ExtentFault, language: Language): string {
  const text = texts[fault.kind][language]
  if (fault.kind !== 'maskUnfit') return text
  return text.replace('{masks}', fault.masks.map((mask) => maskTexts[mask][language]).join(', '))
}
