import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db, Json } from '../../platform/index.ts'
import type { OrganisationId } from '../organisation/organisation.ts'
import type { Act, ActState, Effect } from './act.ts'
import type { StandingUnit, World } from './plan.ts'

/** What an import is called in English; its Vietnamese title is kept with it. */
export const titleEn = sql`
  CASE WHEN a.kind = 'import' THEN (
    SELECT CASE units.count WHEN 1 THEN 'Import of ' || units.first ELSE 'Import of ' || units.count || ' units: ' || units.first || ', …' END
    FROM (SELECT jsonb_array_length(a.steps) AS count,
                 coalesce(nullif(a.steps->0->'facts'->>'nameEn', ''), a.steps->0->'facts'->>'name') AS first) AS units) END`

const columns = sql`
  a.id, a.kind, a.title, ${titleEn} AS "titleEn", a.instrument_id AS instrument, a.effective_on AS "effectiveOn", a.steps, a.state,
  a.prepared_at AS "preparedAt", a.prepared_by AS "preparedBy", a.confirmed_at AS "confirmedAt",
  a.confirmed_by AS "confirmedBy", a.applied_at AS "appliedAt", a.effect, a.problem`

/** Acts change units one after the other: what one has checked no other may change before it is done. */
export async function lockActs(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('identity.acts'))`)
}

export async function insertAct(tx: Tx, act: Omit<Act, 'titleEn'>): Promise<void> {
  await tx.execute(sql`
    INSERT INTO identity.acts (id, kind, title, instrument_id, effective_on, steps, state, prepared_at, prepared_by,
                               confirmed_at, confirmed_by, applied_at)
    VALUES (${act.id}, ${act.kind}, ${act.title}, ${act.instrument}, ${act.effectiveOn}, ${JSON.stringify(act.steps)}::jsonb,
            ${act.state}, ${act.preparedAt}, ${act.preparedBy}, ${act.confirmedAt}, ${act.confirmedBy}, ${act.appliedAt})`)
}

export async function saveConfirmation(tx: Tx, id: string, by: string): Promise<void> {
  await tx.execute(sql`
    UPDATE identity.acts SET state = 'confirmed', confirmed_at = ${tx.at}, confirmed_by = ${by}, problem = NULL
    WHERE id = ${id}::uuid`)
}

export async function saveApplication(tx: Tx, id: string, effect: Effect): Promise<void> {
  await tx.execute(sql`
    UPDATE identity.acts SET state = 'applied', applied_at = ${tx.at}, effect = ${JSON.stringify(effect)}::jsonb
    WHERE id = ${id}::uuid`)
}

export async function saveWithdrawal(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`
    UPDATE identity.acts SET state = 'withdrawn', problem = NULL WHERE id = ${id}::uuid`)
}

export async function saveFailure(tx: Tx, id: string, problem: Json): Promise<void> {
  await tx.execute(sql`
    UPDATE identity.acts SET state = 'failed', problem = ${JSON.stringify(problem)}::jsonb WHERE id = ${id}::uuid`)
}

export function findAct(db: Db, id: string): Promise<Act | undefined> {
  return db.first<Act>(sql`SELECT ${columns} FROM identity.acts AS a WHERE a.id = ${id}::uuid`)
}

export interface ActFilter {
  readonly state: ActState | undefined
  /** Only acts that changed this unit or took over from it. */
  readonly unit?: string | undefined
  readonly before: string | undefined
  readonly limit: number
}

/** Newest first, without their steps. */
export function listActs(db: Db, { state, unit, before, limit }: ActFilter): Promise<Act[]> {
  const touched: RawBuilder<unknown> = sql`
    (${unit ?? null}::uuid IS NULL OR a.id IN (
      SELECT p.act_id FROM identity.organisation_periods AS p WHERE p.organisation_id = ${unit ?? null}::uuid
      UNION ALL SELECT s.act_id FROM identity.successions AS s
      WHERE ${unit ?? null}::uuid IN (s.predecessor_id, s.successor_id)))`
  return db.rows<Act>(sql`
    SELECT a.id, a.kind, a.title, ${titleEn} AS "titleEn", a.instrument_id AS instrument, a.effective_on AS "effectiveOn", '[]'::json AS steps,
           a.state, a.prepared_at AS "preparedAt", a.prepared_by AS "preparedBy", a.confirmed_at AS "confirmedAt",
           a.confirmed_by AS "confirmedBy", a.applied_at AS "appliedAt", NULL::json AS effect, a.problem
    FROM identity.acts AS a
    WHERE (${state ?? null}::text IS NULL OR a.state = ${state ?? null}) AND ${touched}
      AND (${before ?? null}::uuid IS NULL OR a.id < ${before ?? null}::uuid)
    ORDER BY a.id DESC LIMIT ${limit}`)
}

/** Confirmed acts that wait for their day, in the order they will take effect: all, or those due on a day. */
export function listWaiting(db: Db, dueOn?: string): Promise<Act[]> {
  return db.rows<Act>(sql`
    SELECT ${columns} FROM identity.acts AS a
    WHERE a.state = 'confirmed' AND (${dueOn ?? null}::date IS NULL OR a.effective_on <= ${dueOn ?? null}::date)
    ORDER BY a.effective_on, a.confirmed_at, a.id`)
}

/** Every unit with its last facts. */
export async function readWorld(db: Db): Promise<World> {
  const rows = await db.rows<StandingUnit>(sql`
    SELECT o.id, o.kind, o.name, o.name_en AS "nameEn", o.parent_id AS parent, o.territory, o.valid_from AS "validFrom",
           o.valid_to AS "validTo", known.since, coalesce(known.earlier, '[]') AS earlier,
           o.ended_by IS NOT NULL AS "isEnded"
    FROM identity.organisations AS o
    JOIN (SELECT p.organisation_id, max(p.valid_from) AS since,
                 json_agg(json_build_object('parent', p.parent_id, 'until', p.next) ORDER BY p.next)
                   FILTER (WHERE p.next IS NOT NULL) AS earlier
          FROM (SELECT p.organisation_id, p.parent_id, p.valid_from,
                       lead(p.valid_from) OVER (PARTITION BY p.organisation_id ORDER BY p.valid_from) AS next
                FROM identity.organisation_periods AS p) AS p
          GROUP BY p.organisation_id) AS known
      ON known.organisation_id = o.id`)
  return new Map<OrganisationId, StandingUnit>(rows.map((unit) => [unit.id, unit]))
}
