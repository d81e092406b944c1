import { masksFor } from '../../access/index.ts'
import type { Mask } from '../../access/index.ts'
import type { LookupField } from '../storage/columns.sql.ts'

/** A field as a reader sees it. Its type is that of what is shown. */
export interface ShownField extends LookupField {
  /** Put in place of its values by the window (`warehouse.masked`); undefined where they are shown themselves. */
  readonly masked?: Mask
}

/** Masks by the ids fields are looked up by. */
export type Masks = ReadonlyMap<string, Mask>

/** The field as it is shown under the masks of a reader; none where values of its type have no such mask. */
export function shownField(field: LookupField, masks: Masks): ShownField[] {
  const mask = masks.get(field.id)
  if (mask === undefined) return [field]
  if (!masksFor(field).includes(mask)) return []
  const type = mask === 'area' && field.type === 'geometry' ? 'geometry' : 'text'
  // A key that is masked is not what rows are looked up by.
  return [{ ...field, id: field.column, type, masked: mask }]
}

/** Whether the keys of rows may be told: only to who sees every field they consist of as it is. */
export function showsKeys(declared: readonly LookupField[], shown: readonly ShownField[]): boolean {
  const plain = new Set(shown.filter(({ masked }) => masked === undefined).map(({ column }) => column))
  return declared.every(({ key, column }) => !key || plain.has(column))
}
