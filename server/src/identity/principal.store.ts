import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { localDay } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import type { AccountId } from './account/account.ts'
import type { Role } from './account/role.ts'
import { rolesAt, rolesChangeAfter } from './account/held-role.store.ts'
import type { OrgRef } from './organisation/organisation.ts'
import type { SessionFactor, SessionId } from './session/session.ts'
import type { TokenId } from './token/token.ts'
import type { Binding } from './openid/possession.ts'
import { commandLineClient } from './openid/client-metadata.ts'

/** What a session or token stands for now, read in one statement together with the epoch it is true for. */
export interface Holder {
  readonly accountId: AccountId
  readonly login: string
  readonly name: string
  /** All roles of the account that are in force. */
  readonly roles: readonly Role[]
  readonly isDemo: boolean
  /** When a role begins or ends by its period next; null when none does. */
  readonly rolesChangeAt: Date | null
  readonly organisation: OrgRef & { readonly territory: string | null }
  readonly epoch: number
  /** When the session or token ends by itself. */
  readonly expiresAt: Date
  /** The first day the unit is no more, if that is set. */
  readonly unitValidTo: string | null
}

export interface TokenHolder extends Holder {
  readonly tokenId: TokenId
  readonly holdsGuardedRoles: boolean
  readonly networks: readonly string[]
}

export interface SessionHolder extends Holder {
  readonly sessionId: SessionId
  readonly factor: SessionFactor
  readonly provenAt: Date
  readonly lastUsedAt: Date
}

/** Whom a link is for: an account whose person may come, for the first time or again. */
export interface InvitedHolder extends Omit<Holder, 'expiresAt'> {
  readonly state: 'issued' | 'active'
}

const columnsAt = (at: Date) => sql`
  a.id AS "accountId", a.login, a.name, a.is_demo AS "isDemo", ${rolesAt(at)} AS roles, ${rolesChangeAfter(at)} AS "rolesChangeAt", o.valid_to AS "unitValidTo",
  json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en, 'kind', o.kind, 'territory', o.territory)
    AS organisation,
  (SELECT epoch FROM platform.authority) AS epoch`
const join = sql`JOIN identity.organisations AS o ON o.id = a.organisation_id`
const isUnitThere = (at: Date) => {
  const day = localDay(at)
  return sql`o.valid_from <= ${day}::date AND (o.valid_to IS NULL OR ${day}::date < o.valid_to)`
}
const isActive = (at: Date) => sql`a.state = 'active' AND ${isUnitThere(at)}`

/** Whether an account, by an expression for its id, may do anything. */
export const isAccountActive = (id: RawBuilder<unknown>, at: Date) =>
  sql`EXISTS (SELECT FROM identity.accounts AS a ${join} WHERE a.id = ${id} AND ${isActive(at)})`

export function findTokenHolder(db: Db, digest: Buffer, at: Date): Promise<TokenHolder | undefined> {
  return db.first<TokenHolder>(sql`
    SELECT ${columnsAt(at)}, t.id AS "tokenId", t.expires_at AS "expiresAt", t.holds_guarded_roles AS "holdsGuardedRoles",
           t.networks::text[] AS networks
    FROM identity.api_tokens AS t JOIN identity.accounts AS a ON a.id = t.account_id ${join}
    WHERE t.digest = ${digest} AND t.revoked_at IS NULL AND t.expires_at > ${at} AND ${isActive(at)}`)
}

export type AccessHolder = Holder & {
  /** Code of the client it was issued to. */
  readonly client: string
  readonly binding: Binding
  readonly scope: string
  readonly audience: string | null
  readonly isPhishingResistant: boolean
}

/** Who a token of the OpenID provider stands for: the person who consented, or the account of a system. */
export function findAccessHolder(db: Db, digest: Buffer, at: Date): Promise<AccessHolder | undefined> {
  return db.first<AccessHolder>(sql`
    SELECT ${columnsAt(at)}, t.client, t.expires_at AS "expiresAt", coalesce(t.payload->>'scope', '') AS scope,
           t.payload->>'aud' AS audience,
           coalesce((t.payload->'extra'->>'isPhishingResistant')::boolean, false) AS "isPhishingResistant",
           json_build_object('key', t.payload->>'jkt', 'certificate', t.payload->>'x5t#S256') AS binding
    FROM identity.openid_artifacts AS t JOIN identity.accounts AS a ON a.id = t.account_id ${join}
      LEFT JOIN identity.clients AS c ON c.code = t.client
    WHERE t.model IN ('AccessToken', 'ClientCredentials') AND t.digest = ${digest} AND t.expires_at > ${at}
      AND (c.state = 'active' OR t.client = ${commandLineClient}) AND ${isActive(at)}`)
}

export function findSessionHolder(db: Db, digest: Buffer, at: Date): Promise<SessionHolder | undefined> {
  return db.first<SessionHolder>(sql`
    SELECT ${columnsAt(at)}, s.expires_at AS "expiresAt", s.id AS "sessionId", s.factor, s.proven_at AS "provenAt",
           s.last_used_at AS "lastUsedAt"
    FROM identity.sessions AS s JOIN identity.accounts AS a ON a.id = s.account_id ${join}
    WHERE s.digest = ${digest} AND s.expires_at > ${at} AND ${isActive(at)}`)
}

/** What an account stands for now, whoever asks; undefined when it may do nothing any more. */
export function findAccountHolder(db: Db, accountId: string, at: Date): Promise<Omit<Holder, 'expiresAt'> | undefined> {
  return db.first<Omit<Holder, 'expiresAt'>>(sql`
    SELECT ${columnsAt(at)} FROM identity.accounts AS a ${join} WHERE a.id = ${accountId}::uuid AND ${isActive(at)}`)
}

export function findInvitedHolder(db: Db, accountId: string, at: Date): Promise<InvitedHolder | undefined> {
  return db.first<InvitedHolder>(sql`
    SELECT ${columnsAt(at)}, a.state FROM identity.accounts AS a ${join}
    WHERE a.id = ${accountId}::uuid AND a.state IN ('issued', 'active') AND ${isUnitThere(at)}`)
}

export async function findEpoch(db: Db): Promise<number> {
  const row = await db.first<{ epoch: number }>(sql`SELECT epoch FROM platform.authority`)
  return row?.epoch ?? 0
}
