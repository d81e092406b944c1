import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field, FieldType } from '../../catalogue/index.ts'
import type { LookupField } from '../storage/columns.sql.ts'
import type { Condition, Filter } from './record-filter.ts'

/** SQL of conditions on a row `d`; shared by pages, single records, changes and exports. */

/** Rows a unit may see: those whose field holds one of the values. */
export interface RowScope {
  readonly field: LookupField
  readonly values: readonly string[]
}

/** Which rows are looked at: those in force, or those of all times. */
export type Times = 'in-force' | 'all-times'

const types: Readonly<Record<FieldType, string>> = {
  text: 'text',
  integer: 'bigint',
  decimal: 'numeric',
  date: 'date',
  boolean: 'boolean',
  geometry: 'bytea',
}

/** The name of a field's type in SQL. */
export function sqlType(field: Field): RawBuilder<unknown> {
  return sql.raw(types[field.type])
}

/** A text as it is searched: without diacritics and case. */
function folded(field: Field, times: Times): RawBuilder<unknown> {
  if (times === 'in-force' && field.searched) return sql.ref(`d.${field.id}_s`)
  return sql`platform.fold(${sql.ref(`d.${field.id}`)})`
}

/** Folded by the database, as what it is compared with; what LIKE would take for a sign of its own stands for itself. */
export function partPattern(part: string): RawBuilder<string> {
  return sql<string>`'%' || regexp_replace(platform.fold(${part}), '([\\\\%_])', '\\\\\\1', 'g') || '%'`
}

function compileCondition({ field, operator, values }: Condition, times: Times): RawBuilder<boolean> {
  const column = sql.ref(`d.${field.id}`)
  const [value = ''] = values
  const typedValue = sql`${value}::${sqlType(field)}`
  switch (operator) {
    case 'eq':
      return sql`${column} = ${typedValue}`
    case 'ne':
      return sql`${column} IS DISTINCT FROM ${typedValue}`
    case 'lt':
      return sql`${column} < ${typedValue}`
    case 'le':
      return sql`${column} <= ${typedValue}`
    case 'gt':
      return sql`${column} > ${typedValue}`
    case 'ge':
      return sql`${column} >= ${typedValue}`
    case 'in':
      return sql`${column} = ANY (${values}::${sqlType(field)}[])`
    case 'prefix':
      return sql`starts_with(${column}, ${value})`
    case 'contains':
      return sql`${folded(field, times)} LIKE ${partPattern(value)}`
    case 'null':
      return value === 'true' ? sql`${column} IS NULL` : sql`${column} IS NOT NULL`
  }
}

/** `not` holds wherever the filter inside does not hold, absent values included. */
function compileFilter(filter: Filter, times: Times): RawBuilder<boolean> {
  const compile = (each: Filter) => compileFilter(each, times)
  if ('and' in filter) return sql`(${all(filter.and.map(compile))})`
  if ('or' in filter) return sql`(${sql.join(filter.or.map(compile), sql` OR `)})`
  return 'not' in filter ? sql`(${compile(filter.not)}) IS NOT TRUE` : compileCondition(filter, times)
}

/** All that must hold of a row that is shown. */
export function conditionsOf(
  where: readonly Filter[],
  scopes: readonly RowScope[],
  times: Times,
): RawBuilder<boolean>[] {
  const scoped = scopes.map(({ field, values }): Condition => ({ field, operator: 'in', values }))
  return [...scoped, ...where].map((filter) => compileFilter(filter, times))
}

/** Conditions joined by AND. */
export function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` AND `)}`
}

/** Whether a row `d` lies within all that a reader is kept to. */
export function withinScopes(scopes: readonly RowScope[]): RawBuilder<boolean> {
  return all(conditionsOf([], scopes, 'in-force'))
}

/**
 * Conditions one of which every row shown must meet, all of them on texts that can be looked up among the terms of their
 * fields; undefined when there are none.
 */
export function searchOf(where: readonly Filter[]): readonly Condition[] | undefined {
  for (const filter of where) {
    const found = searchIn(filter)
    if (found) return found
  }
  return undefined
}

function searchIn(filter: Filter): readonly Condition[] | undefined {
  if ('and' in filter) return searchOf(filter.and)
  if ('or' in filter) {
    const branches = filter.or.map(searchIn)
    return branches.every((branch) => branch !== undefined) ? branches.flat() : undefined
  }
  return 'field' in filter && filter.operator === 'contains' && filter.field.searched ? [filter] : undefined
}
