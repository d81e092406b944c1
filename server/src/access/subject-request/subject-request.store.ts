import { sql } from 'kysely'
import { orgRef } from '../../identity/index.ts'
import type { Tx } from '../../journal/index.ts'
import { localDay } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import { commitToSubject, commitToText } from './subject-request.ts'
import type {
  ClockName,
  Clocks,
  GroundCode,
  RequestKind,
  RequestStep,
  StepKind,
  Subject,
  SubjectRequest,
} from './subject-request.ts'

export interface NewRequest extends Clocks {
  readonly id: string
  readonly kind: RequestKind
  readonly unit: string
}

/** Keeps a request under the next number of its year; gives that. */
export async function insertRequest(tx: Tx, request: NewRequest): Promise<{ year: number; number: number }> {
  const year = Number(localDay(tx.at).slice(0, 4))
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('access.subject_requests'))`)
  const row = await tx.first<{ number: number }>(sql`
    INSERT INTO access.subject_requests
      (id, year, number, kind, state, unit_id, received_at, respond_by, fulfil_by, certainty)
    SELECT ${request.id}::uuid, ${year}::integer, coalesce(max(r.number), 0) + 1, ${request.kind}::text, 'received', ${request.unit}::uuid,
           ${tx.at}::timestamptz, ${request.respondBy}::timestamptz, ${request.fulfilBy}::timestamptz, ${request.certainty}::text
    FROM access.subject_requests AS r WHERE r.year = ${year}
    RETURNING number`)
  if (!row) throw new Error('A request was not kept')
  return { year, number: row.number }
}

/** Keeps who asks; gives what the journal holds in their place. */
export async function insertSubject(tx: Tx, request: string, subject: Subject, salt: string): Promise<string> {
  const commitment = commitToSubject(subject, salt)
  await tx.execute(sql`
    INSERT INTO access.subjects (request_id, name, identity_number, contact, wish, salt, commitment)
    VALUES (${request}::uuid, ${subject.name}, ${subject.identityNumber}, ${subject.contact}, ${subject.wish}, ${salt}, ${commitment})`)
  return commitment.toString('hex')
}

export interface NewStep {
  readonly id: string
  readonly request: string
  readonly kind: StepKind
  readonly unit: string | null
  readonly account: string
  readonly text: string | null
  readonly salt: string
}

/** Keeps a step; gives what the journal holds in place of its text. */
export async function insertStep(tx: Tx, step: NewStep): Promise<string | null> {
  const { id, request, kind, account, text } = step
  const [salt, commitment] = text === null ? [null, null] : [step.salt, commitToText(text, step.salt)]
  await tx.execute(sql`
    INSERT INTO access.subject_request_steps (id, request_id, kind, at, unit_id, account_name, text, salt, commitment)
    VALUES (${id}::uuid, ${request}::uuid, ${kind}, ${tx.at}, ${step.unit}::uuid, ${account}, ${text}, ${salt}::uuid, ${commitment})`)
  return commitment?.toString('hex') ?? null
}

/** In JSON an instant is a text. */
interface RequestRow extends Omit<SubjectRequest, 'datasets'> {
  readonly datasets: readonly (Omit<SubjectRequest['datasets'][number], 'reportedAt'> & {
    readonly reportedAt: string | null
  })[]
}

export interface RequestFilter {
  readonly id?: string
  /** Only those received by the unit or that concern a dataset it provides; all when null. */
  readonly seenBy: string | null
  readonly open?: boolean
  readonly before?: string | undefined
  readonly limit?: number
}

/** Newest first; open ones by what is due first. */
export async function listRequests(db: Db, filter: RequestFilter): Promise<SubjectRequest[]> {
  const { id = null, seenBy, open = false, before = null, limit = 1 } = filter
  const order = open
    ? sql`coalesce(CASE r.state WHEN 'received' THEN r.respond_by ELSE r.fulfil_by END, 'infinity'), r.id`
    : sql`r.id DESC`
  const rows = await db.rows<RequestRow>(sql`
    SELECT r.id, r.year, r.number, r.kind, r.state, ${orgRef('o')} AS unit, r.received_at AS "receivedAt", r.respond_by AS "respondBy",
           r.fulfil_by AS "fulfilBy", r.certainty, r.responded_at AS "respondedAt", r.extended_at AS "extendedAt",
           r.ended_at AS "endedAt", r.ground,
           coalesce((SELECT json_agg(json_build_object('code', c.code, 'name', c.name, 'nameEn', c.name_en, 'unit', ${orgRef('u')},
             'reportedAt', d.reported_at) ORDER BY c.search, c.id)
             FROM access.subject_request_datasets AS d JOIN catalogue.datasets AS c ON c.id = d.dataset_id
             JOIN identity.organisations AS u ON u.id = d.unit_id WHERE d.request_id = r.id), '[]') AS datasets,
           CASE WHEN s.erased_at IS NULL THEN json_build_object('name', s.name, 'identityNumber', s.identity_number,
             'contact', s.contact, 'wish', s.wish) END AS subject
    FROM access.subject_requests AS r JOIN identity.organisations AS o ON o.id = r.unit_id
    JOIN access.subjects AS s ON s.request_id = r.id
    WHERE (${id}::uuid IS NULL OR r.id = ${id}::uuid) AND (NOT ${open} OR r.ended_at IS NULL)
      AND (${before}::uuid IS NULL OR r.id < ${before}::uuid)
      AND (${seenBy}::uuid IS NULL OR r.unit_id = ${seenBy}::uuid OR EXISTS (
        SELECT FROM access.subject_request_datasets AS d WHERE d.request_id = r.id AND d.unit_id = ${seenBy}::uuid))
    ORDER BY ${order} LIMIT ${limit}`)
  return rows.map((row) => ({
    ...row,
    datasets: row.datasets.map(({ reportedAt, ...each }) => ({
      ...each,
      reportedAt: reportedAt === null ? null : new Date(reportedAt),
    })),
  }))
}

/** Locks a request for an act on it, where the unit sees it; every unit does when null. */
export async function lockRequest(tx: Tx, id: string, seenBy: string | null): Promise<SubjectRequest | undefined> {
  await tx.execute(sql`SELECT id FROM access.subject_requests WHERE id = ${id}::uuid FOR UPDATE`)
  return (await listRequests(tx, { id, seenBy }))[0]
}

export function listSteps(db: Db, request: string): Promise<RequestStep[]> {
  return db.rows<RequestStep>(sql`
    SELECT s.id, s.kind, s.at, s.account_name AS account, s.text, CASE WHEN o.id IS NOT NULL THEN ${orgRef('o')} END AS unit
    FROM access.subject_request_steps AS s LEFT JOIN identity.organisations AS o ON o.id = s.unit_id
    WHERE s.request_id = ${request}::uuid ORDER BY s.id`)
}

/** Names datasets with the units that provide them now; those reported on stay as they are. Gives how many are new to their unit. */
export function insertDatasets(
  tx: Tx,
  request: string,
  datasets: readonly { readonly id: string; readonly unit: string }[],
): Promise<number> {
  return tx.execute(sql`
    INSERT INTO access.subject_request_datasets (request_id, dataset_id, unit_id, assigned_at)
    SELECT ${request}::uuid, d.id, d.unit, ${tx.at}::timestamptz
    FROM json_to_recordset(${JSON.stringify(datasets)}::json) AS d (id uuid, unit uuid)
    ON CONFLICT (request_id, dataset_id) DO UPDATE SET unit_id = excluded.unit_id
    WHERE subject_request_datasets.reported_at IS NULL AND subject_request_datasets.unit_id <> excluded.unit_id`)
}

/** Notes that a unit has reported on its datasets; gives of how many. */
export function saveReport(tx: Tx, request: string, reporting: string): Promise<number> {
  return tx.execute(sql`
    UPDATE access.subject_request_datasets SET reported_at = ${tx.at}
    WHERE request_id = ${request}::uuid AND unit_id = ${reporting}::uuid AND reported_at IS NULL`)
}

export async function saveResponse(tx: Tx, request: string): Promise<void> {
  await tx.execute(sql`
    UPDATE access.subject_requests SET state = 'in-progress', responded_at = ${tx.at} WHERE id = ${request}::uuid`)
}

/** Sets the second clock; reminders of the limit it had say nothing any more. */
export async function saveExtension(
  tx: Tx,
  request: string,
  clock: { fulfilBy: Date; certainty: string },
): Promise<void> {
  await tx.execute(sql`
    UPDATE access.subject_requests SET fulfil_by = ${clock.fulfilBy}, certainty = ${clock.certainty}, extended_at = ${tx.at}
    WHERE id = ${request}::uuid`)
  await tx.execute(sql`DELETE FROM access.subject_notices WHERE request_id = ${request}::uuid AND clock = 'fulfil'`)
}

export async function saveEnd(tx: Tx, request: string, ground: GroundCode | null): Promise<void> {
  await tx.execute(sql`
    UPDATE access.subject_requests
    SET state = ${ground === null ? 'answered' : 'refused'}, ended_at = ${tx.at}, ground = ${ground},
        responded_at = coalesce(responded_at, ${tx.at})
    WHERE id = ${request}::uuid`)
}

/** Takes out the person and all that was written about them, with the salts. */
export async function eraseSubject(tx: Tx, request: string): Promise<boolean> {
  const erased = await tx.execute(sql`
    UPDATE access.subjects SET name = NULL, identity_number = NULL, contact = NULL, wish = NULL, salt = NULL, erased_at = ${tx.at}
    WHERE request_id = ${request}::uuid AND erased_at IS NULL`)
  await tx.execute(sql`
    UPDATE access.subject_request_steps SET text = NULL, salt = NULL WHERE request_id = ${request}::uuid AND text IS NOT NULL`)
  return erased === 1
}

export interface Late extends Pick<SubjectRequest, 'id' | 'year' | 'number'> {
  readonly clock: ClockName
  readonly dueAt: Date
}

/** The clock that runs of an open request `r`, and when it is over. */
export const running = sql`CASE WHEN r.state = 'received' THEN 'respond' ELSE 'fulfil' END`
export const dueAt = sql`CASE WHEN r.state = 'received' THEN r.respond_by ELSE r.fulfil_by END`

/** Open requests whose running clock is over and that are not marked for it yet. */
export function listNewlyLate(db: Db, at: Date): Promise<Late[]> {
  return db.rows<Late>(sql`
    SELECT r.id, r.year, r.number, ${running} AS clock, ${dueAt} AS "dueAt"
    FROM access.subject_requests AS r
    WHERE r.ended_at IS NULL AND ${dueAt} <= ${at}
      AND CASE WHEN r.state = 'received' THEN r.overdue_respond ELSE r.overdue_fulfil END IS NULL
    ORDER BY r.id`)
}

export async function markLate(tx: Tx, { id, clock }: Pick<Late, 'id' | 'clock'>): Promise<boolean> {
  const column = sql.ref(clock === 'respond' ? 'overdue_respond' : 'overdue_fulfil')
  const marked = await tx.execute(sql`
    UPDATE access.subject_requests SET ${column} = ${tx.at} WHERE id = ${id}::uuid AND ${column} IS NULL AND ended_at IS NULL`)
  return marked === 1
}
