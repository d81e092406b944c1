import type { Language } from '../platform/index.ts'
import type { CalendarRule } from './calendar.ts'

/** What is wrong with a day of a calendar, or with its note. */
export const ruleTexts: Readonly<Record<CalendarRule | 'unsaid', Readonly<Record<Language, string>>>> = {
  otherYear: { vi: 'Ngày không thuộc năm này.', en: 'The day lies in another year.' },
  repeated: { vi: 'Ngày được nêu hai lần.', en: 'The day is named twice.' },
  workedWeekday: {
    vi: 'Chỉ thứ Bảy hoặc Chủ nhật mới làm bù được.',
    en: 'Only a Saturday or Sunday can be worked in place of another day.',
  },
  restedWeekend: {
    vi: 'Thứ Bảy, Chủ nhật vốn là ngày nghỉ, không nghỉ bù hay hoán đổi được.',
    en: 'Saturdays and Sundays are off anyway; they cannot be a day off in place of another.',
  },
  unsaid: {
    vi: 'Năm chưa đủ ngày nghỉ phải ghi rõ còn thiếu gì.',
    en: 'Of a year that is not whole the note says what is missing.',
  },
}
