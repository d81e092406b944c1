import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { FieldConversion } from '../checking/conversion-check.store.ts'
import { columnList, columnType, dataTable } from '../storage/columns.sql.ts'
import { convertedText } from '../storage/conversion.sql.ts'
import type { ApplyTarget } from './apply.store.ts'
import { preparedRows } from './row-source.sql.ts'

/**
 * Prepares the rows in force that have a value to carry, as they are under the new structure; all others stay as they
 * are.
 * @returns how many rows are in force
 */
export async function prepareConversion(
  tx: Tx,
  { structure, datasetCode }: ApplyTarget,
  conversions: readonly FieldConversion[],
): Promise<number> {
  const carried = new Map(conversions.map((conversion) => [conversion.field, conversion]))
  const kept = structure.fields.filter(({ id }) => !carried.has(id))
  const converted = conversions.map((each) => {
    return sql`(${convertedText(each, each.source, 'd')})::${columnType(each.target)}`
  })
  const present = conversions.map(({ source }) => sql`${sql.ref(`d.${source.id}`)} IS NOT NULL`)
  const targets = conversions.map(({ target }) => target)
  await tx.execute(sql`
    INSERT INTO ${preparedRows.table} (_key, _salt, _gone, ${columnList([...kept, ...targets])})
    SELECT d._key, gen_random_uuid(), false, ${sql.join([columnList(kept, 'd'), ...converted])}
    FROM ${dataTable(datasetCode)} AS d WHERE ${sql.join(present, sql` OR `)}`)
  const row = await tx.first<{ rows: number }>(sql`SELECT count(*) AS rows FROM ${dataTable(datasetCode)}`)
  return row?.rows ?? 0
}
