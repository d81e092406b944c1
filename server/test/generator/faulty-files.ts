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
} from '../../src/app/generator/index.ts'
import type { FaultKind, GeneratedRows, ReportedFault, Score } from '../../src/app/generator/index.ts'
import { openPacks } from '../open-packs.ts'

/** A file to be generated, and the faults that can be planted in it. */
export interface FaultyFile {
  readonly dataset: string
  readonly rows: GeneratedRows
  readonly count: number
  readonly kinds: readonly FaultKind[]
}

/** How many rows each file has. */
export interface FaultySizes {
  readonly people: number
  readonly businesses: number
  readonly enterprises: number
}

/** The most faults that are asked for at once. */
export const mostReported = 10_000

/** The file of the city's enterprise list, then those of people and firms. */
export function faultyFiles(sizes: FaultySizes): readonly FaultyFile[] {
  const size = sizeOf(sizes)
  return [
    {
      ...{ dataset: 'doanh-nghiep-dang-hoat-dong', rows: enterpriseList(size) },
      ...{ count: sizes.enterprises, kinds: enterpriseListFaults },
    },
    { dataset: 'dan-cu', rows: people(size), count: sizes.people, kinds: peopleFaults },
    { dataset: 'doanh-nghiep', rows: businesses(size), count: sizes.businesses, kinds: businessFaults },
  ]
}

const sizeOf = (sizes: FaultySizes) => ({ ...sizes, seed: 5086, asOf: '2026-10-31' })
const fieldOf = (column: string) => enterpriseListColumns.find(({ source }) => source === column)?.field ?? column

/** Every structure pack in force, filled as far as files of people and firms point at it. Call it at the top of a test file. */
export async function openFaultyFiles(sizes: FaultySizes) {
  const packs = await openPacks()
  const size = sizeOf(sizes)
  const units = demoCity.datasets.find(({ code }) => code === 'don-vi-hanh-chinh')?.rows(demoCity.settings) ?? []
  await packs.deliver('don-vi-hanh-chinh', units)
  await packs.deliver('dia-chi', generate(addresses(size), { count: size.people + size.businesses }))
  await packs.deliver('ho-gia-dinh', generate(households(size), { count: size.people }))
  return { ...packs, reportOfClean, scoreOfFaulty }

  async function reportOf(...delivery: Parameters<typeof packs.deliver>) {
    const submission = await packs.deliver(...delivery)
    const page = { after: undefined, limit: mostReported, language: 'vi' } as const
    const { views } = packs.modules.warehouse
    const faults = await packs.modules.journal.reads.answering({}, () =>
      views.faults(submission, packs.principal, page),
    )
    const report = faults.map(({ row, field, rule }): ReportedFault => ({ row, field: field ?? '', rule }))
    return { submission, report }
  }

  /** What is reported of a file in which nothing was planted. */
  function reportOfClean({ dataset, rows, count }: FaultyFile) {
    return reportOf(dataset, generate({ ...rows, columns: rows.columns.map(fieldOf) }, { count }))
  }

  /** Plants so many faults of each kind, delivers the file, and holds the report against what was planted. */
  async function scoreOfFaulty({ dataset, rows, count, kinds }: FaultyFile, each: number, onFault?: 'quarantine') {
    const faulty = plantFaults(
      rows,
      count,
      kinds.map((kind) => [kind, each] as const),
    )
    const content = csvText(rows.columns.map(fieldOf), faulty.rows())
    const { submission, report } = await reportOf(dataset, content, onFault)
    const score: Score = scoreReport(faulty.truth, report, fieldOf)
    const falseOf = (kind: FaultKind) =>
      score.invented.filter(({ field, rule }) => field === fieldOf(kind.column) && kind.rules.includes(rule)).length
    const faultyRows = new Set(faulty.truth.map(({ row }) => row)).size
    return { submission, score, faultyRows, falseOf: new Map(kinds.map((kind) => [kind.name, falseOf(kind)])) }
  }
}
