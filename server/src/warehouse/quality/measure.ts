import { scoreOf, timelinessOf, volumeOf } from './score.ts'
import type { Part, Parts } from './score.ts'

/**
 * Cells of one field: how many hold a value, how many of those sent break a rule, and how many of those sent point at
 * nothing.
 */
export interface FieldCells {
  readonly present: number
  readonly faulty: number
  readonly dangling: number
}

/** What was measured when a submission ended: of the rows in force after it, or of the file when it was refused. */
export interface Measure {
  readonly submissionId: string
  readonly datasetId: string
  readonly structureVersion: number
  readonly at: Date
  readonly inForce: boolean
  readonly applyNumber: number
  readonly rows: number
  /** By field id. */
  readonly fields: Readonly<Record<string, FieldCells>>
  readonly completeness: Part
  readonly validity: Part
  readonly uniqueness: Part
  readonly consistency: Part
  readonly deliveredAt: Date
  readonly dueAt: Date | null
  readonly periodSeconds: number | null
  readonly sent: number
  readonly usual: number | null
}

/** What of a measure is of the delivery, not of the rows in force. */
export type DeliveryMeasure = Pick<
  Measure,
  'deliveredAt' | 'dueAt' | 'periodSeconds' | 'sent' | 'usual' | 'validity' | 'uniqueness'
>

/** All six dimensions of a measure, with the delivery as it was. */
export function partsOf(measure: Measure): Parts {
  const { completeness, validity, uniqueness, consistency, sent, usual } = measure
  const timeliness = timelinessOf(measure, measure.deliveredAt)
  return { completeness, validity, uniqueness, consistency, timeliness, volume: volumeOf(sent, usual) }
}

/** The same at a later instant: while the next delivery is overdue, the data is as late as that. */
export function currentParts(
  measure: Measure,
  next: { dueAt: Date | null; periodSeconds: number | null },
  now: Date,
): Parts {
  const parts = partsOf(measure)
  const isOverdue = next.dueAt !== null && now >= next.dueAt
  return isOverdue ? { ...parts, timeliness: timelinessOf(next, now) } : parts
}

export function scoreOfMeasure(measure: Measure): number {
  return scoreOf(partsOf(measure))
}

export function isLate({ dueAt, deliveredAt }: Pick<Measure, 'dueAt' | 'deliveredAt'>): boolean {
  return dueAt !== null && deliveredAt > dueAt
}

/** References of both directions that find their row; cells that were sent and held back for want of one count against it. */
export function consistencyOf(
  resolutions: readonly { readonly total: number; readonly dangling: number }[],
  sent: Measure['fields'],
): Part {
  const resolving = resolutions.reduce((sum, { total, dangling }) => sum + total - dangling, 0)
  const total = resolutions.reduce((sum, each) => sum + each.total, 0)
  const heldBack = Object.values(sent).reduce((sum, { dangling }) => sum + dangling, 0)
  return { good: resolving, total: total + heldBack }
}
