import { expect, test } from 'vitest'
import { divideAmong, missingIn, newDraft, reassign, stepOf } from './step-draft.ts'
import type { StepDraft } from './step-draft.ts'

const draft = (kind: StepDraft['kind'], over: Partial<StepDraft> = {}) => ({ ...newDraft(kind, 'new-1'), ...over })

test.each([
  [draft('create'), ['name', 'into']],
  [draft('create', { name: 'Sở Mới', into: ['city'] }), []],
  [draft('create', { name: 'Sở Mới', into: ['city'], text: 'Quản lý' }), ['citation']],
  [draft('rename', { units: ['a'] }), ['name']],
  [draft('merge', { units: ['a', 'b'] }), ['into']],
  [draft('split', { units: ['a'], into: ['b'] }), ['into']],
  [draft('split', { units: ['a'], into: ['b', 'c'] }), []],
  [draft('dissolve', { units: ['a'] }), []],
  [draft('identify', { units: ['a'] }), ['ended']],
  [draft('remit', { units: ['a'], ended: ['f'] }), []],
])('a step lacks %#', (step, missing) => {
  expect(missingIn(step)).toEqual(missing)
})

test('a unit that is made has its name for the other steps, codes and functions where they are given', () => {
  const made = draft('create', {
    name: ' Sở Mới ',
    into: ['city'],
    code: '000.00.40.H29',
    text: 'Quản lý',
    citation: 'Luật',
  })
  expect(stepOf(made)).toEqual({
    ...{ step: 'create', ref: 'new-1' },
    unit: {
      ...{ kind: 'department', name: 'Sở Mới', nameEn: 'Sở Mới', parent: 'city' },
      identifiers: [{ scheme: 'QCVN102', value: '000.00.40.H29' }],
      functions: [{ text: 'Quản lý', citation: 'Luật' }],
    },
  })
})

test('a thing goes to one successor alone; with those that are none any more, or are the first now, nothing goes', () => {
  const split = draft('split', { units: ['a'], into: ['b', 'c', 'd'] })
  const once = reassign(split, { what: 'account', to: 'c', ids: ['x', 'y'] })
  const twice = reassign(reassign(once, { what: 'account', to: 'd', ids: ['y'] }), {
    what: 'dataset',
    to: 'c',
    ids: ['y'],
  })
  const [x, y, set] = [
    { what: 'account', id: 'x', to: 'c' },
    { what: 'account', id: 'y', to: 'd' },
    { what: 'dataset', id: 'y', to: 'c' },
  ]
  expect(twice.assigned).toEqual([x, y, set])
  expect(stepOf(twice)).toEqual({ step: 'split', unit: 'a', into: ['b', 'c', 'd'], assigned: [x, y, set] })
  expect(divideAmong(twice, ['b', 'd']).assigned).toEqual([y])
  expect(divideAmong(twice, ['c', 'd']).assigned).toEqual([y])
  expect(reassign(twice, { what: 'account', to: 'd', ids: [] }).assigned).toEqual([x, set])
})

test('codes end by scheme and value, also when the value has a space', () => {
  const step = stepOf(draft('identify', { units: ['a'], ended: ['QD20 H29 1'] }))
  expect(step).toEqual({ step: 'identify', unit: 'a', begin: [], end: [{ scheme: 'QD20', value: 'H29 1' }] })
})

test('a unit is dissolved without a successor when none is chosen', () => {
  expect(stepOf(draft('dissolve', { units: ['a'] }))).toEqual({ step: 'dissolve', unit: 'a', successor: null })
})
