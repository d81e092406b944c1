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

/** What somebody said of how a file is read. */
export type ProfileInput = Partial<Profile>

/** What is left out is as in the plain form. */
export function completeProfile(input: ProfileInput): Profile {
  return { ...plainProfile, ...input }
}

/** A setting of a profile that cannot be used, as its sender wrote it. */
export interface ProfileFault {
  readonly setting: string
  readonly value: unknown
}

/** Why what is said of a profile cannot be used with these fields; undefined when it can. */
export function profileFault(profile: ProfileInput, fields: readonly string[]): ProfileFault | undefined {
  const { columns, decimal, thousands } = profile
  if (thousands !== undefined && decimal === thousands) return { setting: 'thousands', value: thousands }
  const [fieldsSeen, sourcesSeen] = [new Set<string>(), new Set<string>()]
  for (const [place, { source, field }] of (columns ?? []).entries()) {
    const isTaken = field !== null && (fieldsSeen.has(field) || !fields.includes(field))
    if (isTaken) return { setting: `columns.${String(place)}.field`, value: field }
    if (sourcesSeen.has(source)) return { setting: `columns.${String(place)}.source`, value: source }
    if (field !== null) fieldsSeen.add(field)
    sourcesSeen.add(source)
  }
  return undefined
}

/** The profile that is meant, as far as it can be told without the file: what is not said is as remembered for its format. */
export function knownProfile(said: ProfileInput | undefined, remembered: Profile | undefined): Profile | undefined {
  if (!said) return remembered
  if (isWhole(said)) return said
  const isOfFormat = said.format === undefined || said.format === remembered?.format
  return remembered && isOfFormat ? { ...remembered, ...said } : undefined
}

function isWhole(said: ProfileInput): said is Profile {
  return Object.keys(plainProfile).every((setting) => setting in said)
}

/** A heading as it is compared: composed, without space around it or several blanks inside. */
export function headingOf(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
}
