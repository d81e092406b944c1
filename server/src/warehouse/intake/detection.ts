import type { Structure } from '../../catalogue/index.ts'
import { fold } from '../../platform/index.ts'
import { converterFor } from './conversion.ts'
import { headingJoint, mergeHeadings } from './header.ts'
import { delimiters, headingOf, plainProfile } from './profile.ts'
import type { ColumnChoice, Delimiter, Profile } from './profile.ts'
import type { SampleRow } from './sample.ts'
import { splitRows } from './sample.ts'

/** A setting that was guessed, what to, and by what sign; the sign's texts are in `detection.texts.ts`. */
export interface Reason {
  readonly setting: keyof Profile
  readonly value: string
  readonly sign: Sign
  readonly facts: Readonly<Record<string, string | number>>
}
export type Sign =
  | 'byMagic'
  | 'byMark'
  | 'byForm'
  | 'evenColumns'
  | 'onlyColumn'
  | 'firstSheet'
  | 'bestSheet'
  | 'rivalSheets'
  | 'headingsMatch'
  | 'headingsUnknown'
  | 'titlesMatch'
  | 'dayAbove12'
  | 'dayOrMonth'
  | 'monthFirst'
  | 'numbersFit'
  | 'marksApart'

const headingRowsLookedAt = 20
const mostHeaderRows = 3

/** Which delimiter parts the rows evenly. */
export function detectDelimiter(text: string, isWhole: boolean): { delimiter: Delimiter; reason: Reason } {
  const scored = delimiters.map((delimiter) => {
    const rows = splitRows(text.slice(0, 1 << 16), delimiter, isWhole && text.length <= 1 << 16).slice(0, 60)
    const widths = new Map<number, number>()
    for (const { cells } of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
    const [width, count] = [...widths].reduce((best, each) => (each[1] > best[1] ? each : best), [1, 0])
    return { delimiter, width, rows: rows.length, score: width < 2 ? 0 : (count / rows.length) * Math.log2(width) }
  })
  const best = scored.reduce((left, right) => (right.score > left.score ? right : left))
  const facts = { width: best.width, rows: best.rows }
  const sign = best.score === 0 ? 'onlyColumn' : 'evenColumns'
  const delimiter = best.score === 0 ? ',' : best.delimiter
  return { delimiter, reason: { setting: 'delimiter', value: delimiter, sign, facts } }
}

export interface HeaderGuess {
  readonly header: Profile['header']
  readonly columns: readonly ColumnChoice[] | null
  /** Whether every column was recognised and every field has one. */
  readonly isWhole: boolean
  readonly matched: number
  readonly reasons: readonly Reason[]
}

/** Where the header stands, unless that is said, and which field each of its columns fills. */
export function detectHeader(rows: readonly SampleRow[], structure: Structure, said?: Profile['header']): HeaderGuess {
  const places = said ? [headerAt(rows, said)] : possibleHeaders(rows)
  const candidates = places.map(({ from, count }) => {
    const chosen = rows.slice(from, from + count)
    const choices = matchColumns(mergeHeadings(chosen.map(({ cells }) => cells)), structure)
    return { row: said?.row ?? chosen[0]?.number ?? 1, rows: count, choices, matched: matchedOf(choices) }
  })
  const [best] = candidates.sort((left, right) => right.matched - left.matched || left.rows - right.rows)
  if (!best || best.matched === 0) return unknownHeader(rows, structure)
  const { choices, matched, row } = best
  const isPlain = choices.every(({ source, field }) => source === field)
  const isWhole = choices.every(({ field }) => field !== null) && matched === structure.fields.length
  const facts = { matched, fields: structure.fields.length, row }
  return {
    header: { row, rows: best.rows },
    columns: isPlain && isWhole ? null : choices,
    ...{ isWhole, matched },
    reasons: [
      { setting: 'header', value: String(row), sign: 'headingsMatch', facts },
      ...(isPlain ? [] : [{ setting: 'columns', value: String(matched), sign: 'titlesMatch', facts } as const]),
    ],
  }
}

interface HeaderPlace {
  /** Index of the first row in the sample. */
  readonly from: number
  readonly count: number
}

function possibleHeaders(rows: readonly SampleRow[]): HeaderPlace[] {
  return rows
    .slice(0, headingRowsLookedAt)
    .flatMap((_row, from) => Array.from({ length: mostHeaderRows }, (_none, more) => ({ from, count: more + 1 })))
}

function headerAt(rows: readonly SampleRow[], { row, rows: count }: Profile['header']): HeaderPlace {
  const from = rows.findIndex(({ number }) => number >= row)
  return { from: from < 0 ? rows.length : from, count }
}

function unknownHeader(rows: readonly SampleRow[], structure: Structure): HeaderGuess {
  const row = rows[0]?.number ?? 1
  const columns = uniqueSources((rows[0]?.cells ?? []).map((source) => ({ source: headingOf(source), field: null })))
  const facts = { matched: 0, fields: structure.fields.length, row }
  const reason: Reason = { setting: 'header', value: String(row), sign: 'headingsUnknown', facts }
  return { header: { row, rows: 1 }, columns, isWhole: false, matched: 0, reasons: [reason] }
}

const matchedOf = (choices: readonly ColumnChoice[]) => choices.filter(({ field }) => field !== null).length

/** The field a heading names: its name itself, or one of its titles, accents and case apart. */
function matchColumns(headings: readonly string[], structure: Structure): ColumnChoice[] {
  const names = new Map(structure.fields.map(({ name }) => [name, name]))
  const titles = new Map(
    structure.fields.flatMap(({ name, title, titleEn }) =>
      [titleEn, title, name].map((text) => [fold(headingOf(text)).replaceAll('_', ' '), name] as const),
    ),
  )
  const taken = new Set<string>()
  const choices = headings.map(headingOf).map((source) => {
    const last = source.split(headingJoint).at(-1) ?? source
    const key = (text: string) => fold(text).replaceAll('_', ' ')
    const field = names.get(source) ?? titles.get(key(source)) ?? titles.get(key(last)) ?? null
    const isNew = field !== null && !taken.has(field)
    if (isNew) taken.add(field)
    return { source, field: isNew ? field : null }
  })
  return uniqueSources(choices)
}

/** Empty headings and repeated ones cannot be chosen by name. */
function uniqueSources(choices: readonly ColumnChoice[]): ColumnChoice[] {
  const seen = new Set<string>()
  return choices.filter(({ source }) => source !== '' && !seen.has(source) && seen.add(source))
}

const numberForms: readonly Pick<Profile, 'decimal' | 'thousands'>[] = [
  { decimal: '.', thousands: '' },
  { decimal: ',', thousands: '' },
  { decimal: ',', thousands: '.' },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: ',' },
  { decimal: '.', thousands: ' ' },
]

