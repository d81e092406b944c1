import { sql } from 'kysely'
import { orgRef } from '../../identity/index.ts'
import type { Tx } from '../../journal/index.ts'
import type { InstrumentId } from '../../law/index.ts'
import { localDay } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import { datasetRef, purposeRef } from './grant.store.ts'
import type { GrantRequest, GrantStep, GroundCode, OpenState, RequestState, StepKind } from './grant-request.ts'

export interface NewGrantRequest extends Pick<
  GrantRequest,
  'id' | 'kind' | 'legalBasis' | 'reasons' | 'extent' | 'startsAt' | 'endsAt' | 'certainty' | 'askedBy'
> {
  readonly grant: string | null
  readonly unit: string
  readonly dataset: string
  readonly purpose: string
  readonly dueAt: Date
}

/** One unit asks at a time: of two requests for the same use the second sees the first, and numbers have no gaps. */
export async function lockAsking(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('access.grant_requests'))`)
}

/** Keeps a request under the next number of its year, under the lock of asking; gives that. */
export async function insertGrantRequest(tx: Tx, request: NewGrantRequest): Promise<{ year: number; number: number }> {
  const { id, kind, grant, unit, dataset, purpose, legalBasis, reasons, extent, startsAt, endsAt } = request
  const year = Number(localDay(tx.at).slice(0, 4))
  const row = await tx.first<{ number: number }>(sql`
    INSERT INTO access.grant_requests (id, year, number, kind, grant_id, unit_id, dataset_id, purpose, legal_basis, reasons, extent,
                                       starts_at, ends_at, state, asked_at, asked_by, due_at, certainty)
    SELECT ${id}::uuid, ${year}::integer, coalesce(max(r.number), 0) + 1, ${kind}::text, ${grant}::uuid, ${unit}::uuid, ${dataset}::uuid,
           ${purpose}::text, ${legalBasis}::text, ${reasons}::text, ${JSON.stringify(extent)}::jsonb, ${startsAt}::timestamptz,
           ${endsAt}::timestamptz, 'opinion', ${tx.at}::timestamptz, ${request.askedBy}::text, ${request.dueAt}::timestamptz,
           ${request.certainty}::text
    FROM access.grant_requests AS r WHERE r.year = ${year}
    RETURNING number`)
  if (!row) throw new Error('A request was not kept')
  return { year, number: row.number }
}

export interface GrantRequestFilter {
  readonly id?: string
  /** Only those the unit asks, or that are about its data; all when null. */
  readonly seenBy: string | null
  readonly open?: boolean
  readonly dataset?: string | undefined
  readonly before?: string | undefined
  readonly limit?: number
}

/** Newest first; open ones by what is due first. */
export function listGrantRequests(db: Db, filter: GrantRequestFilter): Promise<GrantRequest[]> {
  const { id = null, seenBy, open = false, dataset = null, before = null, limit = 1 } = filter
  return db.rows<GrantRequest>(sql`
    SELECT r.id, r.year, r.number, r.kind, ${orgRef('o')} AS unit, ${datasetRef} AS dataset, ${purposeRef} AS purpose,
           CASE WHEN g.id IS NOT NULL THEN json_build_object('id', g.id, 'year', g.year, 'number', g.number, 'extent', g.extent) END AS grant,
           r.legal_basis AS "legalBasis", r.reasons, r.extent, r.starts_at AS "startsAt", r.ends_at AS "endsAt", r.state,
           r.asked_at AS "askedAt", r.asked_by AS "askedBy", r.due_at AS "dueAt", r.certainty, r.overdue_since AS "overdueSince",
           r.ended_at AS "endedAt", r.ground,
           CASE WHEN i.id IS NOT NULL THEN json_build_object('id', i.id, 'number', i.number) END AS instrument
    FROM access.grant_requests AS r JOIN identity.organisations AS o ON o.id = r.unit_id
    JOIN catalogue.datasets AS d ON d.id = r.dataset_id JOIN identity.organisations AS v ON v.id = d.provider_id
    JOIN access.purposes AS u ON u.code = r.purpose
    LEFT JOIN access.grants AS g ON g.id = r.grant_id LEFT JOIN law.instruments AS i ON i.id = r.instrument_id
    WHERE (${id}::uuid IS NULL OR r.id = ${id}::uuid) AND (NOT ${open} OR r.ended_at IS NULL)
      AND (${before}::uuid IS NULL OR r.id < ${before}::uuid) AND (${dataset}::text IS NULL OR d.code = ${dataset}::text)
      AND (${seenBy}::uuid IS NULL OR r.unit_id = ${seenBy}::uuid OR d.provider_id = ${seenBy}::uuid)
    ORDER BY ${open ? sql`r.due_at, r.id` : sql`r.id DESC`} LIMIT ${limit}`)
}

/** Locks a request for a step of it. */
export async function lockGrantRequest(tx: Tx, id: string): Promise<GrantRequest | undefined> {
  await tx.execute(sql`SELECT id FROM access.grant_requests WHERE id = ${id}::uuid FOR UPDATE`)
  return (await listGrantRequests(tx, { id, seenBy: null }))[0]
}

/** One that is under way for the same use. */
export function findWaiting(
  db: Db,
  { unit, dataset, purpose }: { readonly unit: string; readonly dataset: string; readonly purpose: string },
): Promise<{ year: number; number: number } | undefined> {
  return db.first(sql`
    SELECT year, number FROM access.grant_requests
    WHERE unit_id = ${unit}::uuid AND dataset_id = ${dataset}::uuid AND purpose = ${purpose} AND ended_at IS NULL LIMIT 1`)
}

/** The next step is due. */
export async function saveDue(
  tx: Tx,
  id: string,
  { state, dueAt, certainty }: { readonly state: OpenState; readonly dueAt: Date; readonly certainty: string },
): Promise<void> {
  await tx.execute(sql`
    UPDATE access.grant_requests SET state = ${state}, due_at = ${dueAt}, certainty = ${certainty}, overdue_since = NULL
    WHERE id = ${id}::uuid`)
}

export async function saveEnd(
  tx: Tx,
  id: string,
  end: {
    readonly state: Exclude<RequestState, OpenState>
    readonly instrument?: InstrumentId
    readonly ground?: GroundCode
  },
): Promise<void> {
  await tx.execute(sql`
    UPDATE access.grant_requests
    SET state = ${end.state}, ended_at = ${tx.at}, due_at = NULL, instrument_id = ${end.instrument ?? null}::uuid, ground = ${end.ground ?? null}
    WHERE id = ${id}::uuid`)
}

/** Requests whose step is over at an instant and that are not known to be late. */
export function listNewlyLate(db: Db, at: Date): Promise<{ id: string; state: OpenState; dueAt: Date }[]> {
  return db.rows(sql`
    SELECT id, state, due_at AS "dueAt" FROM access.grant_requests
    WHERE ended_at IS NULL AND due_at <= ${at} AND overdue_since IS NULL ORDER BY due_at, id LIMIT 500`)
}

/** Gives false when another process marked it a moment ago, or it moved on. */
export async function markLate(tx: Tx, id: string, state: OpenState): Promise<boolean> {
  const marked = await tx.execute(sql`
    UPDATE access.grant_requests SET overdue_since = ${tx.at}
    WHERE id = ${id}::uuid AND state = ${state} AND due_at <= ${tx.at} AND overdue_since IS NULL`)
  return marked === 1
}

export interface NewGrantStep {
  readonly id: string
  readonly request: string
  readonly kind: StepKind
  readonly unit: string | null
  readonly accountId: string
  readonly account: string
  readonly text: string | null
}

export async function insertGrantStep(tx: Tx, step: NewGrantStep): Promise<void> {
  const { id, request, kind, unit, accountId, account, text } = step
  await tx.execute(sql`
    INSERT INTO access.grant_steps (id, request_id, kind, at, unit_id, account_id, account_name, text)
    VALUES (${id}::uuid, ${request}::uuid, ${kind}, ${tx.at}, ${unit}::uuid, ${accountId}, ${account}, ${text})`)
}

/** In the order they were taken. */
export function listGrantSteps(db: Db, request: string): Promise<GrantStep[]> {
  return db.rows<GrantStep>(sql`
    SELECT s.id, s.kind, s.at, s.account_id AS "accountId", s.account_name AS account, s.text,
           CASE WHEN o.id IS NOT NULL THEN ${orgRef('o')} END AS unit
    FROM access.grant_steps AS s LEFT JOIN identity.organisations AS o ON o.id = s.unit_id
    WHERE s.request_id = ${request}::uuid ORDER BY s.id`)
}
