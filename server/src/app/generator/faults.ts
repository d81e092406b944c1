import { csvText } from './csv.ts'
import { Dice, permute } from './random.ts'
import type { GeneratedRows } from './rows.ts'

/** A way real files go wrong. */
export interface FaultKind {
  readonly name: string
  /** Column of the file. */
  readonly column: string
  /** Rules of the checks any of which finds it. */
  readonly rules: readonly string[]
  /** The value as it comes in a faulty file. */
  readonly spoil: (value: string, dice: Dice) => string
  /** The row takes these cells of another row, which is then as faulty as itself. */
  readonly repeats?: readonly string[]
}

/** One planted fault: `row` counts records of the file, the header being 1, as reports of faults do. */
export interface PlantedFault {
  readonly row: number
  readonly column: string
  readonly kind: string
  readonly rules: readonly string[]
  readonly before: string
  readonly after: string
}

export interface FaultyRows {
  readonly truth: readonly PlantedFault[]
  readonly rows: () => Generator<readonly string[]>
}

const PLANT = 0xfa17
const SPOIL = 41

/**
 * Rows of a dataset with faults in them: so many of each kind, never two in one row, at places that follow from the seed.
 * Only the faulty rows are held.
 */
export function plantFaults(
  dataset: GeneratedRows,
  count: number,
  wanted: readonly (readonly [kind: FaultKind, number: number])[],
): FaultyRows {
  const kinds = wanted.flatMap(([kind, number]) => Array.from({ length: number }, () => kind))
  const needed = kinds.reduce((rows, kind) => rows + (kind.repeats ? 2 : 1), 0)
  if (needed > count) throw new RangeError(`${String(needed)} faulty rows do not fit into ${String(count)}`)
  const places = kinds.map((_, nth) => permute(nth, count, dataset.seed ^ PLANT))
  const taken = new Set(places)
  const faulty = new Map<number, readonly string[]>()
  const truth: PlantedFault[] = []
  const spoil = createSpoiler(dataset)
  for (const [nth, kind] of kinds.entries()) {
    const place = places[nth] ?? 0
    const partner = kind.repeats ? freePlace(place, count, taken) : null
    const spoiled = spoil(kind, { place, partner })
    faulty.set(place, spoiled.cells)
    const fault = { column: kind.repeats?.join(', ') ?? kind.column, kind: kind.name, rules: kind.rules }
    truth.push({ row: place + 2, ...fault, before: spoiled.before, after: spoiled.after })
    if (partner !== null) truth.push({ row: partner + 2, ...fault, before: spoiled.after, after: spoiled.after })
  }
  return {
    truth: truth.sort((one, other) => one.row - other.row),
    rows: function* () {
      for (let place = 0; place < count; place += 1) yield faulty.get(place) ?? dataset.row(place, 0)
    },
  }
}

/** Far enough away not to be a row of the same firm. */
const APART = 10

function freePlace(from: number, count: number, taken: Set<number>): number {
  let place = from + APART
  do place = (place + 1) % count
  while (taken.has(place))
  taken.add(place)
  return place
}

const MOST_TRIES = 100

/** Spoils rows so that no two spoiled ones share a key by accident: 3.06E+08 stands for many codes. */
function createSpoiler(dataset: GeneratedRows) {
  const place = (column: string) => {
    const found = dataset.columns.indexOf(column)
    if (found < 0) throw new RangeError(`these rows have no column ${column}`)
    return found
  }
  const used = new Set<string>()
  const isNew = (cells: readonly string[]) => {
    const key = JSON.stringify((dataset.keys ?? []).map((name) => cells[place(name)]))
    return dataset.keys === undefined || used.size < used.add(key).size
  }
  return (kind: FaultKind, at: { place: number; partner: number | null }) => {
    const cells = [...dataset.row(at.place, 0)]
    const column = place(kind.column)
    const before = cells[column] ?? ''
    const other = at.partner === null ? cells : dataset.row(at.partner, 0)
    for (const name of kind.repeats ?? []) cells[place(name)] = other[place(name)] ?? ''
    const value = cells[column] ?? ''
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const after = kind.spoil(value, new Dice().start(dataset.seed, at.place, SPOIL + tries))
      cells[column] = after
      if (isNew(cells)) return { cells, before, after }
    }
    throw new RangeError(`there are too many faults ${kind.name} to tell them apart`)
  }
}

/** What is wrong where, as a file beside the faulty one. */
export function truthCsv(truth: readonly PlantedFault[]): string {
  const rows = truth.map(({ row, column, kind, rules, before, after }) => {
    return [String(row), column, kind, rules.join(' '), before, after]
  })
  return [...csvText(['row', 'column', 'kind', 'rules', 'before', 'after'], rows)].join('')
}

/** A fault as a report names it: field and rule. */
export interface ReportedFault {
  readonly row: number
  readonly field: string
  readonly rule: string
}

export interface KindScore {
  readonly kind: string
  readonly planted: number
  readonly found: number
}

export interface Score {
  readonly kinds: readonly KindScore[]
  /** Reports of cells in which nothing was planted, or of another rule than the fault breaks. */
  readonly invented: readonly ReportedFault[]
}

/**
 * Holds a report of faults against the truth, cell by cell.
 * @param fieldOf the field a column of the file fills
 */
export function scoreReport(
  planted: readonly Pick<PlantedFault, 'row' | 'column' | 'kind' | 'rules'>[],
  report: readonly ReportedFault[],
  fieldOf: (column: string) => string = (column) => column,
): Score {
  const truth = planted.map((fault) => ({ ...fault, column: fault.column.split(', ').map(fieldOf).join(', ') }))
  const cell = (row: number, field: string, rule: string) => JSON.stringify([row, field, rule])
  const explained = new Set(truth.flatMap(({ row, column, rules }) => rules.map((rule) => cell(row, column, rule))))
  const reported = new Set(report.map(({ row, field, rule }) => cell(row, field, rule)))
  const kinds = Map.groupBy(truth, ({ kind }) => kind)
  return {
    kinds: [...kinds].map(([kind, ofKind]) => ({
      kind,
      planted: ofKind.length,
      found: ofKind.filter(({ row, column, rules }) => rules.some((rule) => reported.has(cell(row, column, rule))))
        .length,
    })),
    invented: report.filter(({ row, field, rule }) => !explained.has(cell(row, field, rule))),
  }
}

/** The score as lines of a table: planted, found and missed by kind, then what was invented by rule. */
export function scoreTable({ kinds, invented }: Score): string[] {
  const line = (kind: string, ...numbers: (number | string)[]) =>
    kind.padEnd(24) + numbers.map((number) => String(number).padStart(9)).join('')
  const total = (of: (score: KindScore) => number) => kinds.reduce((sum, score) => sum + of(score), 0)
  const byRule = [...Map.groupBy(invented, ({ field, rule }) => `${field} ${rule}`)]
  return [
    line('kind', 'planted', 'found', 'missed'),
    ...kinds.map(({ kind, planted, found }) => line(kind, planted, found, planted - found)),
    line(
      'all',
      total(({ planted }) => planted),
      total(({ found }) => found),
      total((score) => score.planted - score.found),
    ),
    line('false', invented.length),
    ...byRule.map(
      ([where, reports]) => `  ${where}: ${String(reports.length)}, first in row ${String(reports[0]?.row)}`,
    ),
  ]
}
