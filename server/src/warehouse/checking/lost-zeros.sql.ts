import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field } from '../../catalogue/index.ts'

/** More than any code of the city begins with. */
const mostZeros = 11
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
  cell: RawBuilder<string>,
  isBroken: (code: RawBuilder<string>) => RawBuilder<boolean>,
): RawBuilder<boolean> {
  const zeros = sql`generate_series(0, ${sql.lit(mostZeros)}) AS zeros`
  const restored = sql`SELECT repeat('0', zeros) || regexp_replace(${cell}, ${nought}, '') AS code FROM ${zeros}`
  const code = sql<string>`restored.code`
  return sql`CASE WHEN ${cell} !~ ${digits} AND ${cell} !~ ${exponent} THEN false
    WHEN ${isBroken(cell)} IS NOT TRUE THEN false
    WHEN ${cell} ~ ${exponent} THEN true
    ELSE EXISTS (SELECT FROM (${restored}) AS restored WHERE ${code} <> ${cell} AND ${isBroken(code)} IS NOT TRUE) END`
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
