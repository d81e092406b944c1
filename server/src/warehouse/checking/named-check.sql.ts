import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { NamedCheck } from '../../catalogue/index.ts'

/** What a named check asks of a cell: a form, or a condition that holds where the cell is wrong. */
export type NamedCheckSql = { readonly form: string } | { readonly broken: RawBuilder<boolean> }

/** @param day the local day of the check: nobody is born in a later year */
export function namedCheckSql(check: NamedCheck, cell: RawBuilder<string>, day: string): NamedCheckSql {
  switch (check) {
    case 'tax-code':
      return { broken: noTaxCode(cell) }
    case 'personal-id':
      return { form: personalIdForm(Number(day.slice(0, 4))) }
    case 'partial-date':
      return { broken: noPartialDate(cell) }
  }
}

const taxWeights = [31, 29, 23, 19, 17, 13, 7, 5, 3, 1]

/**
 * The weighted sum of all ten digits, the last weighing one, leaves 10 over 11. Nine digits whose own sum is a multiple
 * of 11 would need a tenth digit of ten: no such code is issued, so whatever follows them is wrong.
 */
function noTaxCode(cell: RawBuilder<string>): RawBuilder<boolean> {
  const digits = taxWeights.map((weight, place) => {
    return sql`${sql.lit(weight)} * (ascii(substr(${cell}, ${sql.lit(place + 1)}, 1)) - 48)`
  })
  return sql`CASE WHEN ${cell} ~ '^[0-9]{10}(-[0-9]{3})?$'
    THEN (${sql.join(digits, sql` + `)}) % 11 <> 10 OR right(${cell}, 4) = '-000' ELSE ${cell} IS NOT NULL END`
}

/** Codes of the 63 provinces where births were registered until 2025 (Circular 07/2016/TT-BCA, Annex 1). */
const birthProvinces =
  '01|02|04|06|08|10|11|12|14|15|17|19|20|22|24|25|26|27|30|31|33|34|35|36|37|38|40|42|44|45|46|48|49|51|52|54|56|58|60|62|64|' +
  '66|67|68|70|72|74|75|77|79|80|82|83|84|86|87|89|91|92|93|94|95|96'

/**
 * Province of birth, or from 100 on the country; a digit for century and sex, two for the year (Circular 07/2016/TT-BCA,
 * Article 7); six digits without a rule. There is no check digit.
 */
export function personalIdForm(thisYear: number): string {
  const passed = Math.floor(thisYear / 100) - 19
  const ofPassed = passed > 0 ? [`[0-${String(2 * passed - 1)}][0-9]{2}`] : []
  const ofThis = `[${String(2 * passed)}${String(2 * passed + 1)}](?:${upTo(thisYear % 100)})`
  return `(?:0(?:${birthProvinces})|[1-9][0-9]{2})(?:${[...ofPassed, ofThis].join('|')})[0-9]{6}`
}

/** Two digits up to a number. */
function upTo(number: number): string {
  const tens = Math.floor(number / 10)
  const below = tens > 0 ? `[0-${String(tens - 1)}][0-9]|` : ''
  return `${below}${String(tens)}[0-${String(number % 10)}]`
}

/** A year, a month or a day (ISO 8601 with reduced precision) between 1800 and 2199. */
function noPartialDate(cell: RawBuilder<string>): RawBuilder<boolean> {
  const firstDay = sql`CASE length(${cell}) WHEN 4 THEN ${cell} || '-01-01' WHEN 7 THEN ${cell} || '-01' ELSE ${cell} END`
  return sql`(${cell} IS NOT NULL AND ${firstDay} NOT IN (SELECT day FROM warehouse.calendar))`
}
