import type { DatasetDescription } from '../../../recipes/index.ts'

/** What the demo city's rows are made from. */
export interface DemoSettings {
  readonly seed: number
  /** The day (yyyy-mm-dd) the city is described on. */
  readonly asOf: string
  readonly people: number
  readonly businesses: number
}

/** A dataset of the demo city and the delivery that fills it. */
export interface DemoDataset extends DatasetDescription {
  /** Login of the account that delivers the rows. */
  readonly deliveredBy: string
  readonly fileName: string
  /** The delivery as CSV text, in pieces. */
  readonly rows: (settings: DemoSettings) => Iterable<string>
}
