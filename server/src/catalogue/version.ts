import type { Instrument } from '../law/index.ts'
import type { ConsumerInput, Dataset, Facts } from './dataset.ts'
import { kindFaults, lacksReadership } from './kind.ts'

/** A version of the catalogue, in force on `[effectiveFrom, effectiveTo)`. */
export interface CatalogueVersion {
  readonly number: number
  readonly instrument: Instrument
  readonly effectiveFrom: string
  readonly effectiveTo: string | null
  readonly promulgatedAt: Date
}

/** What was promulgated of one dataset. */
export interface PromulgatedRow extends Facts {
  readonly dataset: Pick<Dataset, 'code' | 'name' | 'nameEn' | 'kind' | 'classification'>
}

export type VersionWithRows = CatalogueVersion & { readonly rows: readonly PromulgatedRow[] }

/** The row of a dataset in force at an instant, with the version it belongs to. */
export interface CatalogueRow extends PromulgatedRow {
  readonly catalogueVersion: number
  /** In force on `[from, until)`. */
  readonly from: string
  readonly until: string | null
  readonly instrument: Instrument
}

export interface Promulgation {
  /** Id of the instrument that promulgates. */
  readonly instrument: string
  readonly effectiveFrom: string
  /** Codes of the datasets. */
  readonly datasets: readonly string[]
}

export type RowGap = 'noStructure' | 'noConsumers' | 'providerEnded' | 'kindReadership' | 'kindFacts' | 'archived'

/** What a dataset lacks to become a row of the catalogue on a day (Điều 9). */
export function rowGaps(
  dataset: Pick<Dataset, 'kind' | 'classification' | 'updateMethod' | 'updateFrequency'> & {
    readonly provider: string
    readonly consumers: readonly ConsumerInput[]
  },
  facts: { hasStructure: boolean; providerValidTo: string | null; isArchived?: boolean },
  day: string,
): RowGap[] {
  const gaps: RowGap[] = []
  if (facts.isArchived === true) gaps.push('archived')
  if (!facts.hasStructure) gaps.push('noStructure')
  if (dataset.consumers.length === 0) gaps.push('noConsumers')
  else if (lacksReadership(dataset.kind, dataset)) gaps.push('kindReadership')
  if (kindFaults(dataset).length > 0) gaps.push('kindFacts')
  if (facts.providerValidTo !== null && facts.providerValidTo <= day) gaps.push('providerEnded')
  return gaps
}
