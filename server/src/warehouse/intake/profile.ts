export const formats = ['csv', 'xlsx', 'json', 'ndjson', 'geojson'] as const
export type Format = (typeof formats)[number]
export const encodings = ['utf-8', 'utf-16le', 'utf-16be'] as const
export type Encoding = (typeof encodings)[number]
export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]
export const dateForms = ['iso', 'dmy', 'mdy'] as const
export type DateForm = (typeof dateForms)[number]
export const decimalMarks = ['.', ','] as const
export const thousandMarks = ['', '.', ',', ' '] as const

/** Which field of the structure a column of the file fills; null for a column that is left out. */
export interface ColumnChoice {
  readonly source: string
  readonly field: string | null
}

/**
 * How a file is to be read (cách đọc tệp). What would write a value in another way than it came stands here by its
 * sender's word only; nothing of it is ever guessed in silence.
 */
export interface Profile {
  readonly format: Format
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  /** The sheet of a workbook; null for its first. */
  readonly sheet: string | null
  /** The header's first row, from 1, and how many rows it has. */
  readonly header: { readonly row: number; readonly rows: number }
  /** Null: the columns are named as the fields are. */
  readonly columns: readonly ColumnChoice[] | null
  readonly dates: DateForm
  readonly decimal: (typeof decimalMarks)[number]
  readonly thousands: (typeof thousandMarks)[number]
  /** Whether letters and marks written apart (NFD, as macOS does) are put together (NFC). */
  readonly compose: boolean
}

/** The form that needs no profile. */
export const plainProfile: Profile = {
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ',',
  sheet: null,
  header: { row: 1, rows: 1 },
  columns: null,
  dates: 'iso',
  decimal: '.',
  thousands: '',
  compose: false,
}

/** A profile as somebody wrote it: what is left out is as in the plain form. */
export type ProfileInput = Partial<Profile>

export function completeProfile(input: ProfileInput): Profile {
  return { ...plainProfile, ...input }
}

export type ProfileFault = 'columnUnknown' | 'fieldTwice' | 'sourceTwice' | 'marksEqual'

/** Why a profile cannot be used with these fields; undefined when it can. */
export function profileFault(profile: Profile, fields: readonly string[]): ProfileFault | undefined {
  const { columns, decimal, thousands } = profile
  if (decimal === thousands) return 'marksEqual'
  if (columns === null) return undefined
  const chosen = columns.flatMap(({ field }) => (field === null ? [] : [field]))
  if (chosen.some((field) => !fields.includes(field))) return 'columnUnknown'
  if (new Set(chosen).size < chosen.length) return 'fieldTwice'
  return new Set(columns.map(({ source }) => source)).size < columns.length ? 'sourceTwice' : undefined
}

/** A heading as it is compared: composed, without space around it or several blanks inside. */
export function headingOf(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
}
