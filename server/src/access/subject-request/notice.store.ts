import { sql } from 'kysely'
import { newId } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { ClockName, RequestKind } from './subject-request.ts'

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

/** Tells the units behind a request, each once; a request concerns the desk that received it and who still has to report. */
export async function insertNotices(
  db: Db,
  { request, kind, clock }: { readonly request: string; readonly kind: NoticeKind; readonly clock: ClockName },
  at: Date,
): Promise<void> {
  const units = await db.rows<{ unit: string }>(sql`
    SELECT d.unit_id AS unit FROM access.subject_request_datasets AS d WHERE d.request_id = ${request}::uuid AND d.reported_at IS NULL
    UNION SELECT r.unit_id FROM access.subject_requests AS r WHERE r.id = ${request}::uuid AND ${kind} <> 'assigned'`)
  const rows = units.map(({ unit }) => ({ id: newId<'notice'>(at), unit }))
  await db.execute(sql`
    INSERT INTO access.subject_notices (id, request_id, unit_id, kind, clock, at)
    SELECT n.id, ${request}::uuid, n.unit, ${kind}, ${clock}, ${at}::timestamptz
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS n (id uuid, unit uuid) ON CONFLICT DO NOTHING`)
}

/** Open requests of which a clock runs out before an instant. */
export function listDueBefore(db: Db, at: Date): Promise<{ request: string; clock: ClockName; dueAt: Date }[]> {
  return db.rows(sql`
    SELECT r.id AS request, CASE WHEN r.state = 'received' THEN 'respond' ELSE 'fulfil' END AS clock,
           CASE WHEN r.state = 'received' THEN r.respond_by ELSE r.fulfil_by END AS "dueAt"
    FROM access.subject_requests AS r
    WHERE r.ended_at IS NULL AND CASE WHEN r.state = 'received' THEN r.respond_by ELSE r.fulfil_by END < ${at}`)
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
