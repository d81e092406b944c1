import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field } from '../../catalogue/index.ts'
import type { Tx } from '../../journal/index.ts'
import { columnList, dataTable, historyTable, isWholeKey } from '../storage/columns.sql.ts'
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

/** How often what is prepared would break a rule that looks at more than one row, beside the rows it leaves as they are. */
export async function countConflicts(
  tx: Tx,
  { structure, datasetCode }: ApplyTarget,
  ownReferences: readonly { readonly from: Field; readonly to: Field }[],
): Promise<number> {
  const rows = new AfterPrepared(datasetCode)
  const repeated = structure.fields.filter((field) => field.unique && !isWholeKey(structure, field))
  const conditions = [
    ...repeated.map((field) => rows.repeated(field)),
    ...ownReferences.flatMap(({ from, to }) => [rows.dangling(from, to), rows.leftDangling(from, to)]),
  ]
  let conflicts = 0
  for (const broken of conditions) {
    const row = await tx.first<{ count: number }>(sql`SELECT count(*) AS count FROM ${broken}`)
    conflicts += row?.count ?? 0
  }
  return conflicts
}

/** What will be in force: the prepared rows that are not to be gone, and the rows they leave. */
class AfterPrepared {
  readonly #prepared = preparedRows.table
  readonly #data: RawBuilder<unknown>

  constructor(datasetCode: string) {
    this.#data = dataTable(datasetCode)
  }

  /** Prepared rows that share a value with a row that is left. */
  repeated(field: Field): RawBuilder<unknown> {
    return sql`${this.#prepared} AS p JOIN ${this.#data} AS d ON ${sql.ref(`d.${field.id}`)} = ${sql.ref(`p.${field.id}`)}
      WHERE NOT p._gone AND ${this.#isLeft('d')}`
  }

  /** Prepared rows that point at nothing. */
  dangling(from: Field, to: Field): RawBuilder<unknown> {
    return sql`${this.#prepared} AS p WHERE NOT p._gone AND ${sql.ref(`p.${from.id}`)} IS NOT NULL
      AND ${sql.ref(`p.${from.id}`)} NOT IN (${this.#values(to)})`
  }

  /** Rows that are left and point at what a prepared row takes away. */
  leftDangling(from: Field, to: Field): RawBuilder<unknown> {
    const taken = sql`SELECT ${sql.ref(`x.${to.id}`)} FROM ${this.#data} AS x WHERE NOT ${this.#isLeft('x')}`
    return sql`${this.#data} AS d WHERE ${this.#isLeft('d')} AND ${sql.ref(`d.${from.id}`)} IN (${taken})
      AND ${sql.ref(`d.${from.id}`)} NOT IN (${this.#values(to)})`
  }

  #values(field: Field): RawBuilder<unknown> {
    const [prepared, left] = [sql.ref(`v.${field.id}`), sql.ref(`w.${field.id}`)]
    return sql`SELECT ${prepared} FROM ${this.#prepared} AS v WHERE NOT v._gone AND ${prepared} IS NOT NULL
      UNION ALL SELECT ${left} FROM ${this.#data} AS w WHERE ${left} IS NOT NULL AND ${this.#isLeft('w')}`
  }

  #isLeft(alias: string): RawBuilder<boolean> {
    return sql`(${sql.ref(`${alias}._key`)} NOT IN (SELECT _key FROM ${this.#prepared}))`
  }
}
