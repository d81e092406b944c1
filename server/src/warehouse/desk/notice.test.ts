import { describe, expect, it } from 'vitest'
import { addresseeOf, causesOf, noticeKinds, noticeLink, noticeText } from './notice.ts'
import type { NoticeFacts, Situation } from './notice.ts'

const dueAt = new Date('2026-03-31T17:00:00Z')
const calm: Situation = {
  ...{ freshness: 'on-time', dueAt, lastDelivery: null, lastSubmission: null, waiting: null, measure: null },
  openRows: null,
}
const measure = { submission: 'M', score: 90, before: 92, sent: 100, usual: 100, jump: false }

it.each<[string, Partial<Situation>, string[]]>([
  ['nothing', {}, []],
  ['a due date that is near', { freshness: 'due-soon' }, ['due-soon 2026-03-31T17:00:00.000Z']],
  ['one that has passed', { freshness: 'overdue' }, ['overdue 2026-03-31T17:00:00.000Z']],
  ['no due date', { freshness: 'on-change', dueAt: null }, []],
  ['a first delivery that is still to come', { freshness: 'never' }, []],
  ['a late delivery', { lastDelivery: { submission: 'S', late: true, dueAt } }, ['late S']],
  ['a timely one', { lastDelivery: { submission: 'S', late: false, dueAt } }, []],
  ['a small fall of the score', { measure: { ...measure, before: 94 } }, []],
  ['a fall of five points', { measure: { ...measure, before: 95 } }, ['quality-drop M']],
  ['a first measure', { measure: { ...measure, before: null } }, []],
  ['a rise', { measure: { ...measure, before: 10 } }, []],
  ['a jump', { measure: { ...measure, sent: 300, jump: true } }, ['volume-jump M']],
  ['rows to mend', { openRows: { submission: 'Q', rows: 3 } }, ['quarantine-open Q']],
  ['a load that waits', { waiting: 'W' }, ['confirmation-waiting W']],
  ['a failed load', { lastSubmission: { id: 'F', state: 'failed' } }, ['processing-failed F']],
  ['a refused load, whose sender saw its faults', { lastSubmission: { id: 'F', state: 'rejected' } }, []],
])('calls for notices by %s (Điều 5.6)', (_what, over, expected) => {
  expect(causesOf({ ...calm, ...over }).map(({ kind, cause }) => `${kind} ${cause}`)).toEqual(expected)
})

it('goes to the unit that provides the dataset and names the contact of the dataset (Điều 17.1)', () => {
  expect(addresseeOf({ provider: 'unit', contact: 'bà Lan' })).toEqual({ unitId: 'unit', contact: 'bà Lan' })
})

describe.each(noticeKinds)('the notice %s', (kind) => {
  const facts: NoticeFacts = {
    ...{ dueAt: dueAt.toISOString(), submission: 'S', score: 80, before: 95, rows: 1234, usual: 500 },
  }
  const about = { dataset: 'Dân cư', contact: 'bà Lan' }

  it('is a sentence in each language, with everything filled in and the contact named', () => {
    const [vi, en] = [noticeText(kind, facts, about, 'vi'), noticeText(kind, facts, about, 'en')]
    for (const text of [vi, en]) {
      expect(text).not.toMatch(/[{}]/)
      expect(text).toContain('“Dân cư”')
      expect(text).toMatch(/bà Lan\.$/)
    }
    expect(vi).not.toBe(en)
  })

  it('leads to a page of the portal', () => {
    expect(noticeLink(kind, 'dan-cu', facts)).toMatch(/^\/(submit\?dataset=dan-cu|submissions\/S|datasets\/dan-cu)$/)
  })
})

it('tells due dates by the clock of the city', () => {
  const about = { dataset: 'Dân cư', contact: 'bà Lan' }
  expect(noticeText('overdue', { dueAt: dueAt.toISOString() }, about, 'vi')).toBe(
    'Bộ dữ liệu “Dân cư” đã quá hạn nộp từ 00:00 01/04/2026. Hãy nộp sớm. Đầu mối: bà Lan.',
  )
})
