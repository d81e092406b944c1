import type { Rule } from '../checking/fault.ts'
import type { Dimension } from './score.ts'

const special: Readonly<Partial<Record<Rule, Dimension>>> = {
  required: 'completeness',
  keyRepeated: 'uniqueness',
  unique: 'uniqueness',
  reference: 'consistency',
  stillReferenced: 'consistency',
}

/** The one dimension in which a broken rule counts: no fault is held against a file twice. */
export function dimensionOf(rule: Rule): Dimension {
  return special[rule] ?? 'validity'
}
