import type { Field } from '../../catalogue/index.ts'
import type { Language } from '../../platform/index.ts'
import { isDay } from './day.ts'
import type { Rule } from './rule.ts'

/** What would read a value that is not of its type as it stands: settings of the reading profile, or another form of the cell. */
type Hint = 'dmy' | 'mdy' | 'serial' | 'comma' | 'points' | 'spaces' | 'commas'

const texts: Readonly<Record<Hint, Readonly<Record<Language, string>>>> = {
  dmy: {
    vi: 'Ngày viết ngày/tháng/năm đọc được khi chọn “Cách viết ngày: ngày/tháng/năm” trong cách đọc tệp (dates = dmy).',
    en: 'Dates written day/month/year are read with "Form of dates: day/month/year" in the reading profile (dates = dmy).',
  },
  mdy: {
    vi: 'Ngày viết tháng/ngày/năm đọc được khi chọn “Cách viết ngày: tháng/ngày/năm” trong cách đọc tệp (dates = mdy).',
    en: 'Dates written month/day/year are read with "Form of dates: month/day/year" in the reading profile (dates = mdy).',
  },
  serial: {
    vi: 'Ô này chứa số thứ tự ngày của bảng tính, không phải ngày. Hãy định dạng cột là ngày (Date) rồi lưu và nộp lại.',
    en: "The cell holds a spreadsheet's number of a day, not a day. Format the column as dates, save it and submit it again.",
  },
  comma: {
    vi: 'Số có dấu phẩy thập phân đọc được khi chọn “Dấu thập phân: dấu phẩy” trong cách đọc tệp (decimal = ",").',
    en: 'Numbers with a decimal comma are read with "Decimal mark: comma" in the reading profile (decimal = ",").',
  },
  points: {
    vi: 'Số như 1.234.567,8 đọc được khi chọn “Dấu ngăn hàng nghìn: dấu chấm” và “Dấu thập phân: dấu phẩy” trong cách đọc tệp (thousands = ".", decimal = ",").',
    en: 'Numbers like 1.234.567,8 are read with "Thousands mark: point" and "Decimal mark: comma" in the reading profile (thousands = ".", decimal = ",").',
  },
  spaces: {
    vi: 'Số như 1 234 567,8 đọc được khi chọn “Dấu ngăn hàng nghìn: dấu cách” và “Dấu thập phân: dấu phẩy” trong cách đọc tệp (thousands = " ", decimal = ",").',
    en: 'Numbers like 1 234 567,8 are read with "Thousands mark: space" and "Decimal mark: comma" in the reading profile (thousands = " ", decimal = ",").',
  },
  commas: {
    vi: 'Số như 1,234,567.8 đọc được khi chọn “Dấu ngăn hàng nghìn: dấu phẩy” trong cách đọc tệp (thousands = ",").',
    en: 'Numbers like 1,234,567.8 are read with "Thousands mark: comma" in the reading profile (thousands = ",").',
  },
}

/** The sentence that names the settings by which some of these values would be read; empty where there are none. */
export function readingHint(
  field: Pick<Field, 'type' | 'check'> | undefined,
  rule: Rule,
  values: readonly (string | null)[],
  language: Language,
): string {
  if (!field || (rule !== 'type' && rule !== 'check')) return ''
  const hint = values.map((value) => hintOf(field, value ?? '')).find((each) => each !== undefined)
  return hint === undefined ? '' : ` ${texts[hint][language]}`
}

function hintOf({ type, check }: Pick<Field, 'type' | 'check'>, value: string): Hint | undefined {
  if (type === 'date' || check === 'partial-date') return dateHint(value)
  return type === 'integer' || type === 'decimal' ? numberHint(type, value) : undefined
}

/** Days since 1900 as spreadsheets count them, for about 1927 to 2173; a year alone has four digits. */
const daySerial = /^[1-9]\d{4}$/

function dateHint(value: string): Hint | undefined {
  if (daySerial.test(value)) return 'serial'
  const [, first = '1', second = '', year = ''] = /^(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})$/.exec(value) ?? []
  if (isDay(Number(first), Number(second), Number(year))) return 'dmy'
  return isDay(Number(second), Number(first), Number(year)) ? 'mdy' : undefined
}

function numberHint(type: 'integer' | 'decimal', value: string): Hint | undefined {
  if (/^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(value)) return 'points'
  if (/^-?\d{1,3}(?:[ \u00A0\u202F]\d{3})+(?:,\d+)?$/.test(value)) return 'spaces'
  if (/^-?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$|^-?\d{1,3}(?:,\d{3})+\.\d+$/.test(value)) return 'commas'
  if (!/^-?\d+,\d+$/.test(value)) return undefined
  return type === 'integer' && /^-?\d{1,3},\d{3}$/.test(value) ? 'commas' : 'comma'
}
