import type { Structure } from '../../catalogue/index.ts'
import type { ByteSource } from '../../platform/index.ts'
import { detectHeader, detectValues } from './detection.ts'
import type { Reason } from './detection.ts'
import { mergeHeadings } from './header.ts'
import { layoutOf, withLayout } from './layout.ts'
import type { Layout } from './layout.ts'
import { headingOf, plainProfile } from './profile.ts'
import type { Profile, ProfileInput } from './profile.ts'
import type { SampleRow } from './sample.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

/** The rows of a sample as a profile parts them. */
export interface SampleTable {
  readonly headings: readonly string[]
  readonly rows: readonly SampleRow[]
  /** The cells of a field's column. */
  readonly cellsOf: (field: string) => readonly string[]
}

export function tableOf({ rows, isKeyed }: Pick<Layout, 'rows' | 'isKeyed'>, profile: Profile): SampleTable {
  const { columns } = profile
  const header = isKeyed ? { row: 0, rows: 1 } : profile.header
  const from = rows.findIndex(({ number }) => number >= header.row)
  const start = from < 0 ? rows.length : from
  const headings = mergeHeadings(rows.slice(start, start + header.rows).map(({ cells }) => cells)).map(headingOf)
  const body = rows.slice(start + header.rows)
  const chosen = columns && new Map(columns.map(({ source, field }) => [headingOf(source), field]))
  const fields = headings.map((heading) => (chosen ? (chosen.get(heading) ?? null) : heading))
  return {
    headings,
    rows: body,
    cellsOf: (field) => {
      const place = fields.indexOf(field)
      return place < 0 ? [] : body.map(({ cells }) => cells[place] ?? '').filter((cell) => cell !== '')
    },
  }
}

export interface Guess {
  readonly profile: Profile
  readonly reasons: readonly Reason[]
  readonly layout: Layout
}

/** What a file looks like in all its settings that its sender has not said: for a preview, where the sender decides. */
export async function guessProfile(source: ByteSource, structure: Structure, said: ProfileInput = {}): Promise<Guess> {
  const layout = await layoutOf(source, said, structure)
  const { header, columns, reasons } = headerOf(layout, structure, said)
  const placed = { ...withLayout(layout), header, columns, ...said }
  const values = detectValues(tableOf(layout, placed).cellsOf, structure)
  return {
    profile: { ...placed, ...values.settings, ...said },
    reasons: [...layout.reasons, ...reasons, ...values.reasons].filter(({ setting }) => !(setting in said)),
    layout,
  }
}

/** Objects name their members themselves. */
function headerOf(layout: Layout, structure: Structure, { header }: ProfileInput) {
  if (!layout.isKeyed) return detectHeader(layout.rows, structure, header)
  return { ...detectHeader(layout.rows.slice(0, 1), structure), header: plainProfile.header }
}

/**
 * What is taken for granted where nobody said how a file is to be read: only what changes no value. Undefined when
 * nothing was said and it is the plain form, or too little is recognised: then its faults say what is wrong. Which of several sheets
 * is meant is not for us to say.
 * @throws ProblemError `warehouse.sheetUndecided`
 */
export async function assumeProfile(
  source: ByteSource,
  structure: Structure,
  said?: ProfileInput,
): Promise<Profile | undefined> {
  const profile = { ...(await assumed(source, structure, said ?? {})), ...said }
  return said === undefined && isPlain(profile) ? undefined : profile
}

async function assumed(source: ByteSource, structure: Structure, said: ProfileInput): Promise<Profile> {
  const layout = await layoutOf(source, said, structure)
  // The reader of workbooks says what is wrong with what is none.
  if (layout.refusal) return { ...plainProfile, format: layout.refusal.rule === 'unreadable' ? 'xlsx' : 'csv' }
  refuseRivals(layout)
  const guess = headerOf(layout, structure, said)
  const { header, columns } = guess.isWhole ? guess : plainProfile
  return { ...withLayout(layout), header, columns }
}

/**
 * A profile that was made for another file, or that says something of values alone, names no sheet: then only one may fit.
 * @throws ProblemError `warehouse.sheetUndecided`
 */
export async function requireSheet(source: ByteSource, profile: Profile, structure: Structure): Promise<void> {
  if (profile.format === 'xlsx' && profile.sheet === null) refuseRivals(await layoutOf(source, profile, structure))
}

function refuseRivals({ rivals }: Layout): void {
  if (rivals.length > 0) throw warehouseProblems.sheetUndecided({ sheets: rivals.join(', ') })
}

function isPlain(profile: Profile): boolean {
  const settings = Object.keys(plainProfile) as (keyof Profile)[]
  return settings.every((name) => JSON.stringify(profile[name]) === JSON.stringify(plainProfile[name]))
}
