import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field, Structure } from '../../catalogue/index.ts'
import type { Tx } from '../../journal/index.ts'
import { columnType, keyOf, staged, stored } from '../storage/columns.sql.ts'
import { stagingTable } from '../storage/staging.store.ts'

/** Where an apply takes rows from; each has a number `_row` and the salt of its commitment `_salt`. */
export interface RowSource {
  readonly table: RawBuilder<unknown>
  readonly key: (alias: string) => RawBuilder<string>
  readonly value: (alias: string) => (field: Field) => RawBuilder<unknown>
}

/** The checked rows of a file: texts, which become values of their types here. */
export function stagedRows(submissionId: string, structure: Structure): RowSource {
  return { table: stagingTable(submissionId), key: (alias) => keyOf(structure, alias), value: staged }
}

/**
 * Rows that statements of the same transaction made: typed values under their key; `_gone` where the row is to be
 * deleted. Made by `createPrepared`, filled by whoever applies them.
 */
export const preparedRows: RowSource = {
  table: sql`pg_temp.prepared`,
  key: (alias) => sql<string>`${sql.ref(`${alias}._key`)}`,
  value: stored,
}

/** An empty table for `preparedRows`, numbered in the order it is filled. */
export async function createPrepared(tx: Tx, { fields }: Structure): Promise<void> {
  const columns = fields.map((field) => sql`${sql.ref(field.id)} ${columnType(field)}`)
  await tx.execute(sql`
    CREATE TEMP TABLE prepared (_row bigint GENERATED ALWAYS AS IDENTITY, _key text NOT NULL, _salt uuid NOT NULL,
      _gone boolean NOT NULL, ${sql.join(columns)}) ON COMMIT DROP`)
}
