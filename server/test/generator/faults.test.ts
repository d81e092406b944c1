import { describe, expect, it } from 'vitest'
import {
  businesses,
  businessFaults,
  enterpriseList,
  enterpriseListFaults,
  enterpriseListLength,
  people,
  peopleFaults,
  plantFaults,
  scoreReport,
  scoreTable,
} from '../../src/app/generator/index.ts'

const settings = { seed: 5086, asOf: '2026-10-31', people: 5_000 }

describe.each([
  ['people', people(settings), peopleFaults],
  ['businesses', businesses(settings), businessFaults],
  ['the enterprise list', enterpriseList(settings), enterpriseListFaults],
] as const)('faults planted in %s', (_, dataset, kinds) => {
  const faulty = plantFaults(
    dataset,
    3_000,
    kinds.map((kind) => [kind, 20] as const),
  )
  const rows = [...faulty.rows()]
  const plain = rows.map((_row, place) => dataset.row(place, 0))

  it('are as many of each kind as asked for, each in a row of its own', () => {
    for (const { name, repeats } of kinds) {
      expect(faulty.truth.filter(({ kind }) => kind === name)).toHaveLength(repeats ? 40 : 20)
    }
    expect(new Set(faulty.truth.map(({ row }) => row)).size).toBe(faulty.truth.length)
  })

  it('are all there is: every other cell is as it was', () => {
    const differing = rows.flatMap((row, place) => (row.join('|') === plain[place]?.join('|') ? [] : [place + 2]))
    const spoiled = new Set(faulty.truth.map(({ row }) => row))
    expect(differing.filter((row) => !spoiled.has(row))).toEqual([])
    for (const { row, column, before, after } of faulty.truth) {
      const cell = rows[row - 2]?.[dataset.columns.indexOf(column)]
      if (!column.includes(', ')) expect([after, before]).toContain(cell)
    }
  })

  it('repeat no key but where that is the fault', () => {
    const keyOf = (row: readonly string[] | undefined) =>
      (dataset.keys ?? []).map((name) => row?.[dataset.columns.indexOf(name)]).join('|')
    const repeated = new Set(faulty.truth.filter(({ rules }) => rules.includes('keyRepeated')).map(({ row }) => row))
    const others = rows.filter((_row, place) => !repeated.has(place + 2)).map(keyOf)
    expect(new Set(others).size).toBe(others.length)
  })

  it('follow from the seed', () => {
    const again = plantFaults(
      dataset,
      3_000,
      kinds.map((kind) => [kind, 20] as const),
    )
    expect(again.truth).toEqual(faulty.truth)
  })
})

it('refuses more faults than rows', () => {
  const [kind] = peopleFaults
  expect(() => kind && plantFaults(people(settings), 10, [[kind, 11]])).toThrow(RangeError)
})

it('has one to four industries of a firm on as many rows, all of them different', () => {
  const { row } = enterpriseList(settings)
  const pairs = Array.from({ length: enterpriseListLength(400) }, (_, index) => row(index, 0))
  const byFirm = Map.groupBy(pairs, ([code = '']) => code)
  expect(byFirm.size).toBe(400)
  expect(new Set(pairs.map(([code, , , , , industry]) => `${code ?? ''} ${industry ?? ''}`)).size).toBe(1_000)
  expect([1, 2, 3, 4].map((size) => [...byFirm.values()].filter((rows) => rows.length === size).length)).toEqual([
    100, 100, 100, 100,
  ])
})

it('counts found, missed and false by kind', () => {
  const truth = [
    { row: 2, column: 'Ma', kind: 'a', rules: ['check'] },
    { row: 3, column: 'Ma', kind: 'a', rules: ['check', 'pattern'] },
    { row: 4, column: 'Ten', kind: 'b', rules: ['required'] },
  ]
  const report = [
    { row: 2, field: 'ma', rule: 'check' },
    { row: 3, field: 'ma', rule: 'pattern' },
    { row: 4, field: 'ma', rule: 'required' },
  ]
  const score = scoreReport(truth, report, (column) => column.toLowerCase())
  expect(score.kinds).toEqual([
    { kind: 'a', planted: 2, found: 2 },
    { kind: 'b', planted: 1, found: 0 },
  ])
  expect(score.invented).toEqual([report[2]])
  expect(scoreTable(score).at(-1)).toBe('  ma required: 1, first in row 4')
})
