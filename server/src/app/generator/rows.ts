import { csvText } from './csv.ts'
import { mix, permute } from './random.ts'

/** Which rows of a generated dataset to write, and how. */
export interface Selection {
  readonly count: number
  /** Index of the first row; rows left out at the start are deletions, rows added at the end are insertions. */
  readonly first?: number
  readonly order?: 'generated' | 'shuffled'
  /** A later delivery: this share (0 to 1) of the rows, chosen by the version, carries other values under the same key. */
  readonly change?: { readonly version: number; readonly share: number }
}

/**
 * A generated dataset: row `index` at `version` is a pure function of the two. Version 0 is the original. Where some
 * indexes have no row (a household stands at the index of its head only), the row is null.
 */
export interface GeneratedRows<Row extends readonly string[] | null = readonly string[]> {
  readonly seed: number
  readonly columns: readonly string[]
  /** Columns that together tell the rows apart, where faults can be planted. */
  readonly keys?: readonly string[]
  readonly limit: number
  readonly row: (index: number, version: number) => Row
}

/** The version of row `index` in a delivery: 0, or the delivery's version when the row is among the changed ones. */
export function versionOf(seed: number, index: number, change: Selection['change']): number {
  if (change === undefined || change.version === 0) return 0
  return mix(mix(seed ^ 0x51ed, change.version), index) / 0x1_0000_0000 < change.share ? change.version : 0
}

/** The selected rows, one after the other. */
export function* select(
  dataset: GeneratedRows<readonly string[] | null>,
  selection: Selection,
): Generator<readonly string[]> {
  const { count, first = 0, order = 'generated', change } = selection
  const whole = Number.isInteger(count) && Number.isInteger(first)
  if (!whole || count < 0 || first < 0 || first + count > dataset.limit) {
    throw new RangeError(`rows ${String(first)} + ${String(count)} are outside 0 … ${String(dataset.limit)}`)
  }
  for (let place = 0; place < count; place += 1) {
    const index = first + (order === 'shuffled' ? permute(place, count, dataset.seed) : place)
    const row = dataset.row(index, versionOf(dataset.seed, index, change))
    if (row !== null) yield row
  }
}

/** The selected rows as CSV text, in pieces. */
export function generate(dataset: GeneratedRows<readonly string[] | null>, selection: Selection): Generator<string> {
  return csvText(dataset.columns, select(dataset, selection))
}
