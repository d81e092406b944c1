import { expect, it } from 'vitest'
import type { ConsumerInput } from './dataset.ts'
import { rowGaps } from './version.ts'
import type { RowGap } from './version.ts'

const provider = 'one'
const whole = { hasStructure: true, providerValidTo: null }

it.each<[string, ConsumerInput[], typeof whole | { hasStructure: boolean; providerValidTo: string }, RowGap[]]>([
  ['complete', [{ group: 'all' as const }], whole, []],
  ['without structure', [{ group: 'all' as const }], { ...whole, hasStructure: false }, ['noStructure']],
  ['without consumers', [], whole, ['noConsumers']],
  ['for nobody but its provider (Điều 3.4)', [{ unit: provider }], whole, ['kindReadership']],
  ['for another unit', [{ unit: provider }, { unit: 'two' }], whole, []],
  [
    'of a unit that ends that day',
    [{ group: 'all' as const }],
    { ...whole, providerValidTo: '2026-01-01' },
    ['providerEnded'],
  ],
  ['of a unit that ends later', [{ group: 'all' as const }], { ...whole, providerValidTo: '2026-01-02' }, []],
  [
    'with nothing',
    [],
    { hasStructure: false, providerValidTo: '2025-01-01' },
    ['noStructure', 'noConsumers', 'providerEnded'],
  ],
])('a dataset %s lacks %4$j (Điều 9)', (_what, consumers, facts, expected) => {
  const dataset = {
    kind: 'shared',
    classification: 'internal',
    updateMethod: 'full',
    updateFrequency: 'daily',
  } as const
  expect(rowGaps({ ...dataset, provider, consumers }, facts, '2026-01-01')).toEqual(expected)
})
