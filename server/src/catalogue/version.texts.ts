import type { Language } from '../platform/index.ts'
import type { RowGap } from './version.ts'

/** What a dataset lacks, and so what to add. */
export const rowGapText: Readonly<Record<RowGap, Readonly<Record<Language, string>>>> = {
  noStructure: { vi: 'Chưa khai báo cấu trúc dữ liệu.', en: 'No structure is declared.' },
  noConsumers: { vi: 'Chưa nêu đơn vị được khai thác, sử dụng.', en: 'No unit allowed to use the data is named.' },
  providerEnded: {
    vi: 'Đơn vị cung cấp không còn hoạt động vào ngày có hiệu lực.',
    en: 'The provider no longer exists on the day of effect.',
  },
}
