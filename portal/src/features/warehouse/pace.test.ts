import { expect, test } from 'vitest'
import { paceOf, remember, type Sample } from './pace.ts'

const sample = (at: number, rows: number, percent: number, stage: Sample['stage'] = 'reading'): Sample => ({
  at,
  rows,
  percent,
  stage,
})

test('says nothing before there is something to measure', () => {
  expect(paceOf([])).toEqual({ rowsPerSecond: null, secondsLeft: null })
  expect(paceOf([sample(0, 10, 1)])).toEqual({ rowsPerSecond: null, secondsLeft: null })
})

test('measures rows within the stage and time over all stages', () => {
  const samples = [sample(0, 0, 0), sample(1000, 50_000, 20), sample(2000, 100_000, 40)]
  expect(paceOf(samples)).toEqual({ rowsPerSecond: 50_000, secondsLeft: 3 })
})

test('a new stage starts its own row count', () => {
  const samples = [sample(0, 90_000, 30), sample(1000, 0, 40, 'checking'), sample(2000, 40_000, 60, 'checking')]
  expect(paceOf(samples).rowsPerSecond).toBe(40_000)
})

test('forgets what is older than six seconds', () => {
  expect(remember([sample(0, 0, 0), sample(5000, 1, 1)], sample(7000, 2, 2)).map((each) => each.at)).toEqual([
    5000, 7000,
  ])
})
