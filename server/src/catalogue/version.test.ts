import { expect, it } from 'vitest'
import { rowGaps } from './version.ts'

const whole = { hasStructure: true, providerValidTo: null }

it.each([
  ['complete', [{}], whole, []],
  ['without structure', [{}], { ...whole, hasStructure: false }, ['noStructure']],
  ['without consumers', [], whole, ['noConsumers']],
  ['of a unit that ends that day', [{}], { ...whole, providerValidTo: '2026-01-01' }, ['providerEnded']],
  ['of a unit that ends later', [{}], { ...whole, providerValidTo: '2026-01-02' }, []],
  [
    'with nothing',
    [],
    { hasStructure: false, providerValidTo: '2025-01-01' },
    ['noStructure', 'noConsumers', 'providerEnded'],
  ],
])('a dataset %s lacks %4$j (Điều 9)', (_what, consumers, facts, expected) => {
  expect(rowGaps({ consumers }, facts, '2026-01-01')).toEqual(expected)
})
