/** How a dataset is described: what the catalogue is told when the dataset is registered and its structure declared. */

export interface FieldDescription {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly titleEn: string
  readonly type: 'text' | 'integer' | 'decimal' | 'date' | 'boolean'
  readonly length: number | null
  readonly pattern: string | null
  readonly minimum: string | null
  readonly maximum: string | null
  readonly required: boolean
  readonly unique: boolean
  readonly key: boolean
  readonly codeList: string | null
  readonly references: { readonly dataset: string; readonly field: string } | null
  readonly sensitivity: 'none' | 'personal' | 'sensitive'
  readonly territory: boolean
  readonly searched?: boolean
  readonly indexed?: boolean
  readonly description: string
  readonly descriptionEn: string
}

/** A unit is named by the code of its organisation. */
export type ConsumerDescription = { readonly unit: string } | { readonly group: 'departments' | 'wards' | 'all' }

export interface DatasetDescription {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly description: string
  readonly descriptionEn: string
  readonly kind: 'transactional' | 'sectoral' | 'shared' | 'reference' | 'open'
  readonly classification: 'public' | 'internal' | 'confidential'
  readonly licence: string
  readonly contact: string
  /** The five facts of a catalogue row besides the dataset itself (Điều 9). */
  readonly provider: string
  readonly updateMethod: 'full' | 'incremental'
  readonly updateFrequency: 'continuous' | 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly' | 'on-change'
  readonly consumers: readonly ConsumerDescription[]
  readonly structure: { readonly note: string; readonly fields: readonly FieldDescription[] }
}

/** A way to turn a folder of published files into a submission of one dataset. */
export interface Recipe {
  readonly name: string
  readonly title: string
  readonly titleEn: string
  /** What the source folder must hold. */
  readonly source: string
  readonly dataset: DatasetDescription
  /**
   * The submission as CSV text, in pieces. A source of another shape ends it with a RecipeError, so nothing may be
   * submitted before the last piece has come.
   */
  readonly convert: (sourceFolder: string) => AsyncIterable<string>
}

/** The source is not what the recipe was written for; nothing of it should be submitted. */
export class RecipeError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RecipeError'
  }
}

type FieldTexts = Pick<FieldDescription, 'name' | 'title' | 'titleEn' | 'type' | 'description' | 'descriptionEn'>

/** A field with its texts and only those rules that differ from "anything, optional, not sensitive". */
export type FieldDraft = FieldTexts & Partial<Omit<FieldDescription, keyof FieldTexts | 'id'>>

/** The fields of a first structure; ids follow the order of declaration. */
export function declareFields(drafts: readonly FieldDraft[]): FieldDescription[] {
  return drafts.map((draft, place) => ({
    id: `f${String(place + 1)}`,
    length: null,
    pattern: null,
    minimum: null,
    maximum: null,
    required: false,
    unique: false,
    key: false,
    codeList: null,
    references: null,
    sensitivity: 'none',
    territory: false,
    ...draft,
  }))
}
