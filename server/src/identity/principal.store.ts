import { sql } from 'kysely'
import { localDay } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import type { AccountId } from './account/account.ts'
import type { Role } from './account/role.ts'
import { rolesAt, rolesChangeAfter } from './account/held-role.store.ts'
import type { OrgRef } from './organisation/organisation.ts'
import type { TokenId } from './token/token.ts'

/** What a session or token stands for now, read in one statement together with the epoch it is true for. */
export interface Holder {
  readonly accountId: AccountId
  readonly login: string
  readonly name: string
  readonly roles: readonly Role[]
  /** When a role begins or ends by its period next; null when none does. */
  readonly rolesChangeAt: Date | null
  readonly organisation: OrgRef & { readonly territory: string | null }
  readonly epoch: number
  /** When the session or token ends by itself. */
  readonly expiresAt: Date
  /** The first day the unit is no more, if that is set. */
  readonly unitValidTo: string | null
}

const columnsAt = (at: Date) => sql`
  a.id AS "accountId", a.login, a.name, ${rolesAt(at)} AS roles, ${rolesChangeAfter(at)} AS "rolesChangeAt", o.valid_to AS "unitValidTo",
  json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en, 'kind', o.kind, 'territory', o.territory)
    AS organisation,
  (SELECT epoch FROM platform.authority) AS epoch`
const join = sql`JOIN identity.organisations AS o ON o.id = a.organisation_id`
const isActive = (at: Date) => {
  const day = localDay(at)
  return sql`a.state = 'active' AND o.valid_from <= ${day}::date AND (o.valid_to IS NULL OR ${day}::date < o.valid_to)`
}

export function findTokenHolder(
  db: Db,
  digest: Buffer,
  at: Date,
): Promise<(Holder & { tokenId: TokenId }) | undefined> {
  return db.first<Holder & { tokenId: TokenId }>(sql`
    SELECT ${columnsAt(at)}, t.id AS "tokenId", t.expires_at AS "expiresAt"
    FROM identity.api_tokens AS t JOIN identity.accounts AS a ON a.id = t.account_id ${join}
    WHERE t.digest = ${digest} AND t.revoked_at IS NULL AND t.expires_at > ${at} AND ${isActive(at)}`)
}

export function findSessionHolder(db: Db, digest: Buffer, at: Date): Promise<Holder | undefined> {
  return db.first<Holder>(sql`
    SELECT ${columnsAt(at)}, s.expires_at AS "expiresAt"
    FROM identity.sessions AS s JOIN identity.accounts AS a ON a.id = s.account_id ${join}
    WHERE s.digest = ${digest} AND s.expires_at > ${at} AND ${isActive(at)}`)
}

/** What an account stands for now, whoever asks; undefined when it may do nothing any more. */
export function findAccountHolder(db: Db, accountId: string, at: Date): Promise<Omit<Holder, 'expiresAt'> | undefined> {
  return db.first<Omit<Holder, 'expiresAt'>>(sql`
    SELECT ${columnsAt(at)} FROM identity.accounts AS a ${join} WHERE a.id::text = ${accountId} AND ${isActive(at)}`)
}

export async function findEpoch(db: Db): Promise<number> {
  const row = await db.first<{ epoch: number }>(sql`SELECT epoch FROM platform.authority`)
  return row?.epoch ?? 0
}
