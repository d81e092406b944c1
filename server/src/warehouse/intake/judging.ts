import type { Field } from '../../catalogue/index.ts'
import type { Rule } from '../checking/fault.ts'

const forms: Readonly<Partial<Record<Field['type'], RegExp>>> = {
  integer: /^-?[0-9]{1,15}$/,
  decimal: /^-?[0-9]{1,30}(?:[.][0-9]{1,12})?$/,
  boolean: /^(?:true|false)$/,
}

/**
 * The first rule of its own field that a cell breaks, as far as the cell alone tells: for a preview. The checks of a
 * submission are in `checking`; what needs other rows or lists is asked there only.
 */
export function judgeCell(field: Field, cell: string | null): Rule | undefined {
  if (cell === null || cell === '') return field.required || field.key ? 'required' : undefined
  if (field.type === 'date') return isDay(cell) ? undefined : 'type'
  if (forms[field.type]?.test(cell) === false) return 'type'
  return field.type === 'text' ? judgeText(field, cell) : undefined
}

function judgeText(field: Field, cell: string): Rule | undefined {
  if (cell.normalize('NFC') !== cell) return 'decomposed'
  if (field.length !== null && cell.length > field.length && Array.from(cell).length > field.length) return 'length'
  return field.pattern !== null && !new RegExp(`^(?:${field.pattern})$`, 'u').test(cell) ? 'pattern' : undefined
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text >= '1800' && text < '2200'
}
