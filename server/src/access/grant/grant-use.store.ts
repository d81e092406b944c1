import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'

/** Rows of one day, and how many there may be. */
export interface Taking {
  readonly grant: string
  /** Local time. */
  readonly day: string
  readonly rows: number
  readonly most: number
}

/** Counts rows in one statement, so that those who read at once never take more than all together may; false when it would. */
export async function takeRows(db: Db, { grant, day, rows, most }: Taking): Promise<boolean> {
  const counted = await db.execute(sql`
    INSERT INTO access.grant_use AS u (grant_id, day, rows) SELECT ${grant}::uuid, ${day}::date, ${rows}::bigint
    WHERE ${rows}::bigint <= ${most}::bigint
    ON CONFLICT (grant_id, day) DO UPDATE SET rows = u.rows + excluded.rows WHERE u.rows + excluded.rows <= ${most}::bigint`)
  return counted === 1
}

/** How many rows have been read under a grant on a day. */
export async function findRowsUsed(db: Db, grant: string, day: string): Promise<number> {
  const used = await db.first<{ rows: number }>(sql`
    SELECT rows FROM access.grant_use WHERE grant_id = ${grant}::uuid AND day = ${day}::date`)
  return used?.rows ?? 0
}
