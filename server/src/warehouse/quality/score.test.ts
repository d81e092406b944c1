import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rules } from '../checking/fault.ts'
import { bestMend, mendText } from './mend.ts'
import type { Mend } from './mend.ts'
import { dimensionOf } from './rule-dimension.ts'
import { dimensions, dimensionScore, exactScore, isJump, scoreOf, timelinessOf } from './score.ts'
import type { Dimension, Part, Parts } from './score.ts'

const nothing: Part = { good: 0, total: 0 }
const whole: Part = { good: 100, total: 100 }
const parts = (over: Partial<Parts> = {}): Parts => ({
  ...{ completeness: whole, validity: whole, uniqueness: whole, consistency: whole, timeliness: whole, volume: whole },
  ...over,
})
const share = (good: number): Part => ({ good, total: 1000 })

/** The formula of docs/explanation/quality.md, worked out by hand. */
it.each<[string, Partial<Parts>, number]>([
  ['nothing wrong', {}, 100],
  // (0.9 − 0.5) / 0.5 = 0.8 of 20.
  ['one cell in ten empty', { completeness: share(900) }, 96],
  ['half of the cells empty', { completeness: share(500) }, 80],
  ['all cells empty', { completeness: share(0) }, 80],
  // (0.99 − 0.9) / 0.1 = 0.9 of 35.
  ['one cell in a hundred faulty', { validity: share(990) }, 96],
  ['one cell in ten faulty', { validity: share(900) }, 65],
  ['one cell in a thousand faulty', { validity: share(999) }, 99],
  ['one row in twenty repeated', { uniqueness: share(950) }, 92],
  ['one reference in twenty dangling', { consistency: share(950) }, 92],
  ['half a period late', { timeliness: share(500) }, 92],
  ['a whole period late', { timeliness: share(0) }, 85],
  ['three times as many rows as usual', { volume: share(333) }, 100],
  // 20 + 35 + 15 + 0 of 85: what was not measured has no weight.
  ['no due date, and every reference dangling', { timeliness: nothing, consistency: share(0) }, 82],
  ['nothing measured', Object.fromEntries(dimensions.map((each) => [each, nothing])), 100],
])('scores %s (Điều 17.3)', (_what, over, score) => {
  expect(scoreOf(parts(over))).toBe(score)
})

const part = fc.nat(1000).chain((total) => fc.record({ good: fc.nat(total), total: fc.constant(total) }))
const anyParts = fc.record(Object.fromEntries(dimensions.map((each) => [each, part])) as Record<Dimension, typeof part>)

describe('any score', () => {
  it('lies between 0 and 100, and is 100 only when nothing that counts is left to mend', () => {
    fc.assert(
      fc.property(anyParts, (each) => {
        const score = scoreOf(each)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(100)
        const isFlawless = dimensions.every((name) => name === 'volume' || each[name].good === each[name].total)
        expect(score === 100).toBe(isFlawless)
      }),
      { seed: 20_260_302 },
    )
  })

  it('never falls when a part gets better', () => {
    fc.assert(
      fc.property(anyParts, fc.constantFrom(...dimensions), (each, name) => {
        const { good, total } = each[name]
        const better = { ...each, [name]: { good: Math.min(total, good + 1), total } }
        expect(exactScore(better)).toBeGreaterThanOrEqual(exactScore(each) - 1e-9)
      }),
      { seed: 20_260_302 },
    )
  })
})

it('gives a dimension without anything to measure no score', () => {
  expect(dimensionScore('consistency', nothing)).toBeNull()
  expect(dimensionScore('validity', share(995))).toBe(95)
})

it('counts every rule in one dimension', () => {
  const counted = rules.map((rule) => [rule, dimensionOf(rule)] as const)
  expect(counted.filter(([, dimension]) => dimension !== 'validity')).toEqual([
    ['required', 'completeness'],
    ['keyRepeated', 'uniqueness'],
    ['unique', 'uniqueness'],
    ['reference', 'consistency'],
    ['stillReferenced', 'consistency'],
  ])
})

const due = { dueAt: new Date('2026-03-31T17:00:00Z'), periodSeconds: 31 * 86_400 }
it.each([
  ['2026-03-01T00:00:00Z', 31 * 86_400],
  ['2026-03-31T17:00:00Z', 31 * 86_400],
  ['2026-03-31T17:00:00.001Z', 31 * 86_400 - 1],
  ['2026-04-01T17:00:00Z', 30 * 86_400],
  ['2026-05-01T17:00:00Z', 0],
  ['2027-01-01T00:00:00Z', 0],
])('leaves of a month that was due on 1 April, when delivered at %s, %i seconds (Điều 17.3)', (at, good) => {
  expect(timelinessOf(due, new Date(at))).toEqual({ good, total: 31 * 86_400 })
})

it.each([
  [100, 100, false],
  [150, 100, false],
  [151, 100, true],
  [67, 100, false],
  [66, 100, true],
  [0, 100, true],
  [5, null, false],
  [0, 0, false],
  [1, 0, true],
])('calls %i rows where %s are usual a jump: %s', (rows, usual, jump) => {
  expect(isJump(rows, usual)).toBe(jump)
})

describe('the next best mend', () => {
  const mend = (over: Partial<Mend>): Mend => ({
    ...{ kind: 'correct', dimension: 'validity', field: null, rule: null, dataset: null, count: 1, worth: 1 },
    ...over,
  })
  const fill = mend({ kind: 'fill', dimension: 'completeness', field: 'ghi_chu', worth: 80, count: 80 })
  const codes = mend({ field: 'loai', rule: 'codeList', worth: 10, count: 10 })
  const deliver = mend({ kind: 'deliver', dimension: 'timeliness', worth: 300 })
  const worse = parts({ completeness: share(900), validity: share(985), timeliness: share(700) })

  it.each([
    // 300 ‰ of 15; 10 ‰ of a tenth of 35; 80 ‰ of a half of 20.
    [[fill, codes, deliver], 'deliver', 4.5],
    [[fill, codes], 'correct', 3.5],
    [[fill], 'fill', 3.2],
  ])('is the one with the largest gain', (mends, kind, gain) => {
    expect(bestMend(worse, mends)).toMatchObject({ kind, gain })
  })

  it('is none where nothing would rise, and named even where little would', () => {
    expect(bestMend(parts(), [fill, codes])).toBeUndefined()
    expect(bestMend(worse, [])).toBeUndefined()
    const many = parts({ validity: { good: 999_999, total: 1_000_000 } })
    expect(bestMend(many, [codes])).toMatchObject({ kind: 'correct', gain: 0 })
  })

  it('is said in one sentence of each language', () => {
    const about = { title: 'Ghi chú', message: '' }
    expect(mendText({ ...fill, count: 1234 }, about, 'vi')).toBe('Điền trường “Ghi chú”: đang trống ở 1.234 dòng.')
    expect(mendText({ ...fill, count: 1234 }, { ...about, title: 'Note' }, 'en')).toBe(
      'Fill in “Note”: it is empty in 1,234 rows.',
    )
  })
})
