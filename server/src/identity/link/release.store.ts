import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import type { OrgRef } from '../organisation/organisation.ts'
import { orgRef } from '../organisation/organisation.store.ts'
import type { LinkPurpose } from './link.ts'
import type { LinkId } from './link.store.ts'

/** A link that opens nothing yet, for another person than who asked for it must release it. */
export interface WaitingLink {
  readonly id: LinkId
  readonly purpose: LinkPurpose
  readonly account: { readonly id: AccountId; readonly login: string; readonly name: string; readonly unit: OrgRef }
  readonly askedBy: string
  readonly askedAt: Date
  readonly expiresAt: Date
}

const isWaiting = (at: Date) => sql`
  l.asked_by IS NOT NULL AND l.released_by IS NULL AND l.ended_at IS NULL AND l.expires_at > ${at}`

/** Oldest first. */
export function listWaitingLinks(db: Db, at: Date): Promise<WaitingLink[]> {
  return db.rows<WaitingLink>(sql`
    SELECT l.id, l.purpose, l.asker_login AS "askedBy", l.issued_at AS "askedAt", l.expires_at AS "expiresAt",
           json_build_object('id', a.id, 'login', a.login, 'name', a.name, 'unit', ${orgRef('o')}) AS account
    FROM identity.one_time_links AS l JOIN identity.accounts AS a ON a.id = l.account_id
    JOIN identity.organisations AS o ON o.id = a.organisation_id
    WHERE ${isWaiting(at)} ORDER BY l.issued_at, l.id LIMIT 200`)
}

export interface LockedLink {
  readonly id: LinkId
  readonly accountId: AccountId
  readonly login: string
  readonly purpose: LinkPurpose
  readonly askedBy: string
  readonly digest: Buffer
  readonly expiresAt: Date
}

/** A waiting link, held still. */
export function lockWaitingLink(tx: Tx, id: string): Promise<LockedLink | undefined> {
  return tx.first<LockedLink>(sql`
    SELECT l.id, l.account_id AS "accountId", a.login, l.purpose, l.asked_by AS "askedBy", l.digest, l.expires_at AS "expiresAt"
    FROM identity.one_time_links AS l JOIN identity.accounts AS a ON a.id = l.account_id
    WHERE l.id = ${id}::uuid AND ${isWaiting(tx.at)} FOR UPDATE OF l`)
}

export async function saveRelease(
  tx: Tx,
  id: LinkId,
  { releasedBy, codeDigest }: { releasedBy: AccountId; codeDigest: Buffer },
): Promise<void> {
  await tx.execute(sql`
    UPDATE identity.one_time_links SET released_by = ${releasedBy}, code_digest = ${codeDigest} WHERE id = ${id}`)
}
