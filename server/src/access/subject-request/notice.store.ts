import { sql } from 'kysely'
import { newId } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { ClockName, RequestKind } from './subject-request.ts'
import { dueAt, running } from './subject-request.store.ts'

export const noticeKinds = ['assigned', 'due-soon', 'overdue'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** A reminder of an open request. */
export interface SubjectNotice {
  readonly id: string
  readonly kind: NoticeKind
  readonly clock: ClockName
  readonly at: Date
  readonly request: string
  readonly year: number
  readonly number: number
  readonly requestKind: RequestKind
  readonly dueAt: Date | null
}

/** A reminder that a unit is to have; it has each once. */
export interface NewNotice extends Pick<SubjectNotice, 'request' | 'kind' | 'clock'> {
  readonly unit: string
}

/** Of some requests: the units that have to report and were not told that. */
export function listUntold(db: Db, requests: readonly string[]): Promise<NewNotice[]> {
  return db.rows<NewNotice>(sql`
    SELECT DISTINCT d.request_id AS request, d.unit_id AS unit, 'assigned' AS kind, 'respond' AS clock
    FROM access.subject_request_datasets AS d
    WHERE d.request_id = ANY (${requests}::uuid[]) AND d.reported_at IS NULL AND NOT EXISTS (
      SELECT FROM access.subject_notices AS n
      WHERE n.request_id = d.request_id AND n.unit_id = d.unit_id AND n.kind = 'assigned')`)
}

/** Of open requests whose clock runs out before an instant: the units behind them that were not reminded of that. */
export function listUnreminded(
  db: Db,
  { now, before }: { readonly now: Date; readonly before: Date },
): Promise<(NewNotice & { readonly dueAt: Date })[]> {
  return db.rows(sql`
    SELECT r.id AS request, u.unit, k.kind, ${running} AS clock, ${dueAt} AS "dueAt"
    FROM access.subject_requests AS r
    CROSS JOIN LATERAL (SELECT CASE WHEN ${dueAt} <= ${now} THEN 'overdue' ELSE 'due-soon' END AS kind) AS k
    CROSS JOIN LATERAL (
      SELECT r.unit_id AS unit
      UNION SELECT d.unit_id FROM access.subject_request_datasets AS d WHERE d.request_id = r.id AND d.reported_at IS NULL) AS u
    WHERE r.ended_at IS NULL AND ${dueAt} < ${before} AND NOT EXISTS (
      SELECT FROM access.subject_notices AS n
      WHERE n.request_id = r.id AND n.unit_id = u.unit AND n.kind = k.kind AND n.clock = ${running})`)
}

export async function insertNotices(db: Db, notices: readonly NewNotice[], at: Date): Promise<void> {
  if (notices.length === 0) return
  const rows = notices.map(({ request, unit, kind, clock }) => ({
    id: newId<'notice'>(at),
    request,
    unit,
    kind,
    clock,
  }))
  await db.execute(sql`
    INSERT INTO access.subject_notices (id, request_id, unit_id, kind, clock, at)
    SELECT n.id, n.request, n.unit, n.kind, n.clock, ${at}::timestamptz
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS n (id uuid, request uuid, unit uuid, kind text, clock text)
    ON CONFLICT DO NOTHING`)
}

/** To a unit, of open requests that it keeps or still has to report on, newest first. */
export function listNotices(db: Db, unit: string): Promise<SubjectNotice[]> {
  return db.rows<SubjectNotice>(sql`
    SELECT n.id, n.kind, n.clock, n.at, r.id AS request, r.year, r.number, r.kind AS "requestKind",
           CASE n.clock WHEN 'respond' THEN r.respond_by ELSE r.fulfil_by END AS "dueAt"
    FROM access.subject_notices AS n JOIN access.subject_requests AS r ON r.id = n.request_id
    WHERE n.unit_id = ${unit}::uuid AND r.ended_at IS NULL AND (r.unit_id = n.unit_id OR EXISTS (
        SELECT FROM access.subject_request_datasets AS d
        WHERE d.request_id = r.id AND d.unit_id = n.unit_id AND d.reported_at IS NULL))
      AND NOT (n.clock = 'respond' AND n.kind <> 'assigned' AND r.responded_at IS NOT NULL)
    ORDER BY n.id DESC LIMIT 100`)
}