/** How dates and numbers are written, from the cells that fields of those types would get. */
export function detectValues(
  cellsOf: (field: string) => readonly string[],
  structure: Structure,
): { settings: Partial<Profile>; reasons: Reason[] } {
  const cells = (...types: readonly string[]) =>
    structure.fields.filter(({ type }) => types.includes(type)).flatMap(({ name }) => cellsOf(name))
  const partial = structure.fields.filter(({ check }) => check === 'partial-date').flatMap(({ name }) => cellsOf(name))
  const dates = detectDates([...cells('date'), ...partial])
  const numbers = detectNumbers(structure, (name) => cellsOf(name))
  const texts = cells('text')
  const apart = texts.filter((text) => text.normalize('NFC') !== text).length
  const compose: Reason[] =
    apart === 0 ? [] : [{ setting: 'compose', value: 'true', sign: 'marksApart', facts: { cells: apart } }]
  return {
    settings: { ...dates.settings, ...numbers.settings, ...(apart === 0 ? {} : { compose: true }) },
    reasons: [...dates.reasons, ...numbers.reasons, ...compose],
  }
}

interface ValueGuess {
  readonly settings: Partial<Profile>
  readonly reasons: readonly Reason[]
}

function detectDates(cells: readonly string[]): ValueGuess {
  const parts = cells.flatMap((cell) => {
    const [, first = '', second = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}$/.exec(cell) ?? []
    return first === '' ? [] : [{ first: Number(first), second: Number(second), cell }]
  })
  if (parts.length === 0) return detectMonths(cells)
  const [day, month] = [parts.find(({ first }) => first > 12), parts.find(({ second }) => second > 12)]
  const dates = !day && month ? 'mdy' : 'dmy'
  const shown = (day ?? month ?? parts[0])?.cell ?? ''
  const sign = day || month ? 'dayAbove12' : 'dayOrMonth'
  return { settings: { dates }, reasons: [{ setting: 'dates', value: dates, sign, facts: { cell: shown } }] }
}

/** Months before their years, without any day that would tell more. */
function detectMonths(cells: readonly string[]): ValueGuess {
  const cell = cells.find((each) => /^\d{1,2}[/.-]\d{4}$/.test(each))
  if (cell === undefined) return { settings: {}, reasons: [] }
  return {
    settings: { dates: 'dmy' },
    reasons: [{ setting: 'dates', value: 'dmy', sign: 'monthFirst', facts: { cell } }],
  }
}

function detectNumbers(structure: Structure, cellsOf: (field: string) => readonly string[]): ValueGuess {
  const fields = structure.fields.filter(({ type }) => type === 'integer' || type === 'decimal')
  const misfits = (form: Pick<Profile, 'decimal' | 'thousands'>) =>
    fields.flatMap((field) => {
      const convert = converterFor(field, { ...plainProfile, ...form })
      const plain = field.type === 'integer' ? /^-?\d+$/ : /^-?\d+(?:\.\d+)?$/
      return cellsOf(field.name).filter((cell) => {
        const text = convert?.(cell)?.text ?? cell
        return !plain.test(text) || isMarked(convert?.(cell))
      })
    })
  const [plain = { decimal: '.', thousands: '' }, ...others] = numberForms
  const strange = misfits(plain)
  if (strange.length === 0) return { settings: {}, reasons: [] }
  const best = others.reduce<{ form: typeof plain; left: number } | undefined>((left, form) => {
    const count = misfits(form).length
    return count < (left?.left ?? strange.length) ? { form, left: count } : left
  }, undefined)
  if (!best) return { settings: {}, reasons: [] }
  const facts = { cell: strange[0] ?? '' }
  return {
    settings: best.form,
    reasons: [
      { setting: 'decimal', value: best.form.decimal, sign: 'numbersFit', facts },
      ...(best.form.thousands === ''
        ? []
        : [{ setting: 'thousands', value: best.form.thousands, sign: 'numbersFit', facts } as const]),
    ],
  }
}

function isMarked(converted: ReturnType<NonNullable<ReturnType<typeof converterFor>>>): boolean {
  return converted !== undefined && 'mark' in converted
}
