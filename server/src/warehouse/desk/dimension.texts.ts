import type { Language } from '../../platform/index.ts'
import type { Dimension, Part } from '../quality/score.ts'

type Texts = Readonly<Record<Language, string>>

/** What the figures of a dimension say; `{bad}` is what is missing to the whole. */
const texts: Readonly<Record<Dimension, { readonly some: Texts; readonly all: Texts; readonly none: Texts }>> = {
  completeness: {
    some: { vi: '{bad} trên {total} ô để trống.', en: '{bad} of {total} cells are empty.' },
    all: { vi: 'Mọi ô đều có giá trị.', en: 'Every cell holds a value.' },
    none: { vi: 'Chưa có ô nào để đo.', en: 'There are no cells to measure.' },
  },
  validity: {
    some: { vi: '{bad} trên {total} ô đã nộp sai quy tắc.', en: '{bad} of {total} cells sent break a rule.' },
    all: { vi: 'Không ô nào sai quy tắc.', en: 'No cell breaks a rule.' },
    none: { vi: 'Chưa có ô nào để đo.', en: 'There are no cells to measure.' },
  },
  uniqueness: {
    some: { vi: '{bad} trên {total} dòng đã nộp bị lặp.', en: '{bad} of {total} rows sent repeat another.' },
    all: { vi: 'Không dòng nào bị lặp.', en: 'No row repeats another.' },
    none: { vi: 'Chưa có dòng nào để đo.', en: 'There are no rows to measure.' },
  },
  consistency: {
    some: {
      vi: '{bad} trên {total} tham chiếu giữa các bộ dữ liệu không tìm thấy dòng được trỏ tới.',
      en: '{bad} of {total} references between datasets find no row.',
    },
    all: {
      vi: 'Mọi tham chiếu giữa các bộ dữ liệu đều tìm thấy dòng được trỏ tới.',
      en: 'Every reference between datasets finds its row.',
    },
    none: {
      vi: 'Bộ dữ liệu không tham chiếu bộ nào và không bộ nào tham chiếu tới.',
      en: 'The dataset points at no other, and none points at it.',
    },
  },
  timeliness: {
    some: {
      vi: 'Chậm {days} ngày so với hạn của kỳ {period} ngày.',
      en: 'Late by {days} days in a period of {period} days.',
    },
    all: { vi: 'Nộp đúng hạn.', en: 'Delivered in time.' },
    none: { vi: 'Không có hạn nộp.', en: 'There is no due date.' },
  },
  volume: {
    some: {
      vi: 'Số dòng khác thường lệ: ít hơn hoặc nhiều hơn {bad} dòng so với trung vị các lần trước.',
      en: 'The number of rows differs by {bad} from the median of earlier loads.',
    },
    all: { vi: 'Số dòng như thường lệ.', en: 'As many rows as usual.' },
    none: { vi: 'Chưa đủ số lần nộp để so sánh.', en: 'There are too few loads to compare with.' },
  },
}

const daySeconds = 86_400

export function dimensionText(dimension: Dimension, { good, total }: Part, language: Language): string {
  const { some, all, none } = texts[dimension]
  if (total === 0) return none[language]
  if (good === total) return all[language]
  const format = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 })
  const params: Readonly<Record<string, number>> = {
    bad: total - good,
    total,
    days: (total - good) / daySeconds,
    period: total / daySeconds,
  }
  return some[language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    return value === undefined ? whole : format.format(value)
  })
}
