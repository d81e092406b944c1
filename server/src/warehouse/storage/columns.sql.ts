import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field, FieldType, Structure } from '../../catalogue/index.ts'

/** SQL that several statements of this module share: how fields become columns, keys and commitments. */

const columnTypes: Readonly<Record<FieldType, RawBuilder<unknown>>> = {
  text: sql`text`,
  integer: sql`bigint`,
  decimal: sql`numeric`,
  date: sql`date`,
  boolean: sql`boolean`,
  geometry: sql`bytea`,
}

/** The type a field's values are stored in. */
export function columnType(field: Field): RawBuilder<unknown> {
  return columnTypes[field.type]
}

export function tableName(datasetCode: string): string {
  return datasetCode.replaceAll('-', '_')
}

export const dataTable = (datasetCode: string) => sql.table(`data.${tableName(datasetCode)}`)
export const historyTable = (datasetCode: string) => sql.table(`history.${tableName(datasetCode)}`)

export function columnList(fields: readonly Field[], alias?: string): RawBuilder<unknown> {
  return sql.join(fields.map((field) => sql.ref(alias === undefined ? field.id : `${alias}.${field.id}`)))
}

/** A staged text cell as a value of its field's type; only for rows that passed the checks. */
export function typed(field: Field, alias: string): RawBuilder<unknown> {
  const column = sql.ref(`${alias}.${field.id}`)
  if (field.type === 'text') return column
  return field.type === 'geometry' ? sql`decode(${column}, 'hex')` : sql`${column}::${columnTypes[field.type]}`
}

/** The canonical text of a value; it is what the commitment covers. */
export function canonicalText(field: Field, value: RawBuilder<unknown>): RawBuilder<unknown> {
  if (field.type === 'text') return value
  return field.type === 'geometry' ? sql`upper(encode(${value}, 'hex'))` : sql`(${value})::text`
}

/**
 * The key of a row as text. One key field: its canonical text. Several: joined by `~`, with `%` and `~` inside escaped
 * as in a URL, so that different keys never have the same text.
 */
function keyFrom(structure: Structure, value: (field: Field) => RawBuilder<unknown>): RawBuilder<string> {
  const parts = structure.fields.filter((field) => field.key).map((field) => canonicalText(field, value(field)))
  const [only] = parts
  if (parts.length === 1 && only) return sql<string>`${only}`
  const escaped = parts.map((part) => sql`replace(replace(${part}, '%', '%25'), '~', '%7E')`)
  return sql<string>`(${sql.join(escaped, sql` || '~' || `)})`
}

/** A field that alone is the key of its structure. */
export function isWholeKey(structure: Structure, field: Field): boolean {
  return field.key && structure.fields.filter((each) => each.key).length === 1
}

/** A field as it is looked up: by `id`; `column` is where its values stand. */
export interface LookupField extends Field {
  readonly column: string
}

/** The fields as readers look them up: a text that is the whole key also stands in `_key`, which has the index. */
export function lookupFields(structure: Structure): LookupField[] {
  return structure.fields.map((field) => {
    const isKey = field.type === 'text' && isWholeKey(structure, field)
    return { ...field, column: field.id, id: isKey ? '_key' : field.id }
  })
}

/** The key of a staged row. */
export function keyOf(structure: Structure, alias: string): RawBuilder<string> {
  return keyFrom(structure, staged(alias))
}

/**
 * The key of a staged row that may still be faulty: the cells as they are. Key fields are texts or days, whose canonical
 * text is what a valid cell holds, so for valid rows this is the same as `keyOf`; it never fails on the others.
 */
export function rawKeyOf(structure: Structure, alias: string): RawBuilder<string> {
  return keyFrom(structure, stored(alias))
}

/** The key a stored row should have by its content. */
export function storedKeyOf(structure: Structure, alias: string): RawBuilder<string> {
  return keyFrom(structure, stored(alias))
}

/** The commitment to a row (ADR 0003); `row-leaf.ts` is its definition, this its equal in SQL. */
export function commitment(
  structure: Structure,
  salt: RawBuilder<unknown>,
  value: (field: Field) => RawBuilder<unknown>,
): RawBuilder<Buffer> {
  const texts = structure.fields.map((field) => canonicalText(field, value(field)))
  return sql<Buffer>`sha256(record_send(row(${sql.join([salt, ...texts])})))`
}

/**
 * The commitment of a stored row as it was made: over the fields of the structure version it was written under.
 * @param versions structure versions of the dataset's applies, with the numbers of those applies
 */
export function storedCommitment(versions: readonly WrittenUnder[], alias: string): RawBuilder<unknown> {
  const of = (structure: Structure) => commitment(structure, sql.ref(`${alias}._salt`), stored(alias))
  const [first, ...others] = versions
  if (!first) return sql`NULL::bytea`
  if (others.length === 0) return of(first.structure)
  const branches = versions.map(({ structure, applies }) => {
    return sql`WHEN ${sql.ref(`${alias}._since`)} = ANY (${applies}::bigint[]) THEN ${of(structure)}`
  })
  return sql`CASE ${sql.join(branches, sql` `)} END`
}

/** A structure version, and the applies that wrote rows under it. */
export interface WrittenUnder {
  readonly structure: Structure
  readonly applies: readonly number[]
}

/** The column of a field in a table that holds typed values. */
export const stored = (alias: string) => (field: Field) => sql.ref(`${alias}.${field.id}`)
/** The staged cell of a field, typed. */
export const staged = (alias: string) => (field: Field) => typed(field, alias)
