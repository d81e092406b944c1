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
  const broken = brokenBy(field, cell)
  return broken !== undefined && isNumberOfCode(field, cell) ? 'lostZeros' : broken
}

function brokenBy({ length, pattern, check }: Field, text: string): Rule | undefined {
  if (length !== null && text.length > length && Array.from(text).length > length) return 'length'
  if (pattern !== null && !new RegExp(`^(?:${pattern})$`, 'u').test(text)) return 'pattern'
  return check === 'partial-date' && !/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(text) ? 'check' : undefined
}

const mostZeros = 11

/** Whether a code was turned into a number: it has an exponent, or fits once its leading zeros are put back. */
function isNumberOfCode(field: Field, cell: string): boolean {
  if (/^\d(?:[.,]\d+)?[Ee]\+?\d{1,2}$/.test(cell)) return true
  if (!/^\d+(?:\.0+)?$/.test(cell)) return false
  const digits = cell.replace(/\.0+$/, '')
  const restored = Array.from({ length: mostZeros + 1 }, (_none, zeros) => `${'0'.repeat(zeros)}${digits}`)
  return restored.some((code) => brokenBy(field, code) === undefined)
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text >= '1800' && text < '2200'
}
