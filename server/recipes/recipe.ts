import type { DatasetInput, FieldInput } from '../src/catalogue/index.ts'

/** A unit is named by the code of its organisation. */
export type ConsumerDescription = { readonly unit: string } | { readonly group: 'departments' | 'wards' | 'all' }

/** How a dataset is described: what the catalogue is told when it is registered and its structure declared. */
export interface DatasetDescription extends Omit<DatasetInput, 'provider' | 'consumers'> {
  /** Code of the organisation. */
  readonly provider: string
  readonly consumers: readonly ConsumerDescription[]
  readonly fields: readonly FieldInput[]
  /** Why this structure was declared. */
  readonly note: string
}

/** A way to turn a folder of published files into a submission of one dataset. */
export interface Recipe {
  readonly name: string
  readonly title: string
  readonly titleEn: string
  /** What the source folder must hold. */
  readonly source: string
  readonly dataset: DatasetDescription
  /** What becomes of faulty rows; a source known to be dirty is taken in without them. */
  readonly onFault?: 'quarantine'
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
