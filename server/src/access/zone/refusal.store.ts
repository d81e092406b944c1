import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { KeptRefusals, Refusals } from './refusal.ts'

const columns = sql`r.id, r.address, r.zone, r.route, r.reason, r.count, r.first_at AS "firstAt", r.last_at AS "lastAt", r.seal`

/** Adds to what was counted in a window; what a seal covers already stays, and the rest begins anew. */
export async function addRefusals(db: Db, window: Date, refusals: readonly Refusals[]): Promise<void> {
  const rows = refusals.map((each) => ({ ...each, id: newId<'zoneRefusal'>(each.firstAt) }))
  await db.execute(sql`
    INSERT INTO access.zone_refusals AS r (id, begun_at, address, zone, route, reason, count, first_at, last_at)
    SELECT n.id, ${window}, n.address, n.zone, n.route, n.reason, n.count, n."firstAt", n."lastAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n
      (id uuid, address text, zone text, route text, reason text, count integer, "firstAt" timestamptz, "lastAt" timestamptz)
    ON CONFLICT (begun_at, address, zone, route, reason) WHERE seal IS NULL DO UPDATE
    SET count = r.count + excluded.count, first_at = least(r.first_at, excluded.first_at),
        last_at = greatest(r.last_at, excluded.last_at)`)
}

export interface RefusalFilter {
  readonly zone: string | undefined
  /** The place in the list after which to go on. */
  readonly after: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

/** The newest first. */
export function listRefusals(db: Db, { zone, after, limit }: RefusalFilter): Promise<KeptRefusals[]> {
  const { at = null, id = null } = after ?? {}
  return db.rows<KeptRefusals>(sql`
    SELECT ${columns} FROM access.zone_refusals AS r
    WHERE (${zone ?? null}::text IS NULL OR r.zone = ${zone ?? null})
      AND (${id}::uuid IS NULL OR (r.last_at, r.id) < (${at}::timestamptz, ${id}::uuid))
    ORDER BY r.last_at DESC, r.id DESC LIMIT ${limit}`)
}

export async function hasUnsealedBefore(db: Db, window: Date): Promise<boolean> {
  const row = await db.first(sql`SELECT FROM access.zone_refusals WHERE seal IS NULL AND begun_at < ${window} LIMIT 1`)
  return row !== undefined
}

/** One process at a time seals or forgets. */
export async function holdRefusals(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('access.zone_refusals'))`)
}

/** Takes all that is in no seal, of windows that began before an instant, into one. */
export function takeIntoSeal(tx: Tx, seal: string, before: Date, limit: number): Promise<KeptRefusals[]> {
  return tx.rows<KeptRefusals>(sql`
    WITH taken AS (
      UPDATE access.zone_refusals AS r SET seal = ${seal}::uuid
      WHERE r.id IN (SELECT id FROM access.zone_refusals WHERE seal IS NULL AND begun_at < ${before}
                     ORDER BY begun_at, id LIMIT ${limit})
      RETURNING r.*)
    SELECT ${columns} FROM taken AS r ORDER BY r.id`)
}

/** The rows of a seal in the order in which it covers them. */
export function listSealed(db: Db, seal: string): Promise<KeptRefusals[]> {
  return db.rows<KeptRefusals>(sql`
    SELECT ${columns} FROM access.zone_refusals AS r WHERE r.seal = ${seal}::uuid ORDER BY r.id`)
}

export async function countElsewhere(db: Db, seals: readonly string[]): Promise<number> {
  const row = await db.first<{ count: number }>(sql`
    SELECT count(*)::integer AS count FROM access.zone_refusals
    WHERE seal IS NOT NULL AND NOT seal = ANY (${seals}::uuid[])`)
  return row?.count ?? 0
}

/** Forgets what ended before an instant, a seal at a time. Gives how many rows. */
export function forgetRefusalsBefore(tx: Tx, at: Date): Promise<number> {
  return tx.execute(sql`
    DELETE FROM access.zone_refusals AS r
    WHERE r.seal IS NOT NULL AND r.last_at < ${at}
      AND NOT EXISTS (SELECT FROM access.zone_refusals AS later WHERE later.seal = r.seal AND later.last_at >= ${at})`)
}

export async function hasRefusalsBefore(db: Db, at: Date): Promise<boolean> {
  const row = await db.first(sql`SELECT FROM access.zone_refusals WHERE seal IS NOT NULL AND last_at < ${at} LIMIT 1`)
  return row !== undefined
}
