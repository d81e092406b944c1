import type { Field, NamedCheck, Structure } from '../../catalogue/index.ts'
import type { Language } from '../../platform/index.ts'
import { longestIndexed } from './checking.store.ts'
import type { FaultContext, Rule } from './fault.ts'

/** The form in which the days of a file are written; it is the file's sender who declares it. */
type DateForm = 'iso' | 'dmy' | 'mdy'

/** What is asked of a file: the fields of its structure, and days in the form it was declared to be written in. */
export interface Asked extends Pick<Structure, 'fields'> {
  readonly dates?: DateForm | undefined
}

/** What a message about a rule and a field, named as faults name it, has to say. */
export function contextOf({ fields, dates }: Asked, rule: Rule, name: string, language: Language): FaultContext {
  const named = name.split(', ').flatMap((each) => fields.filter((field) => field.name === each))
  const title = named.map((field) => (language === 'vi' ? field.title : field.titleEn)).join(', ')
  const [field] = named
  const names = rule === 'header' ? fields.map((each) => each.name).join(', ') : ''
  return { title: title === '' ? name : title, expected: field ? expectedOf(rule, field, language, dates) : names }
}

const typeNames: Readonly<Record<Exclude<Field['type'], 'date'>, Readonly<Record<Language, string>>>> = {
  text: { vi: 'văn bản', en: 'text' },
  integer: { vi: 'số nguyên, tối đa 15 chữ số', en: 'a whole number of at most 15 digits' },
  decimal: { vi: 'số, dùng dấu chấm cho phần thập phân', en: 'a number with a decimal point' },
  boolean: { vi: 'true hoặc false', en: 'true or false' },
  geometry: { vi: 'hình dạng GeoJSON', en: 'a GeoJSON geometry' },
}

const dayNames: Readonly<Record<DateForm, Readonly<Record<Language, string>>>> = {
  iso: {
    vi: 'ngày có thật từ năm 1800 đến 2199, viết năm-tháng-ngày như 2026-01-31',
    en: 'a real day from 1800 to 2199, written like 2026-01-31',
  },
  dmy: {
    vi: 'ngày có thật từ năm 1800 đến 2199, viết ngày/tháng/năm như 31/01/2026',
    en: 'a real day from 1800 to 2199, written day/month/year like 31/01/2026',
  },
  mdy: {
    vi: 'ngày có thật từ năm 1800 đến 2199, viết tháng/ngày/năm như 01/31/2026',
    en: 'a real day from 1800 to 2199, written month/day/year like 01/31/2026',
  },
}

const partialDayNames: Readonly<Record<DateForm, Readonly<Record<Language, string>>>> = {
  iso: {
    vi: 'ngày có thật, viết 2026-01-31, 2026-01 hoặc 2026',
    en: 'a real date, written 2026-01-31, 2026-01 or 2026',
  },
  dmy: {
    vi: 'ngày có thật, viết 31/01/2026, 01/2026 hoặc 2026',
    en: 'a real date, written 31/01/2026, 01/2026 or 2026',
  },
  mdy: {
    vi: 'ngày có thật, viết 01/31/2026, 01/2026 hoặc 2026',
    en: 'a real date, written 01/31/2026, 01/2026 or 2026',
  },
}

const checkNames: Readonly<Record<Exclude<NamedCheck, 'partial-date'>, Readonly<Record<Language, string>>>> = {
  'tax-code': { vi: 'mã số thuế có chữ số kiểm tra đúng', en: 'a tax code with the right check digit' },
  'personal-id': {
    vi: 'số định danh cá nhân: 12 chữ số, mã tỉnh và năm sinh có thật',
    en: 'a personal identification number: twelve digits with a possible province and year of birth',
  },
}

/** What a rule asks of the values of a field. */
export function expectedOf(rule: Rule, field: Field, language: Language, dates: DateForm = 'iso'): string {
  const of: Partial<Record<Rule, string | number | null | undefined>> = {
    type: (field.type === 'date' ? dayNames[dates] : typeNames[field.type])[language],
    length: field.length,
    indexLength: longestIndexed,
    pattern: field.pattern,
    check: field.check && (field.check === 'partial-date' ? partialDayNames[dates] : checkNames[field.check])[language],
    minimum: field.minimum,
    maximum: field.maximum,
    codeList: field.codeList,
    reference: field.references?.dataset,
  }
  return String(of[rule] ?? '')
}
