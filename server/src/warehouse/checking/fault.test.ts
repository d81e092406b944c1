import { describe, expect, it } from 'vitest'
import type { Language } from '../../platform/index.ts'
import { problemTextFaults } from '../../platform/testing.ts'
import { faultMessage, faultSummary, rules, type Rule } from './fault.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

/** What a message has to name so that its reader can find and mend the fault. */
const summaryNames: Readonly<Record<Rule, string>> = {
  empty: '',
  encoding: 'value',
  unreadable: 'value',
  notText: 'count',
  notObject: 'count',
  header: 'expected',
  noRows: '',
  quote: 'count',
  tooLong: 'count',
  fieldCount: 'count',
  unknownMember: 'count',
  required: 'title count',
  lostZeros: 'title count',
  formula: 'title count',
  decomposed: 'title count',
  type: 'title count expected',
  geometry: 'title count',
  keyRepeated: 'title count',
  unique: 'title count',
  length: 'title count expected',
  indexLength: 'title count expected',
  pattern: 'title count expected',
  check: 'title count expected',
  minimum: 'title count expected',
  maximum: 'title count expected',
  codeList: 'title count expected',
  reference: 'title count expected',
  stillReferenced: 'title count',
  mendedRow: 'count',
}
const cellNames: Readonly<Partial<Record<Rule, string>>> = {
  required: 'title',
  lostZeros: 'title',
  formula: 'title',
  decomposed: 'title',
  type: 'title expected',
  geometry: 'title',
  unique: 'title',
  length: 'title expected',
  indexLength: 'title expected',
  pattern: 'title expected',
  check: 'title expected',
  minimum: 'title expected',
  maximum: 'title expected',
  codeList: 'title expected',
  reference: 'title expected',
  stillReferenced: 'title',
}

const marks = { title: '«title»', expected: '«expected»', value: '«value»' }
const count = 4_711_000
const shownCount: Readonly<Record<Language, string>> = { vi: '4.711.000', en: '4,711,000' }

/** Which parts a message names; every part it names is filled in. */
function named(message: string, language: Language): string {
  expect(message).not.toMatch(/[{}]|undefined|\(\)|\s[,.:]|\s\s/)
  const shown = { title: marks.title, count: shownCount[language], expected: marks.expected, value: marks.value }
  return Object.entries(shown)
    .filter(([, mark]) => message.includes(mark))
    .map(([name]) => name)
    .join(' ')
}

describe.each(['vi', 'en'] as const)('in %s', (language) => {
  it.each(rules)('says of the rule %s what it needs: place, number and what was expected', (rule) => {
    expect(named(faultSummary(rule, count, marks, language), language)).toBe(summaryNames[rule])
    expect(named(faultMessage(rule, marks, language), language)).toBe(cellNames[rule] ?? '')
  })
})

it.each(rules)('says of the rule %s something of its own, in Vietnamese and in English', (rule) => {
  const others = rules.filter((each) => each !== rule)
  for (const language of ['vi', 'en'] as const) {
    const text = faultSummary(rule, 1, marks, language)
    expect(others.map((other) => faultSummary(other, 1, marks, language))).not.toContain(text)
    expect(/đ|\p{M}/iu.test(text.normalize('NFD'))).toBe(language === 'vi')
  }
})

it('fills in a title and a form as they are, whatever they hold', () => {
  const odd = { title: '$& {expected}', expected: '^[0-9]{4}$' }
  expect(faultMessage('pattern', odd, 'en')).toBe('$& {expected} is not of the form ^[0-9]{4}$.')
})

it('says every problem of the warehouse in both languages, with what to do next', () => {
  expect(problemTextFaults(warehouseProblems.definitions)).toEqual([])
})
