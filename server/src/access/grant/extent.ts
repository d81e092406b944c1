import type { Sensitivity } from '../../catalogue/index.ts'
import type { RowScope } from '../decision/decision.ts'

/** What is shown in place of a value: of a text its last digits, of a date its year, of a place its surroundings, or a name that stands for it within one purpose. */
export const masks = ['lastDigits', 'yearOnly', 'area', 'pseudonym'] as const
export type Mask = (typeof masks)[number]

/** How data is read: page by page, record by record, as changes, as files. */
export const channels = ['list', 'lookup', 'changes', 'export'] as const
export type Channel = (typeof channels)[number]

/** A field of the structure, as it was when the Committee consented. */
export interface GrantedField {
  readonly id: string
  readonly name: string
  readonly sensitivity: Sensitivity
  /** Null where the value itself is shown. */
  readonly mask: Mask | null
}

/** Exactly what a consent opens (Điều 11.2). */
export interface GrantExtent {
  readonly fields: readonly GrantedField[]
  /** All of them hold of a row that is shown; all rows where there are none. `field` is the id of a field. */
  readonly rows: readonly RowScope[]
  readonly channels: readonly Channel[]
  /** Most rows in a day, local time. */
  readonly rowsPerDay: number
}
