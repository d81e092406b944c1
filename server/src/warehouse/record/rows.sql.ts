import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field } from '../../catalogue/index.ts'
import { all, conditionsOf } from './conditions.sql.ts'
import type { RecordQuery } from './record-query.ts'
import type { Window } from './window.ts'

/** SQL of the rows a question is about, and of what is shown of them; shared by pages and exports. */

/** Decimals go out as text so that no reader loses digits; whole numbers and booleans as JSON's own. */
export function jsonObject(fields: readonly Field[], alias: string): RawBuilder<string> {
  const members = fields.map((field) => {
    const isText = field.type === 'decimal' || field.type === 'geometry'
    return sql`${isText ? textOf(field, alias) : valueOf(field, alias)} AS ${sql.ref(field.name)}`
  })
  return sql<string>`(SELECT row_to_json(o)::text FROM (SELECT ${sql.join(members)}) AS o)`
}

/** The canonical texts of the fields as a JSON list, for formats that are not JSON. */
export function jsonTexts(fields: readonly Field[], alias: string): RawBuilder<string> {
  return sql<string>`json_build_array(${sql.join(fields.map((field) => textOf(field, alias)))})::text`
}

/** The canonical text of what is shown of a value. */
export function textOf(field: Field, alias: string): RawBuilder<string> {
  const value = valueOf(field, alias)
  if (field.type === 'geometry') return sql<string>`upper(encode(${value}, 'hex'))`
  return field.type === 'text' ? sql<string>`${value}` : sql<string>`${value}::text`
}

/** What is shown of a value: itself, or what its mask leaves, which is all the window has of it. */
function valueOf({ id }: Field, alias: string): RawBuilder<unknown> {
  return sql.ref(`${alias}.${id}`)
}

/** The question and the state it is asked of. */
export interface RowsWanted {
  readonly query: RecordQuery
  readonly window: Window
  /** The apply whose state is read; undefined for the state in force. */
  readonly asOf: number | undefined
}

/** The rows in force, or those of all times, to be narrowed by `asOfApply`. */
export function rowsOf({ inForce, ever }: Window, asOf: number | undefined): RawBuilder<unknown> {
  return asOf === undefined ? inForce : ever
}

/** Of rows of all times, those that were in force after an apply. */
export function asOfApply(asOf: number | undefined): RawBuilder<boolean>[] {
  return asOf === undefined ? [] : [sql<boolean>`d._since <= ${asOf}`, sql<boolean>`d._until > ${asOf}`]
}

/** What must hold of a row `d` that is wanted. */
export function wantedConditions({ query, window, asOf }: RowsWanted): RawBuilder<boolean>[] {
  return [
    ...asOfApply(asOf),
    ...conditionsOf(query.where, window.scopes, asOf === undefined ? 'in-force' : 'all-times'),
  ]
}

/** The same as one condition. */
export function isWanted(rows: RowsWanted): RawBuilder<boolean> {
  return all(wantedConditions(rows))
}
