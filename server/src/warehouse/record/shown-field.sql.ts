import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Mask } from '../../access/index.ts'
import type { Field, FieldType } from '../../catalogue/index.ts'

/** A field as a reader sees it. Its type is that of what is shown. */
export interface ShownField extends Field {
  /** What stands in place of its values; undefined where they are shown themselves. */
  readonly masked?: Masked
}

export interface Masked {
  readonly mask: Mask
  /** SQL of what is shown, from the value `column`; null stays null. */
  readonly shows: (column: RawBuilder<unknown>) => RawBuilder<unknown>
}

type Shows = (column: RawBuilder<unknown>, pseudonymKey: RawBuilder<Buffer>) => RawBuilder<unknown>

/** At most the last three characters, and at most a quarter of them. */
const lastDigits: Shows = (column) => {
  const kept = sql`least(3, length(${column}) / 4)`
  return sql`repeat('•', length(${column}) - ${kept}) || right(${column}, ${kept})`
}

/** Of an address what stands behind the house and the street. */
const areaOfAddress: Shows = (column) => {
  const comma = sql`strpos(${column}, ',')`
  return sql`CASE WHEN ${comma} > 0 THEN nullif(btrim(substr(${column}, ${comma} + 1)), '') END`
}

const areaOfGeometry: Shows = (column) => sql`platform.area_of(center(warehouse.box_of(${column})))`

/** Of the canonical text, so that the same number has the same pseudonym in every dataset of a purpose. */
const pseudonym =
  (text: (column: RawBuilder<unknown>) => RawBuilder<unknown>): Shows =>
  (column, key) =>
    sql`platform.pseudonym(${text(column)}, ${key})`

const asItIs = (column: RawBuilder<unknown>) => column
const asText = (column: RawBuilder<unknown>) => sql`${column}::text`
const asHex = (column: RawBuilder<unknown>) => sql`upper(encode(${column}, 'hex'))`

/** What each mask shows of values of a type; what is not here cannot be masked so, and is not shown at all. */
const table: Readonly<Record<FieldType, Partial<Readonly<Record<Mask, Shows>>>>> = {
  text: { lastDigits, area: areaOfAddress, pseudonym: pseudonym(asItIs) },
  date: { yearOnly: (column) => sql`to_char(${column}, 'YYYY')`, pseudonym: pseudonym(asText) },
  geometry: { area: areaOfGeometry, pseudonym: pseudonym(asHex) },
  integer: { pseudonym: pseudonym(asText) },
  decimal: { pseudonym: pseudonym(asText) },
  boolean: { pseudonym: pseudonym(asText) },
}

/** How the masks of a reader are put on. */
export interface Masking {
  /** By the id of a field. */
  readonly masks: ReadonlyMap<string, Mask>
  /** SQL of the key of pseudonyms within the purpose (platform/crypto/pseudonym.ts). */
  readonly pseudonymKey: RawBuilder<Buffer>
}

/** The field as it is shown under the masks of a reader; none where values of its type have no such mask. */
export function shownField(field: Field, { masks, pseudonymKey }: Masking): ShownField[] {
  const mask = masks.get(field.id)
  if (mask === undefined) return [field]
  const shows = table[field.type][mask]
  if (!shows) return []
  const type = mask === 'area' && field.type === 'geometry' ? 'geometry' : 'text'
  return [{ ...field, type, masked: { mask, shows: (column) => shows(column, pseudonymKey) } }]
}

/** A key that is given to a statement of its own. */
export function boundKey(key: Buffer): RawBuilder<Buffer> {
  return sql<Buffer>`${key}::bytea`
}

/** A key that a transaction has been given beforehand: COPY takes no parameters, and a text may end in the server's log. */
export const keyOfTransaction = sql<Buffer>`decode(current_setting('kho.pseudonym_key'), 'base64')`

export function giveKey(key: Buffer): RawBuilder<unknown> {
  return sql`SELECT set_config('kho.pseudonym_key', ${key.toString('base64')}, true) IS NOT NULL AS given`
}
