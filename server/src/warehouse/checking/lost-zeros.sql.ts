import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field } from '../../catalogue/index.ts'
import { fixedDigits } from './code-digits.ts'

/** More than any code of the city begins with; codes of lists are short. */
const mostZeros = { ofForm: 11, ofList: 3 }
/** What a spreadsheet shows of a long number. */
const exponent = sql.lit('^[0-9](?:[.,][0-9]+)?[Ee][+]?[0-9]{1,2}$')
/** Digits alone, or with the nought that arithmetic puts behind them. */
const digits = sql.lit('^[0-9]+(?:[.]0+)?$')
const nought = sql.lit('[.]0+$')

/**
 * Whether a broken code was turned into a number: it is written with an exponent, or it fits its field once its leading
 * zeros are put back.
 * @param isBroken what the field asks of a code
 */
export function lostZeros(
  field: Field,
  cell: RawBuilder<string>,
  isBroken: (code: RawBuilder<string>) => RawBuilder<boolean>,
): RawBuilder<boolean> {
  const code = sql<string>`restored.code`
  return sql`CASE WHEN ${cell} !~ ${digits} AND ${cell} !~ ${exponent} THEN false
    WHEN ${isBroken(cell)} IS NOT TRUE THEN false
    WHEN ${cell} ~ ${exponent} THEN true
    ELSE EXISTS (SELECT FROM (${restored(field, cell)}) AS restored WHERE ${code} <> ${cell} AND ${isBroken(code)} IS NOT TRUE) END`
}

/** The codes that a number may have been; only one where the form says how many digits there are. */
function restored(field: Field, cell: RawBuilder<string>): RawBuilder<unknown> {
  const number = sql`regexp_replace(${cell}, ${nought}, '')`
  const length = fixedDigits(field)
  if (length !== undefined)
    return sql`SELECT lpad(n, ${sql.lit(length)}, '0') AS code FROM (SELECT ${number} AS n) AS number WHERE length(n) <= ${sql.lit(length)}`
  const most = field.pattern === null ? mostZeros.ofList : mostZeros.ofForm
  return sql`SELECT repeat('0', zeros) || ${number} AS code FROM generate_series(0, ${sql.lit(most)}) AS zeros`
}

/** A code of a field that takes any text is told only by the exponent a spreadsheet writes, sign and two digits. */
export function isExponent(cell: RawBuilder<string>): RawBuilder<boolean> {
  return sql`(${cell} LIKE '%E+__' AND ${cell} ~ ${exponent})`
}

/** Whether the values of a field name something, and nothing else is asked of how they are written. */
export function isFreeCode({ type, key, unique, references, pattern, check, codeList }: Field): boolean {
  const isCode = type === 'text' && (key || unique || references !== null)
  return isCode && pattern === null && check === null && codeList === null
}
