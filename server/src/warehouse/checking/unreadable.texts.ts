import type { Language } from '../../platform/index.ts'

/** Why a file cannot be opened, by the name its reader gives the reason. */
export const unreadableTexts: Readonly<Partial<Record<string, Readonly<Record<Language, string>>>>> = {
  xls: { vi: 'đây là tệp Excel cũ (.xls), hãy lưu dạng .xlsx', en: 'it is an old Excel file (.xls); save it as .xlsx' },
  gzip: {
    vi: 'đây là tệp nén (gzip), hãy giải nén rồi nộp tệp bên trong',
    en: 'it is compressed (gzip); unpack it and submit what is inside',
  },
  rar: {
    vi: 'đây là tệp nén (RAR), hãy giải nén rồi nộp tệp bên trong',
    en: 'it is an archive (RAR); unpack it and submit what is inside',
  },
  '7z': {
    vi: 'đây là tệp nén (7z), hãy giải nén rồi nộp tệp bên trong',
    en: 'it is an archive (7z); unpack it and submit what is inside',
  },
  pdf: {
    vi: 'đây là tệp PDF, hãy nộp bảng gốc (XLSX hoặc CSV) mà từ đó in ra PDF',
    en: 'it is a PDF; submit the table it was printed from (XLSX or CSV)',
  },
  macro: {
    vi: 'tệp có macro, hãy lưu dạng .xlsx không macro',
    en: 'it holds macros; save it as .xlsx without them',
  },
  'external link': {
    vi: 'tệp liên kết sang tệp khác, hãy dán lại dưới dạng giá trị',
    en: 'it links to other files; paste those cells as values',
  },
  'zip bomb': {
    vi: 'nội dung nén bung ra lớn bất thường, hãy lưu lại tệp từ bảng tính rồi nộp lại',
    en: 'it would unpack to an extraordinary size; save it anew from the spreadsheet',
  },
  password: {
    vi: 'tệp có mật khẩu, hãy bỏ mật khẩu rồi nộp lại',
    en: 'it has a password; take it off and submit it again',
  },
  damaged: { vi: 'tệp bị hỏng, hãy lưu lại rồi nộp lại', en: 'it is damaged; save it anew and submit it again' },
  XML: {
    vi: 'nội dung bên trong tệp bị hỏng, hãy lưu lại rồi nộp lại',
    en: 'a part of it is damaged; save it anew and submit it again',
  },
  JSON: {
    vi: 'JSON chưa trọn vẹn hoặc không phải danh sách, hãy xuất lại tệp rồi nộp lại',
    en: 'its JSON is not whole, or no list; write the file anew and submit it again',
  },
  'not a whole zip file': {
    vi: 'tệp chưa trọn vẹn, hãy lấy lại bản đầy đủ rồi nộp lại',
    en: 'it is not whole; get all of it and submit it again',
  },
  'no workbook': {
    vi: 'tệp nén này không phải bảng tính Excel, hãy giải nén rồi nộp tệp bên trong',
    en: 'this archive is no workbook; unpack it and submit what is inside',
  },
}
