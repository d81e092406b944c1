import { expect, it } from 'vitest'

import { calendar, daysOfYear } from '../../src/app/generator/calendar.ts'
import { Dice, lottery, permute } from '../../src/app/generator/random.ts'

it.each([1, 2, 3, 1000, 4097])('shuffles 0 … %i − 1 without losing or repeating a number', (size) => {
  const places = Array.from({ length: size }, (_, index) => permute(index, size, 7))
  expect(new Set(places).size).toBe(size)
  expect(Math.max(...places)).toBe(size - 1)
})

it('shuffles differently for another seed, and thoroughly', () => {
  const order = (seed: number) => Array.from({ length: 1000 }, (_, index) => permute(index, 1000, seed))
  expect(order(1)).not.toEqual(order(2))
  const neighbours = order(1).filter((place, index, all) => Math.abs(place - (all[index - 1] ?? -9)) === 1)
  expect(neighbours.length).toBeLessThan(20)
})

it('draws in the proportions asked for', () => {
  const dice = new Dice().start(1, 2, 3)
  const drawn = Array.from({ length: 10_000 }, () =>
    dice.draw(
      lottery([
        ['a', 3],
        ['b', 1],
      ] as const),
    ),
  )
  const share = drawn.filter((value) => value === 'a').length / drawn.length
  expect(share).toBeGreaterThan(0.73)
  expect(share).toBeLessThan(0.77)
})

it('counts the days of leap years and ends on the last day', () => {
  const days = calendar(1999, '2024-03-01')
  expect(days.days).toContain('2000-02-29')
  expect(days.days).not.toContain('2023-02-29')
  expect(days.days.at(-1)).toBe('2024-03-01')
  expect(daysOfYear(days, 2024)).toEqual({ from: days.days.indexOf('2024-01-01'), to: days.days.length })
})

it.each(['2024-02-30', 'today', '1998-12-31'])('refuses %s as a last day', (day) => {
  expect(() => calendar(1999, day)).toThrow(RangeError)
})
