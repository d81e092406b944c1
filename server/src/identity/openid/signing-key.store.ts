import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { SigningKey } from './signing-key.ts'

export function listSigningKeys(db: Db): Promise<SigningKey[]> {
  return db.rows<SigningKey>(sql`
    SELECT kid, sealed, published_at AS "publishedAt", signs_from AS "signsFrom" FROM identity.signing_keys
    ORDER BY signs_from, kid`)
}

/** Of several processes one at a time looks whether a key is due. */
export async function lockSigningKeys(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('identity.signing_keys'))`)
}

export async function insertSigningKey(tx: Tx, { kid, sealed, publishedAt, signsFrom }: SigningKey): Promise<void> {
  await tx.execute(sql`
    INSERT INTO identity.signing_keys (kid, sealed, published_at, signs_from)
    VALUES (${kid}, ${sealed}, ${publishedAt}, ${signsFrom})`)
}
