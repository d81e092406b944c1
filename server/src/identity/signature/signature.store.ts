import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'

/** Public keys of passkeys whose registration was recorded without them, by the ids of the passkeys. */
export async function listKeysOfPasskeys(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const rows = await db.rows<{ id: string; publicKey: Buffer }>(sql`
    SELECT id::text, public_key AS "publicKey" FROM identity.passkeys
    WHERE id::text = ANY(${ids})`)
  return new Map(rows.map(({ id, publicKey }) => [id, publicKey]))
}
