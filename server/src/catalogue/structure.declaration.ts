import { completeField } from './field.ts'
import type { DeclaredField, FieldInput } from './field.ts'
import type { DeclaredConversion, Evolution } from './structure.evolution.ts'

/** A field as declared, with where it comes from: an old name, or the old field whose values are carried. */
export type DeclaredFieldInput = FieldInput & {
  readonly from?: string | undefined
  readonly convert?: DeclaredConversion | undefined
}

export interface StructureInput {
  readonly fields: readonly DeclaredFieldInput[]
  /** Names of the version before that end. */
  readonly retired?: readonly string[] | undefined
  readonly note: string
}

/** A declaration taken apart: the fields themselves, and the way from the version before. */
export interface Declaration {
  readonly fields: readonly DeclaredField[]
  readonly evolution: Evolution
  readonly note: string
}

export function readDeclaration({ fields, retired = [], note }: StructureInput): Declaration {
  const renamed = new Map<string, string>()
  const converted = new Map<string, DeclaredConversion>()
  const declared = fields.map(({ from, convert, ...field }) => {
    // A field that goes by its old name is no renamed one.
    if (from !== undefined && from !== field.name) renamed.set(field.name, from)
    if (convert !== undefined) converted.set(field.name, convert)
    return completeField(field)
  })
  return { fields: declared, evolution: { renamed, converted, retired }, note }
}
