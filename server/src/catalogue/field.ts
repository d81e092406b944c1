export const fieldTypes = ['text', 'integer', 'decimal', 'date', 'boolean', 'geometry'] as const
export type FieldType = (typeof fieldTypes)[number]

export const sensitivities = ['none', 'personal', 'sensitive'] as const
export type Sensitivity = (typeof sensitivities)[number]

/**
 * Checks that a pattern cannot express, by name: a tax code with its check digit; a personal identification number whose
 * province, century and year can be; a date of which only the year, or the year and the month, may be known.
 */
export const namedChecks = ['tax-code', 'personal-id', 'partial-date'] as const
export type NamedCheck = (typeof namedChecks)[number]

/** A field of a structure. `name` is the CSV header and the JSON name, `id` the name of the column. */
export interface Field {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly titleEn: string
  readonly type: FieldType
  /** Most characters of a text. */
  readonly length: number | null
  /** What the whole of a text must match; in canonical form. */
  readonly pattern: string | null
  readonly check: NamedCheck | null
  readonly minimum: string | null
  readonly maximum: string | null
  readonly required: boolean
  readonly unique: boolean
  readonly key: boolean
  readonly codeList: string | null
  readonly references: { readonly dataset: string; readonly field: string } | null
  readonly sensitivity: Sensitivity
  /** Whether the field holds the ward a row belongs to. */
  readonly territory: boolean
  /** Whether readers search for parts of the text, without diacritics; has an index for that. */
  readonly searched: boolean
  /** Whether readers ask for ranges and sort by it; has an index for that. */
  readonly indexed: boolean
  readonly description: string
  readonly descriptionEn: string
}

/** A field as declared: what is left out has no rule. */
export type FieldInput = Pick<Field, 'name' | 'title' | 'titleEn' | 'type'> & Partial<Omit<Field, 'id'>>

export type DeclaredField = Omit<Field, 'id'>

/** Fills in what a declaration left out; a key field is required. */
export function completeField(input: FieldInput): DeclaredField {
  return {
    length: null,
    pattern: null,
    check: null,
    minimum: null,
    maximum: null,
    required: input.key ?? false,
    unique: false,
    key: false,
    codeList: null,
    references: null,
    sensitivity: 'none',
    territory: false,
    searched: false,
    indexed: false,
    description: '',
    descriptionEn: '',
    ...input,
  }
}

/** A stored field: what was not thought of when it was declared has no rule. */
export function storedField(field: FieldInput & Pick<Field, 'id'>): Field {
  return { id: field.id, ...completeField(field) }
}

/** What may have a minimum and a maximum: numbers, days, and texts that are dates of some precision. */
export function isRanged({ type, check }: Pick<Field, 'type' | 'check'>): boolean {
  return (type !== 'text' && type !== 'boolean' && type !== 'geometry') || check === 'partial-date'
}

const boundForms: Readonly<Record<FieldType, RegExp | undefined>> = {
  text: undefined,
  boolean: undefined,
  geometry: undefined,
  integer: /^-?\d{1,18}$/,
  decimal: /^-?\d{1,30}(\.\d{1,12})?$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
}

/** Whether a text can be a bound of the type at all; a date of some precision is bounded by whole days. */
export function isBound(fieldType: FieldType, text: string): boolean {
  const type = fieldType === 'text' ? 'date' : fieldType
  if (boundForms[type]?.test(text) !== true) return false
  if (type !== 'date') return true
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** Whether two bounds of a type stand in order. */
export function boundsInOrder(type: FieldType, minimum: string, maximum: string): boolean {
  return type === 'date' || type === 'text' ? minimum <= maximum : scaled(minimum) <= scaled(maximum)
}

const scale = 12

/** A decimal as a whole number of 10⁻¹², so that comparing loses nothing. */
function scaled(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(scale, '0'))
}
