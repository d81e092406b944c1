import type { Field } from '../../api/types.ts'

export const operators = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in', 'prefix', 'contains', 'null'] as const
export type Operator = (typeof operators)[number]

export interface Filter {
  field: string
  operator: Operator
  value: string
}

/** `field:op:value`, the form of the address and of the API; the value may hold colons. */
export function parseFilter(text: string): Filter | null {
  const [field, name, ...rest] = text.split(':')
  const operator = operators.find((each) => each === name)
  if (field === undefined || field === '' || operator === undefined) return null
  return { field, operator, value: rest.join(':') }
}

export function formatFilter(filter: Filter): string {
  return `${filter.field}:${filter.operator}:${filter.value}`
}

/** The comparisons that make sense for a field's type. */
export function operatorsOf(field: Pick<Field, 'type' | 'codeList'>): Operator[] {
  if (field.type === 'boolean') return ['eq', 'null']
  if (field.type === 'text')
    return field.codeList === null ? ['contains', 'prefix', 'eq', 'ne', 'in', 'null'] : ['eq', 'in', 'ne', 'null']
  return ['eq', 'ge', 'le', 'gt', 'lt', 'null']
}

export type SortDirection = 'asc' | 'desc' | null

/** `a` ascending, `-a` descending. */
export function sortDirection(sort: string, field: string): SortDirection {
  if (sort === field) return 'asc'
  return sort === `-${field}` ? 'desc' : null
}

/** A header pressed again: ascending, descending, then the order of the key. */
export function nextSort(sort: string, field: string): string {
  const direction = sortDirection(sort, field)
  if (direction === null) return field
  return direction === 'asc' ? `-${field}` : ''
}
