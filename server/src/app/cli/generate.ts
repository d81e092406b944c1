import { createWriteStream } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse/sync'
import { demoCity } from '../demo/index.ts'
import {
  addresses,
  businesses,
  businessFaults,
  csvText,
  enterpriseList,
  enterpriseListColumns,
  enterpriseListFaults,
  enterpriseListLength,
  generate,
  households,
  parcels,
  people,
  peopleFaults,
  plantFaults,
  scoreReport,
  scoreTable,
  truthCsv,
} from '../generator/index.ts'
import type { FaultKind, GeneratedRows, ReportedFault } from '../generator/index.ts'
import { say, textOption, UsageError } from './command.ts'
import type { Command, CommandInput } from './command.ts'

interface Size {
  readonly seed: number
  readonly asOf: string
  readonly people: number
  readonly businesses: number
}

/** A generated file: what fills it, how many indexes it has, which faults can be planted in it. */
interface Source {
  readonly file: string
  readonly rows: (size: Size) => GeneratedRows<readonly string[] | null>
  readonly count: (size: Size) => number
  /** Only rows of which every index has one can be spoiled. */
  readonly spoiled?: { readonly rows: (size: Size) => GeneratedRows; readonly kinds: readonly FaultKind[] }
}

const sources: Readonly<Record<string, Source>> = {
  addresses: { file: 'dia-chi', rows: addresses, count: (size) => size.people + size.businesses },
  households: { file: 'ho-gia-dinh', rows: households, count: (size) => size.people },
  people: {
    ...{ file: 'dan-cu', rows: people, count: (size: Size) => size.people },
    spoiled: { rows: people, kinds: peopleFaults },
  },
  businesses: {
    ...{ file: 'doanh-nghiep', rows: businesses, count: (size: Size) => size.businesses },
    spoiled: { rows: businesses, kinds: businessFaults },
  },
  parcels: { file: 'thua-dat', rows: parcels, count: (size) => size.people },
  'enterprise-list': {
    ...{ file: 'doanh-nghiep-dang-hoat-dong', rows: enterpriseList },
    count: (size: Size) => enterpriseListLength(size.businesses),
    spoiled: { rows: enterpriseList, kinds: enterpriseListFaults },
  },
}

export const generateCommand: Command = {
  name: 'generate',
  summary: 'Write generated files over the structure packs, with planted faults and their truth where asked for',
  usage: '<people|households|addresses|businesses|parcels|enterprise-list|all> --out <folder>',
  options: {
    ...{
      people: { type: 'string' },
      businesses: { type: 'string' },
      seed: { type: 'string' },
      'as-of': { type: 'string' },
    },
    ...{ faults: { type: 'string' }, out: { type: 'string' } },
  },
  run: async (input) => {
    const [name = ''] = input.args
    const chosen = name === 'all' ? Object.entries(sources) : Object.entries(sources).filter(([each]) => each === name)
    const folder = textOption(input, 'out')
    if (chosen.length === 0 || folder === undefined) throw new UsageError('Say what to generate, and --out.')
    const size = sizeOf(input)
    await mkdir(folder, { recursive: true })
    for (const [each, source] of chosen) await write(folder, source, size, faultsAskedFor(input, each, source))
    return 0
  },
}

function sizeOf(input: CommandInput): Size {
  const { settings } = demoCity
  const number = (option: string, otherwise: number) => {
    const text = textOption(input, option)
    if (text === undefined) return otherwise
    if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${option} is a whole number.`)
    return Number(text)
  }
  return {
    seed: number('seed', settings.seed),
    people: number('people', settings.people),
    businesses: number('businesses', settings.businesses),
    asOf: textOption(input, 'as-of') ?? settings.asOf,
  }
}

/** `--faults kind=n,kind=n`, or one number for every kind. */
function faultsAskedFor(input: CommandInput, name: string, { spoiled }: Source): [FaultKind, number][] {
  const text = textOption(input, 'faults')
  if (text === undefined) return []
  const kinds = spoiled?.kinds ?? []
  if (/^\d+$/.test(text)) return kinds.map((kind) => [kind, Number(text)])
  return text.split(',').map((part) => {
    const [wanted = '', number = ''] = part.split('=')
    const kind = kinds.find((each) => each.name === wanted.trim())
    if (!kind || !/^\d+$/.test(number)) {
      throw new UsageError(`Faults of ${name} are ${kinds.map((each) => `${each.name}=n`).join(', ') || 'none'}.`)
    }
    return [kind, Number(number)]
  })
}

async function write(folder: string, source: Source, size: Size, faults: [FaultKind, number][]): Promise<void> {
  const file = path.join(folder, `${source.file}.csv`)
  const count = source.count(size)
  if (source.spoiled && faults.length > 0) {
    const dataset = source.spoiled.rows(size)
    const { truth, rows } = plantFaults(dataset, count, faults)
    await writePieces(file, csvText(dataset.columns, rows()))
    await writeFile(path.join(folder, `${source.file}.truth.csv`), truthCsv(truth))
    say(`${file}: ${String(count)} rows, ${String(truth.length)} faulty; what is wrong where: ${source.file}.truth.csv`)
  } else {
    await writePieces(file, generate(source.rows(size), { count }))
    say(file)
  }
  if (source.rows === enterpriseList) {
    await writeFile(
      path.join(folder, `${source.file}.profile.json`),
      JSON.stringify({ columns: enterpriseListColumns }),
    )
  }
}

const writePieces = (file: string, pieces: Iterable<string>) => pipeline(Readable.from(pieces), createWriteStream(file))

export const faultsCompareCommand: Command = {
  name: 'faults compare',
  summary:
    'Hold a report of faults against the truth of a generated file: planted, found and missed by kind, and false ones',
  usage: '--truth <file>.truth.csv --report <errors.csv>',
  options: { truth: { type: 'string' }, report: { type: 'string' } },
  run: async (input) => {
    const [truthFile, reportFile] = [textOption(input, 'truth'), textOption(input, 'report')]
    if (truthFile === undefined || reportFile === undefined) throw new UsageError('Give --truth and --report.')
    const truth = (await readCsv(truthFile)).map(([row, column = '', kind = '', rules = '']) => {
      return { row: Number(row), column, kind, rules: rules.split(' ') }
    })
    const report = (await readCsv(reportFile)).map(([row, field = '', , rule = '']): ReportedFault => {
      return { row: Number(row), field, rule }
    })
    const score = scoreReport(truth, report, fieldOfColumn)
    for (const line of scoreTable(score)) say(line)
    return score.invented.length === 0 && score.kinds.every(({ planted, found }) => planted === found) ? 0 : 1
  },
}

/** The columns of the enterprise list have names of their own; in all other files they are the fields. */
function fieldOfColumn(column: string): string {
  return enterpriseListColumns.find(({ source }) => source === column)?.field ?? column
}

/** The rows of a CSV file without its header. */
async function readCsv(file: string): Promise<string[][]> {
  const text = await readFile(file).catch((cause: unknown) => {
    throw new UsageError(`There is no file ${file} that can be read: check its name and your right to it.`, { cause })
  })
  try {
    return parse(text, { bom: true, from: 2 })
  } catch (cause) {
    throw new UsageError(`${file} is no CSV file as "kho generate" or the server's errors.csv writes it.`, { cause })
  }
}
