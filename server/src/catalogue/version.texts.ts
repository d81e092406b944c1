import type { Language } from '../platform/index.ts'
import type { RowGap } from './version.ts'

/** What a dataset lacks, and so what to add. */
export const rowGapText: Readonly<Record<RowGap, Readonly<Record<Language, string>>>> = {
  noStructure: { vi: 'Chưa khai báo cấu trúc dữ liệu.', en: 'No structure is declared.' },
  noConsumers: { vi: 'Chưa nêu đơn vị được khai thác, sử dụng.', en: 'No unit allowed to use the data is named.' },
  archived: {
    vi: 'Bộ dữ liệu đã lưu trữ, không ban hành được nữa.',
    en: 'The dataset is archived and can no longer be promulgated.',
  },
  kindReadership: {
    vi: 'Loại dữ liệu này phải cho nhiều đơn vị hơn khai thác: dữ liệu dùng chung cho ít nhất một đơn vị khác, danh mục dùng chung và dữ liệu mở cho mọi đơn vị.',
    en: 'This kind of data is for more units: shared data for at least one other, reference and open data for all.',
  },
  kindFacts: {
    vi: 'Mức phân loại, hình thức hoặc tần suất cập nhật không đúng với loại dữ liệu.',
    en: 'Classification, form or frequency of update do not fit the kind of data.',
  },
  providerEnded: {
    vi: 'Đơn vị cung cấp không còn hoạt động vào ngày có hiệu lực.',
    en: 'The provider no longer exists on the day of effect.',
  },
}
