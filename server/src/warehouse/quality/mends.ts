import type { Structure } from '../../catalogue/index.ts'
import type { Rule } from '../checking/fault.ts'
import type { Measure } from './measure.ts'
import type { Mend } from './mend.ts'
import { dimensionOf } from './rule-dimension.ts'
import type { Part } from './score.ts'

/** A broken rule with the name of its field; `''` for whole rows. */
export interface CountedFault {
  readonly rule: Rule
  readonly field: string
  readonly count: number
}

/** References of a field that point at nothing. */
export interface DanglingField {
  readonly datasetCode: string
  readonly targetCode: string
  readonly field: string
  readonly dangling: number
}

export interface MendFacts {
  readonly dataset: string
  readonly measure: Measure
  readonly structure: Structure
  readonly faults: readonly CountedFault[]
  readonly dangling: readonly DanglingField[]
  /** Timeliness as it is by now. */
  readonly timeliness: Part
  readonly isOverdue: boolean
}

const nothing = { field: null, rule: null, dataset: null }

/** Everything that could be mended, each with what it would make good. */
export function mendsOf(facts: MendFacts): Mend[] {
  return [
    ...faultMends(facts),
    ...duplicateMends(facts),
    ...referenceMends(facts),
    ...deliveryMends(facts),
    ...fillMends(facts),
  ]
}

function faultMends({ faults, structure }: MendFacts): Mend[] {
  return faults.flatMap(({ rule, field, count }): Mend[] => {
    const dimension = dimensionOf(rule)
    const about = { ...nothing, dimension, field: field === '' ? null : field, rule, count, worth: count }
    if (dimension === 'uniqueness') return [{ ...about, kind: 'repeat' }]
    // An empty cell of a required field is filled in like any other.
    if (dimension === 'completeness') return []
    const cells = field === '' ? structure.fields.length : 1
    return [{ ...about, kind: 'correct', worth: count * cells }]
  })
}

function duplicateMends({ measure, faults }: MendFacts): Mend[] {
  const repeated = faults.filter(({ rule }) => dimensionOf(rule) === 'uniqueness')
  const { good, total } = measure.uniqueness
  const count = total - good - repeated.reduce((sum, fault) => sum + fault.count, 0)
  return count > 0 ? [{ ...nothing, kind: 'duplicates', dimension: 'uniqueness', count, worth: count }] : []
}

/** Of a refused file nothing is in force yet: its own references are among its faults. */
function referenceMends({ dataset, measure, dangling }: MendFacts): Mend[] {
  if (!measure.inForce) return []
  return dangling
    .filter((each) => each.dangling > 0)
    .map((each): Mend => {
      const isOwn = each.datasetCode === dataset
      const about = { ...nothing, dimension: 'consistency', count: each.dangling, worth: each.dangling } as const
      return isOwn
        ? { ...about, kind: 'refer', field: each.field, dataset: each.targetCode }
        : { ...about, kind: 'restore', dataset: each.datasetCode }
    })
}

function deliveryMends({ timeliness, isOverdue }: MendFacts): Mend[] {
  const worth = timeliness.total - timeliness.good
  return isOverdue && worth > 0 ? [{ ...nothing, kind: 'deliver', dimension: 'timeliness', count: 1, worth }] : []
}

function fillMends({ measure, structure }: MendFacts): Mend[] {
  return structure.fields.flatMap(({ id, name }): Mend[] => {
    const count = measure.rows - (measure.fields[id]?.present ?? 0)
    return count > 0 ? [{ ...nothing, kind: 'fill', dimension: 'completeness', field: name, count, worth: count }] : []
  })
}
