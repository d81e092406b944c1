import { sql } from 'kysely'
import { orgRef } from '../../identity/index.ts'
import type { Tx } from '../../journal/index.ts'
import { localDay } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Grant, GrantId, Hold, Party } from './grant.ts'
import type { HeldGrant } from './standing.ts'

/** A dataset `d` of provider `v`, and a purpose `u`, as they are shown beside a grant or a request. */
export const datasetRef = sql`json_build_object('id', d.id, 'code', d.code, 'name', d.name, 'nameEn', d.name_en, 'provider', ${orgRef('v')})`
export const purposeRef = sql`json_build_object('code', u.code, 'name', u.name, 'nameEn', u.name_en)`

const isHeld = sql`EXISTS (SELECT FROM access.grant_holds AS h WHERE h.grant_id = g.id AND h.let_go_at IS NULL)`

/** Grants a unit may use, over one dataset or all; those that are long over are of no matter to a decision. Newest first. */
export function listHeldGrants(
  db: Db,
  { unit, dataset, at }: { readonly unit: string; readonly dataset?: string; readonly at: Date },
): Promise<(HeldGrant & { readonly dataset: string })[]> {
  return db.rows(sql`
    SELECT g.id, g.year, g.number, g.dataset_id AS dataset, g.purpose, g.extent, g.starts_at AS "startsAt", g.ends_at AS "endsAt",
           g.revoked_at AS "revokedAt", g.became, ${isHeld} AS "isHeld"
    FROM access.grant_holders AS w JOIN access.grants AS g ON g.id = w.grant_id
    JOIN access.purposes AS u ON u.code = g.purpose AND u.retired_at IS NULL
    WHERE w.unit_id = ${unit}::uuid AND w.since <= ${at} AND (w.until IS NULL OR ${at} < w.until)
      AND (${dataset ?? null}::uuid IS NULL OR g.dataset_id = ${dataset ?? null}::uuid)
      AND g.ends_at > ${at}::timestamptz - interval '1 year'
    ORDER BY g.id DESC LIMIT 1000`)
}

interface GrantRow extends Omit<Grant, 'holds'> {
  readonly holds: readonly (Omit<Hold, 'since' | 'letGoAt'> & {
    readonly since: string
    readonly letGoAt: string | null
  })[]
}

export interface GrantFilter {
  readonly id?: string
  /** Only those the unit uses, or whose data it provides; all when null. */
  readonly seenBy: string | null
  readonly dataset?: string | undefined
  readonly before?: string | undefined
  readonly limit?: number
}

/** Newest first. */
export async function listGrants(db: Db, filter: GrantFilter): Promise<Grant[]> {
  const { id = null, seenBy, dataset = null, before = null, limit = 1 } = filter
  const rows = await db.rows<GrantRow>(sql`
    SELECT g.id, g.year, g.number, g.request_id AS request, ${orgRef('o')} AS unit, ${datasetRef} AS dataset, ${purposeRef} AS purpose,
           g.extent, g.starts_at AS "startsAt", g.ends_at AS "endsAt", g.revoked_at AS "revokedAt", g.revocation, g.became,
           json_build_object('id', i.id, 'number', i.number, 'signedOn', i.signed_on, 'signer', i.signer, 'issuer', i.issuer,
                             'fileDigest', i.file_digest) AS instrument,
           (SELECT coalesce(json_agg(${orgRef('q')} ORDER BY q.search), '[]') FROM access.grant_holders AS w
            JOIN identity.organisations AS q ON q.id = w.unit_id WHERE w.grant_id = g.id AND w.until IS NULL) AS holders,
           (SELECT coalesce(json_agg(json_build_object('party', h.party, 'since', h.since, 'by', h.by_account, 'reason', h.reason,
                                                       'letGoAt', h.let_go_at) ORDER BY h.id DESC), '[]')
            FROM access.grant_holds AS h WHERE h.grant_id = g.id) AS holds
    FROM access.grants AS g JOIN identity.organisations AS o ON o.id = g.unit_id
    JOIN catalogue.datasets AS d ON d.id = g.dataset_id JOIN identity.organisations AS v ON v.id = d.provider_id
    JOIN access.purposes AS u ON u.code = g.purpose JOIN law.instruments AS i ON i.id = g.instrument_id
    WHERE (${id}::uuid IS NULL OR g.id = ${id}::uuid) AND (${before}::uuid IS NULL OR g.id < ${before}::uuid)
      AND (${dataset}::text IS NULL OR d.code = ${dataset}::text)
      AND (${seenBy}::uuid IS NULL OR d.provider_id = ${seenBy}::uuid OR EXISTS (
        SELECT FROM access.grant_holders AS w WHERE w.grant_id = g.id AND w.unit_id = ${seenBy}::uuid))
    ORDER BY g.id DESC LIMIT ${limit}`)
  return rows.map(({ holds, ...row }) => ({
    ...row,
    holds: holds.map(({ since, letGoAt, ...hold }) => ({
      ...hold,
      since: new Date(since),
      letGoAt: letGoAt === null ? null : new Date(letGoAt),
    })),
  }))
}

