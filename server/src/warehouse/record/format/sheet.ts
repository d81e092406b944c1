import type { Field, FieldType } from '../../../catalogue/index.ts'

/** The XML of one worksheet (ECMA-376 part 1, 18.3), row by row. */

/** Rows of a sheet, its header among them. */
export const mostRows = 1_048_576
/** Characters of a cell. */
const longestCell = 32_767
/** Digits of a number that come through a spreadsheet unharmed. */
const mostDigits = 15
/** The style of days (workbook.ts). */
const dayStyle = 1

export const sheetHead =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
export const sheetTail = '</sheetData></worksheet>'

/** One row of texts as cells of the fields' types; absent values have no cell. */
export function sheetRow(number: number, texts: readonly (string | null)[], columns: readonly Column[]): string {
  const cells = texts.map((text, place) => {
    const column = columns[place]
    return text === null || column === undefined ? '' : column.write(text, `${column.letters}${String(number)}`)
  })
  return `<row r="${String(number)}">${cells.join('')}</row>`
}

export interface Column {
  readonly letters: string
  readonly write: (text: string, reference: string) => string
}

export function columnsOf(fields: readonly Pick<Field, 'type'>[]): Column[] {
  return fields.map(({ type }, place) => ({ letters: lettersOf(place), write: writers[type] }))
}

/** The names of the fields, whatever the fields hold. */
export function headerColumns(fields: readonly unknown[]): Column[] {
  return fields.map((_field, place) => ({ letters: lettersOf(place), write: textCell }))
}

/** A, B, … Z, AA, AB, … */
export function lettersOf(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26))
  return place < 26 ? letter : lettersOf(Math.floor(place / 26) - 1) + letter
}

/** A text stays a text: leading zeros survive, and a formula is never more than its letters. */
function textCell(text: string, reference: string): string {
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(fitting(text))}</t></is></c>`
}

/** What no cell can hold ends in a sign that more was there. */
function fitting(text: string): string {
  return text.length > longestCell ? `${text.slice(0, longestCell - 1)}…` : text
}

/** A number that a spreadsheet would round goes as text. */
function numberCell(text: string, reference: string): string {
  const digits = text.replace(/^-/, '').replace('.', '').replace(/^0+/, '')
  return digits.length > mostDigits ? textCell(text, reference) : `<c r="${reference}"><v>${text}</v></c>`
}

function booleanCell(text: string, reference: string): string {
  return `<c r="${reference}" t="b"><v>${text === 'true' ? '1' : '0'}</v></c>`
}

const dayMilliseconds = 86_400_000
const dayZero = Date.UTC(1899, 11, 30)

/** A day is the number of days since the end of 1899; what lies before March 1900 spreadsheets count wrongly. */
function dayCell(text: string, reference: string): string {
  if (text < '1900-03-01' || text.length !== 10) return textCell(text, reference)
  const days = (Date.parse(`${text}T00:00:00Z`) - dayZero) / dayMilliseconds
  return `<c r="${reference}" s="${String(dayStyle)}"><v>${String(days)}</v></c>`
}

const writers: Readonly<Record<FieldType, Column['write']>> = {
  text: textCell,
  integer: numberCell,
  decimal: numberCell,
  date: dayCell,
  boolean: booleanCell,
  geometry: textCell,
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Characters that XML cannot hold are written as `_xHHHH_`, and so is what already looks like that (22.9.2.19). */
function escapeXml(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/(?![\t\n\x7F-\x9F])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (character) => {
      return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
    })
    .replace(/[&<>]/g, (character) => escapes[character] ?? '')
}
