import type { Tx } from '../journal/index.ts'
import type { FieldFault, Language } from '../platform/index.ts'
import type { Author } from './author.ts'
import { catalogueProblems } from './catalogue.errors.ts'
import type { DatasetId } from './dataset.ts'
import type { Structure, StructureVersion } from './structure.ts'

/** Values of a converted field that break one rule. Examples are for the provider's eyes only. */
export interface UnfitValues {
  readonly field: string
  readonly rule: string
  readonly message: Readonly<Record<Language, string>>
  readonly count: number
  readonly examples: readonly { readonly key: string; readonly value: string | null }[]
}

/** What would become of the rows in force under a new structure version. */
export interface Forecast {
  readonly rows: number
  /** Present values per converted field. */
  readonly carried: readonly { readonly field: string; readonly values: number }[]
  readonly unfit: readonly UnfitValues[]
  /** Present values per field that ends; they stay in the history and in rows not written since. */
  readonly ending: readonly { readonly field: string; readonly values: number }[]
}

export const noForecast: Forecast = { rows: 0, carried: [], unfit: [], ending: [] }

interface NamedDataset {
  readonly id: DatasetId
  readonly code: string
  readonly provider: { readonly id: string }
}

/** What carries rows in force into converted fields; the warehouse fills it. */
export interface RowCarrier {
  /** What would become of the rows; changes nothing. */
  forecast(
    author: Author,
    dataset: NamedDataset,
    change: { readonly structure: StructureVersion; readonly previous: Structure | undefined },
  ): Promise<Forecast>
  /** Queues the work in the transaction that declares; gives the submission that does it. */
  queue(tx: Tx, author: Author, dataset: NamedDataset, structure: StructureVersion): Promise<string>
  /** Told after that transaction has committed. */
  queued(): void
}

/** Refuses a declaration whose conversions some value does not fit, with counts and examples. */
export function refuseUnfit(dataset: string, { rows, unfit }: Forecast, language: Language): void {
  const values = unfit.reduce((sum, { count }) => sum + count, 0)
  if (values === 0) return
  const errors: FieldFault[] = unfit.map((each) => ({ field: each.field, message: unfitText(each, language) }))
  throw catalogueProblems.structureUnfit({ dataset, rows, values }, { errors })
}

function unfitText({ message, count, examples }: UnfitValues, language: Language): string {
  const shown = examples.map(({ key, value }) => `${key}: “${(value ?? '').slice(0, 100)}”`).join('; ')
  const counted = language === 'vi' ? `${String(count)} giá trị` : `${String(count)} values`
  return `${message[language]} (${counted}${shown === '' ? '' : `; ${shown}`})`
}
