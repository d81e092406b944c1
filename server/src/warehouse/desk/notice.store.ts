import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { newId } from '../../platform/index.ts'
import type { Db, RolePool } from '../../platform/index.ts'
import type { Cause, NoticeFacts, NoticeKind } from './notice.ts'

/** A notice as one account sees it. */
export interface Notice {
  readonly id: string
  readonly kind: NoticeKind
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly contact: string
  readonly facts: NoticeFacts
  readonly at: Date
  readonly closedAt: Date | null
  readonly readAt: Date | null
}

/** A cause that holds now, with the dataset and the unit it is for. */
export interface CurrentCause extends Cause {
  readonly datasetId: string
  readonly datasetCode: string
  readonly unitId: string
  readonly contact: string
}

/**
 * Makes the notices that are missing and closes those whose cause is gone, all at once. Any number of processes may call it: a
 * cause makes one row, whoever finds it first.
 */
export async function keepNotices(pool: RolePool, causes: readonly CurrentCause[], now: Date): Promise<void> {
  const rows = causes.map((cause) => ({ ...cause, id: newId<'notice'>(now) }))
  const current: RawBuilder<unknown> = sql`json_to_recordset(${JSON.stringify(rows)}::json) AS c (
    id uuid, kind text, "datasetId" uuid, "datasetCode" text, "unitId" text, contact text, cause text, facts jsonb)`
  await pool.transaction(async (session) => {
    await session.execute(sql`SELECT pg_advisory_xact_lock(hashtext('warehouse.notices'))`)
    await session.execute(sql`
      INSERT INTO warehouse.notices AS n (id, kind, dataset_id, dataset_code, unit_id, contact, cause, facts, at)
      SELECT c.id, c.kind, c."datasetId", c."datasetCode", c."unitId", c.contact, c.cause, c.facts, ${now}::timestamptz FROM ${current}
      ON CONFLICT (dataset_id, kind, unit_id, cause) DO UPDATE SET closed_at = NULL, facts = excluded.facts
      WHERE n.closed_at IS NOT NULL OR n.facts <> excluded.facts`)
    await session.execute(sql`
      UPDATE warehouse.notices AS n SET closed_at = ${now}
      WHERE n.closed_at IS NULL AND NOT EXISTS (
        SELECT FROM ${current}
        WHERE c."datasetId" = n.dataset_id AND c.kind = n.kind AND c."unitId" = n.unit_id AND c.cause = n.cause)`)
  })
}

export interface NoticeFilter {
  readonly unitId: string
  readonly accountId: string
  readonly withClosed: boolean
  readonly only?: string
  readonly before: string | undefined
  readonly limit: number
}

/** Newest first. */
export function listNotices(db: Db, filter: NoticeFilter): Promise<Notice[]> {
  const { unitId, accountId, withClosed, only = null, before = null, limit } = filter
  return db.rows<Notice>(sql`
    SELECT n.id, n.kind, n.dataset_code AS code, d.name, d.name_en AS "nameEn", n.contact, n.facts, n.at,
           n.closed_at AS "closedAt", r.at AS "readAt"
    FROM warehouse.notices AS n JOIN catalogue.datasets AS d ON d.id = n.dataset_id
    LEFT JOIN warehouse.notice_reads AS r ON r.notice_id = n.id AND r.account_id = ${accountId}
    WHERE n.unit_id = ${unitId} AND (${withClosed} OR n.closed_at IS NULL) AND (${before}::uuid IS NULL OR n.id < ${before}::uuid)
      AND (${only}::uuid IS NULL OR n.id = ${only}::uuid)
    ORDER BY n.id DESC LIMIT ${limit}`)
}

export async function countUnread(db: Db, unitId: string, accountId: string): Promise<number> {
  const row = await db.first<{ count: number }>(sql`
    SELECT count(*) FROM warehouse.notices AS n
    WHERE n.unit_id = ${unitId} AND n.closed_at IS NULL AND NOT EXISTS (
      SELECT FROM warehouse.notice_reads AS r WHERE r.notice_id = n.id AND r.account_id = ${accountId})`)
  return row?.count ?? 0
}

/** Keeps when an account first read a notice of its unit; false when the unit has no such notice. */
export async function markRead(
  db: Db,
  notice: { readonly id: string; readonly unitId: string },
  accountId: string,
  now: Date,
): Promise<boolean> {
  const { id, unitId } = notice
  const found = await db.first(sql`SELECT id FROM warehouse.notices WHERE id = ${id}::uuid AND unit_id = ${unitId}`)
  if (!found) return false
  await db.execute(sql`
    INSERT INTO warehouse.notice_reads (notice_id, account_id, at) VALUES (${id}::uuid, ${accountId}, ${now})
    ON CONFLICT DO NOTHING`)
  return true
}
