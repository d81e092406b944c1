import type { Field } from '../../catalogue/index.ts'
import { encodeWkb } from '../storage/wkb.ts'
import { fixedDigits } from '../checking/code-digits.ts'
import type { NativeCell } from './cell.ts'
import type { Converted } from './converted.ts'
import { geometryOfText } from './geometry-text.ts'

/** A cell whose kind its file knows, as the warehouse wants it. */
export function convertNative(field: Field, cell: NativeCell): Converted {
  const { text, kind } = cell
  if (kind === 'error') return { text, mark: 'formula' }
  if (kind === 'geometry' || field.type === 'geometry') return toGeometry(field, text)
  if (kind === 'object') return { text, mark: 'type' }
  if (kind === 'number') return convertNumber(field, text)
  if (kind === 'day')
    return field.type === 'date' || field.type === 'text' ? { text, kind: 'day' } : { text, mark: 'type' }
  if (kind === 'boolean' && field.type === 'boolean') return { text, kind: 'none' }
  return field.type === 'text' ? { text, kind: kind === 'text' ? 'none' : 'text' } : { text, kind: 'none' }
}

/** Geometry written in any of the forms that are read, as its canonical text. */
export function toGeometry(field: Field, text: string): Converted {
  const geometry = field.type === 'geometry' ? geometryOfText(text) : undefined
  if (geometry === undefined) return { text, mark: field.type === 'geometry' ? 'geometry' : 'type' }
  return { text: encodeWkb(geometry), kind: 'none' }
}

function convertNumber(field: Field, text: string): Converted {
  const plain = plainNumber(text)
  if (field.type === 'integer' || field.type === 'decimal') return { text: plain ?? text, kind: 'none' }
  if (field.type !== 'text' || plain === undefined) return { text, mark: 'type' }
  return keepsItsDigits(field, plain) ? { text: plain, kind: 'text' } : { text, mark: 'lostZeros' }
}

/** Whether a number can be the code that was meant: all its digits are there, or lists tell whether it is one. */
function keepsItsDigits(field: Field, plain: string): boolean {
  const digits = fixedDigits(field)
  if (digits !== undefined) return /^\d+$/.test(plain) && plain.length === digits
  if (field.pattern !== null) return new RegExp(`^(?:${field.pattern})$`, 'u').test(plain)
  return !field.key && !field.unique
}

/** Most digits a spreadsheet keeps; what it stores beyond them is noise of its arithmetic. */
const keptDigits = 15

/** A number without an exponent; undefined where it has none that is exact. */
export function plainNumber(text: string): string | undefined {
  if (/^-?\d{1,15}(?:\.\d{1,12})?$/.test(text) && text.replace(/\D/g, '').length <= keptDigits) return text
  const number = Number(text)
  if (!Number.isFinite(number)) return undefined
  const rounded = String(Number(number.toPrecision(keptDigits)))
  return rounded.includes('e') ? undefined : rounded
}
