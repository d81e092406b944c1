import type { Field, Structure } from '../../catalogue/index.ts'
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

export interface ResolvedColumn {
  readonly field: Field
  readonly place: number
}

/** Which columns fill which fields, in the order of the file; undefined when the header does not fit. */
export function resolveColumns(
  headings: readonly string[],
  { columns }: Pick<Profile, 'columns'>,
  structure: Structure,
  needs: 'all' | 'key',
): ResolvedColumn[] | undefined {
  const byName = new Map(structure.fields.map((field) => [field.name, field]))
  const chosen = columns && new Map(columns.map(({ source, field }) => [headingOf(source), field]))
  const resolved: ResolvedColumn[] = []
  for (const [place, heading] of headings.entries()) {
    const choice = chosen ? chosen.get(headingOf(heading)) : heading
    const field = choice === undefined || choice === null ? undefined : byName.get(choice)
    const isLeftOut = choice === null || (field === undefined && needs === 'key') || isEmptyTail(headings, place)
    if (field === undefined && !isLeftOut) return undefined
    if (field !== undefined) resolved.push({ field, place })
  }
  const found = new Set(resolved.map(({ field }) => field))
  const isComplete = structure.fields.every((field) => found.has(field) || (needs === 'key' && !field.key))
  return isComplete && found.size === resolved.length ? resolved : undefined
}

/** Columns without a heading and without any heading behind them: a spreadsheet's empty right edge. */
function isEmptyTail(headings: readonly string[], place: number): boolean {
  return headings.slice(place).every((heading) => heading.trim() === '')
}
