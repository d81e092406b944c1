import type { Field } from '../../catalogue/index.ts'
import type { Language } from '../../platform/index.ts'
import { faultMessage } from './fault.ts'
import type { Rule } from './fault.ts'
import { expectedOf } from './fault-context.ts'

/** What a value may break on its way into a new field: the way itself, or a rule of the field. */
export type UnfitRule = Rule | 'conversion'

const lost: Readonly<Record<Language, string>> = {
  vi: 'Cách chuyển đã khai không đọc được giá trị này, hoặc làm mất một phần của nó.',
  en: 'The declared way cannot read the value, or would lose a part of it.',
}

export function conversionText(rule: UnfitRule, field: Field, language: Language): string {
  if (rule === 'conversion') return lost[language]
  const title = language === 'vi' ? field.title : field.titleEn
  return faultMessage(rule, { title, expected: expectedOf(rule, field, language) }, language)
}
