import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'

/** Of several processes one does what is due; the others then see that it was done. */
export async function waitForOthers(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('identity.accounts by the clock'))`)
}
