import type { Field, FieldType } from '../catalogue/index.ts'
import { warehouseProblems } from './warehouse.errors.ts'

export const operators = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in', 'prefix', 'null'] as const
export type Operator = (typeof operators)[number]

/** One condition on one field; the values fit the field's type. A list of conditions means all of them. */
export interface Condition {
  readonly field: Field
  readonly operator: Operator
  readonly values: readonly string[]
}

export interface SortKey {
  readonly field: Field
  readonly descending: boolean
}

/** What a reader asks of a dataset, checked and typed: the only thing that is ever compiled to SQL. */
export interface RecordQuery {
  readonly select: readonly Field[]
  readonly where: readonly Condition[]
  readonly sort: readonly SortKey[]
}

const forms: Readonly<Record<FieldType, RegExp>> = {
  text: /^[^\0]*$/s,
  integer: /^-?\d{1,18}$/,
  decimal: /^-?\d{1,30}(\.\d{1,12})?$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  boolean: /^(true|false)$/,
}

/** Reads the query parameters against the fields the caller may read; anything else is a problem, never SQL. */
export function parseRecordQuery(
  readable: readonly Field[],
  input: { select?: string | undefined; filter?: readonly string[] | undefined; sort?: string | undefined },
): RecordQuery {
  const byName = new Map(readable.map((field) => [field.name, field]))
  const field = (name: string): Field => {
    const found = byName.get(name)
    if (!found) throw warehouseProblems.unknownField({ field: name.slice(0, 60), fields: [...byName.keys()] })
    return found
  }
  const names = (list: string | undefined) => (list === undefined || list === '' ? [] : list.split(','))
  const select = names(input.select).map(field)
  return {
    select: select.length === 0 ? readable : [...new Set(select)],
    where: (input.filter ?? []).map((text) => parseCondition(text, field)),
    sort: names(input.sort).map((name) => ({ field: field(name.replace(/^-/, '')), descending: name.startsWith('-') })),
  }
}

function parseCondition(text: string, fieldNamed: (name: string) => Field): Condition {
  const [, name = '', operator = '', value = ''] = /^([^:]+):([a-z]+):(.*)$/s.exec(text) ?? []
  if (!isOperator(operator)) throw warehouseProblems.invalidFilter({ filter: text.slice(0, 100) })
  const field = fieldNamed(name)
  const values = operator === 'in' ? value.split(',') : [value]
  if (values.length > 1000) throw warehouseProblems.invalidFilter({ filter: `${name}:in:… (> 1000)` })
  if (operator === 'prefix' && field.type !== 'text')
    throw warehouseProblems.invalidFilter({ filter: text.slice(0, 100) })
  const form = operator === 'null' ? forms.boolean : forms[field.type]
  if (!values.every((each) => form.test(each) && (field.type !== 'date' || operator === 'null' || isDay(each)))) {
    throw warehouseProblems.invalidFilterValue({
      field: field.name,
      type: operator === 'null' ? 'boolean' : field.type,
    })
  }
  return { field, operator, values }
}

function isOperator(text: string): text is Operator {
  return (operators as readonly string[]).includes(text)
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && Number(text.slice(0, 4)) > 0
}

/** The query in one canonical form: the same question always gives the same text, which binds cursors to it. */
export function canonicalQuery(query: RecordQuery): string {
  return JSON.stringify({
    where: query.where.map(({ field, operator, values }) => [field.name, operator, ...values]),
    sort: query.sort.map(({ field, descending }) => `${descending ? '-' : ''}${field.name}`),
  })
}

/** The query as the read log keeps it: values of personal fields are not written down (law on personal data). */
export function loggedQuery(query: RecordQuery): string {
  const shown = ({ field, values }: Condition) => (field.sensitivity === 'none' ? values.slice(0, 20) : ['…'])
  return JSON.stringify({
    where: query.where.map((condition) => [condition.field.name, condition.operator, ...shown(condition)]),
    sort: query.sort.map(({ field, descending }) => `${descending ? '-' : ''}${field.name}`),
  })
}
