import { expect, it } from 'vitest'
import { demoCity } from '../../src/app/demo/index.ts'
import {
  addresses,
  businesses,
  businessFaults,
  csvText,
  enterpriseList,
  enterpriseListColumns,
  enterpriseListFaults,
  generate,
  households,
  people,
  peopleFaults,
  plantFaults,
  scoreReport,
  scoreTable,
} from '../../src/app/generator/index.ts'
import type { FaultKind, GeneratedRows, ReportedFault } from '../../src/app/generator/index.ts'
import { openPacks } from '../open-packs.ts'

/** Every structure pack in force, filled as far as files of people and firms point at it. */
const { modules, principal, deliver } = await openPacks()
const size = { seed: 5086, asOf: '2026-10-31', people: 2_400, businesses: 1_200 }

async function reportOf(dataset: string, content: Iterable<string>): Promise<ReportedFault[]> {
  const submission = await deliver(dataset, content)
  if (submission.state === 'applied') return []
  const faults = await modules.warehouse.views.faults(submission, principal, {
    after: undefined,
    limit: 10_000,
    language: 'vi',
  })
  return faults.map(({ row, field, rule }) => ({ row, field: field ?? '', rule }))
}

await deliver(
  'don-vi-hanh-chinh',
  demoCity.datasets.find(({ code }) => code === 'don-vi-hanh-chinh')?.rows(demoCity.settings) ?? [],
)
await deliver('dia-chi', generate(addresses(size), { count: size.people + size.businesses }))
await deliver('ho-gia-dinh', generate(households(size), { count: size.people }))

const fieldOf = (column: string) => enterpriseListColumns.find(({ source }) => source === column)?.field ?? column

const files: readonly (readonly [dataset: string, rows: GeneratedRows, count: number, kinds: readonly FaultKind[]])[] =
  [
    ['doanh-nghiep-dang-hoat-dong', enterpriseList(size), 3_000, enterpriseListFaults],
    ['dan-cu', people(size), size.people, peopleFaults],
    ['doanh-nghiep', businesses(size), size.businesses, businessFaults],
  ]

it.each(files)('%s: a file without planted faults has none', async (dataset, rows, count) => {
  const columns = rows.columns.map(fieldOf)
  expect(await reportOf(dataset, generate({ ...rows, columns }, { count }))).toEqual([])
})

it.each(files)(
  '%s: every planted fault is found in its cell, and none is invented (Điều 8)',
  async (dataset, rows, count, kinds) => {
    const columns = rows.columns.map(fieldOf)
    const faulty = plantFaults(
      rows,
      count,
      kinds.map((kind) => [kind, 15] as const),
    )
    const score = scoreReport(faulty.truth, await reportOf(dataset, csvText(columns, faulty.rows())), fieldOf)
    process.stdout.write(`${dataset}\n${scoreTable(score).join('\n')}\n\n`)
    expect(score.kinds.filter(({ planted, found }) => planted !== found)).toEqual([])
    expect(score.invented).toEqual([])
    expect(score.kinds).toHaveLength(kinds.length)
  },
)
