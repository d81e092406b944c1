import type { Channel } from './extent.ts'

/** The grant a decision follows from, as far as reading goes by it. */
export interface GrantInUse {
  readonly id: string
  /** The number people know it by. */
  readonly number: string
  /** The code of its purpose in the register; pseudonyms are stable within it. */
  readonly purpose: string
  readonly channels: readonly Channel[]
  /** Most rows in a day, local time. */
  readonly rowsPerDay: number
}
