import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { regionOf } from '../../src/app/generator/identifiers.ts'
import { surnameWeights, syllableCounts } from '../../src/app/generator/names.ts'
import type { Region, Weights } from '../../src/app/generator/names.ts'
import { population } from '../../src/app/generator/people.ts'
import { records } from '../csv.ts'
import { sharedData, skipWithoutSharedData } from '../shared-data.ts'

const { household, person, row } = population({ seed: 7, asOf: '2026-10-31' })

function tally(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

const heads = Array.from({ length: 60_000 }, (_, index) => index).filter((index) => household(index).place === 0)
/** Heads of Kinh households: the figures are of all Vietnamese, and the other groups have surnames of their own. */
const kinh = heads.filter((index) => household(index).home.ethnicGroup === '01').map((index) => person(index))

function expectShares(drawn: ReadonlyMap<string, number>, stated: Weights, atLeast: number): void {
  const total = [...drawn.values()].reduce((sum, count) => sum + count, 0)
  const whole = stated.reduce((sum, [, weight]) => sum + weight, 0)
  const compared = stated.filter(([, weight]) => weight / whole >= atLeast)
  expect(compared.length).toBeGreaterThan(5)
  for (const [word, weight] of compared) {
    const expected = weight / whole
    const spread = 5 * Math.sqrt((expected * (1 - expected)) / total)
    const share = (drawn.get(word) ?? 0) / total
    if (Math.abs(share - expected) > spread) expect.fail(`${word}: ${String(share)}, stated ${String(expected)}`)
  }
}

describe('names are as common as the figures say', () => {
  it.each(['north', 'central', 'south'] as const)('surnames of the %s', (region: Region) => {
    const ofRegion = kinh.filter(({ province }) => regionOf(province) === region)
    expect(ofRegion.length).toBeGreaterThan(1_000)
    expectShares(tally(ofRegion.map(({ name }) => name.split(' ')[0] ?? '')), surnameWeights[region], 0.004)
  })

  it.each(['male', 'female'] as const)('given names and first middle syllables of the %s', (sex) => {
    const names = kinh.filter(({ member }) => member.sex === sex).map(({ name }) => name.split(' '))
    expectShares(tally(names.map((syllables) => syllables.at(-1) ?? '')), syllableCounts[sex].given, 0.01)
    expectShares(tally(names.map((syllables) => syllables[1] ?? '')), syllableCounts[sex].middle, 0.01)
  })

  it('one name in ten has a second middle syllable', () => {
    const long = kinh.filter(({ name }) => name.split(' ').length === 4).length / kinh.length
    expect(long).toBeGreaterThan(0.07)
    expect(long).toBeLessThan(0.12)
  })

  it('a name is written in composed characters and has at least three syllables', () => {
    for (const index of heads.slice(0, 2_000)) {
      const name = row(index, 0)[1] ?? ''
      expect(name).toBe(name.normalize('NFC'))
      expect(name).toMatch(/^\p{Lu}\p{L}*( \p{Lu}\p{L}*){2,3}$/u)
    }
  })
})

describe('the figures are those of their sources', () => {
  const folder = sharedData('er/vn_name_lists') ?? ''
  const read = (file: string) => records(readFileSync(`${folder}/${file}`, 'utf8'))

  it('surnames by region, the common ones one by one and the rest together', (context) => {
    skipWithoutSharedData('er/vn_name_lists')(context)
    const stated = read('surname_weights.csv')
    for (const region of ['north', 'central', 'south'] as const) {
      const published = new Map(
        stated.flatMap((line) =>
          line['region'] === region ? [[line['surname'] ?? '', Number(line['weight_percent'])]] : [],
        ),
      )
      const common = surnameWeights[region].slice(0, 30)
      for (const [surname, weight] of common) expect(published.get(surname), surname).toBe(weight)
      const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0)
      const rest = sum([...published.values()]) - sum(common.map(([, weight]) => weight))
      expect(sum(surnameWeights[region].slice(30).map(([, weight]) => weight))).toBeCloseTo(rest, 1)
    }
  })

  it('counts of syllables, one by one', (context) => {
    skipWithoutSharedData('er/vn_name_lists')(context)
    const published = new Map(
      read('syllable_tf_aggregate.csv').map((line) => [
        `${line['position'] ?? ''} ${line['syllable'] ?? ''}`,
        line['count'],
      ]),
    )
    for (const { middle, given } of Object.values(syllableCounts)) {
      for (const [word, count] of middle) expect(published.get(`middle ${word}`), word).toBe(String(count))
      for (const [word, count] of given) expect(published.get(`given ${word}`), word).toBe(String(count))
    }
  })
})
