import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import { columnList, dataTable, historyTable } from '../storage/columns.sql.ts'
import { findApply } from '../storage/state.store.ts'
import type { ApplyTarget } from './apply.store.ts'
import { preparedRows } from './row-source.sql.ts'

/**
 * Prepares what undoes an apply: rows it brought in are to be gone, rows it changed or deleted are to be as they were;
 * only where nothing has touched their keys since. A restored row gets a salt of its own, so that its commitment does
 * not tell that the value is an old one.
 * @returns how many rows the apply had changed
 */
export async function prepareWithdrawal(tx: Tx, target: ApplyTarget, withdrawn: number): Promise<number> {
  const { structure, datasetCode, datasetId } = target
  const [data, history] = [dataTable(datasetCode), historyTable(datasetCode)]
  const columns = sql`_key, _salt, _gone, ${columnList(structure.fields)}`
  const isUntouched = sql`EXISTS (SELECT FROM ${data} AS d WHERE d._key = h._key AND d._since = ${withdrawn})`
  const neverCameAgain = sql`
    (NOT EXISTS (SELECT FROM ${data} AS d WHERE d._key = h._key)
     AND NOT EXISTS (SELECT FROM ${history} AS l WHERE l._key = h._key AND l._since >= ${withdrawn}))`
  await tx.execute(sql`
    INSERT INTO ${preparedRows.table} (_key, _salt, _gone)
    SELECT d._key, d._salt, true FROM ${data} AS d
    WHERE d._since = ${withdrawn}
      AND NOT EXISTS (SELECT FROM ${history} AS h WHERE h._key = d._key AND h._until = ${withdrawn})`)
  await tx.execute(sql`
    INSERT INTO ${preparedRows.table} (${columns})
    SELECT h._key, gen_random_uuid(), false, ${columnList(structure.fields, 'h')} FROM ${history} AS h
    WHERE h._until = ${withdrawn} AND (${isUntouched} OR ${neverCameAgain})`)
  await tx.execute(sql`ANALYZE ${preparedRows.table}`)
  return (await findApply(tx, datasetId, withdrawn))?.leaves ?? 0
}
