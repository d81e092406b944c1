import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import type { ApiToken, TokenId } from './token.ts'

interface TokenRow extends ApiToken {
  readonly accountId: AccountId
  readonly digest: Buffer
  readonly holdsGuardedRoles: boolean
}

export async function insertToken(tx: Tx, token: TokenRow): Promise<void> {
  await tx.execute(sql`
    INSERT INTO identity.api_tokens (id, account_id, label, digest, created_at, expires_at, holds_guarded_roles, networks)
    VALUES (${token.id}, ${token.accountId}, ${token.label}, ${token.digest}, ${token.createdAt}, ${token.expiresAt},
            ${token.holdsGuardedRoles},
            ARRAY(SELECT network(given::inet) FROM unnest(${token.networks}::text[]) AS given))`)
}

/** Gives the label when the token was the account's and in force until now. */
export async function saveRevocation(tx: Tx, accountId: AccountId, id: string): Promise<string | undefined> {
  const revoked = await tx.first<{ label: string }>(sql`
    UPDATE identity.api_tokens SET revoked_at = ${tx.at}
    WHERE id = ${id}::uuid AND account_id = ${accountId}::uuid AND revoked_at IS NULL RETURNING label`)
  return revoked?.label
}

/** Newest first. */
export function listTokens(db: Db, accountId: AccountId): Promise<ApiToken[]> {
  return db.rows<ApiToken>(sql`
    SELECT t.id, t.label, t.created_at AS "createdAt", u.at AS "lastUsedAt", t.expires_at AS "expiresAt",
           t.revoked_at AS "revokedAt", t.networks::text[] AS networks
    FROM identity.api_tokens AS t LEFT JOIN identity.token_uses AS u ON u.token_id = t.id
    WHERE t.account_id = ${accountId}::uuid ORDER BY t.id DESC`)
}

export async function saveTokenUse(db: Db, id: TokenId, at: Date): Promise<void> {
  await db.execute(sql`
    INSERT INTO identity.token_uses (token_id, at) VALUES (${id}, ${at})
    ON CONFLICT (token_id) DO UPDATE SET at = greatest(token_uses.at, excluded.at)`)
}
