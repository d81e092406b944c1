import { describe, expect, it } from 'vitest'
import { isOut } from './detector.ts'
import type { DetectorName, FiguresOf } from './detector.ts'

type Case<Name extends DetectorName> = readonly [what: string, figures: FiguresOf[Name], isOut: boolean]

/** Each threshold from both sides. */
const cases: { readonly [Name in DetectorName]: readonly Case<Name>[] } = {
  walking: [
    ['forty keys, half of them nobody’s', { keys: 40, missed: 20, byHand: 0 }, true],
    ['one key less', { keys: 39, missed: 39, byHand: 0 }, false],
    ['fewer misses', { keys: 40, missed: 19, byHand: 0 }, false],
    ['a program that finds what it asks for', { keys: 5_000, missed: 100, byHand: 0 }, false],
    ['more by hand than hands can do', { keys: 300, missed: 0, byHand: 1 }, true],
  ],
  plantedKey: [
    ['asked for once', { asked: 1 }, true],
    ['never', { asked: 0 }, false],
  ],
  volume: [
    ['five times the usual', { rows: 5_000, usual: 1_000, days: 3 }, true],
    ['a little less', { rows: 5_000, usual: 1_001, days: 3 }, false],
    ['few rows, however unusual', { rows: 4_999, usual: 1, days: 10 }, false],
    ['a newcomer who takes much', { rows: 20_000, usual: 0, days: 0 }, true],
    ['a newcomer who takes less', { rows: 19_999, usual: 10, days: 2 }, false],
  ],
  nightBulk: [
    ['a first night', { rows: 3_000, nights: 0 }, true],
    ['a program that comes each night', { rows: 50_000, nights: 3 }, false],
    ['little at night', { rows: 2_999, nights: 0 }, false],
  ],
  nearExpiry: [
    ['three times the usual before the end', { rows: 3_000, usual: 1_000 }, true],
    ['as usual', { rows: 2_999, usual: 1_000 }, false],
    ['little', { rows: 999, usual: 0 }, false],
  ],
  afterExpiry: [
    ['three tries', { refused: 3 }, true],
    ['two, as who has not noticed', { refused: 2 }, false],
  ],
  refusals: [
    ['many', { refused: 20, datasets: 1 }, true],
    ['at many doors', { refused: 6, datasets: 6 }, true],
    ['fewer of both', { refused: 19, datasets: 5 }, false],
  ],
  obstruction: [
    ['closed while granted', { closed: 1, heldHours: 0, holds: 0 }, true],
    ['held for a day', { closed: 0, heldHours: 24, holds: 1 }, true],
    ['held time and again', { closed: 0, heldHours: 1, holds: 3 }, true],
    ['held for some hours', { closed: 0, heldHours: 23, holds: 2 }, false],
  ],
  massChange: [
    ['much of it, far beyond the usual', { touched: 1_000, before: 3_000, usual: 200, deliveries: 3 }, true],
    ['a small part of a large dataset', { touched: 1_000, before: 3_334, usual: 200, deliveries: 3 }, false],
    ['as its deliveries are', { touched: 1_000, before: 3_000, usual: 201, deliveries: 3 }, false],
    ['few rows', { touched: 999, before: 999, usual: 0, deliveries: 9 }, false],
    ['one of the first deliveries', { touched: 9_000, before: 9_000, usual: 0, deliveries: 2 }, false],
  ],
}

const of = <Name extends DetectorName>(name: Name) =>
  cases[name].map(([what, figures, expected]) => [name, what, isOut[name](figures), expected] as const)

describe('what is out of the ordinary', () => {
  it.each((Object.keys(cases) as DetectorName[]).flatMap((name) => of(name)))(
    '%s: %s',
    (_name, _what, found, expected) => {
      expect(found).toBe(expected)
    },
  )
})
