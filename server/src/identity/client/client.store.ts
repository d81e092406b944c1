import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import { orgRef } from '../organisation/organisation.store.ts'
import { isAccountActive } from '../principal.store.ts'
import type { ClientKey } from './client-key.ts'
import type { Client, ClientState } from './client.ts'

const columns = sql`
  c.id, c.code, c.kind, c.name, c.purpose, c.method, c.roles, c.redirect_uris AS "redirectUris", c.state,
  c.requested_at AS "requestedAt", c.decided_at AS "decidedAt", c.document, c.account_id AS "accountId",
  ${orgRef('o')} AS unit,
  json_build_object('id', r.id, 'login', r.login) AS "requestedBy",
  CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'login', d.login) END AS "decidedBy",
  (SELECT coalesce(json_agg(json_build_object('thumbprint', k.thumbprint, 'jwk', k.jwk, 'addedAt', k.added_at,
                                              'endsAt', k.ends_at) ORDER BY k.added_at DESC, k.thumbprint), '[]')
   FROM identity.client_keys AS k WHERE k.client_id = c.id) AS keys`
const tables = sql`
  identity.clients AS c JOIN identity.organisations AS o ON o.id = c.organisation_id
  JOIN identity.accounts AS r ON r.id = c.requested_by LEFT JOIN identity.accounts AS d ON d.id = c.decided_by`

/** Instants within JSON come as text. */
type ClientRow = Omit<Client, 'keys'> & {
  readonly keys: readonly (Omit<ClientKey, 'addedAt' | 'endsAt'> & {
    readonly addedAt: string
    readonly endsAt: string | null
  })[]
}

function toClient({ keys, ...row }: ClientRow): Client {
  const instants = (key: ClientRow['keys'][number]): ClientKey => ({
    ...key,
    addedAt: new Date(key.addedAt),
    endsAt: key.endsAt === null ? null : new Date(key.endsAt),
  })
  return { ...row, keys: keys.map(instants) }
}

/** Gives false when the code is taken, by a client or as a login. */
export async function insertClient(tx: Tx, client: Client): Promise<boolean> {
  const { id, code, unit, kind, name, purpose, method, roles, redirectUris, requestedBy } = client
  const inserted = await tx.execute(sql`
    INSERT INTO identity.clients
      (id, code, organisation_id, kind, name, purpose, method, roles, redirect_uris, state, requested_by, requested_at)
    SELECT ${id}::uuid, ${code}, ${unit.id}::uuid, ${kind}, ${name}, ${purpose}, ${method}, ${roles}::text[],
           ${redirectUris}::text[], 'requested', ${requestedBy.id}::uuid, ${tx.at}::timestamptz
    WHERE NOT EXISTS (SELECT FROM identity.accounts WHERE login = ${code})
    ON CONFLICT DO NOTHING`)
  return inserted === 1
}

export async function insertKeys(tx: Tx, client: Client, keys: readonly ClientKey[]): Promise<void> {
  await tx.execute(sql`
    INSERT INTO identity.client_keys (client_id, thumbprint, jwk, added_at)
    SELECT ${client.id}::uuid, thumbprint, jwk, ${tx.at}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) AS given (thumbprint text, jwk jsonb)
    ON CONFLICT (client_id, thumbprint) DO UPDATE SET ends_at = NULL`)
}

/** Keys other than those named count until an instant; what ends earlier stays as it is. */
export async function endOtherKeys(tx: Tx, client: Client, kept: readonly string[], endsAt: Date): Promise<void> {
  await tx.execute(sql`
    UPDATE identity.client_keys SET ends_at = ${endsAt}
    WHERE client_id = ${client.id}::uuid AND NOT thumbprint = ANY(${kept}::text[])
      AND (ends_at IS NULL OR ends_at > ${endsAt})`)
}

export interface Decision {
  readonly state: ClientState
  readonly document: string
  readonly decidedBy: AccountId
  readonly accountId: AccountId | null
}

/** Gives false when the client is not in the expected state any more. */
export async function saveDecision(tx: Tx, { id, state: expected }: Client, decision: Decision): Promise<boolean> {
  const { state, document, decidedBy, accountId } = decision
  const updated = await tx.execute(sql`
    UPDATE identity.clients SET state = ${state}, document = ${document}, decided_by = ${decidedBy}::uuid,
      decided_at = ${tx.at}, account_id = ${accountId}::uuid
    WHERE id = ${id}::uuid AND state = ${expected}`)
  return updated === 1
}

/** Gives false when the client is not in the expected state any more. */
export async function saveStanding(tx: Tx, client: Client, state: 'active' | 'suspended'): Promise<boolean> {
  const updated = await tx.execute(sql`
    UPDATE identity.clients SET state = ${state} WHERE id = ${client.id}::uuid AND state = ${client.state}`)
  return updated === 1
}

export async function findClient(db: Db, code: string): Promise<Client | undefined> {
  const row = await db.first<ClientRow>(sql`SELECT ${columns} FROM ${tables} WHERE c.code = ${code}`)
  return row && toClient(row)
}

/**
 * A client that may be served now. A system works through its account: where that may do nothing, the system gets no
 * token to do nothing with.
 */
export async function findServedClient(db: Db, code: string, at: Date): Promise<Client | undefined> {
  const row = await db.first<ClientRow>(sql`
    SELECT ${columns} FROM ${tables}
    WHERE c.code = ${code} AND c.state = 'active'
      AND (c.account_id IS NULL OR ${isAccountActive(sql`c.account_id`, at)})`)
  return row && toClient(row)
}

export interface ClientFilter {
  /** Only those of this unit. */
  readonly unit: string | undefined
  readonly state: ClientState | undefined
  /** The last code of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

/** By code. */
export async function listClients(db: Db, { unit, state, after, limit }: ClientFilter): Promise<Client[]> {
  const rows = await db.rows<ClientRow>(sql`
    SELECT ${columns} FROM ${tables}
    WHERE (${unit ?? null}::uuid IS NULL OR c.organisation_id = ${unit ?? null}::uuid)
      AND (${state ?? null}::text IS NULL OR c.state = ${state ?? null})
      AND (${after ?? null}::text IS NULL OR c.code > ${after ?? null})
    ORDER BY c.code LIMIT ${limit}`)
  return rows.map(toClient)
}
