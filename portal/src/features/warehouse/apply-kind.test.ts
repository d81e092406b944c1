import { expect, test } from 'vitest'
import type { Submission } from '../../api/types.ts'
import { applyKind } from './apply-kind.ts'

const known = new Map<string, Pick<Submission, 'load' | 'withdraws'>>([
  ['a', { load: 'full', withdraws: null }],
  ['b', { load: 'withdrawal', withdraws: 'a' }],
  ['c', { load: 'withdrawal', withdraws: 'b' }],
  ['d', { load: 'withdrawal', withdraws: 'c' }],
])

test.each([
  ['a', 'full'],
  ['b', 'withdrawal'],
  ['c', 'restore'],
  ['d', 'withdrawal'],
])('the update %s is a %s', (id, kind) => {
  const submission = known.get(id)
  expect(submission && applyKind(submission, known)).toBe(kind)
})

test('what an update was is not known before what it took back is', () => {
  expect(applyKind({ load: 'withdrawal', withdraws: 'z' }, known)).toBeUndefined()
})
