import type { Actor } from './entry.ts'
import type { Question } from './query-digest.ts'

/** What is done with data of a dataset when it is read, one read to an answer. */
export const readActions = [
  ...(['page', 'one', 'history', 'changes', 'proof', 'export'] as const),
  ...(['quarantine', 'faults', 'conversion-examples'] as const),
] as const
/** Besides: a person is looked up for their own request, in many datasets at once; no row is handed out. */
export type ReadAction = (typeof readActions)[number] | 'subject'

/** One governed read, before it is given its id and time. */
export interface Read {
  readonly actor: Actor
  readonly dataset: string
  readonly action: ReadAction
  readonly purpose: string | undefined
  /** The canonical query, without values of personal fields. */
  readonly query: string
  /** All that was asked, with every value. Never written down: the log holds its keyed digest (query-digest.ts). */
  readonly asked: Question
  readonly fields: readonly string[]
  readonly rows: number
  /** SHA-256 of the answer's bytes, hex. */
  readonly digest: string
  /** Why it was allowed: the reasons of the decision, by their names; none where nobody had to decide. */
  readonly reasons?: readonly string[] | undefined
  /** The grant it went by; none where no consent was needed. */
  readonly grant?: string | undefined
  /** The structure the rows were told in, where there is one. */
  readonly structureVersion?: number | undefined
  /** The apply whose state was read, where there is one. */
  readonly apply?: number | null | undefined
}
