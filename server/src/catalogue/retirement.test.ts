import { expect, it } from 'vitest'
import { retirementFault } from './retirement.ts'
import type { DatasetStage, RetirementFault } from './retirement.ts'

it.each<[from: [DatasetStage, string?], to: [DatasetStage, string], RetirementFault | undefined]>([
  [['active'], ['closed', 'A'], undefined],
  [['active'], ['archived', 'A'], 'notClosedYet'],
  [['active'], ['active', 'A'], 'alreadyThere'],
  [['active', 'A'], ['closed', 'A'], undefined],
  [['closed', 'A'], ['closed', 'B'], 'alreadyThere'],
  [['closed', 'A'], ['archived', 'A'], undefined],
  [['closed', 'A'], ['active', 'A'], 'sameInstrument'],
  [['closed', 'A'], ['active', 'B'], undefined],
  [['archived', 'A'], ['active', 'B'], 'archivedForGood'],
  [['archived', 'A'], ['closed', 'B'], 'archivedForGood'],
  [['archived', 'A'], ['archived', 'B'], 'alreadyThere'],
])('from %j to %j: %s (Điều 5.2)', ([stage, instrument], [to, by], expected) => {
  expect(retirementFault({ stage, instrument }, { stage: to, instrument: by })).toBe(expected)
})
