import type { FieldFault } from '../platform/index.ts'

/**
 * Values that pass every schema and that no store can hold: text with NUL or with half a surrogate pair, and numbers
 * beyond all bounds, which JSON and query strings give as Infinity.
 */
export function impossibleValues(parts: Readonly<Record<string, unknown>>): FieldFault[] {
  const faults: FieldFault[] = []
  const open = Object.entries(parts)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [field, value] = next
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
      faults.push({ field, message: 'must be text without NUL and without broken characters' })
    } else if (typeof value === 'number' && !Number.isFinite(value)) {
      faults.push({ field, message: 'must be a finite number' })
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) open.push([`${field}.${name}`, inner])
    }
  }
  return faults
}
