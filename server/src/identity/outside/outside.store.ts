import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import { removeArtifactsOfAccounts } from '../openid/artifact.store.ts'
import type { OutsideLink } from './outside.ts'

interface NewLink extends OutsideLink {
  readonly accountId: AccountId
  readonly subject: Buffer
  readonly linkedBy: string
}

/** Gives false when somebody is linked to that person already. */
export async function insertOutsideLink(tx: Tx, link: NewLink): Promise<boolean> {
  const { id, accountId, issuer, subject, linkedAt, linkedBy } = link
  const inserted = await tx.execute(sql`
    INSERT INTO identity.outside_links (id, account_id, issuer, subject, linked_at, linked_by)
    VALUES (${id}, ${accountId}::uuid, ${issuer}, ${subject}, ${linkedAt}, ${linkedBy}) ON CONFLICT DO NOTHING`)
  return inserted === 1
}

/** Gives the issuer; undefined when the account has no such link. */
export async function saveUnlinking(tx: Tx, accountId: string, id: string): Promise<string | undefined> {
  const row = await tx.first<{ issuer: string }>(sql`
    UPDATE identity.outside_links SET unlinked_at = ${tx.at}
    WHERE id = ${id}::uuid AND account_id = ${accountId}::uuid AND unlinked_at IS NULL RETURNING issuer`)
  return row?.issuer
}

/** Whose link it is, held still; undefined unless the account has it with that person, and it is in force. */
export async function lockOutsideLink(
  tx: Tx,
  { accountId, id, subject }: { accountId: string; id: string; subject: Buffer },
): Promise<{ issuer: string; linkedBy: string } | undefined> {
  return tx.first<{ issuer: string; linkedBy: string }>(sql`
    SELECT issuer, linked_by AS "linkedBy" FROM identity.outside_links
    WHERE id = ${id}::uuid AND account_id = ${accountId}::uuid AND subject = ${subject} AND unlinked_at IS NULL
    FOR UPDATE`)
}

export async function saveConfirmation(tx: Tx, id: string, confirmedBy: string): Promise<void> {
  await tx.execute(sql`UPDATE identity.outside_links SET confirmed_by = ${confirmedBy} WHERE id = ${id}::uuid`)
}

/** Ends what was opened by the provider outside, here and at other applications. */
export async function removeOutsideSessions(tx: Tx, accountId: string): Promise<void> {
  await tx.execute(sql`
    DELETE FROM identity.sessions WHERE account_id = ${accountId}::uuid AND factor IN ('outside', 'outside-key')`)
  await removeArtifactsOfAccounts(tx, [accountId])
}

/** Oldest first; those in force. */
export function listOutsideLinks(db: Db, accountId: string): Promise<OutsideLink[]> {
  return db.rows<OutsideLink>(sql`
    SELECT id, issuer, linked_at AS "linkedAt", confirmed_by IS NOT NULL AS "isConfirmed" FROM identity.outside_links
    WHERE account_id = ${accountId}::uuid AND unlinked_at IS NULL ORDER BY linked_at, id`)
}

export interface LinkedAccount {
  readonly accountId: AccountId
  readonly isConfirmed: boolean
}

export function findLinkedAccount(db: Db, issuer: string, subject: Buffer): Promise<LinkedAccount | undefined> {
  return db.first<LinkedAccount>(sql`
    SELECT account_id AS "accountId", confirmed_by IS NOT NULL AS "isConfirmed" FROM identity.outside_links
    WHERE issuer = ${issuer} AND subject = ${subject} AND unlinked_at IS NULL`)
}
