import { expect, it } from 'vitest'
import { accepted, isBalanced, percentOf, type Stage } from './submission.ts'

const none = { sent: 0, rejected: 0, duplicate: 0, unchanged: 0, inserted: 0, changed: 0, deleted: 0 }

it.each([
  ['nothing', {}, true],
  ['a first load', { sent: 10, inserted: 10 }, true],
  ['a reload', { sent: 10, unchanged: 7, changed: 2, inserted: 1 }, true],
  ['duplicates', { sent: 10, unchanged: 8, duplicate: 2 }, true],
  ['a refused file', { sent: 10, rejected: 10 }, true],
  ['deletions, which are no rows of the file', { sent: 10, unchanged: 10, deleted: 99 }, true],
  ['a row lost', { sent: 10, inserted: 9 }, false],
  ['a row too many', { sent: 10, inserted: 10, duplicate: 1 }, false],
  ['deletions counted as rows sent', { sent: 10, unchanged: 9, deleted: 1 }, false],
])('accounts for every row sent: %s (Điều 5.2)', (_what, figures, balanced) => {
  expect(isBalanced({ ...none, ...figures }, 'full')).toBe(balanced)
})

it('accepts what is inserted or changed', () => {
  expect(accepted({ ...none, inserted: 3, changed: 4, unchanged: 5, deleted: 6 })).toBe(7)
})

const stages: readonly Stage[] = ['reading', 'checking', 'comparing', 'applying', 'sealing']

it('moves on from stage to stage without ever stepping back, and shows 100 % only when all is done', () => {
  const shown = stages.flatMap((stage) => [0, 0.25, 0.5, 0.75, 1].map((share) => percentOf(stage, share)))
  expect(shown.toSorted((left, right) => left - right)).toEqual(shown)
  expect(shown.at(0)).toBe(0)
  expect(shown.at(-1)).toBe(99)
  expect(shown.every(Number.isInteger)).toBe(true)
})

it.each(stages.slice(1).map((stage, place) => [stages[place] ?? 'reading', stage] as const))(
  'ends %s where %s begins',
  (stage, next) => {
    expect(percentOf(stage, 1)).toBe(percentOf(next, 0))
  },
)
