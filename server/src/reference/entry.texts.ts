import type { FieldFault, Language } from '../platform/index.ts'
import type { EntryFault, EntryRule } from './entry.ts'

/** What each broken rule means, and so what to correct. */
const entryRuleText: Readonly<Record<EntryRule, Readonly<Record<Language, string>>>> = {
  header: {
    vi: 'Dòng đầu phải là tên cột: code,name,name_en,parent,kind,aliases (bắt buộc có code và name, không có cột lạ).',
    en: 'The first line must name the columns: code,name,name_en,parent,kind,aliases (code and name are needed, no others).',
  },
  columns: {
    vi: 'Số ô của dòng không khớp với số cột; kiểm tra dấu phẩy và dấu ngoặc kép.',
    en: 'The number of cells differs from the header; check commas and quotes.',
  },
  quotes: {
    vi: 'Dấu ngoặc kép mở mà không đóng, đặt sai chỗ, hoặc dòng quá dài; từ đây trở đi không đọc được.',
    en: 'A quote is not closed or stands in the wrong place, or the line is too long; nothing after it can be read.',
  },
  encoding: {
    vi: 'Có ký tự không đọc được; hãy lưu tệp với bảng mã UTF-8.',
    en: 'It holds bytes that are not text; save the file as UTF-8.',
  },
  empty: { vi: 'Tệp chỉ có dòng tên cột, chưa có mã nào.', en: 'The file has a header but no codes.' },
  codeMissing: { vi: 'Thiếu mã.', en: 'The code is missing.' },
  codeForm: {
    vi: 'Mã dài tối đa 50 ký tự, không có khoảng trắng, dấu phẩy hay dấu chấm phẩy.',
    en: 'A code has at most 50 characters and no space, comma or semicolon.',
  },
  nameMissing: { vi: 'Thiếu tên.', en: 'The name is missing.' },
  tooLong: { vi: 'Nội dung dài quá 500 ký tự.', en: 'The text is longer than 500 characters.' },
  duplicate: { vi: 'Mã này đã có ở một dòng phía trên.', en: 'The code stands in a line above already.' },
  tooMany: { vi: 'Bảng mã có quá 200.000 mã.', en: 'The list has more than 200,000 codes.' },
}

const listed = 100

/** The faults as the reader sees them: the first hundred, each with its line and column. */
export function entryFaultTexts(faults: readonly EntryFault[], language: Language): FieldFault[] {
  return faults.slice(0, listed).map(({ rule, line, column }) => ({
    field: column === '' ? String(line) : `${String(line)}:${column}`,
    message: `${language === 'vi' ? 'Dòng' : 'Line'} ${String(line)}: ${entryRuleText[rule][language]}`,
  }))
}
