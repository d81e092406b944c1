import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Conversion, Field } from '../../catalogue/index.ts'
import { canonicalText } from './columns.sql.ts'

/** SQL of conversions: how the stored value of one field becomes the text of a value of another (ADR 0020). */

const days = sql`(SELECT day FROM warehouse.calendar)`

/** The text of the value that is to be converted. */
export function sourceText(source: Field, alias: string): RawBuilder<string> {
  return sql<string>`${canonicalText(source, sql.ref(`${alias}.${source.id}`))}`
}

/**
 * The text of the converted value; absent where the value is absent or cannot be carried. A code with leading zeros is no
 * number: as one it would lose them.
 */
export function convertedText({ using, table }: Conversion, source: Field, alias: string): RawBuilder<string> {
  const text = sourceText(source, alias)
  switch (using) {
    case 'text':
      return sql`${text} COLLATE "C"`
    case 'integer':
      return sql`CASE WHEN ${text} ~ '^(0|-?[1-9][0-9]{0,14})([.]0+)?$' THEN split_part(${text}, '.', 1) END COLLATE "C"`
    case 'decimal':
      return sql`CASE WHEN ${text} ~ '^-?(0|[1-9][0-9]{0,29})([.][0-9]{1,12})?$' THEN ${text} END COLLATE "C"`
    case 'date-iso':
      return sql`CASE WHEN ${text} IN ${days} THEN ${text} END COLLATE "C"`
    case 'date-dmy':
      return sql`CASE WHEN ${text} ~ '^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}$' AND ${dayMonthYear(text)} IN ${days}
                      THEN ${dayMonthYear(text)} END COLLATE "C"`
    case 'boolean':
      return sql`CASE WHEN ${text} IN ('true', '1', 'có', 'Có', 'CÓ') THEN 'true'
                      WHEN ${text} IN ('false', '0', 'không', 'Không', 'KHÔNG') THEN 'false' END COLLATE "C"`
    case 'table':
      return sql`(${JSON.stringify(table)}::jsonb ->> ${text}) COLLATE "C"`
  }
}

function dayMonthYear(text: RawBuilder<string>): RawBuilder<string> {
  const part = (place: number) => sql`split_part(translate(${text}, '-.', '//'), '/', ${sql.lit(place)})`
  return sql`${part(3)} || '-' || lpad(${part(2)}, 2, '0') || '-' || lpad(${part(1)}, 2, '0')`
}
