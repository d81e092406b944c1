import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field } from '../../catalogue/index.ts'

/**
 * A staged cell in the form in which equal values are equal texts: 7 and 007 are one number, so are 1.5 and 1.50. A
 * cell that is no number at all stays as it came; it has its own fault.
 */
export function comparable(field: Field, alias: string): RawBuilder<string> {
  const cell = sql<string>`${sql.ref(`${alias}.${field.id}`)}`
  if (field.type === 'integer')
    return sql`CASE WHEN ${cell} ~ '^-?[0-9]{1,15}$' THEN ${cell}::bigint::text ELSE ${cell} END`
  if (field.type !== 'decimal') return cell
  return sql`CASE WHEN ${cell} ~ '^-?[0-9]+([.][0-9]+)?$' THEN trim_scale(${cell}::numeric)::text ELSE ${cell} END`
}

/** A value in force in the form of `comparable`. */
export function comparableStored(field: Field, alias: string): RawBuilder<string> {
  const value = sql`${sql.ref(`${alias}.${field.id}`)}`
  return field.type === 'decimal' ? sql`trim_scale(${value})::text` : sql`${value}::text`
}

/** A value in force equal to a staged one; a text is compared as it stands, so that its index serves. */
export function sameStored(field: Field, inForce: string, staged: string): RawBuilder<boolean> {
  if (field.type === 'text') return sql`${sql.ref(`${inForce}.${field.id}`)} = ${sql.ref(`${staged}.${field.id}`)}`
  return sql`${comparableStored(field, inForce)} = ${comparable(field, staged)}`
}
