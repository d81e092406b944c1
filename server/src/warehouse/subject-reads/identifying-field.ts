import type { Field, Structure } from '../../catalogue/index.ts'
import { isWholeKey } from '../storage/columns.sql.ts'

/** The structures of all datasets by code, for fields that point into another. */
export type Structures = ReadonlyMap<string, Structure>

/**
 * Fields that hold numbers of persons: those a structure declares to be personal identification numbers, keys that are
 * personal data, and what points at either.
 */
export function identifyingFields(structure: Structure, structures: Structures): Field[] {
  return structure.fields.filter((field) => {
    if (field.type !== 'text') return false
    if (isIdentifier(field)) return true
    const { references } = field
    const target =
      references && structures.get(references.dataset)?.fields.find(({ name }) => name === references.field)
    return target ? isIdentifier(target) : false
  })
}

function isIdentifier({ check, key, sensitivity }: Field): boolean {
  return check === 'personal-id' || (key && sensitivity === 'personal')
}

/** Whether rows in force are found by the field at the cost of those rows: it has an index. */
export function isLookedUp(structure: Structure, field: Field): boolean {
  return isWholeKey(structure, field) || field.unique || field.indexed || field.references !== null
}
