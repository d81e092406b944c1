import type { Language } from '../../platform/index.ts'
import { ruleTexts } from './fault.texts.ts'
import { unreadableTexts } from './unreadable.texts.ts'
import type { Rule } from './rule.ts'

export { rules } from './rule.ts'
export type { Rule } from './rule.ts'

/** One rule broken at one place. `row` counts records of the file, the header being 1; `field` is '' for the whole row. */
export interface Fault {
  readonly row: number
  readonly rule: Rule
  readonly field: string
  readonly value: string | null
}

/** What the message needs to know of the field: its title in the reader's language and what was expected. */
export interface FaultContext {
  readonly title: string
  readonly expected: string
  /** What was found, where the sentence needs it. */
  readonly value?: string
}

/**
 * What is wrong with all rows that break a rule, in one sentence that says how to mend it; where it would have to name
 * what was found and that is not known, the sentence about one cell.
 */
export function faultSummary(rule: Rule, count: number, context: FaultContext, language: Language): string {
  if (!context.value && ruleTexts[rule][language].summary.includes('{value}'))
    return faultMessage(rule, context, language)
  const value = unreadableTexts[context.value ?? '']?.[language] ?? context.value ?? ''
  return fill(ruleTexts[rule][language].summary, { ...context, value, count: formatCount(count, language) })
}

/** What is wrong with one cell. */
export function faultMessage(rule: Rule, context: FaultContext, language: Language): string {
  return fill(ruleTexts[rule][language].cell, { ...context })
}

function fill(text: string, params: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_whole, name: string) => params[name] ?? '')
}

function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB').format(count)
}
