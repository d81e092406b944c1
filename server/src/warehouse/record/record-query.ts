import type { Field } from '../../catalogue/index.ts'
import type { Question } from '../../journal/index.ts'
import { keyedDigest } from '../../platform/index.ts'
import { describeFilter, parseCondition, parseFilter } from './record-filter.ts'
import type { Condition, Filter } from './record-filter.ts'
import type { ShownField } from './shown-field.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

export interface SortKey {
  readonly field: Field
  readonly descending: boolean
}

/** What a reader asks of a dataset, checked and typed: the only thing that is ever compiled to SQL. */
export interface RecordQuery {
  readonly select: readonly ShownField[]
  /** All of them hold. */
  readonly where: readonly Filter[]
  readonly sort: readonly SortKey[]
}

export interface QueryInput {
  readonly select?: string | undefined
  /** Conditions, `field:operator:value` each. */
  readonly filter?: readonly string[] | undefined
  /** A filter as JSON (record-filter.ts). */
  readonly where?: string | undefined
  readonly sort?: string | undefined
}

/** Reads the query parameters against the fields the caller may read; anything else is a problem, never SQL. */
export function parseRecordQuery(readable: readonly ShownField[], input: QueryInput): RecordQuery {
  const byName = new Map(readable.map((field) => [field.name, field]))
  const shownNamed = (name: string): ShownField => {
    const found = byName.get(name)
    if (!found) throw warehouseProblems.unknownField({ field: name.slice(0, 60), fields: [...byName.keys()] })
    return found
  }
  // What is asked of a masked value would tell it, question by question.
  const fieldNamed = (name: string): Field => {
    const field = shownNamed(name)
    if (field.masked) throw warehouseProblems.fieldMasked({ field: field.name })
    return field
  }
  const names = (list: string | undefined) => (list === undefined || list === '' ? [] : list.split(','))
  const select = names(input.select).map(shownNamed)
  return {
    select: select.length === 0 ? readable : [...new Set(select)],
    where: [
      ...(input.filter ?? []).map((text) => parseCondition(text, fieldNamed)),
      ...(input.where === undefined ? [] : [parseFilter(input.where, fieldNamed)]),
    ],
    sort: names(input.sort).map((name) => ({
      field: fieldNamed(name.replace(/^-/, '')),
      descending: name.startsWith('-'),
    })),
  }
}

/** The query in one canonical form: the same question always gives the same text, which binds cursors to it. */
export function canonicalQuery(query: RecordQuery): string {
  return JSON.stringify(describe(query, ({ values }) => values))
}

/** What the log of reads writes in place of the values of a personal field. */
export const withheld = '…'

/** The query as the read log keeps it: values of personal fields are not written down (law on personal data). */
export function loggedQuery(query: RecordQuery, asOf: number | undefined): string {
  const shown = ({ field, values }: Condition) => (field.sensitivity === 'none' ? values.slice(0, 20) : [withheld])
  return JSON.stringify({ asOf, ...describe(query, shown) })
}

/** How a condition on a field stands in a logged query that asked for one value, or for one that was withheld. */
export function loggedCondition(field: string, value = withheld): string {
  return JSON.stringify([field, 'eq', value])
}

/**
 * What the read log names a record by: a keyed digest, so that who holds the secret can find the reads of a person, nobody else.
 */
export function recordKeyDigest(secret: string, dataset: string, key: string): string {
  return keyedDigest(secret, 'record-key', `${dataset}|${key}`)
}

/** All that was asked, for the keyed digest in the log of reads. @param more where the answer begins, and how long it may be */
export function askedQuery(query: RecordQuery, asOf: number | undefined, more: Question): Question {
  return { ...describe(query, ({ values }) => values), asOf, ...more }
}

function describe({ where, sort }: RecordQuery, shown: (condition: Condition) => readonly string[]) {
  return {
    where: where.map((filter) => describeFilter(filter, shown)),
    sort: sort.map(({ field, descending }) => `${descending ? '-' : ''}${field.name}`),
  }
}
