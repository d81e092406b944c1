import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import { dataTable } from '../storage/columns.sql.ts'

/** Whether a record stands under a key now, whoever may see it: for the role that loads rows. */
export async function isKeyHeld(db: Db, dataset: string, key: string): Promise<boolean> {
  const row = await db.first<{ held: boolean }>(sql`
    SELECT EXISTS (SELECT FROM ${dataTable(dataset)} AS d WHERE d._key = ${key}) AS held`)
  return row?.held ?? false
}
