import type { Field } from '../../catalogue/index.ts'
import { sourceColumn } from '../storage/staging.store.ts'
import type { StagedColumn } from '../storage/staging.store.ts'
import { headingOf } from './profile.ts'
import type { Profile } from './profile.ts'

/** Between the parts of a heading that stands in several rows. */
export const headingJoint = ' / '

/**
 * One heading for each column. Above the last row of a header an empty cell belongs to the merged cell at its left, as
 * spreadsheets leave it.
 */
export function mergeHeadings(rows: readonly (readonly string[])[]): string[] {
  const last = rows.at(-1) ?? []
  if (rows.length <= 1) return [...last]
  const width = Math.max(...rows.map((row) => row.length))
  const upper = rows.slice(0, -1).map((row) => spread(row, width))
  return Array.from({ length: width }, (_none, place) => {
    const parts = [...upper.map((row) => row[place] ?? ''), last[place] ?? ''].map(headingOf)
    return parts.filter((part, at) => part !== '' && part !== parts[at - 1]).join(headingJoint)
  })
}

function spread(row: readonly string[], width: number): string[] {
  let left = ''
  return Array.from({ length: width }, (_none, place) => {
    const cell = headingOf(row[place] ?? '')
    if (cell !== '') left = cell
    return left
  })
}

/** What the header of a file must name, and what it may. */
export interface ExpectedColumns {
  /** Each once. */
  readonly fields: readonly Field[]
  /** Other columns are passed over, as in a list of what is to go. */
  readonly allowsOthers: boolean
  /** Columns of a correction file: the row that is mended, and why it was refused. */
  readonly mends: boolean
  /** Without any row a full load would delete everything; of changes there may be none. */
  readonly allowsNoRows: boolean
}

/** The plain file: every field of a structure and nothing else. */
export function wholeRows({ fields }: { readonly fields: readonly Field[] }): ExpectedColumns {
  return { fields, allowsOthers: false, mends: false, allowsNoRows: false }
}

/** The header names of a correction file's own columns. */
export const mendedRowName = '_row'
export const mendedReasonName = '_reason'

export interface ResolvedColumn {
  readonly staged: StagedColumn
  /** Undefined for what a file has besides its fields. */
  readonly field: Field | undefined
  readonly place: number
}

/** What becomes of one column: a field, something else that is staged, nothing, or it should not be there. */
type Resolved = Omit<ResolvedColumn, 'place'> | 'left out' | 'unknown'

/** Which columns are staged as what, in the order of the file; undefined when the header does not fit. */
export function resolveColumns(
  headings: readonly string[],
  { columns }: Pick<Profile, 'columns'>,
  expected: ExpectedColumns,
): ResolvedColumn[] | undefined {
  const byName = new Map(expected.fields.map((field): [string, Resolved] => [field.name, { staged: field, field }]))
  const otherwise = expected.allowsOthers ? 'left out' : 'unknown'
  if (expected.mends) {
    byName.set(mendedRowName, { staged: sourceColumn, field: undefined })
    byName.set(mendedReasonName, 'left out')
  }
  const chosen = columns && new Map(columns.map(({ source, field }) => [headingOf(source), field]))
  const resolved = headings.map((heading, place): Resolved => {
    const choice = chosen?.get(headingOf(heading))
    if (choice === null || isEmptyTail(headings, place)) return 'left out'
    // Without a choice for it, a heading names its field itself; where columns were chosen, it is unknown.
    const name = choice ?? (chosen && !expected.mends ? undefined : heading)
    return (name === undefined ? undefined : byName.get(name)) ?? otherwise
  })
  const taken = resolved.flatMap((each, place) => (typeof each === 'string' ? [] : [{ ...each, place }]))
  const staged = new Set(taken.map((each) => each.staged))
  const isComplete = expected.fields.every((field) => staged.has(field))
  return isComplete && staged.size === taken.length && !resolved.includes('unknown') ? taken : undefined
}

/** Columns without a heading and without any heading behind them: a spreadsheet's empty right edge. */
function isEmptyTail(headings: readonly string[], place: number): boolean {
  return headings.slice(place).every((heading) => heading.trim() === '')
}
