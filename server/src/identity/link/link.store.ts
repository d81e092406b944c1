import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db, Id } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import type { LinkPurpose } from './link.ts'

export type LinkId = Id<'link'>

interface LinkRow {
  readonly id: LinkId
  readonly accountId: AccountId
  readonly purpose: LinkPurpose
  readonly digest: Buffer
  readonly expiresAt: Date
  /** Who asked for a link that another must release; null for one that counts at once. */
  readonly asker: { readonly id: string; readonly login: string } | null
}

/** What an account was sent before counts no more. */
export async function endOpenLinks(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.execute(sql`
    UPDATE identity.one_time_links SET ended_at = ${tx.at} WHERE account_id = ${accountId} AND ended_at IS NULL`)
}

/** Of one account only the newest link counts. */
export async function insertLink(tx: Tx, { id, accountId, purpose, digest, expiresAt, asker }: LinkRow): Promise<void> {
  await endOpenLinks(tx, accountId)
  await tx.execute(sql`
    INSERT INTO identity.one_time_links (id, account_id, purpose, digest, issued_at, expires_at, asked_by, asker_login)
    VALUES (${id}, ${accountId}, ${purpose}, ${digest}, ${tx.at}, ${expiresAt}, ${asker?.id ?? null}, ${asker?.login ?? null})`)
}

export interface OpenLink extends Omit<LinkRow, 'digest' | 'asker'> {
  readonly needsRelease: boolean
  /** Digest of the code of a link that was released. */
  readonly codeDigest: Buffer | null
}

export function findOpenLink(db: Db, digest: Buffer, at: Date): Promise<OpenLink | undefined> {
  return db.first<OpenLink>(sql`
    SELECT id, account_id AS "accountId", purpose, expires_at AS "expiresAt", asked_by IS NOT NULL AS "needsRelease",
           code_digest AS "codeDigest"
    FROM identity.one_time_links
    WHERE digest = ${digest} AND ended_at IS NULL AND expires_at > ${at}`)
}

/** Gives false when somebody else was quicker. */
export async function saveLinkEnd(tx: Tx, id: LinkId): Promise<boolean> {
  const ended = await tx.execute(sql`
    UPDATE identity.one_time_links SET ended_at = ${tx.at} WHERE id = ${id} AND ended_at IS NULL`)
  return ended === 1
}
