import type { Field } from '../../catalogue/index.ts'
import { isDay } from '../checking/day.ts'
import type { Converted } from './converted.ts'
import { toGeometry } from './native.ts'
import type { Profile } from './profile.ts'

/** Writes a cell as the warehouse wants it; undefined where it already is, or is left for the checks to find. */
export type Converter = (cell: string) => Converted | undefined

/** What a profile has done to the cells of a field; undefined when that is nothing. */
export function converterFor(field: Field, profile: Profile): Converter | undefined {
  switch (field.type) {
    case 'date':
      return profile.dates === 'iso' ? undefined : dateConverter(profile.dates)
    case 'integer':
    case 'decimal':
      return profile.decimal === '.' && profile.thousands === '' ? undefined : numberConverter(profile)
    case 'geometry':
      return (cell) => toGeometry(field, cell)
    default:
      return field.check === 'partial-date' && profile.dates !== 'iso' ? partialDateConverter(profile.dates) : undefined
  }
}

const numbersOnly = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/

/** What is no day in the form declared stays as it was sent, so that its fault shows what its sender wrote. */
function dateConverter(form: 'dmy' | 'mdy'): Converter {
  return (cell) => {
    const [, first = '', , second = '', year = ''] = numbersOnly.exec(cell) ?? []
    if (year === '') return undefined
    const [day, month] = form === 'dmy' ? [first, second] : [second, first]
    if (!isDay(Number(day), Number(month), Number(year))) return undefined
    return { text: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, kind: 'date' }
  }
}

const monthAndYear = /^(\d{1,2})[/.-](\d{4})$/

/** Of a date that may be a month or a year alone, a month stands before its year in either form. */
function partialDateConverter(form: 'dmy' | 'mdy'): Converter {
  const ofDay = dateConverter(form)
  return (cell) => {
    const [, month = '', year = ''] = monthAndYear.exec(cell) ?? []
    if (year === '') return ofDay(cell)
    if (!isDay(1, Number(month), Number(year))) return undefined
    return { text: `${year}-${month.padStart(2, '0')}`, kind: 'date' }
  }
}

/** A number in another form than the declared one is a fault even where it would look right: 1.234 may be 1234. */
function numberConverter({ decimal, thousands }: Profile): Converter {
  const [point, group] = [escaped(decimal), thousands === ' ' ? '[ \u00A0\u202F]' : escaped(thousands)]
  const grouped = thousands === '' ? '' : `|\\d{1,3}(?:${group}\\d{3})+`
  const form = new RegExp(`^-?(?:\\d+${grouped})(?:${point}\\d+)?$`)
  const groups = new RegExp(group, 'g')
  return (cell) => {
    if (!form.test(cell)) return { text: cell, mark: 'type' }
    const ungrouped = thousands === '' ? cell : cell.replaceAll(groups, '')
    const text = ungrouped.replace(decimal, '.')
    return text === cell ? undefined : { text, kind: 'number' }
  }
}

function escaped(mark: string): string {
  return mark === '' ? '' : `[${mark}]`
}
