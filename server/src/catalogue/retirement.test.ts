import { expect, it } from 'vitest'
import { retirementFault } from './retirement.ts'
import type { DatasetStage, RetirementFault } from './retirement.ts'

it.each<[DatasetStage, string | undefined, DatasetStage, string, RetirementFault | undefined]>([
  ['active', undefined, 'closed', 'A', undefined],
  ['active', undefined, 'archived', 'A', 'notClosedYet'],
  ['active', undefined, 'active', 'A', 'alreadyThere'],
  ['active', 'A', 'closed', 'A', undefined],
  ['closed', 'A', 'closed', 'B', 'alreadyThere'],
  ['closed', 'A', 'archived', 'A', undefined],
  ['closed', 'A', 'active', 'A', 'sameInstrument'],
  ['closed', 'A', 'active', 'B', undefined],
  ['archived', 'A', 'active', 'B', 'archivedForGood'],
  ['archived', 'A', 'closed', 'B', 'archivedForGood'],
  ['archived', 'A', 'archived', 'B', 'alreadyThere'],
])('from %s (by %s) to %s by %s: %s (Điều 5.2)', (stage, instrument, to, by, expected) => {
  expect(retirementFault({ stage, instrument }, { stage: to, instrument: by })).toBe(expected)
})
