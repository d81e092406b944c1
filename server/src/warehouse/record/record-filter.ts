import type { Field, FieldType } from '../../catalogue/index.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

export const operators = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in', 'prefix', 'contains', 'null'] as const
export type Operator = (typeof operators)[number]

/** One condition on one field; the values fit the field's type. */
export interface Condition {
  readonly field: Field
  readonly operator: Operator
  readonly values: readonly string[]
}

/** What rows are asked for: conditions, and filters that hold all together, at least one of several, or not. */
export type Filter =
  Condition | { readonly and: readonly Filter[] } | { readonly or: readonly Filter[] } | { readonly not: Filter }

export type FieldNamed = (name: string) => Field

const deepest = 8
const mostParts = 200
const mostValues = 1000

const forms: Readonly<Record<FieldType, RegExp>> = {
  text: /^[^\0]*$/s,
  integer: /^-?\d{1,18}$/,
  decimal: /^-?\d{1,30}(\.\d{1,12})?$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  boolean: /^(true|false)$/,
  // A geometry is or is not; nothing else is asked of it.
  geometry: /(?!)/,
}

/** Reads a condition written `field:operator:value`. */
export function parseCondition(text: string, fieldNamed: FieldNamed): Condition {
  const [, name = '', operator = '', value = ''] = /^([^:]+):([a-z]+):(.*)$/s.exec(text) ?? []
  const values = operator === 'in' ? value.split(',') : [value]
  return toCondition({ name, operator, values }, fieldNamed, text)
}

function toCondition(
  { name, operator, values }: { name: string; operator: string; values: readonly string[] },
  fieldNamed: FieldNamed,
  text: string,
): Condition {
  if (!isOperator(operator) || values.length > mostValues) throw notUnderstood(text)
  const field = fieldNamed(name)
  if ((operator === 'prefix' || operator === 'contains') && field.type !== 'text') throw notUnderstood(text)
  const form = operator === 'null' ? forms.boolean : forms[field.type]
  if (!values.every((each) => form.test(each) && (field.type !== 'date' || operator === 'null' || isDay(each)))) {
    throw warehouseProblems.invalidFilterValue({
      field: field.name,
      type: operator === 'null' ? 'boolean' : field.type,
    })
  }
  return { field, operator, values }
}

/**
 * Reads a filter written as JSON: `{"field": …, "op": …, "value": …}`, joined by `{"and": […]}`, `{"or": […]}` and
 * `{"not": …}`. The value of `in` is a list, that of `null` true or false.
 */
export function parseFilter(text: string, fieldNamed: FieldNamed): Filter {
  let parts = 0
  const read = (node: unknown, depth: number): Filter => {
    parts += 1
    if (depth > deepest || parts > mostParts || typeof node !== 'object' || node === null) throw notUnderstood(text)
    const readAll = (nodes: unknown) => {
      if (!Array.isArray(nodes) || nodes.length === 0) throw notUnderstood(text)
      return nodes.map((each) => read(each, depth + 1))
    }
    const { and, or, not, field, op, value } = node as Readonly<Record<string, unknown>>
    switch (Object.keys(node).sort().join()) {
      case 'and':
        return { and: readAll(and) }
      case 'or':
        return { or: readAll(or) }
      case 'not':
        return { not: read(not, depth + 1) }
      case 'field,op,value':
        if (typeof field !== 'string' || typeof op !== 'string') throw notUnderstood(text)
        return toCondition({ name: field, operator: op, values: valuesOf(op, value, text) }, fieldNamed, text)
      default:
        throw notUnderstood(text)
    }
  }
  return read(parseJson(text), 1)
}

function valuesOf(operator: string, value: unknown, text: string): string[] {
  const values: unknown[] = operator === 'in' && Array.isArray(value) ? value : [value]
  return values.map((each) => {
    if (typeof each === 'string') return each
    if (typeof each === 'number' || typeof each === 'boolean') return String(each)
    throw notUnderstood(text)
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw notUnderstood(text)
  }
}

function notUnderstood(text: string) {
  return warehouseProblems.invalidFilter({ filter: text.slice(0, 100) })
}

function isOperator(text: string): text is Operator {
  return (operators as readonly string[]).includes(text)
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && Number(text.slice(0, 4)) > 0
}

/** A filter as plain data for logs and cursors; `shown` says which values of a condition may stand there. */
export function describeFilter(filter: Filter, shown: (condition: Condition) => readonly string[]): Described {
  if ('and' in filter) return { and: filter.and.map((each) => describeFilter(each, shown)) }
  if ('or' in filter) return { or: filter.or.map((each) => describeFilter(each, shown)) }
  if ('not' in filter) return { not: describeFilter(filter.not, shown) }
  return [filter.field.name, filter.operator, ...shown(filter)]
}

export type Described =
  | readonly string[]
  | { readonly and: readonly Described[] }
  | { readonly or: readonly Described[] }
  | { readonly not: Described }

/** Every field a filter looks at. */
export function fieldsOf(filter: Filter): Field[] {
  if ('and' in filter) return filter.and.flatMap(fieldsOf)
  if ('or' in filter) return filter.or.flatMap(fieldsOf)
  return 'not' in filter ? fieldsOf(filter.not) : [filter.field]
}
