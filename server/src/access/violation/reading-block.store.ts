import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'

export async function insertBlock(tx: Tx, violation: string, account: string): Promise<void> {
  await tx.execute(sql`
    INSERT INTO access.reading_blocks (violation_id, account_id, since) VALUES (${violation}::uuid, ${account}::uuid, ${tx.at})`)
}

export async function liftBlock(tx: Tx, violation: string): Promise<void> {
  await tx.execute(sql`
    UPDATE access.reading_blocks SET lifted_at = ${tx.at} WHERE violation_id = ${violation}::uuid AND lifted_at IS NULL`)
}

/** Accounts that may read nothing, each with the violation it is for. */
export function listBlocked(db: Db): Promise<{ account: string; year: number; number: number }[]> {
  return db.rows(sql`
    SELECT b.account_id AS account, v.year, v.number FROM access.reading_blocks AS b
    JOIN access.violations AS v ON v.id = b.violation_id WHERE b.lifted_at IS NULL ORDER BY b.since DESC`)
}
