import type { Language } from '../../platform/index.ts'
import type { Reason, Sign } from './detection.ts'

/** Why a setting was guessed as it was, for whoever confirms it. */
const texts: Readonly<Record<Sign, Readonly<Record<Language, string>>>> = {
  byMagic: { vi: 'Các byte đầu tệp cho biết đây là {name}.', en: 'The first bytes say that this is {name}.' },
  byMark: {
    vi: 'Tệp có dấu nhận biết {name} ở đầu (byte order mark).',
    en: 'The file begins with the mark of {name} (byte order mark).',
  },
  byForm: { vi: 'Nội dung đọc được trọn vẹn là {name}.', en: 'The content reads as {name} throughout.' },
  evenColumns: {
    vi: '{rows} dòng đầu đều có {width} cột khi dùng dấu này.',
    en: 'It parts the first {rows} rows evenly into {width} columns.',
  },
  onlyColumn: {
    vi: 'Không dấu nào chia đều các dòng, nên coi tệp có một cột.',
    en: 'No delimiter parts the rows evenly, so the file has one column.',
  },
  firstSheet: { vi: 'Đây là trang tính đầu tiên có dữ liệu.', en: 'It is the first sheet with data.' },
  bestSheet: {
    vi: 'Trong {sheets} trang tính có dữ liệu, tiêu đề của trang này khớp nhiều trường nhất ({matched}).',
    en: 'Of {sheets} sheets with data, the headings of this one match most fields ({matched}).',
  },
  rivalSheets: {
    vi: 'Nhiều trang tính khớp như nhau ({names}). Ở đây đang xem trang đầu trong số đó; hãy chọn trang cần nộp, các trang khác không được đọc.',
    en: 'Several sheets fit equally well ({names}). The first of them is shown; choose the one you mean, the others are not read.',
  },
  headingsMatch: {
    vi: 'Từ dòng {row} có {matched} trong {fields} trường được nhận ra theo tên.',
    en: 'From row {row} on, {matched} of {fields} fields are recognised by name.',
  },
  headingsUnknown: {
    vi: 'Không nhận ra trường nào trong các dòng đầu; hãy chọn dòng tiêu đề và ghép cột.',
    en: 'No field is recognised in the first rows; choose the header row and match the columns.',
  },
  titlesMatch: {
    vi: '{matched} cột được ghép theo tên hiển thị của trường.',
    en: '{matched} columns are matched by the titles of fields.',
  },
  dayAbove12: {
    vi: 'Ngày như {cell} chỉ đọc được theo một cách.',
    en: 'A date like {cell} can be read in one way only.',
  },
  dayOrMonth: {
    vi: 'Ngày như {cell} đọc được hai cách; theo lối viết Việt Nam, ngày đứng trước tháng. Hãy kiểm tra lại.',
    en: 'A date like {cell} can be read in two ways; in Viet Nam the day comes first. Please check.',
  },
  monthFirst: {
    vi: 'Ngày chưa đủ như {cell} viết tháng trước năm; đọc theo lối viết Việt Nam.',
    en: 'A date without its day, like {cell}, has its month before its year, as written in Viet Nam.',
  },
  numbersFit: {
    vi: 'Số như {cell} chỉ đọc được với dấu này. Hãy kiểm tra lại.',
    en: 'A number like {cell} can be read only with this mark. Please check.',
  },
  marksApart: {
    vi: '{cells} ô trong phần xem trước viết dấu tách rời khỏi chữ (NFD).',
    en: '{cells} cells of the preview have marks apart from their letters (NFD).',
  },
}

export function reasonText({ sign, facts }: Reason, language: Language): string {
  return texts[sign][language].replace(/\{(\w+)\}/g, (_whole, name: string) => String(facts[name] ?? ''))
}