/** Locks a grant for a change of it. */
export async function lockGrant(tx: Tx, id: string): Promise<Grant | undefined> {
  await tx.execute(sql`SELECT id FROM access.grants WHERE id = ${id}::uuid FOR UPDATE`)
  return (await listGrants(tx, { id, seenBy: null }))[0]
}

/** One consent at a time: two for the same use would both find that there is none yet. */
export async function lockConsents(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('access.grants'))`)
}

/** A grant a unit has for a purpose at some time of a period. */
export function findGrantWithin(
  db: Db,
  use: { readonly unit: string; readonly dataset: string; readonly purpose: string },
  { startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date },
): Promise<{ id: GrantId; year: number; number: number } | undefined> {
  return db.first(sql`
    SELECT g.id, g.year, g.number FROM access.grants AS g JOIN access.grant_holders AS w ON w.grant_id = g.id AND w.until IS NULL
    WHERE w.unit_id = ${use.unit}::uuid AND g.dataset_id = ${use.dataset}::uuid AND g.purpose = ${use.purpose}
      AND tstzrange(g.starts_at, g.ends_at) && tstzrange(${startsAt}, ${endsAt})
    ORDER BY g.id DESC LIMIT 1`)
}

export interface NewGrant extends Pick<Grant, 'id' | 'extent' | 'startsAt' | 'endsAt'> {
  readonly request: string
  readonly unit: string
  readonly dataset: string
  readonly purpose: string
  readonly instrument: string
}

/** Keeps a grant under the next number of its year, held by its unit; gives that. */
export async function insertGrant(tx: Tx, grant: NewGrant): Promise<{ year: number; number: number }> {
  const { id, request, unit, dataset, purpose, extent, startsAt, endsAt, instrument } = grant
  const year = Number(localDay(tx.at).slice(0, 4))
  const row = await tx.first<{ number: number }>(sql`
    INSERT INTO access.grants (id, year, number, request_id, unit_id, dataset_id, purpose, extent, starts_at, ends_at, instrument_id)
    SELECT ${id}::uuid, ${year}::integer, coalesce(max(g.number), 0) + 1, ${request}::uuid, ${unit}::uuid, ${dataset}::uuid, ${purpose}::text,
           ${JSON.stringify(extent)}::jsonb, ${startsAt}::timestamptz, ${endsAt}::timestamptz, ${instrument}::uuid
    FROM access.grants AS g WHERE g.year = ${year}
    RETURNING number`)
  if (!row) throw new Error('A grant was not kept')
  await tx.execute(sql`
    INSERT INTO access.grant_holders (grant_id, unit_id, since) VALUES (${id}::uuid, ${unit}::uuid, ${tx.at})`)
  return { year, number: row.number }
}

/** A grant becomes another: it ends where the new one begins, and whoever held it back holds that one back. */
export async function replaceGrant(tx: Tx, id: string, by: string): Promise<void> {
  await tx.execute(sql`
    UPDATE access.grants SET ends_at = greatest(starts_at, ${tx.at}), became = ${by}::uuid WHERE id = ${id}::uuid`)
  await tx.execute(sql`
    UPDATE access.grant_holds SET grant_id = ${by}::uuid WHERE grant_id = ${id}::uuid AND let_go_at IS NULL`)
  await tx.execute(sql`
    INSERT INTO access.grant_holders (grant_id, unit_id, since)
    SELECT ${by}::uuid, w.unit_id, ${tx.at} FROM access.grant_holders AS w
    WHERE w.grant_id = ${id}::uuid AND w.until IS NULL AND NOT EXISTS (
      SELECT FROM access.grant_holders AS n WHERE n.grant_id = ${by}::uuid AND n.unit_id = w.unit_id)`)
}

export async function revokeGrant(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.execute(sql`
    UPDATE access.grants SET ends_at = greatest(starts_at, ${tx.at}), revoked_at = ${tx.at}, revocation = ${reason}
    WHERE id = ${id}::uuid`)
}

export interface NewHold extends Pick<Hold, 'party' | 'by' | 'reason'> {
  readonly id: string
  readonly grant: string
}

/** Gives false when the party holds it back already. */
export async function insertHold(tx: Tx, { id, grant, party, by, reason }: NewHold): Promise<boolean> {
  const inserted = await tx.execute(sql`
    INSERT INTO access.grant_holds (id, grant_id, party, since, by_account, reason)
    VALUES (${id}::uuid, ${grant}::uuid, ${party}, ${tx.at}, ${by}, ${reason}) ON CONFLICT DO NOTHING`)
  return inserted === 1
}

/** Gives false when the party does not hold it back. */
export async function endHold(tx: Tx, grant: string, party: Party): Promise<boolean> {
  const ended = await tx.execute(sql`
    UPDATE access.grant_holds SET let_go_at = ${tx.at}
    WHERE grant_id = ${grant}::uuid AND party = ${party} AND let_go_at IS NULL`)
  return ended === 1
}
