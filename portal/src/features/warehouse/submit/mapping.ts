import type { Field, Preview, Profile } from '../../../api/types.ts'
import { fold } from '../../../lib/fold.ts'

type Columns = NonNullable<Profile['columns']>
type SourceColumn = Pick<Preview['columns'][number], 'source' | 'field'>
/** As much of a field as choosing a column for it takes. */
export type SubmitField = Pick<Field, 'name' | 'title' | 'titleEn' | 'required' | 'key'>
type NamedField = Pick<Field, 'name' | 'title' | 'titleEn'>

/** Columns the server itself puts into a correction file: they are no data. */
export function isOwnColumn(source: string): boolean {
  return source.startsWith('_')
}

/** The mapping with one column's field changed; a field has one column only, so another one gives it up. */
export function withField(columns: readonly SourceColumn[], source: string, field: string | null): Columns {
  return columns.map((column) => {
    if (column.source === source) return { source, field }
    return { source: column.source, field: column.field === field ? null : column.field }
  })
}

/** Fills in the fields of columns that are named like a field or its title, whatever case and diacritics. */
export function matchedByName(columns: readonly SourceColumn[], fields: readonly NamedField[]): Columns {
  const taken = new Set(columns.map(({ field }) => field))
  return columns.map(({ source, field }) => {
    if (field !== null) return { source, field }
    const found = fields.find(
      ({ name, title, titleEn }) => !taken.has(name) && [name, title, titleEn].some((each) => same(each, source)),
    )
    if (found !== undefined) taken.add(found.name)
    return { source, field: found?.name ?? null }
  })
}

function same(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

function plain(text: string): string {
  return fold(text).replaceAll(/[^a-z0-9]/g, '')
}

/** What is in the profile of the header, the sheet and how records are parted decides what the columns are called. */
export function changed(profile: Profile, part: Partial<Profile>): Profile {
  const renames = ['format', 'encoding', 'delimiter', 'sheet', 'header'].some((name) => name in part)
  return { ...profile, ...(renames ? { columns: null } : {}), ...part }
}
